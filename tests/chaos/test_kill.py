"""kill -9 at random moments under load: what was acknowledged is there, once.

AGENTOPS_CHAOS_KILLS=60 pytest tests/chaos/test_kill.py      as often as one likes; 4 by default
AGENTOPS_CHAOS_SEED=7                                        the moments of an earlier run, as far as clocks allow
"""

import os
import random
import secrets
import time
from pathlib import Path

import pytest

from tests.chaos.load import Load, check_ledger, load_on
from tests.processor import Processor, running

KILLS = int(os.environ.get("AGENTOPS_CHAOS_KILLS", "4"))
SEED = int(os.environ.get("AGENTOPS_CHAOS_SEED") or secrets.randbits(32))
# Seconds, to reach every moment of the writer's round: gather for 0.25, insert, release.
_SERVING_S = 1.0
# Seconds, to reach every moment of a start: imports, recovery, migration, the repair of what was in doubt.
_STARTING_S = 4.0


@pytest.mark.slow
def test_kill_under_load(tmp_path: Path) -> None:
    """After any number of crashes every acknowledged span is in ClickHouse exactly once, and the counters balance."""
    moments = random.Random(SEED)  # noqa: S311 - not a secret
    with running(tmp_path / "data") as processor, load_on(processor) as load:
        for number in range(KILLS):
            if number % 4 == 3:  # this time, again before it is up
                _crash(processor, moments.uniform(0, _STARTING_S))
                processor.spawn()
                _crash(processor, moments.uniform(0, _STARTING_S))
            else:
                load.progress(requests=20)
                _crash(processor, moments.uniform(0, _SERVING_S))
            processor.start()
            _settle(processor, load)
        load.stop()
        processor.drain()
        print(f"seed {SEED}: {KILLS} kills, {len(load.acknowledged)} spans acknowledged, {dict(load.answers)}")  # noqa: T201 - a long run wants to tell
        check_ledger(load, processor)
        assert load.answers.keys() <= {200, "broken"}
        assert not list((processor.data_dir / "dead-letters").glob("*.json"))


def _crash(processor: Processor, after_s: float) -> None:
    time.sleep(after_s)  # the moment is the point: there is no event to wait for
    processor.kill()


def _settle(processor: Processor, load: Load) -> None:
    """Without load the spool drains, and every span that this process has seen is accounted for."""
    load.pause()
    processor.drain()
    load.resume()
