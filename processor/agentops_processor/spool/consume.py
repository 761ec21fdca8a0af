"""Durable frames in, batches of records out, in the order of arrival; what was read can be read again, equal.

Reads from the files, so its memory is one batch whatever the backlog.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

import pyarrow as pa

from agentops_processor.spool.backlog import Backlog, Seen
from agentops_processor.spool.record import Record, Tally, decode, decode_header
from agentops_processor.spool.recover import Segment
from agentops_processor.spool.segment import Damage, Frame, Position, SegmentReader


@dataclass(frozen=True, slots=True)
class Batch:
    """Consecutive records.

    Attributes:
        first: Position of the first record.
        last: Position of the last record; what `release` takes.
        records: At least one.
    """

    first: Position
    last: Position
    records: list[Record]


@dataclass(frozen=True, slots=True)
class _Item:
    """A frame with what is needed to make its record."""

    segment: Segment
    frame: Frame
    schemas: Mapping[str, pa.Schema]

    @property
    def position(self) -> Position:
        return Position(self.segment.number, self.frame.end)

    def seen(self) -> Seen:
        header = decode_header(self.frame.body)
        return Seen(self.position, header.received_at_ns, header.tally(self.frame.size))

    def record(self) -> Record:
        return decode(self.frame.body, self.schemas)


class Consumer:
    """Reads what is durable. All but `oldest_received_at_ns` is called from one thread.

    Args:
        spool_id: Id of the spool.
        backlog: Knows what is durable, and is told what was read.
    """

    def __init__(self, spool_id: bytes, backlog: Backlog) -> None:
        self._spool_id = spool_id
        self._backlog = backlog

    def next_batch(self, max_rows: int, max_bytes: int) -> Batch | None:
        """Read on: up to so many rows or bytes, at least one record. None when nothing is there."""
        positions: list[Position] = []
        records: list[Record] = []
        total = Tally()
        for item in self._unread():
            seen = item.seen()
            total += seen.tally
            if records and (total.rows > max_rows or total.bytes > max_bytes):
                break
            positions.append(seen.position)
            records.append(item.record())
            self._backlog.advance(item.segment, item.frame.end, seen)
        return Batch(positions[0], positions[-1], records) if records else None

    def read_range(self, first: Position, last: Position) -> list[Record]:
        """Read again from one record to another, both included, without reading on."""
        if first <= self._backlog.released:
            raise LookupError(f"{first} is released, up to {self._backlog.released}")
        records: list[Record] = []
        for item in self._items(Position(first.segment, 0)):
            if isinstance(item, _Item) and item.position > last:
                break
            if isinstance(item, _Item) and item.position >= first:
                records.append(item.record())
        return records

    def skip(self, last: Position) -> None:
        """Read on up to a record, without its rows."""
        for item in self._unread():
            if item.position > last:
                break
            self._backlog.advance(item.segment, item.frame.end, item.seen())

    def oldest_received_at_ns(self) -> int | None:
        """When the oldest record that is not released arrived, nanoseconds since the Unix epoch."""
        if seen := self._backlog.first_seen():
            return seen.received_at_ns
        try:
            for item in self._items(self._backlog.read):
                if isinstance(item, _Item):
                    return item.seen().received_at_ns
        except FileNotFoundError:  # read and released in the meantime
            pass
        return None

    def _unread(self) -> Iterator[_Item]:
        """Frames not read yet. Whoever takes one tells the backlog; damage is told here."""
        for item in self._items(self._backlog.read):
            if isinstance(item, _Item):
                yield item
            else:
                segment, damage = item
                segment.report(damage)
                self._backlog.advance(segment, damage.end, None)

    def _items(self, after: Position) -> Iterator[_Item | tuple[Segment, Damage]]:
        """Everything that is durable now and lies after a position, in order and without a gap."""
        for segment, start, end in self._backlog.durable(after):
            with closing(SegmentReader(segment.path, self._spool_id)) as reader:
                schemas = reader.schemas
                if schemas is None:
                    yield segment, Damage(start, end)
                    continue
                for found in reader.frames(start or reader.first, end):
                    yield (segment, found) if isinstance(found, Damage) else _Item(segment, found, schemas)
