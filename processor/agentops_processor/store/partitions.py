"""Rows of one table in, rows of one partition each out: what one insert can commit as a whole."""

from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from agentops_processor.store.tables import TABLES


def by_partition(table: str, rows: pa.Table) -> Iterator[tuple[date, pa.Table]]:
    """The Monday of each week and its rows, in order of time."""
    # As a date: a week is whole days, and dates compare and print the same everywhere.
    weeks = pc.floor_temporal(rows[TABLES[table].time], unit="week", week_starts_monday=True).cast(pa.date32())
    distinct = sorted(pc.unique(weeks).to_pylist())
    for week in distinct:
        yield week, rows if len(distinct) == 1 else rows.filter(pc.equal(weeks, week))
