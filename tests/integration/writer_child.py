"""One life of a processor without its receiver, for a test that ends it: small batches, and a death as told.

python writer_child.py DIRECTORY before|after|never INSERT

`before 2` dies by SIGKILL when the second insert is about to begin, `after 2` when it is committed and nobody knows yet.
Every insert is announced on stdout.
"""

import signal
import sys
from pathlib import Path

import pyarrow as pa
from agentops_processor.spool.spool import Spool
from agentops_processor.store.embedded import EmbeddedStore
from agentops_processor.store.migrate import migrate
from agentops_processor.telemetry import Metrics
from agentops_processor.write import writer
from agentops_processor.write.dead_letters import DeadLetters

# Rows. Some ten batches in the spool of the test.
writer._BATCH_ROWS = 24


class MortalStore(EmbeddedStore):
    """A store whose process ends at one of its inserts.

    Attributes:
        death: When, and at which insert.
    """

    death = ("never", 0)
    _inserts = 0

    def insert(self, table: str, rows: pa.Table, token: str) -> None:
        """Insert, or die."""
        self._inserts += 1
        print(self._inserts, flush=True)  # noqa: T201 -- tells the test how far we are
        self._die("before")
        super().insert(table, rows, token)
        self._die("after")

    def _die(self, when: str) -> None:
        if (when, self._inserts) == self.death:
            signal.raise_signal(signal.SIGKILL)


def _main(directory: Path, when: str, insert: int) -> None:
    spool, store = Spool(directory / "spool"), MortalStore(directory / "clickhouse")
    migrate(store)
    store.death = (when, insert)
    living = writer.Writer(
        spool,
        store,
        DeadLetters(directory / "dead"),
        Metrics(),
        intent_path=directory / "intent.json",
        prepare=lambda: None,
    )
    living.start()
    living.stop(drain_s=30.0)


if __name__ == "__main__":
    _main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
