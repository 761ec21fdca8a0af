"""The corpus in, load for benchmarks out: what the SDKs of all dialects sent, as of now and under fresh ids."""
# ruff: noqa: T201  (a benchmark prints)

import os
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from statistics import median
from typing import Any

import grpc
from agentops_processor.model import Encoding
from agentops_processor.receive.grpc import EXPORT_METHOD
from agentops_processor.replay import renew, spans_of
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.captures import captures


@dataclass(frozen=True)
class Request:
    """A request ready to be sent."""

    body: bytes
    spans: int


@cache
def _recorded() -> tuple[tuple[bytes, ...], ...]:
    """The protobuf requests of each capture."""
    runs = (tuple(r.body for r in capture.requests if r.encoding is Encoding.PROTOBUF) for capture in captures())
    return tuple(run for run in runs if run)


def mix(rounds: int, spans_per_request: int = 0) -> list[Request]:
    """The whole corpus, so many times, each time as other traces.

    Args:
        rounds: How many times.
        spans_per_request: Gather requests until they have so many spans, as a Collector's batch processor does; 0
            leaves them as the SDKs sent them.
    """
    requests = []
    for _ in range(rounds):
        for run in _recorded():
            parsed = [ExportTraceServiceRequest.FromString(body) for body in run]
            renew(parsed)
            requests += parsed
    return [_ready(request) for request in _gathered(requests, spans_per_request)]


def _gathered(requests: list[ExportTraceServiceRequest], spans: int) -> Iterable[ExportTraceServiceRequest]:
    batch = ExportTraceServiceRequest()
    for request in requests:
        batch.MergeFrom(request)
        if _count(batch) >= spans:
            yield batch
            batch = ExportTraceServiceRequest()
    if batch.resource_spans:
        yield batch


def _ready(request: ExportTraceServiceRequest) -> Request:
    return Request(request.SerializeToString(), _count(request))


def _count(request: ExportTraceServiceRequest) -> int:
    return sum(1 for _ in spans_of(request))


@dataclass
class Sent:
    """What became of requests that were sent.

    Attributes:
        spans: Spans acknowledged.
        wall_s: From the first request to the last answer, seconds.
        ack_s: From the moment each request was due to its answer, seconds.
    """

    spans: int = 0
    wall_s: float = 0.0
    ack_s: list[float] = field(default_factory=list)


def send(port: int, requests: Iterable[Request], in_flight: int = 8, spans_per_s: float = 0) -> Sent:
    """Send over one gRPC connection; every request has to be taken.

    Args:
        port: Of OTLP/gRPC on this machine.
        requests: In this order.
        in_flight: Requests not answered yet, at most.
        spans_per_s: Pace; 0 sends as fast as answers come. A request that is late because others hold it up counts
            from the moment it was due, or the load would wait politely while the service is slow.
    """
    sent = Sent()
    places = threading.Semaphore(in_flight)
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        export = channel.unary_unary(EXPORT_METHOD)
        start = time.perf_counter()
        calls = []
        offered = 0
        for request in requests:
            due = start + offered / spans_per_s if spans_per_s else time.perf_counter()
            time.sleep(max(0.0, due - time.perf_counter()))
            offered += request.spans
            places.acquire()
            call = export.future(request.body, timeout=60)
            call.add_done_callback(_Answered(sent, places, due if spans_per_s else time.perf_counter()))
            calls.append(call)
        for call in calls:
            assert call.result() == b"", "a span was rejected"
        sent.wall_s = time.perf_counter() - start
    sent.spans = offered
    return sent


class _Answered:
    """Notes when an answer came, on gRPC's thread."""

    def __init__(self, sent: Sent, places: threading.Semaphore, due: float) -> None:
        self._sent, self._places, self._due = sent, places, due

    def __call__(self, _call: Any) -> None:
        self._sent.ack_s.append(time.perf_counter() - self._due)
        self._places.release()


def print_machine() -> None:
    """Print what the figures depend on."""
    load = "  ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"machine: {os.cpu_count()} cores, load average {load} before the run")


def print_table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Print a table, the first column to the left, all others to the right."""
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]
    for row in [header, *rows]:
        cells = [f"{row[0]:<{widths[0]}}", *(f"{cell:>{w}}" for cell, w in zip(row[1:], widths[1:], strict=True))]
        print("  ".join(cells))


def spread(values: list[float], digits: int = 0) -> str:
    """The median of repeats, and between which values they were."""
    return f"{median(values):,.{digits}f} ({min(values):,.{digits}f} to {max(values):,.{digits}f})"
