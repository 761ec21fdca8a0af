"""Rows that ClickHouse will never take in, kept with the reason; and back again when a person says so.

A dead letter is two files: `ID.arrow`, the rows, and `ID.json`, all the rest. The second is written last and removed
first: a dead letter is there when its JSON is. `replay` moves both into the folder `replay`, where the writer finds
them, now or when it starts; it removes them once they are committed, or dead letters again.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa

from agentops_processor.write.durable import sync_directory, write_durably


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """Rows that were refused together.

    Attributes:
        id: Names it in commands.
        table: Where the rows belong.
        rows: How many.
        code: ClickHouse's error code, 0 where there is none.
        reason: What ClickHouse said about one of the rows.
        refused_at_ns: When, nanoseconds since the Unix epoch.
    """

    id: str
    table: str
    rows: int
    code: int
    reason: str
    refused_at_ns: int


class DeadLetters:
    """The dead letters of a directory. Any process may look and replay; one writer adds and removes.

    Args:
        directory: Made when missing.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._replay = directory / "replay"
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)  # `parents` get the default mode
        self._replay.mkdir(exist_ok=True, mode=0o700)

    def add(self, letter_id: str, table: str, rows: pa.Table, reason: str, code: int) -> None:
        """Return when the rows are on stable storage. Adding the same id again replaces it.

        Raises:
            OSError: The disk refused.
        """
        letter = DeadLetter(letter_id, table, rows.num_rows, code, reason, time.time_ns())
        sink = pa.BufferOutputStream()
        with pa.ipc.new_file(sink, rows.schema) as file:
            file.write_table(rows)
        write_durably(self._directory / f"{letter_id}.arrow", memoryview(sink.getvalue()))
        write_durably(self._directory / f"{letter_id}.json", json.dumps(asdict(letter), indent=2).encode())

    def list(self) -> Sequence[DeadLetter]:
        """All dead letters, the oldest first, without those that wait for their replay."""
        return _letters(self._directory)

    def show(self, letter_id: str) -> tuple[DeadLetter, pa.Table]:
        """One dead letter and its rows.

        Raises:
            KeyError: There is none with this id.
        """
        return self._find(letter_id), _rows(self._directory / f"{letter_id}.arrow")

    def replay(self, letter_id: str) -> DeadLetter:
        """Have the writer try the rows again.

        Raises:
            KeyError: There is none with this id.
            OSError: The disk refused; it is still a dead letter.
        """
        letter = self._find(letter_id)
        # The rows first: a crash in between leaves a dead letter whose replay only has to be asked for again.
        for suffix in ("arrow", "json"):
            source = self._directory / f"{letter_id}.{suffix}"
            if source.exists():
                source.rename(self._replay / source.name)
                sync_directory(self._replay)
        sync_directory(self._directory)
        return letter

    def replays(self) -> Sequence[DeadLetter]:
        """What waits for its replay, the oldest first."""
        return _letters(self._replay)

    def replay_rows(self, letter: DeadLetter) -> pa.Table:
        """The rows of one that waits for its replay."""
        return _rows(self._replay / f"{letter.id}.arrow")

    def replayed(self, letter: DeadLetter) -> None:
        """Forget one whose rows are committed, or dead letters again."""
        for suffix in ("json", "arrow"):
            (self._replay / f"{letter.id}.{suffix}").unlink(missing_ok=True)
            sync_directory(self._replay)

    def _find(self, letter_id: str) -> DeadLetter:
        found = {letter.id: letter for letter in self.list()}
        return found[letter_id]


def _letters(folder: Path) -> Sequence[DeadLetter]:
    letters = [DeadLetter(**json.loads(path.read_bytes())) for path in folder.glob("*.json")]
    return sorted(letters, key=lambda letter: (letter.refused_at_ns, letter.id))


def _rows(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as file:
        return pa.ipc.open_file(file).read_all()
