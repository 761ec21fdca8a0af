"""Disks that are full, and disks that fail."""

import errno
import os
import threading
from pathlib import Path
from typing import Any

import pytest
import structlog
from agentops_processor.errors import OverloadedError
from agentops_processor.spool import Position, Spool
from agentops_processor.spool.cursor import Cursor
from agentops_processor.spool.files import Files


@pytest.mark.parametrize(("error", "stored_before"), [(errno.ENOSPC, 0), (errno.ENOSPC, 2), (errno.EDQUOT, 2)])
def test_a_full_disk_refuses_and_recovers_by_itself(
    tmp_path: Path, make_record: Any, files: Any, numbers: Any, *, error: int, stored_before: int
) -> None:
    """Nothing of a refused record stays in the file, and the next append succeeds when there is space."""
    spool = Spool(tmp_path, files=files)
    for n in range(stored_before):
        spool.append(make_record(n))
    size = spool.bytes_on_disk
    files.write_errno = error
    with pytest.raises(OverloadedError, match="disk of the spool is full") as refused:
        spool.append(make_record(66))
    assert refused.value.retry_after_s > 0
    assert not spool.healthy()
    assert [path.stat().st_size for path in tmp_path.glob("*.seg")] == [size]
    spool.append(make_record(stored_before))
    assert numbers(spool) == list(range(stored_before + 1))
    spool.close()


def test_no_space_for_another_file_refuses(tmp_path: Path, make_record: Any, numbers: Any) -> None:
    """A disk without room for one more segment is a full disk too."""

    class NoFiles(Files):
        def create(self, path: Path) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    spool = Spool(tmp_path, files=NoFiles())
    with pytest.raises(OverloadedError, match="disk of the spool is full"):
        spool.append(make_record(1))
    assert numbers(spool) == []
    spool.close()


@pytest.mark.parametrize("operation", ["write_errno", "sync_errno"])
def test_a_failed_disk_ends_all_acknowledgements(
    tmp_path: Path, make_record: Any, files: Any, operation: str, numbers: Any
) -> None:
    """After an I/O error nothing is acknowledged or synced again; what was acknowledged is there after a restart."""
    spool = Spool(tmp_path, files=files)
    spool.append(make_record(1))
    setattr(files, operation, errno.EIO)
    with structlog.testing.capture_logs() as logs, pytest.raises(OverloadedError, match="disk of the spool failed"):
        spool.append(make_record(2))
    assert [entry["log_level"] for entry in logs] == ["error"]
    assert not spool.healthy()
    syncs = files.syncs
    with pytest.raises(OverloadedError, match="disk of the spool failed"):
        spool.append(make_record(3))
    assert files.syncs == syncs
    assert numbers(spool) == [1]
    spool.close()
    spool = Spool(tmp_path)
    assert numbers(spool) in ([1], [1, 2])
    assert spool.healthy()
    spool.close()


def test_all_that_wait_hear_of_a_failed_sync(tmp_path: Path, make_record: Any) -> None:
    """Every sender of the group is refused, and nobody is left waiting."""

    class FailingFiles(Files):
        gathered = threading.Event()

        def sync(self, fd: int) -> None:
            if threading.current_thread().name == "spool":
                assert self.gathered.wait(10)
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            super().sync(fd)

    spool = Spool(tmp_path, files=FailingFiles())
    refused = []

    def work(number: int) -> None:
        try:
            spool.append(make_record(number))
        except OverloadedError as error:
            refused.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    FailingFiles.gathered.set()
    for thread in threads:
        thread.join()
    assert len(refused) == len(set(map(id, refused))) == 8
    spool.close()


def test_a_failed_release_keeps_the_records(tmp_path: Path, make_record: Any, files: Any) -> None:
    """When the cursor cannot be saved no segment is removed: after a restart the records come again."""
    spool = Spool(tmp_path, segment_bytes=1, files=files)
    for n in range(3):
        spool.append(make_record(n))
    batch = spool.next_batch(9, 1 << 20, linger_s=0, wait_s=0)
    assert batch
    files.sync_errno = errno.EIO
    spool.release(batch.last)
    assert not spool.healthy()
    assert len(list(tmp_path.glob("*.seg"))) == 3
    spool.close()


def test_a_torn_cursor_falls_back_to_the_save_before(tmp_path: Path) -> None:
    """Each save leaves the one before intact, whatever becomes of it and however often it happens."""
    path = tmp_path / "cursor"
    cursor = Cursor(path, Files())
    cursor.begin(bytes(16))
    for n in range(1, 6):
        cursor.save(Position(n, 0))
        saved = path.read_bytes()
        for start in (0, 4096):
            torn = bytearray(saved)
            torn[start : start + 10] = bytes(10)
            path.write_bytes(torn)
            other = Cursor(path, Files())
            assert other.position in (Position(n, 0), Position(n - 1, 0))
            other.save(Position(n + 1, 0))
            other.close()
            assert Cursor(path, Files()).position == Position(n + 1, 0)
            path.write_bytes(saved)
    cursor.close()
