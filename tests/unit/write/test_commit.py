"""How a batch reaches ClickHouse whatever ClickHouse answers."""

import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from agentops_processor.errors import MaybeCommittedError, NotCommittedError, PoisonError, SchemaError, StoreError
from agentops_processor.telemetry import Metrics
from agentops_processor.write import commit
from agentops_processor.write.batches import form_batches
from agentops_processor.write.commit import AbandonedError, Committer, Outcome, Pace
from agentops_processor.write.dead_letters import DeadLetters
from agentops_processor.write.health import Health

from tests.rows import spans

_NOT = NotCommittedError("too many parts", 252)
_MAYBE = MaybeCommittedError("timeout", 159)
_SCHEMA = SchemaError("no table", 60)
(_BATCH,) = form_batches("here", [{"spans": spans(8)}])


class ScriptedStore:
    """Fails inserts and counts as told, and remembers every attempt; then takes everything but poison.

    Args:
        script: One entry per attempt: an error, or an error and whether the rows are committed all the same.
        poison: Names of spans that are refused.
    """

    def __init__(self, script: Sequence[StoreError | tuple[StoreError, bool]] = (), poison: Iterable[str] = ()) -> None:
        self.attempts: list[tuple[str, list[str]]] = []
        self.counts = 0
        self.committed: dict[int, list[str]] = {}
        self._tokens: set[str] = set()
        self._script = list(script)
        self._poison = set(poison)

    def insert(self, table: str, rows: pa.Table, token: str) -> None:
        """One attempt."""
        assert table == "spans"
        names = rows["span_id"].to_pylist()
        self.attempts.append((token, names))
        entry = self._script.pop(0) if self._script else None
        error, commits = entry if isinstance(entry, tuple) else (entry, entry is None)
        if self._poison & set(names):
            raise PoisonError("violated", 469)
        if commits and token not in self._tokens:
            self._tokens.add(token)
            self.committed.setdefault(rows["batch_id"][0].as_py(), []).extend(names)
        if error:
            raise error

    def count_batch(self, table: str, batch_id: int) -> int:
        """One question."""
        assert table == "spans"
        self.counts += 1
        return len(set(self.committed.get(batch_id, ())))


MakeCommitter = Callable[..., Committer]


@pytest.fixture
def letters(tmp_path: Path) -> DeadLetters:
    """Dead letters, none yet."""
    return DeadLetters(tmp_path / "dead")


@pytest.fixture
def metrics() -> Metrics:
    """Metrics, all zero."""
    return Metrics()


@pytest.fixture
def make_committer(letters: DeadLetters, metrics: Metrics) -> MakeCommitter:
    """Makes a committer that does not wait between tries."""

    def make(store: ScriptedStore, prepare: Callable[[], None] = lambda: None) -> Committer:
        return Committer(
            store,
            prepare=prepare,
            dead_letters=letters,
            metrics=metrics,
            health=Health(),
            pace=Pace(first_s=0.0, last_s=0.0),
            abandon=threading.Event(),
        )

    return make


def _names(store: ScriptedStore) -> list[str]:
    return sorted(name for names in store.committed.values() for name in names)


_ALL = sorted(_BATCH.rows["span_id"].to_pylist())


def test_not_committed_is_tried_again_with_the_same_rows_and_token(make_committer: MakeCommitter) -> None:
    """If the server was wrong, the token keeps the rows from being there twice. Nobody gives up."""
    store = ScriptedStore([_NOT] * 5)
    make_committer(store).commit(_BATCH, in_doubt=False)
    assert store.attempts == [store.attempts[0]] * 6
    assert store.counts == 0
    assert _names(store) == _ALL


def test_maybe_that_was_committed_is_not_sent_again(make_committer: MakeCommitter) -> None:
    """The answer was lost, the rows were not."""
    store = ScriptedStore([(_MAYBE, True)])
    assert make_committer(store).commit(_BATCH, in_doubt=False) == Outcome(committed=8, dead_lettered=0)
    assert (len(store.attempts), store.counts) == (1, 1)
    assert _names(store) == _ALL


def test_maybe_that_was_not_committed_is_sent_again_with_another_token(make_committer: MakeCommitter) -> None:
    """An engine that crashed may remember the token of rows that it lost."""
    store = ScriptedStore([_MAYBE, _MAYBE])
    make_committer(store).commit(_BATCH, in_doubt=False)
    assert len({token for token, _ in store.attempts}) == 3
    assert [names for _, names in store.attempts] == [_BATCH.rows["span_id"].to_pylist()] * 3
    assert _names(store) == _ALL


def test_batch_in_doubt_is_asked_for_first(make_committer: MakeCommitter) -> None:
    """After a crash: what is there is not sent again, what is not there goes with a token that nobody knows."""
    store = ScriptedStore()
    make_committer(store).commit(_BATCH, in_doubt=True)
    make_committer(store).commit(_BATCH, in_doubt=True)
    ((token, _),) = store.attempts
    assert token != _BATCH.token
    assert store.counts == 2


