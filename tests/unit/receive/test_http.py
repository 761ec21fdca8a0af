"""OTLP/HTTP: what goes to `accept`, and what the sender is told."""

import contextlib
import gzip
import json
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import zstandard
from agentops_processor.errors import MalformedRequestError, OverloadedError, TooLargeError
from agentops_processor.http_server import HttpServer
from agentops_processor.model import DEFAULT_TENANT, Answer, Encoding
from agentops_processor.receive.http import PATHS, otlp_app
from google.rpc.status_pb2 import Status
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse
from structlog.testing import capture_logs

from tests.accepting import Hold, RecordingAccept

LIMIT = 100_000
PROTOBUF = {"content-type": "application/x-protobuf"}
JSON = {"content-type": "application/json"}


class Receiver(RecordingAccept):
    """A running receiver."""

    def __init__(self) -> None:
        super().__init__()
        self.server = HttpServer(otlp_app(self.accept, LIMIT, self.metrics), "127.0.0.1", 0, "--http-port")
        self.port = self.server.start()
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=30)

    def post(self, body: bytes = b"", headers: dict[str, str] = PROTOBUF, path: str = "/v1/traces") -> httpx.Response:
        """The answer to one POST."""
        return self.client.post(path, content=body, headers=headers)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver on a free port."""
    running = Receiver()
    yield running
    running.client.close()
    running.server.stop(5)


@pytest.mark.parametrize("path", PATHS)
def test_every_path(receiver: Receiver, path: str) -> None:
    """Every path in the table takes OTLP."""
    assert receiver.post(b"spans", path=path).status_code == 200
    assert [body for body, _ in receiver.calls] == [b"spans"]


@pytest.mark.parametrize(
    ("content_type", "encoding"),
    [
        ("application/x-protobuf", Encoding.PROTOBUF),
        ("application/protobuf", Encoding.PROTOBUF),
        ("application/json", Encoding.JSON),
        ("Application/JSON; charset=utf-8", Encoding.JSON),
    ],
)
def test_context(receiver: Receiver, content_type: str, encoding: Encoding) -> None:
    """`accept` learns the encoding, the tenant and the time of arrival."""
    before = time.time_ns()
    assert receiver.post(b"x", {"content-type": content_type}).status_code == 200
    [(_, context)] = receiver.calls
    assert (context.encoding, context.tenant_id) == (encoding, DEFAULT_TENANT)
    assert before <= context.received_at_ns <= time.time_ns()


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("zstd", zstandard.compress), ("identity", bytes)],
)
def test_content_encodings(receiver: Receiver, encoding: str, compress: Callable[[bytes], bytes]) -> None:
    """`accept` gets the decompressed body."""
    assert receiver.post(compress(b"spans" * 100), {**PROTOBUF, "content-encoding": encoding}).status_code == 200
    assert receiver.calls[0][0] == b"spans" * 100


def test_chunked_body(receiver: Receiver) -> None:
    """A body without a declared length is read whole."""
    response = receiver.client.post("/v1/traces", content=(b"x" * 1000 for _ in range(50)), headers=PROTOBUF)
    assert response.status_code == 200
    assert receiver.calls[0][0] == b"x" * 50_000


def test_empty_body(receiver: Receiver) -> None:
    """Zero bytes are an empty request, as some senders check their settings with."""
    response = receiver.post(b"")
    assert (response.status_code, response.content) == (200, b"")
    assert receiver.calls[0][0] == b""


def test_success_protobuf(receiver: Receiver) -> None:
    """With nothing refused the answer is the empty message, in the encoding of the request."""
    response = receiver.post(b"x")
    assert (response.headers["content-type"], response.content) == ("application/x-protobuf", b"")


def test_success_json(receiver: Receiver) -> None:
    """With nothing refused the answer to JSON is the empty object."""
    response = receiver.post(b"{}", JSON)
    assert (response.headers["content-type"], response.json()) == ("application/json", {})


def test_partial_success(receiver: Receiver) -> None:
    """Refused spans are told with their number and the reason, in both encodings."""
    receiver.answer = Answer(accepted=5, rejected=2, message="2 spans have no trace id.")
    told = ExportTraceServiceResponse.FromString(receiver.post(b"x").content).partial_success
    assert (told.rejected_spans, told.error_message) == (2, "2 spans have no trace id.")
    assert receiver.post(b"{}", JSON).json() == {
        "partialSuccess": {"rejectedSpans": "2", "errorMessage": "2 spans have no trace id."}
    }


@pytest.mark.parametrize(
    ("error", "status", "code", "outcome"),
    [
        (MalformedRequestError("not OTLP"), 400, 3, "malformed"),
        (TooLargeError("too deep"), 413, 8, "too_large"),
        (OverloadedError("spool is full", 2.2), 503, 14, "overloaded"),
    ],
)
def test_errors_of_accept(receiver: Receiver, error: Exception, status: int, code: int, outcome: str) -> None:
    """What `accept` raises is told as google.rpc.Status in the encoding of the request, and counted."""
    receiver.answer = error
    protobuf, as_json = receiver.post(b"x"), receiver.post(b"{}", JSON)
    assert [protobuf.status_code, as_json.status_code] == [status, status]
    told = Status.FromString(protobuf.content)
    assert (told.code, told.message) == (code, str(error))
    assert as_json.json()["code"] == code
    assert as_json.json()["message"] == str(error)
    assert receiver.outcomes() == {outcome: 2}


def test_retry_after(receiver: Receiver) -> None:
    """An overloaded processor says when to retry, in whole seconds and at least one."""
    receiver.answer = OverloadedError("spool is full", 2.2)
    assert receiver.post(b"x").headers["retry-after"] == "3"
    receiver.answer = OverloadedError("spool is full", 0.0)
    assert receiver.post(b"x").headers["retry-after"] == "1"


def test_unexpected_error(receiver: Receiver) -> None:
    """A bug is logged with its traceback, told as 503 so that the sender retries, and the server goes on."""
    receiver.answer = ZeroDivisionError("secret detail")
    with capture_logs() as logs:
        response = receiver.post(b"x")
    assert response.status_code == 503
    assert b"secret detail" not in response.content
    assert [entry["exc_info"] for entry in logs] == [receiver.answer]
    receiver.answer = Answer(1, 0, "")
    assert receiver.post(b"x").status_code == 200
    assert receiver.outcomes() == {"internal": 1, "ok": 1}


@pytest.mark.parametrize(
    ("headers", "names"),
    [
        ({}, "without Content-Type"),
        ({"content-type": "text/plain"}, "'text/plain'"),
        ({**PROTOBUF, "content-encoding": "br"}, "'br'"),
    ],
)
def test_unsupported_media(receiver: Receiver, headers: dict[str, str], names: str) -> None:
    """A type or encoding that is not read is told with what is read."""
    response = receiver.post(b"x", headers)
    assert response.status_code == 415
    assert names in response.text
    assert "gzip" in response.text or "application/x-protobuf" in response.text
    assert receiver.calls == []
    assert receiver.outcomes() == {"unsupported": 1}


def test_answer_is_json_when_the_type_is_unknown(receiver: Receiver) -> None:
    """A sender whose encoding is not known gets an error that a person can read."""
    response = receiver.post(b"x", {"content-type": "text/plain"})
    assert response.headers["content-type"] == "application/json"
    assert response.json()["code"] == 3


def test_body_at_and_over_the_limit(receiver: Receiver) -> None:
    """A body of the limit is taken, one byte more is refused, and the answer names the option."""
    assert receiver.post(b"x" * LIMIT).status_code == 200
    response = receiver.post(b"x" * (LIMIT + 1))
    assert response.status_code == 413
    assert "--max-request-bytes" in Status.FromString(response.content).message
    assert receiver.outcomes() == {"ok": 1, "too_large": 1}


def test_corrupt_compression(receiver: Receiver) -> None:
    """A compressed body that was cut off is the sender's mistake."""
    response = receiver.post(gzip.compress(b"spans" * 100)[:-5], {**PROTOBUF, "content-encoding": "gzip"})
    assert response.status_code == 400
    assert receiver.outcomes() == {"malformed": 1}


