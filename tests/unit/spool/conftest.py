"""What the tests of the spool share: small records, and files that fail on request."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from agentops_processor.spool import Batch, Record, Spool
from agentops_processor.spool.files import Files

MakeRecord = Callable[..., Record]
OpenSpool = Callable[..., Spool]
Numbers = Callable[[Spool], list[int]]


class FaultyFiles(Files):
    """Real files that count syncs and, when told to, fail half-way as a disk does.

    Attributes:
        write_errno: The next write stores half of its data and fails with this.
        sync_errno: The next sync fails with this.
        syncs: Syncs asked for.
    """

    def __init__(self) -> None:
        self.write_errno = 0
        self.sync_errno = 0
        self.syncs = 0

    def write(self, fd: int, data: bytes) -> None:
        """Write, or half of it."""
        if failed := self.write_errno:
            self.write_errno = 0
            os.write(fd, data[: len(data) // 2])
            raise OSError(failed, os.strerror(failed))
        super().write(fd, data)

    def sync(self, fd: int) -> None:
        """Count and sync, or fail."""
        self.syncs += 1
        if failed := self.sync_errno:
            self.sync_errno = 0
            raise OSError(failed, os.strerror(failed))
        super().sync(fd)


@pytest.fixture
def make_record() -> MakeRecord:
    """A record whose rows all hold one number."""

    def make(number: int, rows: int = 1, **tables: list[Any]) -> Record:
        batches = {"spans": pa.record_batch({"number": pa.array([number] * rows, pa.int64())})}
        batches |= {name: pa.record_batch({"value": values}) for name, values in tables.items()}
        return Record(f"tenant-{number}", number, batches)

    return make


@pytest.fixture
def open_spool(tmp_path: Path) -> Iterator[OpenSpool]:
    """Opens the spool of the test, and closes it at the end."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(closing(Spool(tmp_path / "spool", **options)))


@pytest.fixture
def files() -> FaultyFiles:
    """Files that fail on request."""
    return FaultyFiles()


@pytest.fixture
def read_all() -> Callable[[Spool], list[Batch]]:
    """Everything there is to read, in one batch each time."""

    def read(spool: Spool) -> list[Batch]:
        return list(iter(lambda: spool.next_batch(1 << 30, 1 << 40, linger_s=0, wait_s=0), None))

    return read


@pytest.fixture
def numbers(read_all: Callable[[Spool], list[Batch]]) -> Numbers:
    """The numbers of all records that can be read on."""
    return lambda spool: [r.received_at_ns for batch in read_all(spool) for r in batch.records]
