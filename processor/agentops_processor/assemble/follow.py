"""What reaches `spans` in, rows of `steps` and `runs` out: the thread that follows the table.

    traces that got rows ─▶ those that are quiet ─▶ read them whole ─▶ assemble ─▶ insert ─▶ record how far

ClickHouse alone says what is to do, by when a row was written. A crash loses nothing: what is not recorded as done is
done again, and rows that are written twice replace each other. Several processors may follow one table; then each does
all of the work, which is a waste and no error.
"""

import secrets
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import pyarrow as pa
import structlog

from agentops_processor.assemble import reader
from agentops_processor.assemble.assemble import assemble
from agentops_processor.assemble.reader import Arrival, Extent, Key
from agentops_processor.errors import MaybeCommittedError, NotCommittedError, SchemaError
from agentops_processor.store.partitions import by_partition
from agentops_processor.store.store import Store
from agentops_processor.telemetry import Metrics

_log = structlog.get_logger(__name__)

# Milliseconds between the moment that ClickHouse writes on a row and the moment that others see it. An insert takes
# 0.3 s; a hundred times that is for a server that is overloaded.
_IN_FLIGHT_MS = 30_000
# Milliseconds of arrivals looked at in one round when there is much to catch up with: a million rows at 20 k a second.
_WINDOW_MS = 60_000
# Milliseconds after which a trace that is never quiet is assembled as it is.
_MAX_WAIT_MS = 30_000
# What is held in memory at once. Spans take about 0.5 KB each here; a trace with more is assembled alone. The ids of so
# many traces fit into the 256 KiB that ClickHouse allows for a query, and large groups read neighbours once.
_MAX_TRACES = 5_000
_MAX_SPANS = 200_000
# Seconds to wait after a failure, twice as long each time.
_FIRST_PAUSE_S = 1.0
_LAST_PAUSE_S = 30.0
# These pass, or need a person: the traces are not at fault.
_NOT_THE_TRACES = (NotCommittedError, MaybeCommittedError, SchemaError, OSError, MemoryError)
_PROGRESS = "assemble"

T = TypeVar("T", Arrival, Extent)


@dataclass(frozen=True, slots=True)
class _Done:
    """The arrival of a trace that was assembled: its last row's time, and how many rows were in the window."""

    written_ms: int
    spans: int


_NOTHING = _Done(-1, 0)