@pytest.mark.parametrize(
    ("path", "says"),
    [("/", "/v1/traces"), ("/v1/metrics", "OTEL_METRICS_EXPORTER=none"), ("/otel/v1/logs", "OTEL_LOGS_EXPORTER=none")],
)
def test_unknown_path(receiver: Receiver, path: str, says: str) -> None:
    """A wrong path is told the right one; other signals are told to be turned off."""
    response = receiver.post(b"x", path=path)
    assert response.status_code == 404
    told = Status.FromString(response.content).message
    assert says in told
    assert "/v1/traces" in told


def test_wrong_method(receiver: Receiver) -> None:
    """A method other than POST is told which one is taken."""
    response = receiver.client.get("/v1/traces")
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert "POST" in json.loads(response.text)["message"]
    assert receiver.outcomes() == {"unsupported": 1}


def test_ack_is_measured(receiver: Receiver) -> None:
    """The time to the answer is observed for each request that was taken."""
    receiver.post(b"x")
    receiver.answer = MalformedRequestError("no")
    receiver.post(b"x")
    assert receiver.metrics.registry.get_sample_value("agentops_ack_seconds_count") == 1


def test_requests_in_parallel(receiver: Receiver) -> None:
    """32 requests wait for their group commit side by side, and all are answered."""
    everyone = threading.Barrier(32)
    receiver.before = lambda: everyone.wait(timeout=20)
    with ThreadPoolExecutor(32) as pool:
        responses = list(pool.map(lambda i: receiver.post(str(i).encode()), range(32)))
    assert [response.status_code for response in responses] == [200] * 32
    assert sorted(int(body) for body, _ in receiver.calls) == list(range(32))


def test_accept_does_not_hold_up_the_event_loop(receiver: Receiver) -> None:
    """While one request waits to be durable, others are read and answered."""
    hold = receiver.before = Hold()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(receiver.post, b"x")
        assert hold.entered.wait(20)
        assert receiver.post(b"x", path="/nowhere").status_code == 404
        assert not first.done()
        hold.release.set()
        assert first.result().status_code == 200


def test_stop_answers_what_is_in_flight(receiver: Receiver) -> None:
    """Stopping waits for requests that are in work; their senders get their answer."""
    hold = receiver.before = Hold()
    with ThreadPoolExecutor(2) as pool:
        request = pool.submit(receiver.post, b"x")
        assert hold.entered.wait(20)
        stop = pool.submit(receiver.server.stop, 20)
        with contextlib.suppress(ConnectionError):  # refused, or reset while it waited to be taken
            while True:
                socket.create_connection(("127.0.0.1", receiver.port), timeout=20).close()
        assert not stop.done()
        hold.release.set()
        assert request.result().status_code == 200
        stop.result(timeout=20)
