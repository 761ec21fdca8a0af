r"""Frame bodies in, an append-only file out, and back: the file format of the spool.

A segment is a file `NNNNNNNNNNNNNNNNNNNN.seg` (its number, 20 digits). Little endian:

    preamble, 40 bytes
        8s   b"agspool\0"
        u32  version of the format
        u32  CRC32C over the preamble with this field zero
        u64  number of the segment
        16s  id of the spool
    frames, each
        4s   marker ff 41 47 fe
        u32  length of the body, a multiple of 8
        u32  CRC32C over the body, then the id of the spool, the number of the segment, ordinal and length
        u32  ordinal of the frame in the segment
        ...  body (see record.py); frame 0 has the schemas, every other frame one record

The checksum names the place of the frame, so bytes left over from another file never pass for a record.
"""

import errno
import os
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import google_crc32c
import pyarrow as pa

from agentops_processor.errors import ConfigurationError
from agentops_processor.spool.files import Files
from agentops_processor.spool.record import Body, Tally, decode_schemas, encode_schemas

_MAGIC = b"agspool\0"
_VERSION = 1
_MARKER = b"\xffAG\xfe"  # no UTF-8 text contains it: what people send is never mistaken for a frame
_PREAMBLE = struct.Struct("<8sIIQ16s")
_HEAD = struct.Struct("<4sIII")
_PLACE = struct.Struct("<16sQII")
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


class Position(NamedTuple):
    """The end of a record in the spool. Later records have greater positions; a position is never used twice.

    Attributes:
        segment: Number of the segment.
        end: Offset of the first byte after the record, bytes.
    """

    segment: int
    end: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A whole frame.

    Attributes:
        ordinal: Its place among the frames of the segment; the first record has 1.
        end: Offset of the first byte after it, bytes.
        body: Its body.
    """

    ordinal: int
    end: int
    body: bytes

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return _HEAD.size + len(self.body)


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of a segment without one whole frame, up to the next whole frame or the end that was asked for."""

    start: int
    end: int


class DiskFullError(Exception):
    """There was no space. Nothing of the group was stored, and the segment is as before."""


def segment_path(directory: Path, number: int) -> Path:
    """Where a segment lies."""
    return directory / f"{number:020}.seg"


def frame_tally(body: Body) -> Tally:
    """What a record adds to the spool."""
    return Tally(1, body.spans, body.rows, _HEAD.size + body.size)


def spool_id_of(path: Path) -> bytes | None:
    """The id in a segment's preamble; None when it cannot be read."""
    with path.open("rb") as file:
        preamble = _read_preamble(file.read(_PREAMBLE.size))
    return preamble[1] if preamble else None


class SegmentWriter:
    """Appends groups of records to one new segment, each group durable as a whole.

    Attributes:
        number: Number of the segment.
        schemas: The schemas in frame 0: the tables that records of this segment may have.
        size: Durable bytes; 0 before the first group.

    Raises:
        DiskFullError: No space for another file.
        OSError: The disk failed.
    """

    def __init__(self, directory: Path, number: int, spool_id: bytes, files: Files) -> None:
        self.number = number
        self.schemas: Mapping[str, pa.Schema] = {}
        self.size = 0
        self._directory = directory
        self._spool_id = spool_id
        self._files = files
        self._frames = 0
        with _disk_full():
            self._fd = files.create(segment_path(directory, number))

    def write(self, group: Sequence[Body], schemas: Mapping[str, pa.Schema]) -> None:
        """Return once a group of records is on stable storage.

        Args:
            group: The records.
            schemas: Goes into frame 0 if this is the first group.

        Raises:
            DiskFullError: No space; the same group may be tried again.
            OSError: The disk failed. What the file holds after `size` is unknown, and it must not be written again.
        """
        is_first = not self.size
        parts = [_preamble(self.number, self._spool_id)] if is_first else []
        bodies = (encode_schemas(schemas), *group) if is_first else group
        for ordinal, body in enumerate(bodies, self._frames):
            parts += _frame(body, ordinal, self.number, self._spool_id)
        data = b"".join(parts)
        self._append(data)
        if is_first:
            self._files.sync_directory(self._directory)
            self.schemas = schemas
        self.size += len(data)
        self._frames += len(bodies)

    def close(self) -> None:
        """Close the file."""
        os.close(self._fd)

    def _append(self, data: bytes) -> None:
        try:
            with _disk_full():
                self._files.write(self._fd, data)
        except DiskFullError:
            self._files.truncate(self._fd, self.size)
            raise
        self._files.sync(self._fd)


