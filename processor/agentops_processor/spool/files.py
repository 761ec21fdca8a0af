"""Bytes and names in, stable storage out: every operation of the spool that a disk can refuse."""

import os
from pathlib import Path

# macOS has no fdatasync; fsync does more, never less.
_datasync = getattr(os, "fdatasync", os.fsync)


class Files:
    """The operations whose failure decides what may be acknowledged. Tests replace them to force a fault.

    All raise OSError.
    """

    def create(self, path: Path) -> int:
        """Create a file that must not exist and return a descriptor that appends to it."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)

    def write(self, fd: int, data: bytes) -> None:
        """Write all of the data at the descriptor's position."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]

    def write_at(self, fd: int, data: bytes, offset: int) -> None:
        """Overwrite a small piece of a file."""
        if os.pwrite(fd, data, offset) != len(data):
            raise OSError(f"short write of {len(data)} bytes at {offset}")

    def sync(self, fd: int) -> None:
        """Return when the file's content and length are on stable storage."""
        _datasync(fd)

    def truncate(self, fd: int, size: int) -> None:
        """Cut a file and return when the cut is on stable storage."""
        os.ftruncate(fd, size)
        _datasync(fd)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def rename(self, path: Path, target: Path) -> None:
        """Give a file another name."""
        path.rename(target)

    def sync_directory(self, directory: Path) -> None:
        """Return when creations, removals and renames in the directory are on stable storage."""
        fd = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
