"""Rows for tests: what transform would hand over, with only what matters filled in."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
from agentops_processor.columns import tables, transform_schema

# A Monday; rows that say nothing about their time are in its week.
MONDAY = datetime(2026, 11, 16, 10, tzinfo=UTC)
_DEFAULTS: Mapping[str, Any] = {
    "String": "",
    "LowCardinality": "",
    "Bool": False,
    "Nullable": None,
    "Array": [],
    "Map": [],
    "DateTime64": MONDAY,
    "Decimal": Decimal(0),
}


def rows(table: str, count: int, **columns: Sequence[Any]) -> pa.RecordBatch:
    """So many rows of a table, in the schema that transform hands over.

    Args:
        table: Name of the table.
        count: How many rows.
        columns: Values by column, `count` of each; columns not named have their default.
    """
    given = {name.replace("__", "."): values for name, values in columns.items()}
    types = {column.name: column.type.partition("(")[0] for column in tables()[table]}
    arrays = [
        pa.array(given.pop(field.name, [_DEFAULTS.get(types[field.name], 0)] * count), field.type)
        for field in transform_schema(table)
    ]
    assert not given, f"{table} has no column {sorted(given)}"
    return pa.RecordBatch.from_arrays(arrays, schema=transform_schema(table))


def spans(count: int, *, trace: int = 1, **columns: Sequence[Any]) -> pa.RecordBatch:
    """So many different spans of one trace of the tenant `default`.

    Args:
        count: How many.
        trace: Number of the trace; spans of different traces are different.
        columns: As for `rows`.
    """
    defaults: dict[str, Sequence[Any]] = {
        "tenant_id": ["default"] * count,
        "trace_id": [f"{trace:032x}"] * count,
        "span_id": [f"{trace:08x}{number:08x}" for number in range(count)],
    }
    return rows("spans", count, **{**defaults, **columns})
