"""The exporters of the OpenTelemetry SDK and OTLP/JSON written by hand, into the whole service and out in SQL."""
# ruff: noqa: S608  (a test's own names and ids)

import gzip
import json
import secrets
import time
from collections.abc import Iterator

import pytest
from grpc import Compression as GrpcCompression
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter as GrpcExporter
from opentelemetry.exporter.otlp.proto.http import Compression as HttpCompression
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter as HttpExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import Status, StatusCode

from tests.otlp import post
from tests.processor import Processor, running

SPANS = 1200  # more than two exports of the SDK's default batch size, 512


@pytest.fixture(scope="module")
def processor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processor]:
    """One processor for all tests."""
    with running(tmp_path_factory.mktemp("exporters") / "data") as started:
        yield started


def _exporter(processor: Processor, transport: str, compression: str) -> SpanExporter:
    if transport == "grpc":
        how = GrpcCompression.Gzip if compression else GrpcCompression.NoCompression
        return GrpcExporter(processor.grpc_endpoint, insecure=True, compression=how)
    return HttpExporter(
        processor.traces_url, compression=HttpCompression.Gzip if compression else HttpCompression.NoCompression
    )


def _run(exporter: SpanExporter, service: str) -> None:
    """A program with a root span and many tool calls below it, the last of which fails."""
    provider = TracerProvider(resource=Resource({"service.name": service}), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    tracer = provider.get_tracer("program", "1.2.3")
    operation = {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "librarian"}
    with tracer.start_as_current_span("invoke_agent librarian", attributes=operation):
        for number in range(SPANS - 1):
            call: dict[str, str | int] = {
                "gen_ai.operation.name": "execute_tool",
                "gen_ai.tool.name": "search",
                "number": number,
            }
            span = tracer.start_span("execute_tool search", attributes=call)
            if number == SPANS - 2:
                span.set_status(Status(StatusCode.ERROR, "nothing found"))
            span.end()
    provider.shutdown()


@pytest.mark.parametrize("compression", ["", "gzip"])
@pytest.mark.parametrize("transport", ["grpc", "http"])
def test_exporter(processor: Processor, transport: str, compression: str) -> None:
    """Every span of an SDK is in SQL once, with its parent, its attributes and its status."""
    service = f"{transport}-{compression or 'plain'}"
    _run(_exporter(processor, transport, compression), service)
    processor.drain()
    where = f"WHERE service_name = '{service}'"
    assert processor.sql(f"SELECT count(), uniqExact(span_id), uniqExact(trace_id) FROM spans {where}") == [
        [SPANS, SPANS, 1]
    ]
    root = processor.value(f"SELECT span_id FROM spans {where} AND kind = 'agent' AND agent_name = 'librarian'")
    children = processor.sql(
        f"SELECT count(), sum(attributes_num['number']), any(scope_version) FROM spans {where} "
        f"AND kind = 'tool' AND tool_name = 'search' AND parent_span_id = '{root}'"
    )
    assert children == [[SPANS - 1, sum(range(SPANS - 1)), "1.2.3"]]
    assert processor.sql(f"SELECT status_message FROM spans {where} AND status = 'error'") == [["nothing found"]]


@pytest.mark.parametrize("compressed", [False, True])
def test_json(processor: Processor, compressed: bool) -> None:
    """OTLP/JSON as a browser or a shell script sends it ends in the same columns."""
    trace_id, span_id, now = secrets.token_hex(16), secrets.token_hex(8), time.time_ns()
    attributes = [
        {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
        {"key": "gen_ai.request.model", "value": {"stringValue": "gpt-4o-mini"}},
        {"key": "gen_ai.usage.input_tokens", "value": {"intValue": "123"}},
        {"key": "shelf", "value": {"arrayValue": {"values": [{"boolValue": True}, {"doubleValue": 0.5}]}}},
    ]
    span = {
        "traceId": trace_id.upper(),  # hex in either case
        "spanId": span_id,
        "name": "chat gpt-4o-mini",
        "kind": 3,
        "startTimeUnixNano": str(now - 10**9),
        "endTimeUnixNano": now,  # a number instead of a string is fine too
        "attributes": attributes,
    }
    body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}).encode()
    headers = {"Content-Type": "application/json"}
    if compressed:
        body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
    response = post(processor.traces_url, body, headers)
    assert (response.status, json.loads(response.data)) == (200, {})
    processor.drain()
    columns = "span_id, kind, otel_kind, request_model, input_tokens, duration_ns, attributes['shelf']"
    assert processor.sql(f"SELECT {columns} FROM spans WHERE trace_id = '{trace_id}'") == [
        [span_id, "llm", "client", "gpt-4o-mini", 123, 10**9, "[true,0.5]"]
    ]
