"""OTLP over gRPC: raw request bytes go to `accept`, OTLP answers go out.

Over-long messages, compressed or not, are refused by gRPC itself (RESOURCE_EXHAUSTED) before they get here: they are
not in the metric `requests`. A message is taken from its connection only when a worker is free, so the workers bound
the memory.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NoReturn

import grpc
from google.rpc import code_pb2

from agentops_processor.errors import ConfigurationError
from agentops_processor.model import DEFAULT_TENANT, Accept, Encoding, RequestContext
from agentops_processor.receive.answers import Refusal, export_response, refusal
from agentops_processor.telemetry import Metrics

EXPORT_METHOD = "/opentelemetry.proto.collector.trace.v1.TraceService/Export"

# Requests in work at once. Each waits about 5 ms for a group commit, so these are good for some 6,000 requests a second.
_WORKERS = 32
# Seconds beyond the grace, in which gRPC ends what is left.
_STOP_MARGIN_S = 1.0
_CODES = {code.value[0]: code for code in grpc.StatusCode}


class GrpcReceiver:
    """A gRPC server for OTLP traces.

    Args:
        accept: Takes the bytes of each request; called from `workers` threads.
        host: Address to listen on.
        port: Port to listen on, 0 for any free one.
        max_request_bytes: Largest message, compressed and decompressed.
        metrics: Where requests are counted.
        workers: Requests in work at once.
    """

    def __init__(
        self, accept: Accept, host: str, port: int, max_request_bytes: int, metrics: Metrics, *, workers: int = _WORKERS
    ) -> None:
        self._host, self._port = host, port
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="otlp-grpc")
        self._server = grpc.server(
            self._pool,
            handlers=[_TraceService(accept, metrics)],
            options=[
                ("grpc.max_receive_message_length", max_request_bytes),
                ("grpc.so_reuseport", 0),  # a taken port is an error, not half of the requests
            ],
        )

    def start(self) -> int:
        """Begin to take requests; returns the bound port.

        Raises:
            ConfigurationError: The address cannot be listened on.
        """
        host = f"[{self._host}]" if ":" in self._host else self._host
        try:
            port: int = self._server.add_insecure_port(f"{host}:{self._port}")
        except RuntimeError as error:
            raise ConfigurationError(
                f"--grpc-port: cannot listen on {host}:{self._port}; it is taken, or not an address of this machine. "
                "Choose another port, or 0 for any free one."
            ) from error
        self._server.start()
        return port

    def stop(self, grace_s: float) -> None:
        """Take no new requests, and return when those in flight are answered, or after `grace_s` seconds."""
        self._server.stop(grace_s).wait(grace_s + _STOP_MARGIN_S)
        self._pool.shutdown(wait=False)


class _TraceService:
    """What gRPC asks for the handler of each call, and the handlers. No deserialiser: requests stay bytes."""

    def __init__(self, accept: Accept, metrics: Metrics) -> None:
        self._accept = accept
        self._metrics = metrics
        self._known = grpc.unary_unary_rpc_method_handler(self._export)

    def service(self, call: Any) -> Any:
        """The handler for a call; gRPC's name for it."""
        if call.method == EXPORT_METHOD:
            return self._known
        # As streams, it fits calls of any shape, and the request is not read.
        return grpc.stream_stream_rpc_method_handler(lambda _requests, context: self._unknown(call.method, context))

    def _export(self, body: bytes, context: Any) -> bytes:
        started = time.perf_counter()
        request = RequestContext(DEFAULT_TENANT, Encoding.PROTOBUF, time.time_ns())
        try:
            answer = self._accept(body, request)
        except Exception as error:  # noqa: BLE001 - the stage's edge: every failure is told to the sender
            self._refuse(refusal(error, "grpc"), context)
        self._metrics.count("requests", transport="grpc", outcome="ok")
        self._metrics.observe("ack_seconds", time.perf_counter() - started)
        return export_response(answer).SerializeToString()

    def _unknown(self, method: str, context: Any) -> NoReturn:
        message = (
            f"{method} is not served here. This port takes OTLP traces only: {EXPORT_METHOD}. "
            "Turn off the exporters of metrics and logs (OTEL_METRICS_EXPORTER=none, OTEL_LOGS_EXPORTER=none)."
        )
        self._refuse(Refusal("unsupported", 501, code_pb2.UNIMPLEMENTED, message), context)

    def _refuse(self, refused: Refusal, context: Any) -> NoReturn:
        self._metrics.count("requests", transport="grpc", outcome=refused.outcome)
        if refused.retry_after_s is not None:
            context.set_trailing_metadata((("grpc-status-details-bin", refused.status().SerializeToString()),))
        context.abort(_CODES[refused.code], refused.message)
        raise AssertionError  # abort has raised
