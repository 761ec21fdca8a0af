"""The spool in, ClickHouse and the dead letters out: the thread that moves rows from one to the other.

    take a batch of records ─▶ write down which (intent) ─▶ insert each table and week ─▶ release the records

A crash at any point is repaired at the next start: the range of the last intent is read again, the same batches are
formed, and for each ClickHouse is asked what it has.
"""

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import structlog

from agentops_processor.telemetry import Metrics
from agentops_processor.write.batches import InsertBatch, form_batches
from agentops_processor.write.commit import AbandonedError, Committer, Outcome, Pace
from agentops_processor.write.dead_letters import DeadLetter, DeadLetters
from agentops_processor.write.health import Health
from agentops_processor.write.intent import Intent, IntentFile
from agentops_processor.write.neighbours import Position, Record, Spool, Store

_log = structlog.get_logger(__name__)

_BATCH_ROWS = 20_000
_BATCH_BYTES = 32 << 20
# Seconds that a record may wait for company: an insert costs about 60 ms of CPU however few its rows, and every part
# has to be merged. With an insert of 0.3 s, rows are visible well within 2 s.
_LINGER_S = 0.5
# Seconds between looks at the dead letters to replay when no records come.
_IDLE_S = 0.5
# Seconds for an insert under way to end after the writer was told to leave everything; the intent covers the rest.
_LAST_INSERT_S = 5.0
# Seconds before everything is tried again after an error nobody thought of.
_AFTER_BUG_S = 1.0


