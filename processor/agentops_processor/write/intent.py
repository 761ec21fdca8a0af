"""Which records are being inserted in, the same after any crash out.

After a restart the writer cannot know whether the inserts of these records were committed. It reads exactly this
range again, forms the same batches and asks.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from agentops_processor.write.durable import write_durably
from agentops_processor.write.neighbours import Position


@dataclass(frozen=True, slots=True)
class Intent:
    """A range of the spool, both ends included.

    Attributes:
        spool_id: Which spool it is.
        first: Position of the first record.
        last: Position of the last record.
        batches: Rows by batch id, for people.
    """

    spool_id: str
    first: Position
    last: Position
    batches: dict[str, int]


class IntentFile:
    """The file that holds one intent.

    Args:
        path: The file; made when missing, in a directory that exists.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def save(self, intent: Intent) -> None:
        """Return when the intent, instead of the one before, is on stable storage.

        Raises:
            OSError: The disk refused; the intent before still holds.
        """
        write_durably(self._path, json.dumps(asdict(intent)).encode())

    def load(self) -> Intent | None:
        """The intent saved last; None when there is none."""
        try:
            document = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return None
        first, last = (_position(document[end]) for end in ("first", "last"))
        return Intent(document["spool_id"], first, last, document["batches"])


def _position(pair: list[int]) -> Position:
    segment, end = pair
    return segment, end
