"""Appends numbered records from four threads until it is killed, and prints each number once it is acknowledged.

Arguments: the directory of the spool, the first number.
"""

import itertools
import os
import sys
import threading
from pathlib import Path

import pyarrow as pa
from agentops_processor.spool import Record, Spool

spool = Spool(Path(sys.argv[1]), segment_bytes=50_000)
numbers = itertools.count(int(sys.argv[2]))


def work() -> None:
    """Append and report, for ever."""
    for number in numbers:
        batch = pa.record_batch({"number": pa.array([number], pa.int64())})
        spool.append(Record("tenant", number, {"spans": batch}))
        os.write(1, f"{number}\n".encode())


for _ in range(4):
    threading.Thread(target=work).start()