class SegmentReader:
    """Reads the frames of one segment, which may still be growing.

    Attributes:
        first: Offset of the first record, bytes; where it should be when frame 0 cannot be read.
        schemas: The schemas of frame 0; None when they cannot be read, and then no record can.

    Raises:
        ConfigurationError: Another version of the processor wrote the segment.
        OSError: The file cannot be read.
    """

    def __init__(self, path: Path, spool_id: bytes) -> None:
        self._number = int(path.stem)
        self._spool_id = spool_id
        self._fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        size = os.fstat(self._fd).st_size
        _check_version(os.pread(self._fd, _PREAMBLE.size, 0), path)
        frame = self._frame_at(_PREAMBLE.size, size)
        self.schemas = decode_schemas(frame.body) if frame else None
        self.first = frame.end if frame else _PREAMBLE.size

    def frames(self, start: int, end: int) -> Iterator[Frame | Damage]:
        """Everything between two offsets, in order and without a gap. `start` is where a frame starts."""
        while start < end:
            item = self._frame_at(start, end) or Damage(start, self._next_frame(start + 1, end))
            yield item
            start = item.end

    def close(self) -> None:
        """Close the file."""
        os.close(self._fd)

    def _frame_at(self, start: int, end: int) -> Frame | None:
        head = os.pread(self._fd, _HEAD.size, start)
        if len(head) < _HEAD.size:
            return None
        marker, length, crc, ordinal = _HEAD.unpack(head)
        body_start = start + _HEAD.size
        if marker != _MARKER or body_start + length > end:
            return None
        body = os.pread(self._fd, length, body_start)
        place = _PLACE.pack(self._spool_id, self._number, ordinal, length)
        if google_crc32c.extend(google_crc32c.value(body), place) != crc:
            return None
        return Frame(ordinal, body_start + length, body)

    def _next_frame(self, start: int, end: int) -> int:
        """Offset of the next whole frame, or `end`. Only runs on damage, so it may read the rest of the segment."""
        rest = os.pread(self._fd, end - start, start)
        found = rest.find(_MARKER)
        while found >= 0 and self._frame_at(start + found, end) is None:
            found = rest.find(_MARKER, found + 1)
        return start + found if found >= 0 else end


def _preamble(number: int, spool_id: bytes, version: int = _VERSION) -> bytes:
    crc = google_crc32c.value(_PREAMBLE.pack(_MAGIC, version, 0, number, spool_id))
    return _PREAMBLE.pack(_MAGIC, version, crc, number, spool_id)


def _read_preamble(preamble: bytes) -> tuple[int, bytes] | None:
    """Version and spool id; None when torn or damaged."""
    if len(preamble) < _PREAMBLE.size:
        return None
    _, version, _, number, spool_id = _PREAMBLE.unpack(preamble)
    return (version, spool_id) if preamble == _preamble(number, spool_id, version) else None


def _check_version(preamble: bytes, path: Path) -> None:
    """Refuse another version. A preamble that cannot be read is no matter: the frames' checksums decide."""
    version, _ = _read_preamble(preamble) or (_VERSION, b"")
    if version != _VERSION:
        raise ConfigurationError(
            f"{path} has format version {version}, this processor reads version {_VERSION}: "
            "drain the spool with the processor that wrote it"
        )


def _frame(body: Body, ordinal: int, number: int, spool_id: bytes) -> list[Any]:
    crc = google_crc32c.extend(body.crc, _PLACE.pack(spool_id, number, ordinal, body.size))
    return [_HEAD.pack(_MARKER, body.size, crc, ordinal), *body.parts]


@contextmanager
def _disk_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise DiskFullError(str(error)) from error
        raise