class Writer:
    """Moves rows from the spool to ClickHouse on a thread of its own, and never gives up.

    Args:
        spool: Where the rows come from. Nobody else reads on in it.
        store: Where they go. Nobody else uses it.
        dead_letters: Where rows go that ClickHouse will never take, and come back from.
        metrics: `spans_committed`, `spans_dead_lettered`, `insert_retries`, `commit_seconds`, `spool_*`, and
            `spans_received` for replayed dead letters.
        intent_path: File for the range of records being inserted.
        prepare: Makes the database ready, as `migrate`; repeated until it succeeds, and whenever the database does
            not fit.
        pace: How long to wait between tries.
    """

    def __init__(
        self,
        spool: Spool,
        store: Store,
        dead_letters: DeadLetters,
        metrics: Metrics,
        *,
        intent_path: Path,
        prepare: Callable[[], object],
        pace: Pace | None = None,
    ) -> None:
        self._spool = spool
        self._dead_letters = dead_letters
        self._metrics = metrics
        self._intent = IntentFile(intent_path)
        self._health = Health()
        self._draining = threading.Event()
        self._abandon = threading.Event()
        self._committer = Committer(
            store,
            prepare=prepare,
            dead_letters=dead_letters,
            metrics=metrics,
            health=self._health,
            pace=pace or Pace(),
            abandon=self._abandon,
        )
        self._unreleased: tuple[Position, Position] | None = None
        self._unreadable: set[str] = set()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, drain_s: float) -> bool:
        """Write what is in the spool, for so long, then stop.

        Returns:
            Whether everything was written. If not, the next start goes on where this one stopped.
        """
        self._draining.set()
        self._thread.join(drain_s)
        drained = not self._thread.is_alive()
        self._abandon.set()
        self._thread.join(_LAST_INSERT_S)
        return drained

    def healthy(self) -> bool:
        """Whether rows reach ClickHouse."""
        return self._thread.is_alive() and self._health.healthy()

    @property
    def problem(self) -> str:
        """Why rows do not reach ClickHouse, for a person; '' when they do."""
        return self._health.problem

    def report(self) -> None:
        """Set the gauges of the spool. From any thread."""
        oldest = self._spool.oldest_received_at_ns
        self._metrics.set("spool_spans", self._spool.pending.spans)
        self._metrics.set("spool_bytes", self._spool.bytes_on_disk)
        self._metrics.set("spool_oldest_age_seconds", _age_s(oldest) if oldest else 0.0)

    def _run(self) -> None:
        while not self._abandon.is_set():
            try:
                self._committer.prepare()
                self._recover()
                self._work()
            except AbandonedError:
                return
            except Exception as error:  # noqa: BLE001 -- the edge of the thread
                # A full disk, or a bug. The rows are safe in the spool; the range is tried again as after a crash.
                _log.exception("the writer failed and starts again")
                self._health.failed(error)
                self._abandon.wait(_AFTER_BUG_S)
            else:
                return

    def _recover(self) -> None:
        """Finish what was begun before the crash, or before the error."""
        intent = self._intent.load()
        begun = self._unreleased
        if begun is None and intent and intent.spool_id == self._spool.id:
            begun = intent.first, intent.last
        if begun is None:
            return
        try:
            records = self._spool.read_range(*begun)
        except LookupError:  # all of it was done, and released
            return
        self._write(*begun, records, in_doubt=True)

    def _work(self) -> None:
        """Write until told to drain, and then until there is nothing left."""
        while True:
            is_last_look = self._draining.is_set()
            self._replay()
            self.report()
            linger_s, wait_s = (0.0, 0.0) if is_last_look else (_LINGER_S, _IDLE_S)
            batch = self._spool.next_batch(_BATCH_ROWS, _BATCH_BYTES, linger_s, wait_s)
            if batch:
                self._unreleased = batch.first, batch.last
                self._write(batch.first, batch.last, batch.records, in_doubt=False)
            elif is_last_look:
                return

    def _write(self, first: Position, last: Position, records: Sequence[Record], *, in_doubt: bool) -> None:
        source = f"{self._spool.id} {first[0]}.{first[1]} {last[0]}.{last[1]}"
        batches = form_batches(source, (record.tables for record in records))
        rows = {batch.token: batch.rows.num_rows for batch in batches}
        self._intent.save(Intent(self._spool.id, first, last, rows))
        outcomes = self._commit(batches, in_doubt=in_doubt)
        self._spool.release(last)
        self._unreleased = None
        # Only now: what fails on the way here is done again, and must not be counted twice.
        self._count(outcomes)
        self._metrics.observe("commit_seconds", _age_s(min(record.received_at_ns for record in records)))
        self.report()

    def _replay(self) -> None:
        """Try the dead letters again that a person has asked for."""
        for letter in self._dead_letters.replays():
            if letter.id in self._unreadable:
                continue
            try:
                rows = self._dead_letters.replay_rows(letter)
            except (OSError, ValueError):
                _log.exception("a dead letter cannot be read, it stays where it is", id=letter.id)
                self._unreadable.add(letter.id)
                continue
            self._write_again(letter, rows)

    def _write_again(self, letter: DeadLetter, rows: pa.Table) -> None:
        source = f"replay {letter.id} {letter.refused_at_ns}"
        batches = form_batches(source, ({letter.table: part} for part in rows.to_batches()))
        # The file is the intent: whether this is the first try or not, ask.
        outcomes = self._commit(batches, in_doubt=True)
        self._dead_letters.replayed(letter)
        if letter.table == "spans":
            self._metrics.count("spans_received", letter.rows)
        self._count(outcomes)

    def _commit(self, batches: Sequence[InsertBatch], *, in_doubt: bool) -> list[Outcome]:
        """Commit batches; the outcomes of those of table `spans`."""
        outcomes = [(batch.table, self._committer.commit(batch, in_doubt=in_doubt)) for batch in batches]
        return [outcome for table, outcome in outcomes if table == "spans"]

    def _count(self, outcomes: Sequence[Outcome]) -> None:
        self._metrics.count("spans_committed", sum(outcome.committed for outcome in outcomes))
        self._metrics.count("spans_dead_lettered", sum(outcome.dead_lettered for outcome in outcomes))


def _age_s(since_ns: int) -> float:
    return (time.time_ns() - since_ns) / 1e9
