"""The table of columns: one owner for DDL, Arrow schemas and insert order."""

import pyarrow as pa
import pytest
from agentops_processor.columns import Column, ddl_lines, insert_schema, tables, transform_schema

COLUMNS = [(table, column) for table, columns in tables().items() for column in columns]


@pytest.mark.parametrize(
    ("clickhouse", "arrow"),
    [
        ("String", pa.string()),
        ("LowCardinality(String)", pa.string()),
        ("Nullable(Float64)", pa.float64()),
        ("Array(LowCardinality(String))", pa.list_(pa.string())),
        ("Map(LowCardinality(String), Float64)", pa.map_(pa.string(), pa.float64())),
        ("Array(Map(String, String))", pa.list_(pa.map_(pa.string(), pa.string()))),
        ("Array(DateTime64(9, 'UTC'))", pa.list_(pa.timestamp("ns", "UTC"))),
        ("Decimal(18, 12)", pa.decimal128(18, 12)),
    ],
)
def test_arrow_type(clickhouse: str, arrow: pa.DataType) -> None:
    """Wrappers that ClickHouse has for storage vanish; structure stays."""
    assert Column("x", clickhouse, "").arrow_type == arrow


def test_unknown_type() -> None:
    """A type that nobody thought of is a mistake at build time, not a column of text."""
    with pytest.raises(ValueError, match="UUID"):
        _ = Column("x", "UUID", "").arrow_type


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{table}.{column.name}" for table, column in COLUMNS])
def test_every_column(table: str, column: Column) -> None:
    """Every column has an Arrow type, a line of documentation, and one place in its table."""
    assert column.arrow_type is not None
    assert column.doc
    assert [c.name for c in tables()[table]].count(column.name) == 1


@pytest.mark.parametrize("table", ["spans", "scores"])
def test_schemas(table: str) -> None:
    """What transform hands over is what is inserted, in the same order, without what only the writer knows."""
    writers = [column.name for column in tables()[table] if column.filled_by == "write"]
    everything = insert_schema(table)
    assert [name for name in everything.names if name not in writers] == transform_schema(table).names
    assert "batch_id" in writers
    assert all(everything.field(field.name) == field for field in transform_schema(table))


def test_ddl_line() -> None:
    """A line of DDL has name, type, codec and settings, and leaves out what is not said."""
    assert Column("a.b", "String", "").ddl == "`a.b` String"
    assert (
        Column("x", "UInt64", "", codec="ZSTD(1)", settings="s = 1").ddl == "`x` UInt64 CODEC(ZSTD(1)) SETTINGS (s = 1)"
    )
    assert len(list(ddl_lines("spans"))) == len(tables()["spans"])
