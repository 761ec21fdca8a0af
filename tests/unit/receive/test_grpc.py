"""OTLP/gRPC: what goes to `accept`, and what the sender is told."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import pytest
from agentops_processor.errors import ConfigurationError, MalformedRequestError, OverloadedError, TooLargeError
from agentops_processor.model import DEFAULT_TENANT, Answer, Encoding
from agentops_processor.receive.grpc import EXPORT_METHOD, GrpcReceiver
from agentops_processor.telemetry import Metrics
from google.rpc.error_details_pb2 import RetryInfo
from google.rpc.status_pb2 import Status
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse
from structlog.testing import capture_logs

from tests.accepting import Hold, RecordingAccept

LIMIT = 100_000


class Receiver(RecordingAccept):
    """A running receiver."""

    def __init__(self) -> None:
        super().__init__()
        self.server = GrpcReceiver(self.accept, "127.0.0.1", 0, LIMIT, self.metrics)
        self.port = self.server.start()
        self.channel = grpc.insecure_channel(f"127.0.0.1:{self.port}")

    def call(self, body: bytes, method: str = EXPORT_METHOD, compression: Any = None) -> ExportTraceServiceResponse:
        """The answer to one call."""
        reply = self.channel.unary_unary(method)(body, compression=compression, timeout=30, wait_for_ready=True)
        return ExportTraceServiceResponse.FromString(reply)

    def refused(self, body: bytes, method: str = EXPORT_METHOD) -> Any:
        """The error of a call that must fail."""
        with pytest.raises(grpc.RpcError) as caught:
            self.call(body, method)
        return caught.value


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver on a free port."""
    running = Receiver()
    yield running
    running.channel.close()
    running.server.stop(5)


def test_accept_gets_the_bytes(receiver: Receiver) -> None:
    """The request goes on as raw bytes, with tenant, encoding and time of arrival."""
    before = time.time_ns()
    assert receiver.call(b"not even protobuf") == ExportTraceServiceResponse()
    [(body, context)] = receiver.calls
    assert body == b"not even protobuf"
    assert (context.encoding, context.tenant_id) == (Encoding.PROTOBUF, DEFAULT_TENANT)
    assert before <= context.received_at_ns <= time.time_ns()
    assert receiver.outcomes() == {"ok": 1}
    assert receiver.metrics.registry.get_sample_value("agentops_ack_seconds_count") == 1


@pytest.mark.parametrize("compression", [grpc.Compression.Gzip, grpc.Compression.Deflate])
def test_compression(receiver: Receiver, compression: Any) -> None:
    """Compression by gRPC itself is undone before `accept`."""
    receiver.call(b"spans" * 1000, compression=compression)
    assert receiver.calls[0][0] == b"spans" * 1000


def test_empty_request(receiver: Receiver) -> None:
    """Zero bytes are an empty request."""
    receiver.call(b"")
    assert receiver.calls[0][0] == b""


def test_partial_success(receiver: Receiver) -> None:
    """Refused spans are told with their number and the reason."""
    receiver.answer = Answer(accepted=5, rejected=2, message="2 spans have no trace id.")
    told = receiver.call(b"x").partial_success
    assert (told.rejected_spans, told.error_message) == (2, "2 spans have no trace id.")


@pytest.mark.parametrize(
    ("error", "code", "outcome"),
    [
        (MalformedRequestError("not OTLP"), grpc.StatusCode.INVALID_ARGUMENT, "malformed"),
        (TooLargeError("too deep"), grpc.StatusCode.RESOURCE_EXHAUSTED, "too_large"),
    ],
)
def test_final_errors(receiver: Receiver, error: Exception, code: Any, outcome: str) -> None:
    """An error that a retry will not mend is told without retry information."""
    receiver.answer = error
    told = receiver.refused(b"x")
    assert (told.code(), told.details()) == (code, str(error))
    assert "grpc-status-details-bin" not in dict(told.trailing_metadata())
    assert receiver.outcomes() == {outcome: 1}


