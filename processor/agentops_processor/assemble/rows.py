"""Spans as they were read in, each there once and in order of time out; and computed columns into rows of a table."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from agentops_processor.assemble.forest import Indexes
from agentops_processor.columns import insert_schema

_KEY = ["tenant_id", "trace_id", "span_id"]


def in_order(spans: pa.Table) -> pa.Table:
    """The spans by trace and start, each once: of several with the same id the one that was ingested last."""
    by_time = spans.sort_by([(c, "ascending") for c in ("tenant_id", "trace_id", "start_time", "span_id")])
    # Ids are random, so counting them tells nearly always that no trace has one twice.
    if pc.count_distinct(by_time["span_id"]).as_py() == by_time.num_rows:
        return by_time.combine_chunks()
    numbered = by_time.append_column("row", pa.array(np.arange(by_time.num_rows)))
    newest_last = numbered.select([*_KEY, "ingested_at", "row"]).sort_by("ingested_at")
    last = newest_last.group_by(_KEY, use_threads=False).aggregate([("row", "last")])["row_last"]
    return by_time.take(last.take(pc.sort_indices(last))).combine_chunks()


def trace_numbers(spans: pa.Table) -> Indexes:
    """For each span in order a number that it shares with the spans of its trace, from 0 upwards."""
    is_new = np.zeros(spans.num_rows, dtype=np.int64)
    for name in ("tenant_id", "trace_id"):
        ids = column(spans, name)
        is_new[1:] |= pc.not_equal(ids[1:], ids[:-1]).to_numpy(zero_copy_only=False)
    return np.cumsum(is_new)


def column(spans: pa.Table, name: str) -> pa.Array:
    """A column as one array."""
    chunks = spans[name].chunks
    return chunks[0] if len(chunks) == 1 else pa.concat_arrays(chunks or [pa.array([], spans[name].type)])


def to_table(table: str, columns: Mapping[str, object]) -> pa.Table:
    """Columns as rows of a table, in its insert schema."""
    schema = insert_schema(table)
    return pa.table({field.name: columns[field.name] for field in schema}).cast(schema)
