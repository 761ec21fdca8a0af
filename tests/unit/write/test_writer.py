"""The thread between spool and store: order, intent, release, and what survives a stop at any point."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest
from agentops_processor.errors import NotCommittedError, SchemaError
from agentops_processor.telemetry import Metrics
from agentops_processor.write import writer as writer_module
from agentops_processor.write.commit import Pace
from agentops_processor.write.dead_letters import DeadLetters
from agentops_processor.write.intent import Intent, IntentFile
from agentops_processor.write.neighbours import Position
from agentops_processor.write.writer import Writer
from structlog.testing import capture_logs

from tests.rows import rows, spans

_PATIENCE_S = 10.0


@dataclass
class MemoryRecord:
    """A record that is nowhere but here."""

    tables: dict[str, pa.RecordBatch]
    received_at_ns: int = 1


@dataclass
class MemoryBatch:
    """Records with their positions."""

    first: Position
    last: Position
    records: Sequence[MemoryRecord]


@dataclass
class MemoryTally:
    """Spans that are pending."""

    spans: int


class MemorySpool:
    """A spool without files that hands out one record at a time; record n lies at position (0, n)."""

    id = "memory"

    def __init__(self, records: Sequence[MemoryRecord] = ()) -> None:
        self.records = list(records)
        self.released = 0
        self.empty = threading.Event()
        self._read = 0

    @property
    def pending(self) -> MemoryTally:
        """What is not released."""
        tables = (record.tables for record in self.records[self.released :])
        return MemoryTally(sum(table["spans"].num_rows for table in tables if "spans" in table))

    bytes_on_disk = 4711
    oldest_received_at_ns = None

    def next_batch(self, max_rows: int, max_bytes: int, linger_s: float, wait_s: float) -> MemoryBatch | None:
        """The next record."""
        assert max_rows
        assert max_bytes
        assert linger_s <= wait_s or not wait_s
        if self._read == len(self.records):
            self.empty.set()
            return None
        self._read += 1
        return MemoryBatch((0, self._read), (0, self._read), self.records[self._read - 1 : self._read])

    def read_range(self, first: Position, last: Position) -> Sequence[MemoryRecord]:
        """The records again."""
        if first[1] <= self.released:
            raise LookupError
        return self.records[first[1] - 1 : last[1]]

    def release(self, last: Position) -> None:
        """Forget."""
        self.released = max(self.released, last[1])
        self._read = max(self._read, last[1])


class MemoryStore:
    """Takes everything, unless `fail` says no."""

    def __init__(self) -> None:
        self.inserted: list[tuple[str, str, list[str]]] = []
        self.counted: list[int] = []
        self.fail: Callable[[], None] = lambda: None

    def insert(self, table: str, rows: pa.Table, token: str) -> None:
        """Remember the rows."""
        self.fail()
        self.inserted.append((table, token, rows["trace_id"].to_pylist()))

    def count_batch(self, table: str, batch_id: int) -> int:
        """Nothing was there before."""
        assert table
        self.counted.append(batch_id)
        return 0


def _record(trace: int) -> MemoryRecord:
    return MemoryRecord({"spans": spans(2, trace=trace), "scores": rows("scores", 1, trace_id=[f"{trace:032x}"])})


@pytest.fixture
def store() -> MemoryStore:
    """A store that takes everything."""
    return MemoryStore()


@pytest.fixture
def metrics() -> Metrics:
    """Metrics, all zero."""
    return Metrics()


MakeWriter = Callable[..., Writer]


@pytest.fixture
def make_writer(store: MemoryStore, metrics: Metrics, tmp_path: Path) -> Iterator[MakeWriter]:
    """Makes writers on one store and directory; they are stopped at the end."""
    writers: list[Writer] = []

    def make(spool: MemorySpool, prepare: Callable[[], None] = lambda: None, pace: Pace | None = None) -> Writer:
        letters, path = DeadLetters(tmp_path / "dead"), tmp_path / "intent.json"
        pace = pace or Pace(first_s=0.001, last_s=0.001)
        writers.append(Writer(spool, store, letters, metrics, intent_path=path, prepare=prepare, pace=pace))
        writers[-1].start()
        return writers[-1]

    yield make
    for writer in writers:
        writer.stop(0.0)


def _traces(store: MemoryStore) -> list[int]:
    return [int(names[0], 16) for table, _, names in store.inserted if table == "spans"]


def test_records_are_written_in_order_and_then_released(
    make_writer: MakeWriter, store: MemoryStore, metrics: Metrics
) -> None:
    """The order of recovery is the order of arrival; the spool lets go of what is committed, and the counts agree."""
    spool = MemorySpool([_record(trace) for trace in (1, 2, 3)])
    assert make_writer(spool).stop(_PATIENCE_S)
    assert _traces(store) == [1, 2, 3]
    assert [table for table, _, _ in store.inserted] == ["scores", "spans"] * 3
    assert spool.released == 3
    assert (metrics.value("spans_committed"), metrics.value("spool_spans"), metrics.value("spool_bytes")) == (
        6,
        0,
        4711,
    )


def test_intent_is_on_disk_before_the_insert(make_writer: MakeWriter, store: MemoryStore, tmp_path: Path) -> None:
    """A crash during the insert finds written down what was being inserted."""
    seen: list[Intent | None] = []
    store.fail = lambda: seen.append(IntentFile(tmp_path / "intent.json").load())
    make_writer(MemorySpool([_record(1)])).stop(_PATIENCE_S)
    assert seen[0]
    assert (seen[0].spool_id, seen[0].first, seen[0].last) == ("memory", (0, 1), (0, 1))
    assert list(seen[0].batches.values()) == [1, 2]


def test_what_was_begun_before_the_crash_is_asked_for(
    make_writer: MakeWriter, store: MemoryStore, tmp_path: Path
) -> None:
    """The same range makes the same batches: their ids are asked for, and only theirs."""
    IntentFile(tmp_path / "intent.json").save(Intent("memory", (0, 1), (0, 2), {}))
    spool = MemorySpool([_record(trace) for trace in (1, 2, 3)])
    make_writer(spool).stop(_PATIENCE_S)
    assert len(store.counted) == 2
    assert [len(names) for table, _, names in store.inserted if table == "spans"] == [4, 2]
    assert spool.released == 3


@pytest.mark.parametrize("intent", [Intent("memory", (0, 1), (0, 1), {}), Intent("another", (0, 1), (0, 9), {})])
def test_intent_that_is_done_or_of_another_spool_is_nothing(
    intent: Intent, make_writer: MakeWriter, store: MemoryStore, tmp_path: Path
) -> None:
    """A crash right after the release, or a spool that was thrown away, leaves nothing to repair."""
    IntentFile(tmp_path / "intent.json").save(intent)
    spool = MemorySpool([_record(1), _record(2)])
    spool.release((0, 1))
    make_writer(spool).stop(_PATIENCE_S)
    assert store.counted == []
    assert _traces(store) == [2]


def test_stop_while_clickhouse_is_away_leaves_the_rows_in_the_spool(
    make_writer: MakeWriter, store: MemoryStore
) -> None:
    """The drain has an end; the next writer asks for what this one may have written, and goes on."""
    tried = threading.Event()

    def away() -> None:
        tried.set()
        raise NotCommittedError("away")

    store.fail = away
    spool = MemorySpool([_record(1), _record(2)])
    waiting = make_writer(spool, pace=Pace(first_s=3600.0, last_s=3600.0))
    assert tried.wait(_PATIENCE_S)
    assert not waiting.stop(0.0)
    assert spool.released == 0
    store.fail = lambda: None
    assert make_writer(spool).stop(_PATIENCE_S)
    assert _traces(store) == [1, 2]
    assert len(store.counted) == 2


def test_writer_is_unhealthy_while_a_person_has_to_act(make_writer: MakeWriter, store: MemoryStore) -> None:
    """Nothing is thrown away: when the table is back, the rows arrive and the writer is healthy."""
    repaired, unhealthy = threading.Event(), threading.Event()

    def fail() -> None:
        if not repaired.is_set():
            raise SchemaError("no table", 60)

    def prepare() -> None:
        # Called a second time after the first failure.
        if writers and not writers[0].healthy():
            unhealthy.set()

    store.fail = fail
    spool = MemorySpool([_record(1)])
    writers: list[Writer] = []
    writers.append(make_writer(spool, prepare))
    assert unhealthy.wait(_PATIENCE_S)
    assert writers[0].problem == "SchemaError: no table"
    repaired.set()
    assert spool.empty.wait(_PATIENCE_S)
    assert (writers[0].healthy(), writers[0].problem, spool.released) == (True, "", 1)


def test_error_nobody_thought_of_is_tried_again_as_after_a_crash(
    make_writer: MakeWriter, store: MemoryStore, metrics: Metrics, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug or a full disk stops no writer for good, and no row is lost or counted twice."""
    monkeypatch.setattr(writer_module, "_AFTER_BUG_S", 0.01)
    errors = [OSError("no space left on device")]

    def fail() -> None:
        if errors:
            raise errors.pop()

    store.fail = fail
    spool = MemorySpool([_record(1), _record(2)])
    with capture_logs() as logs:
        assert make_writer(spool).stop(_PATIENCE_S)
    assert [entry["event"] for entry in logs if entry["log_level"] == "error"] == ["the writer failed and starts again"]
    assert _traces(store) == [1, 2]
    assert metrics.value("spans_committed") == 4