def test_overload(receiver: Receiver) -> None:
    """An overloaded processor says when to retry."""
    receiver.answer = OverloadedError("spool is full", 2.5)
    told = receiver.refused(b"x")
    assert told.code() == grpc.StatusCode.UNAVAILABLE
    status = Status.FromString(dict(told.trailing_metadata())["grpc-status-details-bin"])
    retry = RetryInfo()
    assert status.details[0].Unpack(retry)
    assert (status.code, status.message) == (14, "spool is full")
    assert retry.retry_delay.ToMilliseconds() == 2500
    assert receiver.outcomes() == {"overloaded": 1}


def test_unexpected_error(receiver: Receiver) -> None:
    """A bug is logged with its traceback, told as UNAVAILABLE so that the sender retries, and the server goes on."""
    receiver.answer = ZeroDivisionError("secret detail")
    with capture_logs() as logs:
        told = receiver.refused(b"x")
    assert told.code() == grpc.StatusCode.UNAVAILABLE
    assert "secret detail" not in told.details()
    assert [entry["exc_info"] for entry in logs] == [receiver.answer]
    receiver.answer = Answer(1, 0, "")
    receiver.call(b"x")
    assert receiver.outcomes() == {"internal": 1, "ok": 1}


def test_long_message_of_an_error(receiver: Receiver) -> None:
    """A very long message does not change the code that the sender sees."""
    receiver.answer = MalformedRequestError("no " * 10_000)
    assert receiver.refused(b"x").code() == grpc.StatusCode.INVALID_ARGUMENT


def test_over_the_limit(receiver: Receiver) -> None:
    """A message of the limit is taken; one byte more is RESOURCE_EXHAUSTED and never reaches `accept`."""
    receiver.call(b"x" * LIMIT)
    assert receiver.refused(b"x" * (LIMIT + 1)).code() == grpc.StatusCode.RESOURCE_EXHAUSTED
    assert len(receiver.calls) == 1


@pytest.mark.parametrize(
    "method",
    [
        "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
        "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
        "/grpc.health.v1.Health/Watch",
    ],
)
def test_unknown_methods(receiver: Receiver, method: str) -> None:
    """A method that is not served is told which one is, and how to turn the other signals off."""
    told = receiver.refused(b"x", method)
    assert told.code() == grpc.StatusCode.UNIMPLEMENTED
    for said in (method, EXPORT_METHOD, "OTEL_METRICS_EXPORTER=none"):
        assert said in told.details()
    assert receiver.outcomes() == {"unsupported": 1}


def test_taken_port(receiver: Receiver) -> None:
    """A port that is in use is a configuration error that names it and its option."""
    second = GrpcReceiver(receiver.accept, "127.0.0.1", receiver.port, LIMIT, Metrics())
    with pytest.raises(ConfigurationError, match=f"--grpc-port.*127.0.0.1:{receiver.port}"):
        second.start()


def test_requests_in_parallel(receiver: Receiver) -> None:
    """32 requests wait for their group commit side by side, and all are answered."""
    everyone = threading.Barrier(32)
    receiver.before = lambda: everyone.wait(timeout=20)
    with ThreadPoolExecutor(32) as pool:
        list(pool.map(lambda i: receiver.call(str(i).encode()), range(32)))
    assert sorted(int(body) for body, _ in receiver.calls) == list(range(32))


def test_stop_answers_what_is_in_flight(receiver: Receiver) -> None:
    """Stopping waits for requests that are in work; their senders get their answer."""
    hold = receiver.before = Hold()
    with ThreadPoolExecutor(2) as pool:
        request = pool.submit(receiver.call, b"x")
        assert hold.entered.wait(20)
        stop = pool.submit(receiver.server.stop, 20)
        hold.release.set()
        assert request.result() == ExportTraceServiceResponse()
        stop.result(timeout=20)


def test_stop_gives_up_after_the_grace(receiver: Receiver) -> None:
    """A request that does not finish holds up stopping for the grace and no longer; its sender is told to retry."""
    hold = receiver.before = Hold()
    with ThreadPoolExecutor(1) as pool:
        request = pool.submit(receiver.refused, b"x")
        assert hold.entered.wait(20)
        receiver.server.stop(0.1)
        assert request.result().code() == grpc.StatusCode.UNAVAILABLE
        hold.release.set()
