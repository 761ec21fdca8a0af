"""What the writer needs of the spool and of the store; whatever has these methods will do."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import pyarrow as pa

Position = tuple[int, int]
"""The place of a record in the spool; later records have greater positions."""


class Record(Protocol):
    """One accepted request."""

    @property
    def tables(self) -> Mapping[str, pa.RecordBatch]:
        """Rows per table."""

    @property
    def received_at_ns(self) -> int:
        """Wall clock at arrival, nanoseconds since the Unix epoch."""


class Batch(Protocol):
    """Consecutive records, at least one."""

    @property
    def first(self) -> Position:
        """Position of the first record."""

    @property
    def last(self) -> Position:
        """Position of the last record."""

    @property
    def records(self) -> Sequence[Record]:
        """The records, in the order of arrival."""


class Tally(Protocol):
    """How much there is of something."""

    @property
    def spans(self) -> int:
        """Rows of table `spans`."""


class Spool(Protocol):
    """Where records come from."""

    @property
    def id(self) -> str:
        """Positions of two spools with two ids never mean the same."""

    @property
    def pending(self) -> Tally:
        """What is not released."""

    @property
    def bytes_on_disk(self) -> int:
        """Bytes of all segments."""

    @property
    def oldest_received_at_ns(self) -> int | None:
        """When the oldest record that is not released arrived."""

    def next_batch(self, max_rows: int, max_bytes: int, linger_s: float, wait_s: float) -> Batch | None:
        """Read on, in the order of arrival; None when nothing came."""

    def read_range(self, first: Position, last: Position) -> Sequence[Record]:
        """Read records again. Raises LookupError when they are released."""

    def release(self, last: Position) -> None:
        """Forget everything up to and including a record."""


class Store(Protocol):
    """Where rows go. The errors are those of `agentops_processor.store.Store`."""

    def insert(self, table: str, rows: pa.Table, token: str) -> None:
        """Return when the rows are committed."""

    def count_batch(self, table: str, batch_id: int) -> int:
        """How many different rows of a batch are committed."""
