"""Where rows go that ClickHouse will never take, and how they come back."""

from pathlib import Path

import pytest
from agentops_processor.write.batches import form_batches
from agentops_processor.write.dead_letters import DeadLetters

from tests.rows import spans

(_BATCH,) = form_batches("here", [{"spans": spans(2)}])


@pytest.fixture
def letters(tmp_path: Path) -> DeadLetters:
    """Dead letters with one entry, `a`."""
    letters = DeadLetters(tmp_path / "dead")
    letters.add("a", "spans", _BATCH.rows, "DB::Exception: no", 469)
    return letters


def test_letter_says_what_and_why_and_has_the_rows(letters: DeadLetters) -> None:
    """A person can see what was refused, and nothing of it is missing."""
    (listed,) = letters.list()
    shown, rows = letters.show("a")
    assert shown == listed
    assert (shown.id, shown.table, shown.rows, shown.code, shown.reason) == ("a", "spans", 2, 469, "DB::Exception: no")
    assert rows == _BATCH.rows


def test_adding_again_replaces(letters: DeadLetters) -> None:
    """A crash after a dead letter was written makes the writer write it again: it is one."""
    letters.add("a", "spans", _BATCH.rows, "DB::Exception: no", 469)
    assert len(letters.list()) == 1


def test_replay_hands_it_to_the_writer(letters: DeadLetters, tmp_path: Path) -> None:
    """It leaves the list and waits where any writer on the directory finds it, until the writer is done with it."""
    asked = letters.replay("a")
    writers = DeadLetters(tmp_path / "dead")
    assert (list(letters.list()), list(writers.replays())) == ([], [asked])
    assert writers.replay_rows(asked) == _BATCH.rows
    writers.replayed(asked)
    assert list(writers.replays()) == []
    assert [path.name for path in (tmp_path / "dead").rglob("*") if path.is_file()] == []


def test_replay_that_a_crash_cut_short_can_be_asked_for_again(letters: DeadLetters, tmp_path: Path) -> None:
    """Between the two files it is still a dead letter, whole."""
    (tmp_path / "dead/a.arrow").rename(tmp_path / "dead/replay/a.arrow")
    assert [letter.id for letter in letters.list()] == ["a"]
    assert list(letters.replays()) == []
    assert letters.replay_rows(letters.replay("a")) == _BATCH.rows


def test_unknown_id_is_an_error(letters: DeadLetters) -> None:
    """Also one that would lead out of the directory."""
    for unknown in ("b", "../dead/a"):
        with pytest.raises(KeyError):
            letters.replay(unknown)
