"""A directory after any crash in, the segments that still hold pending records out.

Cuts the torn tail of the last segment: no acknowledged record is behind it. Anything else that cannot be read was
readable once: it is reported, and its segment is kept as `.seg.damaged` when its whole records are released.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from agentops_processor.spool.files import Files
from agentops_processor.spool.record import Tally, decode_header
from agentops_processor.spool.segment import Damage, Position, SegmentReader

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Segment:
    """What is known about a segment on disk.

    Attributes:
        number: Its number.
        path: Where it lies.
        size: Durable bytes.
        unread: Records that the consumer has not seen.
        sealed: Whether it will not grow any more.
        damaged: Whether a part cannot be read.
    """

    number: int
    path: Path
    size: int = 0
    unread: Tally = field(default_factory=Tally)
    sealed: bool = True
    damaged: bool = False

    def is_within(self, position: Position) -> bool:
        """Whether all of it lies up to a position."""
        return (self.number, self.size) <= position

    def report(self, damage: Damage, **lost: int) -> None:
        """Mark the segment damaged and say so, once per stretch."""
        self.damaged = True
        _log.error(
            "spool segment is damaged, its whole records are used and the file is kept",
            path=str(self.path),
            start=damage.start,
            lost_bytes=damage.end - damage.start,
            **lost,
        )

    def discard(self, files: Files) -> None:
        """Remove the file, or set it aside when a person should look at it."""
        if self.damaged:
            files.rename(self.path, self.path.with_name(f"{self.path.name}.damaged"))
        else:
            files.remove(self.path)


def recover(directory: Path, spool_id: bytes, released: Position, files: Files) -> list[Segment]:
    """Repair the directory and return the segments with unread records, in order.

    Raises:
        ConfigurationError: Another version of the processor wrote a segment.
        OSError: A file cannot be read or repaired.
    """
    paths = sorted(directory.glob("*.seg"))
    segments = [_scan(path, spool_id, released, files, is_last=path is paths[-1]) for path in paths]
    for segment in segments:
        if not segment.unread.records:
            segment.discard(files)
    files.sync_directory(directory)
    return [segment for segment in segments if segment.unread.records]


def _scan(path: Path, spool_id: bytes, released: Position, files: Files, *, is_last: bool) -> Segment:
    segment = Segment(int(path.stem), path, path.stat().st_size)
    reader = SegmentReader(path, spool_id)
    try:
        damages = _count(segment, reader, released)
    finally:
        reader.close()
    if is_last and damages and damages[-1][0].end == segment.size and not damages[-1][1]:
        _cut(segment, damages.pop()[0].start, files)
    for damage, lost_records in damages:
        segment.report(damage, lost_records=lost_records)
    return segment


def _count(segment: Segment, reader: SegmentReader, released: Position) -> list[tuple[Damage, int]]:
    """Count unread records and return the damaged stretches, each with its lost records (0: cannot be known)."""
    damages: list[tuple[Damage, int]] = []
    expected = 1
    for item in reader.frames(reader.first, segment.size):
        if isinstance(item, Damage):
            damages.append((item, 0))
            continue
        if damages and item.ordinal != expected:
            damages[-1] = (damages[-1][0], item.ordinal - expected)
        expected = item.ordinal + 1
        if (segment.number, item.end) > released:
            segment.unread += decode_header(item.body).tally(item.size)
    if reader.schemas is None and segment.unread.records:  # whole records, and no way to read them
        damages = [(Damage(reader.first, segment.size), segment.unread.records)]
        segment.unread = Tally()
    return damages


def _cut(segment: Segment, end: int, files: Files) -> None:
    _log.warning("torn tail of the spool is cut", path=str(segment.path), bytes=segment.size - end)
    fd = os.open(segment.path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        files.truncate(fd, end)
    finally:
        os.close(fd)
    segment.size = end