def test_dead_letter_is_replayed_when_a_person_asks(
    make_writer: MakeWriter, store: MemoryStore, tmp_path: Path
) -> None:
    """It counts as received again, and as committed; nothing of it is left."""
    letters = DeadLetters(tmp_path / "dead")
    letters.add("a", "spans", pa.table(spans(2, trace=7)), "no", 469)
    letters.replay("a")
    spool = MemorySpool()
    make_writer(spool).stop(_PATIENCE_S)
    assert _traces(store) == [7]
    assert list(letters.replays()) == []
    assert list(letters.list()) == []


def test_dead_letter_that_cannot_be_read_holds_up_nobody(
    make_writer: MakeWriter, store: MemoryStore, tmp_path: Path
) -> None:
    """It stays where it is for a person to look at."""
    letters = DeadLetters(tmp_path / "dead")
    letters.add("a", "spans", pa.table(spans(2)), "no", 469)
    (tmp_path / "dead/a.arrow").write_bytes(b"not Arrow")
    letters.replay("a")
    with capture_logs() as logs:
        assert make_writer(MemorySpool([_record(1)])).stop(_PATIENCE_S)
    assert [entry["id"] for entry in logs] == ["a"]
    assert _traces(store) == [1]
    assert [letter.id for letter in letters.replays()] == ["a"]
