"""The spool against a list in memory, over any order of appends, crashes, full disks, reads and releases."""

import errno
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from agentops_processor.errors import OverloadedError
from agentops_processor.spool import Batch, Record, Spool
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test


def record_of(number: int, rows: int, *, scored: bool) -> Record:
    """A record that is known by its number."""
    tables = {"spans": pa.record_batch({"number": pa.array([number] * rows, pa.int64())})}
    if scored:
        tables["scores"] = pa.record_batch({"score": [0.5]})
    return Record("tenant", number, tables)


class SpoolMachine(RuleBasedStateMachine):
    """Holds what the spool must hold: the pending records, how many of them were read, in which batches."""

    faulty_files: type[Any]

    def __init__(self) -> None:
        super().__init__()
        self.directory = Path(tempfile.mkdtemp())
        self.files = self.faulty_files()
        self.spool = self.open()
        self.pending: list[Record] = []
        self.batches: list[Batch] = []
        self.number = 0

    def open(self) -> Spool:
        """Small segments, so that there are many."""
        return Spool(self.directory, segment_bytes=1_500, files=self.files)

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.spool.close()
        shutil.rmtree(self.directory)

    def next_record(self, rows: int, *, scored: bool = False) -> Record:
        """A record that is known by its number."""
        self.number += 1
        return record_of(self.number, rows, scored=scored)

    def restart(self) -> None:
        """Whatever was read and not released has to come again."""
        self.spool = self.open()
        self.batches = []

    @rule(rows=st.integers(1, 20), scored=st.booleans())
    def append(self, rows: int, scored: bool) -> None:
        """What is acknowledged must be there from now on."""
        record = self.next_record(rows, scored=scored)
        self.spool.append(record)
        self.pending.append(record)

    @rule()
    def append_to_full_disk(self) -> None:
        """What is refused must never be there."""
        self.files.write_errno = errno.ENOSPC
        with pytest.raises(OverloadedError):
            self.spool.append(self.next_record(3))

    @rule(kept=st.floats(0, 1), operation=st.sampled_from(["write_errno", "sync_errno"]))
    def crash_in_append(self, kept: float, operation: str) -> None:
        """The record was never acknowledged: any part of its bytes may be there after the crash."""
        before = {path: path.stat().st_size for path in self.directory.glob("*.seg")}
        record = self.next_record(5)
        setattr(self.files, operation, errno.EIO)
        with pytest.raises(OverloadedError):
            self.spool.append(record)
        self.spool.close()
        for path in self.directory.glob("*.seg"):
            synced, written = before.get(path, 0), path.stat().st_size
            os.truncate(path, synced + round((written - synced) * kept))
        self.restart()
        if self.spool.pending.records > len(self.pending):
            self.pending.append(record)

    @rule()
    def restart_cleanly(self) -> None:
        """A restart forgets what was read, nothing else."""
        self.spool.close()
        self.restart()

    @rule(max_rows=st.integers(1, 40), max_bytes=st.integers(1, 20_000))
    def read(self, max_rows: int, max_bytes: int) -> None:
        """Reading goes on where it stopped, and can be repeated."""
        already = sum(len(batch.records) for batch in self.batches)
        batch = self.spool.next_batch(max_rows, max_bytes, linger_s=0, wait_s=0)
        if batch is None:
            assert already == len(self.pending)
            return
        assert batch.records == self.pending[already : already + len(batch.records)]
        assert self.spool.read_range(batch.first, batch.last) == batch.records
        assert not self.batches or self.batches[-1].last < batch.first
        self.batches.append(batch)

    @precondition(lambda self: self.batches)
    @rule(data=st.data())
    def release(self, data: Any) -> None:
        """What is released must never be there again."""
        count = data.draw(st.integers(1, len(self.batches)))
        self.spool.release(self.batches[count - 1].last)
        released = sum(len(batch.records) for batch in self.batches[:count])
        self.pending, self.batches = self.pending[released:], self.batches[count:]

    @precondition(lambda self: self.batches)
    @rule()
    def crash_in_release(self) -> None:
        """A release that did not return may have happened or not, but not by half."""
        released = len(self.batches[0].records)
        self.files.sync_errno = errno.EIO
        self.spool.release(self.batches[0].last)
        self.spool.close()
        self.restart()
        left = self.spool.pending.records
        assert left in (len(self.pending), len(self.pending) - released)
        self.pending = self.pending[len(self.pending) - left :]

    @invariant()
    def counts_agree(self) -> None:
        """The metrics tell the truth at any time."""
        tally = self.spool.pending
        assert tally.records == len(self.pending)
        assert tally.spans == sum(record.tables["spans"].num_rows for record in self.pending)
        assert tally.bytes <= self.spool.bytes_on_disk
        oldest = self.pending[0].received_at_ns if self.pending else None
        assert self.spool.oldest_received_at_ns == oldest


@pytest.mark.slow
def test_the_spool_behaves_like_a_list(files: Any) -> None:
    """Acknowledged records are there after any crash, in order, once, until they are released, and never after."""

    class Machine(SpoolMachine):
        faulty_files = type(files)

    run_state_machine_as_test(Machine, settings=settings(max_examples=50, stateful_step_count=30, deadline=None))
