"""OTLP requests for tests: spans with ids that nobody else uses, and the plainest sender."""

import secrets
import time
from collections.abc import Mapping, Sequence

import urllib3
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span

PROTOBUF = {"Content-Type": "application/x-protobuf"}
_HTTP = urllib3.PoolManager(timeout=30, retries=False)


def new_ids(count: int) -> list[str]:
    """Span ids as hex."""
    return [secrets.token_hex(8) for _ in range(count)]


def tool_span(span_id: str, **attributes: str) -> Span:
    """A tool call that just ended, in a trace of its own."""
    now = time.time_ns()
    pairs = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "search", **attributes}
    return Span(
        trace_id=secrets.token_bytes(16),
        span_id=bytes.fromhex(span_id),
        name="execute_tool search",
        start_time_unix_nano=now - 1_000_000,
        end_time_unix_nano=now,
        attributes=[KeyValue(key=key, value=AnyValue(string_value=value)) for key, value in pairs.items()],
    )


def request_of(spans: Sequence[Span], service: str = "test") -> ExportTraceServiceRequest:
    """One request with these spans."""
    request = ExportTraceServiceRequest()
    resource_spans = request.resource_spans.add()
    resource_spans.resource.attributes.add(key="service.name").value.string_value = service
    scope_spans = resource_spans.scope_spans.add()
    scope_spans.scope.name = "tests"
    scope_spans.spans.extend(spans)
    return request


def post(url: str, body: bytes, headers: Mapping[str, str] = PROTOBUF) -> urllib3.BaseHTTPResponse:
    """Post a body; the answer, whatever it is."""
    return _HTTP.request("POST", url, body=body, headers=headers)


def post_spans(url: str, spans: Sequence[Span]) -> None:
    """Post spans that have to be taken, all of them."""
    response = post(url, request_of(spans).SerializeToString())
    assert response.status == 200, response.data
    assert not ExportTraceServiceResponse.FromString(response.data).HasField("partial_success")
