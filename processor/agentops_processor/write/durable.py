"""Bytes and a path in, a file that is whole or not there out, whatever happens in between."""

import os
from pathlib import Path


def write_durably(path: Path, data: bytes | memoryview) -> None:
    """Return when the file, instead of what was there before, is on stable storage under its name.

    Raises:
        OSError: The disk refused; what was there before still is.
    """
    fresh = path.with_name(f"{path.name}.tmp")
    with open(fresh, "wb", opener=_private) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
    sync_directory(path.parent)


def _private(path: str, flags: int) -> int:
    """Open for the owner alone: what is written holds prompts."""
    return os.open(path, flags, 0o600)


def sync_directory(path: Path) -> None:
    """Return when creations, removals and renames in a directory are on stable storage."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
