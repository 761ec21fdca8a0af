"""How long a sender waits for OK, and a reader for the rows: `python tests/bench/bench_latency.py`, about a minute.

Requests of the corpus come over gRPC, first a few, then at half of the rate that the processor takes at most. First
acknowledgements are timed. Then, under the same load, probes are sent as well, ten a second, and SQL is asked for them
again and again, which is a load of its own: a probe is visible when an answer holds it, so the time of that query counts
too.
"""
# ruff: noqa: T201  (a benchmark prints)

import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))

import grpc
from agentops_processor.receive.grpc import EXPORT_METHOD

from tests.bench.mix import Sent, mix, print_machine, print_table, send
from tests.otlp import new_ids, request_of, tool_span
from tests.processor import Processor, running

# Seconds that each load lasts, twice: for acknowledgements, and for probes.
LAST_S = 10.0
# Spans a second, some ten requests: a handful of agents.
LOW = 60.0
PROBES_PER_S = 10.0
# Seconds between two questions: as exact as the figures have to be, and little beside the load.
ASK_S = 0.05
# Seconds after which a probe that is not visible is an error, not a figure.
LOST_S = 30.0


class Probes:
    """Single spans, sent on a schedule and looked for in SQL.

    Attributes:
        visible_s: From each acknowledgement to the first answer of SQL that holds the probe, seconds.
    """

    def __init__(self, processor: Processor) -> None:
        self.visible_s: list[float] = []
        self._processor = processor
        self._sent: dict[str, float] = {}
        self._sending = threading.Event()
        self._service = f"probe-{new_ids(1)[0]}"

    @contextmanager
    def running(self) -> Iterator[None]:
        """Probe during the block; at its end all probes are visible."""
        self._sending.set()
        threads = [threading.Thread(target=self._send), threading.Thread(target=self._look)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._sending.clear()
            for thread in threads:
                thread.join()
        assert not self._sent, "probes are not visible"

    def _send(self) -> None:
        with grpc.insecure_channel(f"127.0.0.1:{self._processor.ports['grpc']}") as channel:
            export = channel.unary_unary(EXPORT_METHOD)
            due = time.perf_counter()
            while self._sending.is_set():
                (span_id,) = new_ids(1)
                body = request_of([tool_span(span_id)], self._service).SerializeToString()
                export(body, timeout=60)
                self._sent[span_id] = time.perf_counter()
                due += 1 / PROBES_PER_S
                time.sleep(max(0.0, due - time.perf_counter()))

    def _look(self) -> None:
        last = time.perf_counter() + LAST_S + LOST_S
        while (self._sending.is_set() or self._sent) and time.perf_counter() < last:
            waiting = ", ".join(f"'{span_id}'" for span_id in self._sent.copy())
            if waiting:
                rows = self._processor.sql(f"SELECT span_id FROM spans WHERE span_id IN ({waiting})")  # noqa: S608 - our own ids
                now = time.perf_counter()
                self.visible_s += [now - self._sent.pop(span_id) for (span_id,) in rows]
            time.sleep(ASK_S)


def main() -> None:
    """Run everything."""
    print_machine()
    with (
        tempfile.TemporaryDirectory(prefix="agentops-bench-") as directory,
        running(Path(directory) / "data") as target,
    ):
        send(target.ports["grpc"], mix(2))
        capacity = measure_capacity(target)
        print(f"capacity: {capacity:,.0f} spans per s, from SDKs, with 8 requests in flight\n")
        rows = [line("few", target, LOW), line("half of capacity", target, capacity / 2)]
    print_table(("load", "spans per s", "ack p50", "p99", "visible p50", "p99", "max", "requests", "probes"), rows)
    print("\nack: from the moment a request was due; visible: from a probe's ack; in milliseconds")


def measure_capacity(target: Processor) -> float:
    """Spans a second until the last is in ClickHouse."""
    start = time.perf_counter()
    sent = send(target.ports["grpc"], mix(8))
    target.drain()
    return sent.spans / (time.perf_counter() - start)


def line(what: str, target: Processor, spans_per_s: float) -> tuple[str, ...]:
    """Put a load on the processor and measure."""
    sent = offer(target.ports["grpc"], spans_per_s)
    probes = Probes(target)
    with probes.running():
        offer(target.ports["grpc"], spans_per_s)
    acks = [percentile(sent.ack_s, p) for p in (50, 99)]
    visible = [percentile(probes.visible_s, p) for p in (50, 99, 100)]
    rate = sent.spans / sent.wall_s
    figures = [f"{1000 * value:,.0f}" for value in acks + visible]
    return what, f"{rate:,.0f}", *figures, str(len(sent.ack_s)), str(len(probes.visible_s))


def offer(port: int, spans_per_s: float) -> Sent:
    """Send the corpus at a pace, for as long as a measurement lasts."""
    rounds = mix(1 + int(LAST_S * spans_per_s / sum(request.spans for request in mix(1))))
    chosen, spans = [], 0
    for request in rounds:
        if spans >= LAST_S * spans_per_s:
            break
        chosen.append(request)
        spans += request.spans
    return send(port, chosen, in_flight=64, spans_per_s=spans_per_s)


def percentile(values: list[float], percent: int) -> float:
    """The value that so many percent do not exceed."""
    return sorted(values)[max(0, -(-len(values) * percent // 100) - 1)]


if __name__ == "__main__":
    main()
