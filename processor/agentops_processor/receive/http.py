"""OTLP over HTTP: requests come in, their decompressed bodies go to `accept`, OTLP answers go out.

Answers are written as the request was (protobuf or JSON); JSON where that is not known.
"""

import math
import time

from google.protobuf.json_format import MessageToJson
from google.protobuf.message import Message
from google.rpc import code_pb2
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from agentops_processor.errors import MalformedRequestError, UnsupportedMediaError
from agentops_processor.model import DEFAULT_TENANT, Accept, Answer, Encoding, RequestContext
from agentops_processor.receive.answers import Refusal, export_response, refusal
from agentops_processor.receive.limits import Budget, Take, codec_of, decompress, too_large
from agentops_processor.telemetry import Metrics

# Where OTLP traces are posted, and by whom. SDKs of other systems need no more than another host.
PATHS: dict[str, str] = {
    "/v1/traces": "OpenTelemetry SDKs and Collectors, and whoever follows them",
    "/api/public/otel/v1/traces": "Langfuse",
    "/api/otlp/v1/traces": "Agenta",
    "/api/observability/v1/otlp/traces": "Agenta, early versions",
    "/otel/v1/traces": "Braintrust",
    "/api/v1/otel/v1/traces": "LangSmith",
    "/v1/trace/log-python": "Helicone",
    "/agents/otel/v1/traces": "Weave",
    "/api/v1/private/otel/v1/traces": "Opik",
    "/api/trace": "LangTrace, which posts to a host with /api/trace in it as it is",
    "/api/trace/v1/traces": "LangTrace, set up with the whole path",
}

_ENCODINGS = {
    "application/x-protobuf": Encoding.PROTOBUF,
    "application/protobuf": Encoding.PROTOBUF,
    "application/json": Encoding.JSON,
}
_MEDIA_TYPES = {Encoding.PROTOBUF: "application/x-protobuf", Encoding.JSON: "application/json"}
# Bytes held at once, in requests of full size, as sent plus inflated; usual requests are a thousandth of it.
_FULL_REQUESTS_HELD = 4


def otlp_app(accept: Accept, max_request_bytes: int, metrics: Metrics) -> Starlette:
    """The ASGI app that takes OTLP traces.

    Args:
        accept: Takes the bytes of each request; called from a bounded pool of threads, never from the event loop.
        max_request_bytes: Largest body, compressed and decompressed.
        metrics: Where requests are counted.
    """
    receiver = _HttpReceiver(accept, max_request_bytes, metrics)
    routes = [Route(path, receiver.export, methods=["POST"]) for path in PATHS]
    return Starlette(routes=routes, exception_handlers={HTTPException: receiver.not_served})


class _HttpReceiver:
    def __init__(self, accept: Accept, max_request_bytes: int, metrics: Metrics) -> None:
        self._accept = accept
        self._max_bytes = max_request_bytes
        self._metrics = metrics
        self._budget = Budget(_FULL_REQUESTS_HELD * max_request_bytes)

    async def export(self, request: Request) -> Response:
        """Answer one OTLP request."""
        received_at_ns = time.time_ns()
        try:
            encoding = _encoding_of(request)
            codec = codec_of(request.headers.get("content-encoding", ""))
            context = RequestContext(DEFAULT_TENANT, encoding, received_at_ns)
            with self._budget.lease() as take:
                body = await self._read(request, take)
                started = time.perf_counter()
                answer = await run_in_threadpool(self._store, body, codec, context, take)
        except Exception as error:  # noqa: BLE001 - the stage's edge: every failure is told to the sender
            return self._refuse(request, refusal(error, "http"))
        self._metrics.count("requests", transport="http", outcome="ok")
        self._metrics.observe("ack_seconds", time.perf_counter() - started)
        return _write(export_response(answer), encoding)

    async def not_served(self, request: Request, error: Exception) -> Response:
        """Answer a path or a method that is not served."""
        code = code_pb2.NOT_FOUND
        message = f"There is nothing at {request.url.path}. POST OTLP traces to /v1/traces."
        status, headers = 404, None
        if isinstance(error, HTTPException) and error.status_code != status:
            code = code_pb2.UNIMPLEMENTED
            message = f"{request.method} is not served at {request.url.path}. POST OTLP traces here."
            status, headers = error.status_code, error.headers
        elif request.url.path.endswith(("/v1/metrics", "/v1/logs")):
            message = (
                f"Only traces are taken here, at /v1/traces, not {request.url.path}. Turn off the exporters of metrics "
                "and logs (OTEL_METRICS_EXPORTER=none, OTEL_LOGS_EXPORTER=none)."
            )
        response = self._refuse(request, Refusal("unsupported", status, code, message))
        response.headers.update(headers or {})
        return response

    async def _read(self, request: Request, take: Take) -> bytearray:
        """The body as sent. What is over the limit is not read."""
        if (
            int(request.headers.get("content-length", 0)) > self._max_bytes
        ):  # the server has checked that it is a number
            raise too_large("declared", self._max_bytes)
        body = bytearray()
        try:
            async for chunk in request.stream():
                if len(body) + len(chunk) > self._max_bytes:
                    raise too_large("received", self._max_bytes)
                take(len(chunk))
                body += chunk
        except ClientDisconnect:
            raise MalformedRequestError("The connection was closed before the body was complete.") from None
        return body

    def _store(self, body: bytearray, codec: str | None, context: RequestContext, take: Take) -> Answer:
        return self._accept(decompress(body, codec, self._max_bytes, take), context)

    def _refuse(self, request: Request, refused: Refusal) -> Response:
        self._metrics.count("requests", transport="http", outcome=refused.outcome)
        encoding = _ENCODINGS.get(_media_type(request), Encoding.JSON)
        response = _write(refused.status(), encoding, refused.http_status)
        if refused.retry_after_s is not None:
            response.headers["retry-after"] = str(max(1, math.ceil(refused.retry_after_s)))
        return response


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _encoding_of(request: Request) -> Encoding:
    try:
        return _ENCODINGS[_media_type(request)]
    except KeyError:
        said = request.headers.get("content-type")
        raise UnsupportedMediaError(
            f"{f'Content-Type {said!r} is' if said else 'A request without Content-Type is'} not read here. "
            f"Send OTLP as {' or '.join(_MEDIA_TYPES.values())}."
        ) from None


def _write(message: Message, encoding: Encoding, status: int = 200) -> Response:
    body = MessageToJson(message, indent=None) if encoding is Encoding.JSON else message.SerializeToString()
    return Response(body, status, media_type=_MEDIA_TYPES[encoding])
