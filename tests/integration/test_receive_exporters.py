"""The exporters of the OpenTelemetry SDK against both receivers."""

from collections.abc import Iterator

import pytest
from agentops_processor.errors import OverloadedError
from agentops_processor.http_server import HttpServer
from agentops_processor.model import Answer, Encoding, RequestContext
from agentops_processor.receive.grpc import GrpcReceiver
from agentops_processor.receive.http import otlp_app
from agentops_processor.telemetry import Metrics
from grpc import Compression as GrpcCompression
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter as GrpcExporter
from opentelemetry.exporter.otlp.proto.http import Compression as HttpCompression
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter as HttpExporter
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter

LIMIT = 1 << 20


class Backend:
    """Both receivers over one `accept`, which is overloaded for the first `overloads` requests."""

    def __init__(self) -> None:
        self.calls: list[tuple[bytes, RequestContext]] = []
        self.overloads = 0
        self.grpc = GrpcReceiver(self.accept, "127.0.0.1", 0, LIMIT, Metrics())
        self.http = HttpServer(otlp_app(self.accept, LIMIT, Metrics()), "127.0.0.1", 0, "--http-port")
        self.grpc_url = f"http://127.0.0.1:{self.grpc.start()}"
        self.http_url = f"http://127.0.0.1:{self.http.start()}/v1/traces"

    def accept(self, body: bytes, context: RequestContext) -> Answer:
        """What the receiver calls."""
        if self.overloads:
            self.overloads -= 1
            raise OverloadedError("not now", 0.01)
        self.calls.append((body, context))
        return Answer(accepted=1, rejected=0, message="")

    def exporter(self, kind: str) -> SpanExporter:
        """An exporter with gzip on."""
        if kind == "grpc":
            return GrpcExporter(self.grpc_url, insecure=True, compression=GrpcCompression.Gzip)
        return HttpExporter(self.http_url, compression=HttpCompression.Gzip)

    def span_names(self) -> list[str]:
        """Names of the spans that arrived, in order."""
        requests = [ExportTraceServiceRequest.FromString(body) for body, _ in self.calls]
        return [s.name for r in requests for rs in r.resource_spans for ss in rs.scope_spans for s in ss.spans]


@pytest.fixture
def backend() -> Iterator[Backend]:
    """Receivers on free ports."""
    running = Backend()
    yield running
    running.grpc.stop(5)
    running.http.stop(5)


def export(exporter: SpanExporter, spans: int) -> None:
    """Make spans as an application does, and return when the exporter is done with them."""
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    tracer = provider.get_tracer("test")
    for number in range(spans):
        tracer.start_span(f"step {number}", attributes={"gen_ai.operation.name": "chat"}).end()
    provider.shutdown()


@pytest.mark.parametrize("kind", ["grpc", "http"])
def test_exporter(backend: Backend, kind: str) -> None:
    """Every span of an exporter with gzip on arrives once, readable."""
    export(backend.exporter(kind), spans=1000)
    assert backend.span_names() == [f"step {number}" for number in range(1000)]
    assert {context.encoding for _, context in backend.calls} == {Encoding.PROTOBUF}


@pytest.mark.parametrize("kind", ["grpc", "http"])
def test_exporter_retries_when_overloaded(backend: Backend, kind: str) -> None:
    """An exporter understands that it should retry, and nothing is lost."""
    backend.overloads = 1
    export(backend.exporter(kind), spans=3)
    assert backend.overloads == 0
    assert backend.span_names() == ["step 0", "step 1", "step 2"]