class Assembler:
    """Keeps `steps` and `runs` up to date on a thread of its own.

    Args:
        store: The database; it takes a connection of its own.
        metrics: `traces_assembled`, `assemble_lag_seconds`.
        quiet_s: How long nothing must have come for a trace before it is assembled, seconds.
        poll_s: How often to look, seconds.
    """

    def __init__(self, store: Store, metrics: Metrics, quiet_s: float = 3.0, poll_s: float = 2.0) -> None:
        self._store = store.connect()
        self._metrics = metrics
        self._quiet_ms = int(quiet_s * 1000)
        self._poll_s = poll_s
        self._since_ms: int | None = None
        # What was assembled, by trace; only those that may be met again.
        self._done: dict[Key, _Done] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="assembler", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, grace_s: float) -> bool:
        """Stop after what is under way, or after so long.

        Returns:
            Whether it has stopped. What is not done is done after the next start.
        """
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join(grace_s)
        if self._thread.is_alive():
            return False
        self._store.close()
        return True

    def round(self) -> bool:
        """Look once at what came and assemble what is due.

        Returns:
            Whether there is more to do at once.

        Raises:
            StoreError: ClickHouse did not answer. Nothing is lost.
        """
        now_ms = reader.now_ms(self._store)
        since_ms = self._load() if self._since_ms is None else self._since_ms
        until_ms = min(now_ms, since_ms + _WINDOW_MS)
        came = reader.arrivals(self._store, since_ms - _IN_FLIGHT_MS, until_ms)
        due, waiting = self._sort_out(came, now_ms)
        for group in _groups(sorted(due, key=lambda a: a.start_ns), _MAX_TRACES):
            if self._stopping.is_set():
                return False
            self._assemble(group)
        reached_ms = min([until_ms, *(self._waits_since_ms(a) for a in waiting)])
        if until_ms < now_ms and not came:
            reached_ms = reader.next_write_ms(self._store, until_ms) or now_ms
        self._since_ms = max(since_ms, reached_ms)
        if due:
            self._save(self._since_ms)
        self._forget(self._since_ms - _IN_FLIGHT_MS)
        self._report(now_ms)
        return until_ms < now_ms

    def _run(self) -> None:
        pause_s = _FIRST_PAUSE_S
        while not self._stopping.is_set():
            try:
                is_behind = self.round()
            except Exception as error:  # noqa: BLE001 -- the edge of the thread: nothing here may stop the service
                self._report(time.time_ns() // 10**6)  # ClickHouse's clock may be away
                _log.warning("steps and runs wait", error=str(error), error_type=type(error).__name__)
                self._stopping.wait(pause_s)
                pause_s = min(2 * pause_s, _LAST_PAUSE_S)
            else:
                pause_s = _FIRST_PAUSE_S
                self._stopping.wait(0 if is_behind else self._poll_s)

    def _sort_out(self, came: list[Arrival], now_ms: int) -> tuple[list[Arrival], list[Arrival]]:
        """Those to assemble now, and those to wait for; without those that were done before."""
        due: list[Arrival] = []
        waiting: list[Arrival] = []
        for arrival in came:
            done = self._done.get(arrival.key, _NOTHING)
            if arrival.last_written_ms <= done.written_ms and arrival.spans <= done.spans:
                # Rows that leave the window must not hide one that becomes visible later than others of its time.
                self._done[arrival.key] = _Done(done.written_ms, arrival.spans)
                continue
            is_quiet = arrival.last_written_ms <= now_ms - self._quiet_ms
            is_overdue = self._waits_since_ms(arrival) <= now_ms - _MAX_WAIT_MS
            (due if is_quiet or is_overdue else waiting).append(arrival)
        return due, waiting

    def _waits_since_ms(self, arrival: Arrival) -> int:
        """When the first row was written that is not in steps and runs, or earlier."""
        return max(arrival.first_written_ms, self._done.get(arrival.key, _NOTHING).written_ms)

    def _assemble(self, group: list[Arrival]) -> None:
        extents = reader.survey(self._store, group)
        for readable in _groups(sorted(extents, key=lambda e: e.start_ns), _MAX_TRACES):
            self._each_or_all(readable)
        for arrival in group:
            self._done[arrival.key] = _Done(arrival.last_written_ms, arrival.spans)

    def _each_or_all(self, group: list[Extent]) -> None:
        """Assemble traces together; if one of them cannot be, the others without it."""
        try:
            self._write(group)
        except _NOT_THE_TRACES:
            raise
        except Exception:  # noqa: BLE001 -- the edge of the stage
            # The database will not take the rows, or a bug: it must not hold up the other traces for ever.
            if len(group) == 1:
                _log.exception("a trace cannot be assembled", tenant_id=group[0].key[0], trace_id=group[0].key[1])
                return
            middle = len(group) // 2
            self._each_or_all(group[:middle])
            self._each_or_all(group[middle:])

    def _write(self, group: list[Extent]) -> None:
        spans = reader.read(self._store, group)
        for table, rows in zip(("steps", "runs"), assemble(spans), strict=True):
            for _, part in by_partition(table, rows):
                # A token of its own for every insert: writing rows again is harmless, and after a crash ClickHouse may
                # know a token and not have the rows.
                self._store.insert(table, part, secrets.token_hex(16))
        self._metrics.count("traces_assembled", len(group))

    def _load(self) -> int:
        """Up to when everything is assembled; 0 if nothing is known."""
        rows = self._store.query(
            "SELECT toUnixTimestamp64Milli(argMax(written_until, saved_at)) AS until FROM assembly_progress "
            "WHERE name = %(name)s GROUP BY name",
            {"name": _PROGRESS},
        )
        return int(rows["until"][0].as_py()) if rows.num_rows else 0

    def _save(self, until_ms: int) -> None:
        until = datetime.fromtimestamp(until_ms / 1000, UTC)
        row = pa.table({"name": [_PROGRESS], "written_until": pa.array([until], pa.timestamp("ms", "UTC"))})
        self._store.insert("assembly_progress", row, secrets.token_hex(16))

    def _report(self, now_ms: int) -> None:
        if self._since_ms is not None:
            self._metrics.set("assemble_lag_seconds", max(now_ms - self._since_ms, 0) / 1000)

    def _forget(self, before_ms: int) -> None:
        self._done = {key: done for key, done in self._done.items() if done.written_ms >= before_ms}


def _groups(traces: Iterable[T], max_traces: int) -> Iterator[list[T]]:
    """Traces that are handled together: so many, with at most so many spans, or one alone."""
    group: list[T] = []
    spans = 0
    for trace in traces:
        if group and (len(group) == max_traces or spans + trace.spans > _MAX_SPANS):
            yield group
            group, spans = [], 0
        group.append(trace)
        spans += trace.spans
    if group:
        yield group
