"""Records of the spool in, batches that one insert can commit as a whole out.

The same records always give the same batches with the same ids: after a crash the writer forms them again and asks
ClickHouse, by `batch_id`, which of them it has.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from agentops_processor.columns import insert_schema, transform_schema
from agentops_processor.store.partitions import by_partition
from agentops_processor.store.tables import TABLES

# Part of every batch id. To be raised when the same records would be cut into other batches than before.
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class InsertBatch:
    """Rows of one partition of one table, no two with the same key.

    Attributes:
        table: Name of the table.
        batch_id: Also in the column `batch_id` of every row.
        rows: Columns in insert order.
        received: Rows that came in for it: more than `rows` where some were sent twice.
    """

    table: str
    batch_id: int
    rows: pa.Table
    received: int

    @property
    def token(self) -> str:
        """The deduplication token of the first try."""
        return f"{self.batch_id:016x}"

    def halves(self) -> tuple["InsertBatch", "InsertBatch"]:
        """The batch cut in two, each with an id of its own that is always the same."""
        middle = self.rows.num_rows // 2
        first = _with_id(self.table, self.rows[:middle], middle, self.token, "first")
        return first, _with_id(self.table, self.rows[middle:], self.received - middle, self.token, "second")


def form_batches(source: str, records: Iterable[Mapping[str, pa.RecordBatch]]) -> list[InsertBatch]:
    """Cut records into batches, in the order of tables and time.

    Args:
        source: Where the records come from: the same text for the same records, other text for others.
        records: Rows per table.
    """
    parts: dict[str, list[pa.RecordBatch]] = {}
    for record in records:
        for table, batch in record.items():
            parts.setdefault(table, []).append(_conform(batch, table))
    return [
        batch
        for table in sorted(parts)
        for batch in _cut(source, table, pa.Table.from_batches([pa.concat_batches(parts[table])]))
    ]


def _cut(source: str, table: str, rows: pa.Table) -> Iterator[InsertBatch]:
    """Cut rows of one table into batches of one partition each, in order of time."""
    for week, part in by_partition(table, rows):
        yield _with_id(table, _last_of_each_key(table, part), part.num_rows, source, week.isoformat())


def _conform(batch: pa.RecordBatch, table: str) -> pa.RecordBatch:
    """A batch in today's columns; what an older processor has put in the spool may lack some."""
    schema = transform_schema(table)
    if batch.schema.equals(schema):
        return batch
    # ClickHouse reads null as the default of the column.
    columns = [
        batch[field.name] if field.name in batch.schema.names else pa.nulls(batch.num_rows, field.type)
        for field in schema
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _last_of_each_key(table: str, rows: pa.Table) -> pa.Table:
    """Rows without those that a later row with the same key replaces, so that counts are exact."""
    key = list(TABLES[table].key)
    # The last column of a key is nearly always enough to tell rows apart, and six times cheaper than the whole key.
    if pc.count_distinct(rows[key[-1]]).as_py() == rows.num_rows:
        return rows
    numbered = rows.select(key).append_column("row", pa.array(range(rows.num_rows)))
    last = numbered.group_by(key).aggregate([("row", "max")])["row_max"]
    return rows.take(last.take(pc.sort_indices(last)))


def _with_id(table: str, rows: pa.Table, received: int, *identity: str) -> InsertBatch:
    digest = hashlib.blake2b("\0".join((str(_FORMAT), table, *identity)).encode(), digest_size=8).digest()
    batch_id = int.from_bytes(digest, "big")
    ids = pa.repeat(pa.scalar(batch_id, pa.uint64()), rows.num_rows)
    if "batch_id" in rows.column_names:
        rows = rows.drop_columns("batch_id")
    rows = rows.append_column("batch_id", ids).select(insert_schema(table).names)
    return InsertBatch(table, batch_id, rows, received)
