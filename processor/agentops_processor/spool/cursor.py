"""A position in, the same position after any crash out: how far the spool is released, and which spool it is.

The file has two slots, 4096 bytes apart so that no torn write touches both, each 36 bytes, little endian:

    16s  id of the spool
    u64  segment
    u64  end
    u32  CRC32C over the above

A save overwrites the older slot in place: one fdatasync, and it works on a full disk, where the release of records
is what makes space. Of two whole slots the one that is further wins.
"""

import os
import struct
from pathlib import Path

import google_crc32c

from agentops_processor.spool.files import Files
from agentops_processor.spool.segment import Position

_SLOT = struct.Struct("<16sQQ")
_CRC = struct.Struct("<I")
_OFFSETS = (0, 4096)  # bytes; no disk in use has larger sectors


class Cursor:
    """The file that remembers what was released.

    Attributes:
        spool_id: Id of the spool, 16 bytes; empty when the file is new or has no whole slot.
        position: Everything up to here is released.
    """

    def __init__(self, path: Path, files: Files) -> None:
        self._files = files
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        slots = [_read_slot(os.pread(self._fd, _SLOT.size + _CRC.size, offset)) for offset in _OFFSETS]
        self.position, self.spool_id = max(slots)
        self._older = slots.index(min(slots))

    def begin(self, spool_id: bytes) -> None:
        """Give the spool its id, durable when this returns except for the file's name."""
        self.spool_id = spool_id
        self.save(self.position)

    def save(self, position: Position) -> None:
        """Return when the position is on stable storage.

        Raises:
            OSError: The disk failed; the position before still holds.
        """
        slot = _SLOT.pack(self.spool_id, *position)
        self._files.write_at(self._fd, slot + _CRC.pack(google_crc32c.value(slot)), _OFFSETS[self._older])
        self._files.sync(self._fd)
        self._older = 1 - self._older
        self.position = position

    def close(self) -> None:
        """Close the file."""
        os.close(self._fd)


def _read_slot(data: bytes) -> tuple[Position, bytes]:
    slot, crc = data[: _SLOT.size], data[_SLOT.size :]
    if len(slot) < _SLOT.size or crc != _CRC.pack(google_crc32c.value(slot)):
        return Position(0, 0), b""
    spool_id, segment, end = _SLOT.unpack(slot)
    return Position(segment, end), spool_id
