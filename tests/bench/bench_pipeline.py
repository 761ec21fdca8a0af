"""What a span costs: `python tests/bench/bench_pipeline.py`, about a minute.

Replays the corpus over gRPC and reads the CPU of the processor's process: all threads, with the embedded engine, its
merges, and the assembly of traces. The first requests, which fill caches, are not counted, nor is what an idle
processor uses while the benchmark waits.
"""
# ruff: noqa: T201  (a benchmark prints)

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))

from agentops_processor.model import Answer
from agentops_processor.receive.grpc import GrpcReceiver
from agentops_processor.telemetry import Metrics

from tests.bench.mix import mix, print_machine, print_table, send, spread
from tests.processor import Processor, cpu_s, rss_bytes

REPEATS = 3
# Rounds of the corpus, 570 spans each: seconds of CPU, which the system counts in steps of 10 ms.
ROUNDS = 7
COLLECTOR_BATCH = 512
# Bytes; as much as the processor takes by default.
MAX_REQUEST_BYTES = 64 << 20
# Seconds between two looks whether all is done: each look costs the processor about a millisecond.
LOOK_S = 0.2
# Seconds, to learn what an idle processor uses.
IDLE_S = 2.0
# Nothing listens there.
AWAY = "--clickhouse-url=http://127.0.0.1:9/agentops"
RECEIVE_ONLY = "receive-only"


def main() -> None:
    """Run everything."""
    print_machine()
    once = mix(1)
    spans, size = sum(r.spans for r in once), sum(len(r.body) for r in once)
    print(f"mix: {spans * ROUNDS:,} spans a repeat, {size / spans:,.0f} bytes each")
    print(f"from SDKs: {spans / len(once):.1f} spans to a request; from a Collector: {COLLECTOR_BATCH}")
    print(f"{REPEATS} repeats: median (least to most)\n")
    rows = []
    with receiver() as (pid, port):
        rows.append(measure("receive only, from SDKs", pid, port))
    with processor(AWAY) as away:
        rows.append(measure("receive, transform, spool, from SDKs", away.pid, away.ports["grpc"]))
    with processor() as whole:
        for sender, batch in (("SDKs", 0), ("a Collector", COLLECTOR_BATCH)):
            what = f"everything, from {sender}"
            rows.append(measure(what, whole.pid, whole.ports["grpc"], batch, whole))
    print_table(("what", "spans per CPU-s", "µs per span", "spans per s", "MiB resident"), rows)


def measure(
    what: str, pid: int, port: int, spans_per_request: int = 0, whole: Processor | None = None
) -> tuple[str, ...]:
    """One line of the table.

    Args:
        what: Its name.
        pid: Process whose CPU counts.
        port: Its OTLP/gRPC port.
        spans_per_request: As for `mix`.
        whole: The processor, where the work is not done when the requests are answered.
    """
    send(port, mix(1, spans_per_request))
    settle(whole)
    cpu = cpu_s(pid)
    time.sleep(IDLE_S)
    idle_cpu = (cpu_s(pid) - cpu) / IDLE_S
    per_cpu_s, per_s = [], []
    for _ in range(REPEATS):
        requests = mix(ROUNDS, spans_per_request)
        cpu = cpu_s(pid)
        sent = send(port, requests)
        drain_s, wait_s = settle(whole)
        per_cpu_s.append(sent.spans / (cpu_s(pid) - cpu - idle_cpu * wait_s))
        per_s.append(sent.spans / (sent.wall_s + drain_s))
    micros = [1e6 / value for value in per_cpu_s]
    return what, spread(per_cpu_s), spread(micros, 1), spread(per_s), f"{rss_bytes(pid) / 2**20:,.0f}"


def settle(whole: Processor | None) -> tuple[float, float]:
    """Wait until everything is in ClickHouse, then until every trace is assembled; how long each took, seconds."""
    start = time.perf_counter()
    if not whole:
        return 0.0, 0.0
    while whole.metrics()["spool_spans"]:
        time.sleep(LOOK_S)
    drained = time.perf_counter()
    traces = whole.value("SELECT uniqExact(trace_id) FROM spans")
    while whole.metrics()["traces_assembled"] < traces:
        time.sleep(LOOK_S)
    return drained - start, time.perf_counter() - drained


@contextmanager
def processor(*options: str) -> Iterator[Processor]:
    """A processor in a directory that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="agentops-bench-") as directory:
        started = Processor(Path(directory) / "data", *options).start()
        try:
            yield started
        finally:
            started.kill()


@contextmanager
def receiver() -> Iterator[tuple[int, int]]:
    """Process id and port of the gRPC receiver alone, which throws everything away."""
    child = subprocess.Popen([sys.executable, __file__, RECEIVE_ONLY], stdout=subprocess.PIPE)
    assert child.stdout
    try:
        yield child.pid, int(child.stdout.readline())
    finally:
        child.kill()
        child.communicate()


def receive_only() -> None:
    """Be the receiver of `receiver`, until killed."""
    answer = Answer(accepted=1, rejected=0, message="")
    running = GrpcReceiver(lambda _body, _context: answer, "127.0.0.1", 0, MAX_REQUEST_BYTES, Metrics())
    print(running.start(), flush=True)
    while True:
        time.sleep(60)


if __name__ == "__main__":
    receive_only() if sys.argv[1:] == [RECEIVE_ONLY] else main()
