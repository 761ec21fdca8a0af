"""A batch in; it returns when every row of it is in ClickHouse, exactly once, or a dead letter.

Every try ends in one of four ways:

    committed        done
    not committed    the same rows with the same token again: the engine knows the token if it was wrong after all
    maybe            ask how many rows of the batch are there; if any is missing send all, with a new token. Not with
                     the old one: an engine that crashed may know the token and not have the rows
    poison           cut the batch in two, until the rows that are refused stand alone
"""

import itertools
import random
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from agentops_processor.errors import MaybeCommittedError, PoisonError, SchemaError, StoreError
from agentops_processor.telemetry import Metrics
from agentops_processor.write.batches import InsertBatch
from agentops_processor.write.dead_letters import DeadLetters
from agentops_processor.write.health import Health
from agentops_processor.write.neighbours import Store

# Refused inserts of one batch after which what is left is not taken apart any more. At 20 ms an insert, 20 seconds:
# enough to single out a hundred rows, and a batch of nothing but poison does not hold up the rest for long.
_MAX_REFUSALS = 1000


class AbandonedError(Exception):
    """The writer was told to stop while rows were not committed. They are in the spool."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long to wait before an insert is tried again: twice as long each time, and never give up.

    Attributes:
        first_s: After the first failure, seconds.
        last_s: At most, seconds; also where only a person can help.
    """

    first_s: float = 0.1
    last_s: float = 10.0

    def delay_s(self, attempt: int, error: StoreError) -> float:
        """Seconds to wait after a failed attempt (counted from 0), less up to a half so that writers spread out."""
        # 2**16 is past any `last_s`; a larger power would overflow after some days.
        longest = self.last_s if isinstance(error, SchemaError) else self.first_s * 2 ** min(attempt, 16)
        return min(longest, self.last_s) * random.uniform(0.5, 1.0)  # noqa: S311 -- not a secret


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch, counted in rows that came in."""

    committed: int
    dead_lettered: int


class Committer:
    """Brings batches into ClickHouse, one at a time.

    Args:
        store: Where they go.
        prepare: Makes the database ready for them; called before the first insert, and again whenever the database
            does not fit. Raises StoreError.
        dead_letters: Where rows go that ClickHouse will never take.
        metrics: Counts the retries.
        health: Told of every failure and success.
        pace: How long to wait between tries.
        abandon: When set, waits end with AbandonedError.
    """

    def __init__(
        self,
        store: Store,
        *,
        prepare: Callable[[], object],
        dead_letters: DeadLetters,
        metrics: Metrics,
        health: Health,
        pace: Pace,
        abandon: threading.Event,
    ) -> None:
        self._store = store
        self._prepare = prepare
        self._prepared = False
        self._dead_letters = dead_letters
        self._metrics = metrics
        self._health = health
        self._pace = pace
        self._abandon = abandon

    def prepare(self) -> None:
        """Return when the database is ready.

        Raises:
            AbandonedError: The writer stops.
        """
        self._until_done(lambda: None)

    def commit(self, batch: InsertBatch, *, in_doubt: bool) -> Outcome:
        """Return when every row is committed or a dead letter.

        Args:
            batch: The rows.
            in_doubt: Whether an earlier try may have committed some: then ask first.

        Raises:
            AbandonedError: The writer stops. Some rows may be committed.
            OSError: The dead letters cannot be written.
        """
        committed, refused = 0, []
        pieces = [batch]
        refusals = 0
        while pieces:
            piece = pieces.pop()
            try:
                self._until_done(_Attempt(self._store, piece, in_doubt))
                committed += piece.received
            except PoisonError as error:
                refusals += 1
                if piece.rows.num_rows == 1 or refusals > _MAX_REFUSALS:
                    refused.append((piece, error))
                else:
                    pieces += reversed(piece.halves())
        self._bury(batch, refused)
        return Outcome(committed, sum(piece.received for piece, _ in refused))

    def _until_done(self, step: Callable[[], None]) -> None:
        """Run a step until it raises no StoreError but PoisonError."""
        for attempt in itertools.count():
            try:
                if not self._prepared:
                    self._prepare()
                    self._prepared = True
                step()
            except PoisonError:
                self._health.succeeded()
                raise
            except StoreError as error:
                self._prepared = self._prepared and not isinstance(error, SchemaError)
                self._health.failed(error)
                self._metrics.count("insert_retries", outcome=_outcome(error))
                if self._abandon.wait(self._pace.delay_s(attempt, error)):
                    raise AbandonedError from error
            else:
                self._health.succeeded()
                return

    def _bury(self, batch: InsertBatch, refused: list[tuple[InsertBatch, PoisonError]]) -> None:
        """Write one dead letter per error code. The id is that of the batch: done twice it is still one."""
        for code in {error.code for _, error in refused}:
            pieces = [(piece, error) for piece, error in refused if error.code == code]
            rows = pa.concat_tables([piece.rows for piece, _ in pieces])
            self._dead_letters.add(f"{batch.token}-{code}", batch.table, rows, str(pieces[0][1]), code)


class _Attempt:
    """Tries to commit a batch; called again after a failure it knows what the failure meant."""

    def __init__(self, store: Store, batch: InsertBatch, in_doubt: bool) -> None:
        self._store = store
        self._batch = batch
        self._in_doubt = in_doubt
        self._token = batch.token

    def __call__(self) -> None:
        batch = self._batch
        if self._in_doubt:
            if self._store.count_batch(batch.table, batch.batch_id) >= batch.rows.num_rows:
                return
            self._token = secrets.token_hex(16)
            self._in_doubt = False
        try:
            self._store.insert(batch.table, batch.rows, self._token)
        except MaybeCommittedError:
            self._in_doubt = True
            raise


def _outcome(error: StoreError) -> str:
    match error:
        case MaybeCommittedError():
            return "maybe"
        case SchemaError():
            return "schema"
        case _:
            return "not_committed"
