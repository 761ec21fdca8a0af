"""What the code must know about the tables that the processor writes: the row's identity and the time that places it.

The same facts stand in `migrations/*.sql`; a test holds them together against the engine.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table.

    Attributes:
        key: Columns that identify a row. Rows with the same key are the same row, whoever sent them again.
        time: Column whose week, Monday to Sunday in UTC, is the partition.
    """

    key: tuple[str, ...]
    time: str


TABLES: Mapping[str, TableSpec] = {
    "spans": TableSpec(key=("tenant_id", "trace_id", "start_time", "span_id"), time="start_time"),
    "scores": TableSpec(key=("tenant_id", "trace_id", "created_at", "score_id"), time="created_at"),
    "steps": TableSpec(key=("tenant_id", "trace_id", "start_time", "span_id"), time="start_time"),
    "runs": TableSpec(key=("tenant_id", "trace_id", "start_time", "span_id"), time="start_time"),
}
