"""SIGTERM under load: a clean end, in time, and nothing that was acknowledged is lost."""

import signal
import time
from pathlib import Path

import pytest

from tests.chaos.load import check_ledger, load_on
from tests.processor import Processor, running, until

STOPPING = "stopping: taking no new spans"


@pytest.mark.slow
def test_stop_under_load(tmp_path: Path) -> None:
    """It exits with 0 within 10 s, with an empty spool, and all that was acknowledged is there at the next start."""
    with running(tmp_path / "data") as processor, load_on(processor) as load:
        load.progress(requests=50)
        assert processor.terminate() == 0
        load.stop()
        assert '"spans_left_in_spool": 0' in processor.log()
        assert '"level": "error"' not in processor.log()
        processor.start()
        assert processor.metrics()["spans_received"] == 0  # nothing was left to do
        check_ledger(load, processor)


def test_second_signal(tmp_path: Path) -> None:
    """A stop that takes its time, here for a ClickHouse that does not answer, is cut short by a second signal."""
    processor = Processor(tmp_path / "data", "--clickhouse-url=http://127.0.0.1:9/agentops").start()
    processor.signal(signal.SIGTERM)
    until(lambda: STOPPING in processor.log(), 5, "it says that it stops")
    processor.signal(signal.SIGTERM)
    asked = time.monotonic()
    assert processor.wait(5) == 128 + signal.SIGTERM
    assert time.monotonic() - asked < 1
