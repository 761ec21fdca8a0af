"""What is durable, seen and released in, what to read next and what to remove out: the spool's state in memory.

Holds counts, never rows, whatever the length of the backlog. Every method may be called from any thread.
"""

import threading
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import structlog

from agentops_processor.spool.record import Tally
from agentops_processor.spool.recover import Segment
from agentops_processor.spool.segment import Position

_log = structlog.get_logger(__name__)


class Seen(NamedTuple):
    """A record that the consumer has seen and not released."""

    position: Position
    received_at_ns: int
    tally: Tally


class Backlog:
    """The segments with records that are not released, and how much is in them.

    Attributes:
        pending: Records not released.
        unread: Those of them that the consumer has not seen.
        bytes: Durable bytes of all segments.
        read: End of the last record that the consumer has seen.
        released: End of the last record released.
    """

    def __init__(self, segments: Sequence[Segment], released: Position) -> None:
        self.unread = sum((segment.unread for segment in segments), Tally())
        self.pending = self.unread
        self.bytes = sum(segment.size for segment in segments)
        self.read = self.released = released
        self._segments = deque(segments)
        self._seen: deque[Seen] = deque()
        self._lock = threading.Lock()
        self._grown = threading.Condition(self._lock)
        self._wanted = Tally()
        self._unread_since = time.monotonic()
        self._closed = False

    def grow(self, number: int, path: Path, size: int, tally: Tally) -> None:
        """Records became durable at the end of a segment, which has `size` bytes now."""
        with self._lock:
            if not self._segments or self._segments[-1].number != number:
                self._segments.append(Segment(number, path, sealed=False))
            segment = self._segments[-1]
            self.bytes += size - segment.size
            segment.size = size
            segment.unread += tally
            was_empty = not self.unread.records
            self.unread += tally
            self.pending += tally
            if was_empty:
                self._unread_since = time.monotonic()
            if was_empty or self._is_enough():
                self._grown.notify_all()

    def seal(self) -> None:
        """The last segment will not grow any more."""
        with self._lock:
            if self._segments:
                self._segments[-1].sealed = True

    def wait(self, max_rows: int, max_bytes: int, linger_s: float, wait_s: float) -> bool:
        """Wait for a first unread record, then for so many or until the first is `linger_s` old.

        Returns:
            Whether there is something to read.
        """
        with self._lock:
            self._wanted = Tally(rows=max_rows, bytes=max_bytes)
            self._grown.wait_for(lambda: self.unread.records or self._closed, wait_s)
            if self.unread.records:
                left_s = self._unread_since + linger_s - time.monotonic()
                self._grown.wait_for(lambda: self._is_enough() or self._closed, max(0.0, left_s))
            return bool(self.unread.records) and not self._closed

    def durable(self, after: Position) -> list[tuple[Segment, int, int]]:
        """What can be read after a position: segments, the offset to start from (0: the first record), the end."""
        with self._lock:
            return [
                (segment, after.end if segment.number == after.segment else 0, segment.size)
                for segment in self._segments
                if (segment.number, segment.size) > after
            ]

    def advance(self, segment: Segment, end: int, seen: Seen | None) -> None:
        """The consumer has read up to `end`: a record, or a stretch without any."""
        with self._lock:
            self.read = Position(segment.number, end)
            if seen:
                self._seen.append(seen)
                segment.unread -= seen.tally
                self.unread -= seen.tally
            if end == segment.size and segment.unread.records:
                self._lose(segment)
            self._unread_since = time.monotonic()

    def release(self, last: Position) -> None:
        """Everything the consumer has seen up to `last` is safe elsewhere."""
        with self._lock:
            while self._seen and self._seen[0].position <= last:
                self.pending -= self._seen.popleft().tally
            self.released = max(self.released, last)

    def take_released(self) -> list[Segment]:
        """Hand over the segments that nobody needs any more."""
        taken = []
        with self._lock:
            while self._segments and self._segments[0].sealed and self._segments[0].is_within(self.released):
                taken.append(self._segments.popleft())
                self.bytes -= taken[-1].size
        return taken

    def first_seen(self) -> Seen | None:
        """The oldest record that was seen and not released."""
        with self._lock:
            return self._seen[0] if self._seen else None

    def close(self) -> None:
        """Wake whoever waits, with nothing."""
        with self._lock:
            self._closed = True
            self._grown.notify_all()

    def _is_enough(self) -> bool:
        return self.unread.rows >= self._wanted.rows or self.unread.bytes >= self._wanted.bytes

    def _lose(self, segment: Segment) -> None:
        lost = segment.unread
        _log.error("records lost to damage", path=str(segment.path), records=lost.records, spans=lost.spans)
        segment.unread = Tally()
        self.unread -= lost
        self.pending -= lost