def test_batch_that_is_there_in_part_is_sent_whole(make_committer: MakeCommitter) -> None:
    """Which rows are missing need not be known: the keys make the others harmless."""
    store = ScriptedStore()
    store.committed[_BATCH.batch_id] = _ALL[:3]
    make_committer(store).commit(_BATCH, in_doubt=True)
    assert [len(names) for _, names in store.attempts] == [8]
    assert sorted(set(_names(store))) == _ALL


def test_retries_are_counted_by_what_the_try_before_said(make_committer: MakeCommitter, metrics: Metrics) -> None:
    """`insert_retries` tells an overloaded server from an unreliable one from a wrong one."""
    make_committer(ScriptedStore([_NOT, _NOT, _MAYBE, _SCHEMA])).commit(_BATCH, in_doubt=False)
    name = "agentops_insert_retries_total"
    counted = {o: metrics.registry.get_sample_value(name, {"outcome": o}) for o in ("not_committed", "maybe", "schema")}
    assert counted == {"not_committed": 2, "maybe": 1, "schema": 1}


def test_database_is_made_ready_first_and_again_when_it_does_not_fit(make_committer: MakeCommitter) -> None:
    """A server that was away at the start is migrated when it comes; a dropped table is made again."""
    calls: list[str] = []

    def prepare() -> None:
        calls.append("prepare")
        if len(calls) == 1:
            raise _NOT

    store = ScriptedStore([_SCHEMA])
    committer = make_committer(store, prepare)
    committer.prepare()
    committer.commit(_BATCH, in_doubt=False)
    assert (len(calls), len(store.attempts)) == (3, 2)


@pytest.mark.parametrize("poison", [[0], [7], [2, 3, 6], list(range(8))])
def test_poison_goes_to_the_dead_letters_and_the_rest_is_committed(
    poison: list[int], make_committer: MakeCommitter, letters: DeadLetters
) -> None:
    """Committed and dead letters are together what was sent, each row once."""
    bad = [_BATCH.rows["span_id"][row].as_py() for row in poison]
    store = ScriptedStore(poison=bad)
    outcome = make_committer(store).commit(_BATCH, in_doubt=False)
    assert outcome == Outcome(committed=8 - len(bad), dead_lettered=len(bad))
    assert _names(store) == sorted(set(_ALL) - set(bad))
    (letter,) = letters.list()
    assert (letter.table, letter.code, letter.reason) == ("spans", 469, "violated")
    assert letters.show(letter.id)[1]["span_id"].to_pylist() == bad


def test_bisection_that_a_crash_cut_short_repeats_nothing(make_committer: MakeCommitter, letters: DeadLetters) -> None:
    """Pieces that are there stay as they are, and the dead letter is still one."""
    store = ScriptedStore(poison=_ALL[2:3])
    make_committer(store).commit(_BATCH, in_doubt=False)
    committed = _names(store)
    assert make_committer(store).commit(_BATCH, in_doubt=True) == Outcome(committed=7, dead_lettered=1)
    assert _names(store) == committed
    assert len(letters.list()) == 1


def test_bisection_ends_when_nearly_everything_is_poison(
    make_committer: MakeCommitter, letters: DeadLetters, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One bad batch holds up the others for a bounded time; what was not taken apart can be replayed."""
    monkeypatch.setattr(commit, "_MAX_REFUSALS", 4)
    store = ScriptedStore(poison=_ALL)
    assert make_committer(store).commit(_BATCH, in_doubt=False) == Outcome(committed=0, dead_lettered=8)
    assert len(store.attempts) < 8
    assert sum(letter.rows for letter in letters.list()) == 8


def test_wait_ends_when_the_writer_is_told_to_stop(letters: DeadLetters, metrics: Metrics) -> None:
    """No back-off holds up a shutdown: the rows are in the spool."""
    abandon = threading.Event()

    class Away(ScriptedStore):
        def insert(self, table: str, rows: pa.Table, token: str) -> None:
            abandon.set()
            super().insert(table, rows, token)

    committer = Committer(
        Away([_NOT] * 9),
        prepare=lambda: None,
        dead_letters=letters,
        metrics=metrics,
        health=Health(),
        pace=Pace(first_s=3600.0, last_s=3600.0),
        abandon=abandon,
    )
    with pytest.raises(AbandonedError):
        committer.commit(_BATCH, in_doubt=False)


def test_waits_grow_to_a_limit_and_differ() -> None:
    """Doubling, never over the limit, never the same for all writers; at the limit at once where a person must act."""
    pace = Pace(first_s=0.1, last_s=10.0)
    waits = [pace.delay_s(attempt, _NOT) for attempt in (0, 3, 10, 10**9)]
    assert all(longest / 2 <= wait <= longest for wait, longest in zip(waits, (0.1, 0.8, 10.0, 10.0), strict=True))
    assert pace.delay_s(0, _SCHEMA) >= 5.0
    assert len({pace.delay_s(0, _NOT) for _ in range(9)}) > 1
