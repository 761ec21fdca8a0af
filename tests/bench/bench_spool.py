"""What the spool costs: `python tests/bench/bench_spool.py [directory]`, by hand.

Prints appends a second, syncs and CPU per record with 1 and 32 threads, the speed of reading and of recovery, and
bytes and time per span with and without compression.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
from agentops_processor.columns import transform_schema
from agentops_processor.spool import Record, Spool
from agentops_processor.spool.files import Files
from agentops_processor.spool.record import decode, encode, encode_schemas

_TEXT = "The agent looked at the ticket, asked the planner for the next step and called the search tool. "


class CountingFiles(Files):
    """Real files that count their syncs."""

    def __init__(self) -> None:
        self.syncs = 0

    def sync(self, fd: int) -> None:
        """Sync and count."""
        self.syncs += 1
        super().sync(fd)


def main() -> None:
    """Run everything."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    for spans in (1, 10, 100):
        measure_encoding(spans)
    for spans, threads, appends in ((10, 1, 2_000), (10, 32, 8_000), (100, 32, 2_000)):
        with tempfile.TemporaryDirectory(dir=root) as directory:
            measure_spool(Path(directory), spans, threads, appends)


def measure_encoding(spans: int) -> None:
    """Bytes and microseconds per span, plain and as compressed Arrow."""
    record = Record("default", time.time_ns(), {"spans": batch_of(spans)})
    schemas = {"spans": transform_schema("spans")}
    body = encode(record)
    data = b"".join(body.parts)
    report(
        f"{spans:>4} spans, plain",
        bytes_per_span=body.size / spans,
        encode_us_per_span=seconds(lambda: encode(record)) / spans * 1e6,
        decode_us_per_span=seconds(lambda: decode(data, schemas)) / spans * 1e6,
    )
    report(f"{spans:>4} spans, schema", bytes=encode_schemas(schemas).size)
    for codec in ("lz4", "zstd"):
        options = pa.ipc.IpcWriteOptions(compression=codec, use_threads=False)
        batch = record.tables["spans"]
        report(
            f"{spans:>4} spans, {codec} stream",
            bytes_per_span=arrow_stream(batch, options).size / spans,
            encode_us_per_span=seconds(partial(arrow_stream, batch, options)) / spans * 1e6,
        )


def measure_spool(directory: Path, spans: int, threads: int, appends: int) -> None:
    """Append from many threads, reopen, read and release."""
    files = CountingFiles()
    spool = Spool(directory, files=files)
    record = Record("default", time.time_ns(), {"spans": batch_of(spans)})

    def work() -> None:
        for _ in range(appends // threads):
            spool.append(record)

    files.syncs, wall, cpu = 0, time.perf_counter(), time.process_time()
    run_threads(threads, work)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    report(
        f"{spans:>4} spans, {threads} threads",
        appends_per_s=appends / wall,
        us_to_ack=wall / appends * threads * 1e6,
        cpu_us_per_record=cpu / appends * 1e6,
        syncs_per_append=files.syncs / appends,
    )
    spool.close()
    start = time.perf_counter()
    spool = Spool(directory)
    recovered = time.perf_counter()
    size = spool.bytes_on_disk
    while batch := spool.next_batch(20_000, 64 << 20, linger_s=0, wait_s=0):
        spool.release(batch.last)
    read = time.perf_counter()
    spool.close()
    report(
        "     recover, read",
        recover_mb_per_s=size / (recovered - start) / 1e6,
        read_mb_per_s=size / (read - recovered) / 1e6,
    )


def batch_of(spans: int) -> pa.RecordBatch:
    """Rows as agents send them: a message of 400 bytes each way, ids, a few attributes, most columns empty."""
    schema = transform_schema("spans")
    columns = [
        pa.array([value_of(field.name, field.type, row) for row in range(spans)], field.type) for field in schema
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def value_of(name: str, type_: pa.DataType, row: int) -> Any:
    """A plausible value."""
    if pa.types.is_map(type_):
        return [(f"key.{i}", value_of("", type_.item_type, row + i)) for i in range(5)]
    if pa.types.is_string(type_):
        if name in {"input_messages", "output_messages"}:
            return f"{row} {_TEXT * 4}"
        return f"{row * 2654435761:032x}" if name.endswith("_id") else ""
    plain = {"bool": row % 2 == 0, "double": row / 7, "uint64": row, "uint32": row}
    return plain.get(str(type_), 1_700_000_000_000_000_000 + row if pa.types.is_timestamp(type_) else None)


def arrow_stream(batch: pa.RecordBatch, options: pa.ipc.IpcWriteOptions) -> pa.Buffer:
    """The batch as an Arrow stream of its own."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema, options=options) as writer:
        writer.write_batch(batch)
    return sink.getvalue()


def seconds(call: Callable[[], object], times: int = 200) -> float:
    """Mean time of a call, seconds."""
    start = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - start) / times


def run_threads(count: int, target: Callable[[], object]) -> None:
    """Run a function in many threads."""
    threads = [threading.Thread(target=target) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def report(what: str, **figures: float) -> None:
    """Print one line."""
    print(f"{what:<24}", "  ".join(f"{name} {figure:,.2f}" for name, figure in figures.items()))  # noqa: T201 - its output


if __name__ == "__main__":
    main()
