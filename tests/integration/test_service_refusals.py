"""What the whole service refuses: to the sender's face, with the documented code, and without harm to anything else."""
# ruff: noqa: S608  (a test's own names and ids)

import gzip
import time
from collections.abc import Callable, Iterator
from typing import Any

import grpc
import pytest
from agentops_processor.receive.grpc import EXPORT_METHOD
from google.rpc.status_pb2 import Status
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.otlp import PROTOBUF, new_ids, post, post_spans, request_of, tool_span
from tests.processor import Processor, running

LIMIT = 1 << 20
Spoil = Callable[[Span], None]


@pytest.fixture(scope="module")
def processor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processor]:
    """One processor, so that each refusal may harm all tests after it."""
    with running(tmp_path_factory.mktemp("refusals") / "data", f"--max-request-bytes={LIMIT}") as started:
        yield started


@pytest.fixture(autouse=True)
def _nothing_else_fails(processor: Processor) -> Iterator[None]:
    """After every test the service takes spans, balances, and has no error in its log."""
    yield
    span_id, *_ = ids = new_ids(3)
    post_spans(processor.traces_url, [tool_span(i) for i in ids])
    processor.drain()
    assert processor.value(f"SELECT count() FROM spans WHERE span_id = '{span_id}'") == 1
    assert processor.ready()
    assert '"level": "error"' not in processor.log()


def _grpc(processor: Processor, body: bytes) -> bytes:
    """Export over gRPC.

    Raises:
        grpc.RpcError: It was refused.
    """
    with grpc.insecure_channel(f"127.0.0.1:{processor.ports['grpc']}") as channel:
        answer: bytes = channel.unary_unary(EXPORT_METHOD)(body, timeout=30)
    return answer


def _grpc_refusal(processor: Processor, body: bytes) -> Any:
    with pytest.raises(grpc.RpcError) as caught:
        _grpc(processor, body)
    return caught.value


def _no_trace_id(span: Span) -> None:
    span.trace_id = b""


def _zero_span_id(span: Span) -> None:
    span.span_id = bytes(8)


def _no_start(span: Span) -> None:
    span.start_time_unix_nano = 0


@pytest.mark.parametrize("transport", ["grpc", "http"])
@pytest.mark.parametrize(
    ("spoil", "reason"),
    [(_no_trace_id, "invalid_trace_id"), (_zero_span_id, "invalid_span_id"), (_no_start, "invalid_time")],
)
def test_bad_span_in_the_middle(processor: Processor, transport: str, spoil: Spoil, reason: str) -> None:
    """One span that cannot be stored is named in `partial_success`; the others of its request are stored."""
    ids = new_ids(9)
    spans = [tool_span(i) for i in ids]
    spoil(spans[4])
    counted = processor.metrics()["spans_rejected"]
    body = request_of(spans).SerializeToString()
    data = _grpc(processor, body) if transport == "grpc" else post(processor.traces_url, body).data
    partial = ExportTraceServiceResponse.FromString(data).partial_success
    assert partial.rejected_spans == 1
    assert partial.error_message
    processor.drain()
    stored = {row[0] for row in processor.sql("SELECT span_id FROM spans")}
    assert stored & set(ids) == set(ids) - {ids[4]}
    assert processor.metrics()["spans_rejected"] == counted + 1
    assert f'agentops_spans_rejected_total{{reason="{reason}"}}' in processor.admin("/metrics")[1]


def test_too_large_over_http(processor: Processor) -> None:
    """A body over the limit is refused with 413 and a google.rpc.Status that names the option."""
    body = request_of([tool_span(i, note="x" * LIMIT) for i in new_ids(1)]).SerializeToString()
    for sent, headers in ((body, PROTOBUF), (gzip.compress(body), {**PROTOBUF, "Content-Encoding": "gzip"})):
        response = post(processor.traces_url, sent, headers)
        assert response.status == 413
        assert "--max-request-bytes" in Status.FromString(response.data).message


def test_too_large_over_grpc(processor: Processor) -> None:
    """A message over the limit is refused with RESOURCE_EXHAUSTED."""
    body = request_of([tool_span(i, note="x" * LIMIT) for i in new_ids(1)]).SerializeToString()
    assert _grpc_refusal(processor, body).code() is grpc.StatusCode.RESOURCE_EXHAUSTED


@pytest.mark.parametrize("body", [b"\xff\xff\xff garbage", b'{"resourceSpans": "none"}', b"\x0a\xff\xff\xff\xff\x0f"])
def test_garbage(processor: Processor, body: bytes) -> None:
    """Bytes that are no request are refused with 400 and INVALID_ARGUMENT: a sender must not try them again."""
    assert post(processor.traces_url, body).status == 400
    assert post(processor.traces_url, body, {"Content-Type": "application/json"}).status == 400
    assert _grpc_refusal(processor, body).code() is grpc.StatusCode.INVALID_ARGUMENT


def test_cut_off_gzip(processor: Processor) -> None:
    """A body that ends in the middle of its compression is refused with 400."""
    body = gzip.compress(request_of([tool_span(i) for i in new_ids(50)]).SerializeToString())
    assert post(processor.traces_url, body[:-20], {**PROTOBUF, "Content-Encoding": "gzip"}).status == 400


@pytest.mark.parametrize("headers", [{"Content-Type": "text/csv"}, {**PROTOBUF, "Content-Encoding": "br"}])
def test_unknown_media(processor: Processor, headers: dict[str, str]) -> None:
    """A content type or an encoding that OTLP does not know is refused with 415."""
    assert post(processor.traces_url, b"", headers).status == 415


def test_empty_request(processor: Processor) -> None:
    """A request without spans is fine, as the protocol asks."""
    response = post(processor.traces_url, b"")
    assert (response.status, response.data) == (200, b"")
    assert _grpc(processor, b"") == b""


def test_span_of_the_year_2000_and_of_2100(processor: Processor) -> None:
    """Spans with a wrong clock are stored with the others of their request."""
    spans = [tool_span(i) for i in new_ids(3)]
    for span, year in zip(spans[:2], (2000, 2100), strict=True):
        seconds = time.mktime((year, 1, 1, 0, 0, 0, 0, 0, 0))
        span.start_time_unix_nano = span.end_time_unix_nano = int(seconds) * 10**9
    post_spans(processor.traces_url, spans)
    processor.drain()
    listed = ", ".join(f"'{span.span_id.hex()}'" for span in spans)
    assert processor.value(f"SELECT count() FROM spans WHERE span_id IN ({listed})") == 3
