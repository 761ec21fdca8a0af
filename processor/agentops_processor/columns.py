"""The columns of the tables, read from the generated table: in goes `columns.json`, out come Arrow schemas and DDL."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import pyarrow as pa

_SCALARS: dict[str, pa.DataType] = {
    "String": pa.string(),
    "UInt64": pa.uint64(),
    "UInt32": pa.uint32(),
    "Float64": pa.float64(),
    "Bool": pa.bool_(),
    "DateTime64(9, 'UTC')": pa.timestamp("ns", "UTC"),
    "DateTime64(3, 'UTC')": pa.timestamp("ms", "UTC"),
    "Decimal(18, 12)": pa.decimal128(18, 12),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: Column name; `events.time` is a part of a Nested column.
        type: ClickHouse type.
        codec: ClickHouse codecs, '' for the default.
        settings: Column settings, '' for none.
        attribute: Canonical attribute that fills it, '' where a stage fills it.
        filled_by: `write` for what only the writer knows, `assemble` for what is computed from whole traces, else
            `transform`.
        group: Heading in the documentation, '' for none.
        doc: One line for people.
    """

    name: str
    type: str
    doc: str
    codec: str = ""
    settings: str = ""
    attribute: str = ""
    filled_by: str = "transform"
    group: str = ""

    @property
    def arrow_type(self) -> pa.DataType:
        """The Arrow type that ClickHouse reads into this column without loss."""
        return _arrow_type(self.type)

    @property
    def ddl(self) -> str:
        """The column's line in CREATE TABLE."""
        parts = [f"`{self.name}`", self.type]
        if self.codec:
            parts.append(f"CODEC({self.codec})")
        if self.settings:
            parts.append(f"SETTINGS ({self.settings})")
        return " ".join(parts)


def _arrow_type(clickhouse_type: str) -> pa.DataType:
    if clickhouse_type in _SCALARS:
        return _SCALARS[clickhouse_type]
    outer, _, rest = clickhouse_type.partition("(")
    inner = rest.removesuffix(")")
    match outer:
        case "LowCardinality" | "Nullable":
            return _arrow_type(inner)
        case "Array":
            return pa.list_(_arrow_type(inner))
        case "Map":
            key, _, value = inner.partition(", ")
            return pa.map_(_arrow_type(key), _arrow_type(value))
    raise ValueError(f"no Arrow type for the ClickHouse type {clickhouse_type!r}")


@cache
def tables() -> dict[str, tuple[Column, ...]]:
    """Every table the processor writes with its columns, in insert order."""
    text = resources.files(__package__).joinpath("generated/columns.json").read_text()
    return {table: tuple(Column(**column) for column in columns) for table, columns in json.loads(text).items()}


@cache
def transform_schema(table: str) -> pa.Schema:
    """Arrow schema of what transform hands over: every column but the writer's."""
    return pa.schema([pa.field(c.name, c.arrow_type) for c in tables()[table] if c.filled_by == "transform"])


@cache
def insert_schema(table: str) -> pa.Schema:
    """Arrow schema of what is inserted into ClickHouse: every column, in order."""
    return pa.schema([pa.field(c.name, c.arrow_type) for c in tables()[table]])


def ddl_lines(table: str) -> Iterator[str]:
    """The column lines of CREATE TABLE, in order."""
    for column in tables()[table]:
        yield column.ddl
