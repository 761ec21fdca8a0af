"""Records in, durable; the same records out, in the order of arrival, until they are released.

append ──▶ one group, one sync ──▶ segments ──▶ next_batch, read_range ──▶ release
"""

import fcntl
import os
import secrets
from contextlib import ExitStack, closing
from pathlib import Path

import structlog

from agentops_processor.errors import ConfigurationError
from agentops_processor.spool.append import Appender
from agentops_processor.spool.backlog import Backlog
from agentops_processor.spool.consume import Batch, Consumer
from agentops_processor.spool.cursor import Cursor
from agentops_processor.spool.files import Files
from agentops_processor.spool.record import Record, Tally
from agentops_processor.spool.recover import recover
from agentops_processor.spool.segment import Position, spool_id_of

_log = structlog.get_logger(__name__)

_GIB = 1 << 30
_MIB = 1 << 20


class Spool:
    """A bounded, durable queue of records in a directory of its own.

    `append`, `healthy` and the properties are for any thread, `next_batch` and `read_range` for one thread, `release`
    for one thread, the same or another.

    Args:
        directory: Made when missing. One process at a time.
        max_bytes: Bytes of segments past which appends are refused.
        segment_bytes: A segment with this many bytes is sealed and the next one started.
        files: The operations on stable storage.

    Raises:
        ConfigurationError: Another process uses the directory, or another version wrote it.
        OSError: The directory cannot be used.
    """

    def __init__(
        self,
        directory: Path,
        max_bytes: int = 10 * _GIB,
        segment_bytes: int = 64 * _MIB,
        files: Files | None = None,
    ) -> None:
        files = files or Files()
        _make(directory, files)
        with ExitStack() as stack:
            stack.callback(os.close, _lock(directory))
            cursor = stack.enter_context(closing(_open_cursor(directory, files)))
            next_number = _last_number(directory, cursor.position) + 1
            segments = recover(directory, cursor.spool_id, cursor.position, files)
            self._resources = stack.pop_all()
        self._directory = directory
        self._files = files
        self._cursor = cursor
        self._backlog = Backlog(segments, cursor.position)
        self._consumer = Consumer(cursor.spool_id, self._backlog)
        # At least eight segments fill the spool, so that it gets room again as its records are released.
        segment_bytes = min(segment_bytes, max_bytes // 8)
        self._appender = Appender(
            directory=directory,
            spool_id=cursor.spool_id,
            next_number=next_number,
            max_bytes=max_bytes,
            segment_bytes=segment_bytes,
            backlog=self._backlog,
            files=files,
        )

    @property
    def id(self) -> str:
        """Random, given when the directory is first used: positions of two spools with two ids never mean the same."""
        return self._cursor.spool_id.hex()

    @property
    def pending(self) -> Tally:
        """Records, spans, rows and bytes that are durable and not released."""
        return self._backlog.pending

    @property
    def bytes_on_disk(self) -> int:
        """Bytes of all segments, with released records whose segment is still needed."""
        return self._backlog.bytes

    @property
    def released(self) -> Position:
        """Everything up to here is released."""
        return self._backlog.released

    @property
    def oldest_received_at_ns(self) -> int | None:
        """When the oldest pending record arrived, nanoseconds since the Unix epoch; None when there is none."""
        return self._consumer.oldest_received_at_ns()

    def healthy(self) -> bool:
        """Whether an append is likely to succeed now."""
        return self._appender.healthy()

    def append(self, record: Record) -> None:
        """Return once the record is on stable storage.

        Raises:
            OverloadedError: Nothing was stored: the spool or its disk is full, the disk failed, or the spool closes.
            ValueError: A table has another schema than in the record before, or one that cannot be stored.
        """
        self._appender.append(record)

    def next_batch(self, max_rows: int, max_bytes: int, linger_s: float, wait_s: float) -> Batch | None:
        """Read on, in the order of arrival.

        Args:
            max_rows: Rows of all tables to stop at; one record may be over it.
            max_bytes: Bytes on disk to stop at; one record may be over it.
            linger_s: How long the first record may wait for more, seconds.
            wait_s: How long to wait for a first record, seconds.

        Returns:
            None when nothing came, or the spool was closed.

        Raises:
            OSError: A segment cannot be read.
        """
        if not self._backlog.wait(max_rows, max_bytes, linger_s, wait_s):
            return None
        return self._consumer.next_batch(max_rows, max_bytes)

    def read_range(self, first: tuple[int, int], last: tuple[int, int]) -> list[Record]:
        """Read records again, both ends included, without moving on: what a batch held before a crash.

        Raises:
            LookupError: They are released.
            OSError: A segment cannot be read.
        """
        return self._consumer.read_range(Position(*first), Position(*last))

    def release(self, last: tuple[int, int]) -> None:
        """Forget everything up to and including a record, once it is safe elsewhere. Durable on return.

        If the disk refuses, the records are forgotten until the next start only, and the spool is not healthy.
        """
        last = Position(*last)  # the writer keeps positions as plain pairs
        if last <= self._backlog.released:
            return
        if last > self._backlog.read:
            self._consumer.skip(last)
        self._backlog.release(last)
        self._appender.seal_if_drained()
        try:
            # In this order: a number must not be given to two segments, and the cursor remembers the highest.
            self._cursor.save(last)
            segments = self._backlog.take_released()
            for segment in segments:
                segment.discard(self._files)
            if segments:
                self._files.sync_directory(self._directory)
        except OSError as error:
            _log.error("the spool cannot forget released records", error=repr(error))
            self._appender.fail()

    def close(self) -> None:
        """Commit what is being appended, refuse what comes later, and let another process have the directory."""
        self._appender.close()
        self._backlog.close()
        self._resources.close()


def _make(directory: Path, files: Files) -> None:
    """Make a directory that is still there after a power cut."""
    if not directory.exists():
        _make(directory.parent, files)
        directory.mkdir(exist_ok=True, mode=0o700)
        files.sync_directory(directory.parent)


def _lock(directory: Path) -> int:
    """Lock the directory until the descriptor is closed or the process ends, however it ends."""
    fd = os.open(directory / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(fd)
        raise ConfigurationError(
            f"the spool directory {directory} is used by another process: stop that process, or give this one a data "
            "directory of its own"
        ) from error
    return fd


def _open_cursor(directory: Path, files: Files) -> Cursor:
    cursor = Cursor(directory / "cursor", files)
    if not cursor.spool_id:
        segments = sorted(directory.glob("*.seg"))
        if segments:
            _log.error("the spool's cursor is lost, all of its records are read again", directory=str(directory))
        known = (spool_id_of(path) for path in segments)
        cursor.begin(next(filter(None, known), None) or secrets.token_bytes(16))
        files.sync_directory(directory)
    return cursor


def _last_number(directory: Path, released: Position) -> int:
    """The highest number ever given to a segment of which a record may have been read."""
    numbers = (int(path.name.split(".")[0]) for path in directory.glob("*.seg*"))
    return max(released.segment, *numbers, 0)
