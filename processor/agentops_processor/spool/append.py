"""Records of many threads in, durable frames out, or a refusal to the sender's face."""

import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import structlog

from agentops_processor.errors import OverloadedError
from agentops_processor.spool.backlog import Backlog
from agentops_processor.spool.files import Files
from agentops_processor.spool.group import ClosedError, GroupCommit
from agentops_processor.spool.record import Body, Record, Tally, encode
from agentops_processor.spool.segment import DiskFullError, SegmentWriter, frame_tally, segment_path

_log = structlog.get_logger(__name__)


class _Refusal(NamedTuple):
    """Why nothing was stored, and when a retry may succeed, seconds."""

    message: str
    retry_after_s: float


_FULL = _Refusal("the spool is full: ClickHouse takes rows too slowly, or not at all", 10.0)
_DISK_FULL = _Refusal("the disk of the spool is full", 5.0)
_BROKEN = _Refusal("the disk of the spool failed; the processor has to be restarted", 30.0)
_CLOSED = _Refusal("the processor is shutting down", 2.0)

# A drained segment smaller than this stays: to replace it costs more than the space is worth.
_SHARE_WORTH_REMOVING = 16  # of `segment_bytes`


class Appender:
    """Gathers records into groups and writes each group with one sync.

    Args:
        directory: Where the segments lie.
        spool_id: Id of the spool.
        next_number: Number for the next segment.
        max_bytes: Bytes of segments past which appends are refused.
        segment_bytes: A segment with this many bytes is sealed.
        backlog: Learns what is durable.
        files: The operations on stable storage.
    """

    def __init__(
        self,
        *,
        directory: Path,
        spool_id: bytes,
        next_number: int,
        max_bytes: int,
        segment_bytes: int,
        backlog: Backlog,
        files: Files,
    ) -> None:
        self._directory = directory
        self._spool_id = spool_id
        self._next_number = next_number
        self._max_bytes = max_bytes
        self._segment_bytes = segment_bytes
        self._backlog = backlog
        self._files = files
        self._schemas: dict[str, pa.Schema] = {}
        self._in_flight_bytes = 0
        self._lock = threading.Lock()  # of the two above
        self._writer: SegmentWriter | None = None
        self._writing = threading.Lock()  # of the writer
        self._is_broken = False
        self._disk_full_until = 0.0
        self._commits: GroupCommit[_Refusal | None] = GroupCommit(self._commit)

    def append(self, record: Record) -> None:
        """Return once the record is on stable storage.

        Raises:
            OverloadedError: Nothing was stored.
            ValueError: A table has another schema than in the record before, or one that cannot be stored.
        """
        body = encode(record)
        size = frame_tally(body).bytes
        with self._lock:
            self._learn_schemas(record)
            if self._backlog.bytes + self._in_flight_bytes + size > self._max_bytes:
                raise OverloadedError(*_FULL)
            self._in_flight_bytes += size
        try:
            refusal = self._commits.submit(body)
        except ClosedError:
            refusal = _CLOSED
        finally:
            with self._lock:
                self._in_flight_bytes -= size
        if refusal:
            raise OverloadedError(*refusal)

    def fail(self) -> None:
        """Acknowledge nothing any more. After a failed sync nobody knows what the disk holds; a restart reads it."""
        self._is_broken = True

    def healthy(self) -> bool:
        """Whether an append is likely to succeed now."""
        has_room = self._backlog.bytes < self._max_bytes and time.monotonic() >= self._disk_full_until
        return has_room and not self._is_broken

    def seal_if_drained(self) -> None:
        """Give up a large segment when all of its records are released, so that it can be removed."""
        with self._writing:
            large = self._writer and self._writer.size * _SHARE_WORTH_REMOVING >= self._segment_bytes
            if large and not self._backlog.pending.records:
                self._seal()

    def close(self) -> None:
        """Commit what is queued; refuse whatever comes later."""
        self._commits.close()
        with self._writing:
            self._seal()

    def _commit(self, group: Sequence[Body]) -> _Refusal | None:
        with self._writing:
            if self._is_broken:
                return _BROKEN
            with self._lock:
                schemas = dict(self._schemas)
            try:
                writer = self._open_writer(schemas)
                writer.write(group, schemas)
            except DiskFullError:
                _log.warning("the disk of the spool is full, requests are refused", directory=str(self._directory))
                self._disk_full_until = time.monotonic() + _DISK_FULL.retry_after_s
                return _DISK_FULL
            except Exception as error:  # noqa: BLE001 - the edge of the thread: whatever it was, the senders must hear
                is_bug = not isinstance(error, OSError)  # then a person needs the traceback
                _log.error("the spool failed, nothing is acknowledged any more", error=repr(error), exc_info=is_bug)
                self.fail()
                return _BROKEN
            path = segment_path(self._directory, writer.number)
            self._backlog.grow(writer.number, path, writer.size, sum(map(frame_tally, group), Tally()))
            return None

    def _open_writer(self, schemas: Mapping[str, pa.Schema]) -> SegmentWriter:
        # Frame 0 names every table of the segment: a table seen for the first time needs a new segment.
        if self._writer and self._writer.size:
            is_long = self._writer.size >= self._segment_bytes
            if is_long or len(self._writer.schemas) < len(schemas):
                self._seal()
        if not self._writer:
            self._writer = SegmentWriter(self._directory, self._next_number, self._spool_id, self._files)
            self._next_number += 1
        return self._writer

    def _seal(self) -> None:
        if self._writer:
            self._writer.close()
            self._writer = None
            self._backlog.seal()

    def _learn_schemas(self, record: Record) -> None:
        for table, batch in record.tables.items():
            known = self._schemas.get(table)
            if known is None:
                _check_storable(batch.schema)
                self._schemas[table] = batch.schema
            elif not known.equals(batch.schema):
                raise ValueError(f"table {table} has two schemas in one process:\n{known}\n{batch.schema}")


def _check_storable(schema: pa.Schema) -> None:
    """Dictionaries travel in messages of their own, which a frame has not."""
    for field in schema:
        if _has_dictionary(field.type):
            raise ValueError(f"column {field.name} is dictionary-encoded: decode it before it is stored")


def _has_dictionary(type_: pa.DataType) -> bool:
    parts = (type_.field(i).type for i in range(type_.num_fields))
    return pa.types.is_dictionary(type_) or any(map(_has_dictionary, parts))
