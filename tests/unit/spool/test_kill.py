"""A process that is killed while it appends."""

import random
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest
from agentops_processor.spool import Record, Spool

KILLS = 8


def read_some(spool: Spool, share: float) -> list[Record]:
    """Read everything, release a share of it."""
    batches = list(iter(lambda: spool.next_batch(20, 1 << 30, linger_s=0, wait_s=0), None))
    for batch in batches[: int(len(batches) * share)]:
        spool.release(batch.last)
    return [record for batch in batches for record in batch.records]


@pytest.mark.slow
def test_every_acknowledged_record_survives_a_kill(tmp_path: Path) -> None:
    """Killed at any moment, again and again on the same directory: what was acknowledged is read back, once."""
    rng = random.Random(7)  # noqa: S311 - repeatable, not secret
    child = Path(__file__).with_name("appending_child.py")
    pending: list[int] = []
    start = 0
    for _ in range(KILLS):
        command = [sys.executable, str(child), str(tmp_path), str(start)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            acked = [int(line) for line in islice(process.stdout, rng.randrange(1, 300))]
            process.kill()
            acked += [int(line) for line in process.stdout if line.endswith("\n")]
        spool = Spool(tmp_path)
        found = [record.received_at_ns for record in read_some(spool, rng.random())]
        assert len(found) == len(set(found))
        assert found[: len(pending)] == pending
        assert set(acked) <= set(found[len(pending) :])
        spool.close()
        spool = Spool(tmp_path)
        pending = [record.received_at_ns for record in read_some(spool, 0)]
        assert pending == found[len(found) - len(pending) :]
        spool.close()
        start = max(found) + 1000
