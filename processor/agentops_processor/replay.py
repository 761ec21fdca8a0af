"""Recorded OTLP requests in, the same requests sent to a running processor out: fresh trace ids, times moved to now."""

import gzip
import secrets
import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import urllib3
from google.protobuf.message import DecodeError
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from agentops_processor.errors import ConfigurationError

_TIMEOUT_S = 30


def read_requests(path: Path) -> list[ExportTraceServiceRequest]:
    """The protobuf requests of a file, or of every `*.pb` below a folder, in the order of their names.

    Raises:
        ConfigurationError: There is none, or a file is no request.
    """
    files = sorted(path.rglob("*.pb")) if path.is_dir() else [path]
    if not files:
        raise ConfigurationError(f"{path}: no *.pb files below; a recording is a folder of OTLP requests in protobuf")
    requests = []
    for file in files:
        try:
            requests.append(ExportTraceServiceRequest.FromString(file.read_bytes()))
        except (OSError, DecodeError) as error:
            raise ConfigurationError(f"{file}: not an OTLP trace request in protobuf ({error})") from error
    return requests


def spans_of(request: ExportTraceServiceRequest) -> Iterator[Span]:
    """Every span of a request."""
    for resource_spans in request.resource_spans:
        for scope_spans in resource_spans.scope_spans:
            yield from scope_spans.spans


def renew(requests: list[ExportTraceServiceRequest]) -> set[str]:
    """Move a recording to now under fresh trace ids, in place; returns those ids as hex.

    The last span ends now, everything before it keeps its distance.
    """
    spans = [span for request in requests for span in spans_of(request)]
    shift = time.time_ns() - max((span.end_time_unix_nano for span in spans), default=0)
    fresh: dict[bytes, bytes] = {}
    for span in spans:
        span.trace_id = fresh.setdefault(span.trace_id, secrets.token_bytes(16))
        span.start_time_unix_nano += shift
        span.end_time_unix_nano += shift
        for event in span.events:
            event.time_unix_nano += shift
        for link in span.links:
            link.trace_id = fresh.get(link.trace_id, link.trace_id)
    return {trace_id.hex() for trace_id in fresh.values()}


def send(request: ExportTraceServiceRequest, endpoint: str) -> int:
    """Post a request to `{endpoint}/v1/traces`; returns how many spans were refused.

    Raises:
        ConfigurationError: Nothing takes OTLP there, or not this.
    """
    headers = {"Content-Type": "application/x-protobuf", "Content-Encoding": "gzip"}
    url = f"{endpoint.rstrip('/')}/v1/traces"
    try:
        response = urllib3.request(
            "POST",
            url,
            body=gzip.compress(request.SerializeToString()),
            headers=headers,
            timeout=_TIMEOUT_S,
            retries=False,
        )
    except urllib3.exceptions.HTTPError as error:
        raise ConfigurationError(
            f"no processor takes OTLP at {endpoint}: start one with `agentops-processor serve`, or give --endpoint"
        ) from error
    if response.status != HTTPStatus.OK:
        raise ConfigurationError(f"{url} answered {response.status}: {response.data.decode('utf-8', 'replace')}")
    return int(ExportTraceServiceResponse.FromString(response.data).partial_success.rejected_spans)
