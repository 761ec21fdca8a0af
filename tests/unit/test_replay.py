"""Replaying recordings: the same spans again, under fresh trace ids and as of now."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from agentops_processor.errors import ConfigurationError, OverloadedError
from agentops_processor.http_server import HttpServer
from agentops_processor.model import Answer, RequestContext
from agentops_processor.receive.http import otlp_app
from agentops_processor.replay import read_requests, renew, send, spans_of
from agentops_processor.telemetry import Metrics
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.otlp import new_ids, request_of, tool_span


class Receiver:
    """Takes what is sent, or answers as the test says."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.answer = Answer(1, 0, "")
        self.error: Exception | None = None
        self._server = HttpServer(otlp_app(self._accept, 1 << 20, Metrics()), "127.0.0.1", 0, "--http-port")
        self.endpoint = f"http://127.0.0.1:{self._server.start()}"

    def _accept(self, body: bytes, _context: RequestContext) -> Answer:
        if self.error:
            raise self.error
        self.bodies.append(body)
        return self.answer

    def stop(self) -> None:
        """Stop."""
        self._server.stop(5)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver on a free port."""
    running = Receiver()
    yield running
    running.stop()


def _two_requests_of_one_trace() -> list[ExportTraceServiceRequest]:
    """Two requests, recorded long ago: a trace with an event and with links to itself and to another trace."""
    first, second = (tool_span(i) for i in new_ids(2))
    second.trace_id = first.trace_id
    first.start_time_unix_nano, first.end_time_unix_nano = 1_000, 2_000
    second.start_time_unix_nano, second.end_time_unix_nano = 1_500, 5_000
    second.events.add(time_unix_nano=1_700, name="seen")
    second.links.add(trace_id=first.trace_id, span_id=first.span_id)
    second.links.add(trace_id=b"x" * 16, span_id=first.span_id)
    return [request_of([first]), request_of([second])]


def test_renew() -> None:
    """A recording ends now, keeps its inner distances, and is one fresh trace again, links included."""
    requests = _two_requests_of_one_trace()
    recorded = next(spans_of(requests[0])).trace_id
    before = time.time_ns()
    traces = renew(requests)
    first, second = (span for request in requests for span in spans_of(request))
    assert before <= second.end_time_unix_nano <= time.time_ns()
    assert second.end_time_unix_nano - first.start_time_unix_nano == 4_000
    assert second.events[0].time_unix_nano - second.start_time_unix_nano == 200
    assert traces == {first.trace_id.hex()} == {second.trace_id.hex()}
    assert first.trace_id != recorded
    assert [link.trace_id for link in second.links] == [first.trace_id, b"x" * 16]


def test_renew_twice() -> None:
    """The same recording can be sent again and again: each time it is another trace."""
    requests = _two_requests_of_one_trace()
    assert renew(requests).isdisjoint(renew(requests))
    assert renew([]) == set()


def test_read_folder(tmp_path: Path) -> None:
    """A folder is read in the order of names, with the folders below."""
    requests = [request_of([tool_span(i)]) for i in new_ids(3)]
    (tmp_path / "b").mkdir()
    for name, request in zip(("c.pb", "a.pb", "b/001.pb"), requests, strict=True):
        (tmp_path / name).write_bytes(request.SerializeToString())
    (tmp_path / "meta.json").write_text("{}")
    assert read_requests(tmp_path) == [requests[1], requests[2], requests[0]]
    assert read_requests(tmp_path / "c.pb") == [requests[0]]


def test_nothing_to_read(tmp_path: Path) -> None:
    """A folder without recordings, a file that is none, and no file at all are mistakes that name the path."""
    (tmp_path / "text.pb").write_text("not a request")
    for path in (tmp_path / "text.pb", tmp_path / "none.pb"):
        with pytest.raises(ConfigurationError, match=path.name):
            read_requests(path)
    (tmp_path / "text.pb").unlink()
    with pytest.raises(ConfigurationError, match=r"no \*\.pb files"):
        read_requests(tmp_path)


@pytest.mark.parametrize("slash", ["", "/"])
def test_send(receiver: Receiver, slash: str) -> None:
    """A request arrives as it is, and the sender learns how many spans were refused."""
    (request, _) = _two_requests_of_one_trace()
    receiver.answer = Answer(0, 1, "no trace id")
    assert send(request, receiver.endpoint + slash) == 1
    assert receiver.bodies == [request.SerializeToString()]


def test_send_refused(receiver: Receiver) -> None:
    """An answer that is no OK is told with its status and its words."""
    receiver.error = OverloadedError("the spool is full", 1)
    with pytest.raises(ConfigurationError, match=r"answered 503: .*the spool is full"):
        send(request_of([]), receiver.endpoint)


def test_nothing_listens(receiver: Receiver) -> None:
    """Where nothing listens, the message says how to start a processor."""
    receiver.stop()
    with pytest.raises(ConfigurationError, match="agentops-processor serve"):
        send(request_of([]), receiver.endpoint)
