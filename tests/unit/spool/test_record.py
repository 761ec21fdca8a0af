"""The bytes of one record."""

from typing import Any

import pyarrow as pa
import pytest
from agentops_processor.columns import tables, transform_schema
from agentops_processor.spool import Record
from agentops_processor.spool.record import Body, decode, decode_header, decode_schemas, encode, encode_schemas


def joined(body: Body) -> bytes:
    """The bytes of a body, as a segment has them."""
    data = b"".join(body.parts)
    assert len(data) == body.size
    return data


@pytest.mark.parametrize("table", [table for table in tables() if transform_schema(table).names])
def test_rows_of_every_table_come_back_equal(table: str) -> None:
    """What was encoded is decoded equal, column types and nulls included."""
    schema = transform_schema(table)
    batch = pa.RecordBatch.from_arrays([pa.nulls(3, field.type) for field in schema], schema=schema)
    record = Record("tenant", 7, {table: batch})
    schemas = decode_schemas(joined(encode_schemas({table: schema})))
    decoded = decode(joined(encode(record)), schemas)
    assert decoded == record
    assert decoded.tables[table].schema == schema


def test_several_tables_travel_together(make_record: Any) -> None:
    """A record keeps the rows of each table apart, and the header says how many there are."""
    record = make_record(5, rows=3, scores=["good", "bad"])
    body = encode(record)
    schemas = {name: batch.schema for name, batch in record.tables.items()}
    assert decode(joined(body), schemas) == record
    header = decode_header(joined(body))
    assert (header.tenant_id, header.received_at_ns) == ("tenant-5", 5)
    assert header.tally(99) == (header.tally(0) + header.tally(99)) - header.tally(0)
    assert (header.tally(99).spans, header.tally(99).rows, header.tally(99).bytes) == (3, 5, 99)
    assert (body.spans, body.rows) == (3, 5)


def test_tables_without_rows_are_left_out(make_record: Any) -> None:
    """An empty table costs nothing."""
    record = make_record(1)
    empty = Record("tenant-1", 1, {**record.tables, "scores": pa.record_batch({"value": pa.array([], pa.string())})})
    assert joined(encode(empty)) == joined(encode(record))


def test_bodies_keep_arrow_aligned(make_record: Any) -> None:
    """A body is a multiple of 8 bytes long, whatever the length of its header."""
    for length in range(20):
        record = Record("t" * length, 0, make_record(1).tables)
        assert encode(record).size % 8 == 0
