"""OTLP protobuf in, decoded spans and single refusals out."""

from collections.abc import Iterable
from typing import Any

from google.protobuf.message import DecodeError
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span as PbSpan

from agentops_processor.errors import MalformedRequestError
from agentops_processor.model import Attributes, Rejected
from agentops_processor.transform.checks import MAX_TIME_NS, check_span
from agentops_processor.transform.jsontext import as_text
from agentops_processor.transform.span import Event, Link, Resource, Scope, Span
from agentops_processor.transform.utf8 import repaired

KINDS = ("unspecified", "internal", "server", "client", "producer", "consumer")
STATUSES = ("unset", "ok", "error")

NO_PARENT = bytes(8)


def decode_protobuf(body: bytes) -> tuple[list[Span], list[Rejected]]:
    """Decode an ExportTraceServiceRequest.

    Raises:
        MalformedRequestError: The bytes are not that message.
    """
    request, repairs = _parse(body)
    spans: list[Span] = []
    rejected: list[Rejected] = []
    for resource_spans in request.resource_spans:
        resource = make_resource(_attributes(resource_spans.resource.attributes), resource_spans.schema_url)
        for scope_spans in resource_spans.scope_spans:
            scope = Scope(scope_spans.scope.name, scope_spans.scope.version, scope_spans.schema_url)
            for pb in scope_spans.spans:
                made = _span(pb, resource, scope, list(repairs))
                if isinstance(made, Span):
                    spans.append(made)
                else:
                    rejected.append(made)
    return spans, rejected


def make_resource(attributes: Attributes, schema_url: str) -> Resource:
    """A resource with its text form made once for all its spans."""
    return Resource(attributes, [(k, as_text(v)) for k, v in attributes.items()], schema_url)


def end_or_start(start_ns: int, end_ns: int, warnings: list[str]) -> int:
    """The end of a span; one that was never ended gets its start, with a warning."""
    if end_ns:
        return end_ns
    warnings.append("end_time_missing")
    return start_ns


def _parse(body: bytes) -> tuple[ExportTraceServiceRequest, tuple[str, ...]]:
    """The request, and the warnings of what had to be repaired in it."""
    try:
        return ExportTraceServiceRequest.FromString(body), ()
    except DecodeError:
        pass
    try:
        return ExportTraceServiceRequest.FromString(repaired(body)), ("invalid_utf8_in_request",)
    except DecodeError as error:
        raise MalformedRequestError(
            f"the body is not a protobuf ExportTraceServiceRequest ({error}); "
            "check that the exporter sends traces, and that content type and encoding are right"
        ) from error


def _span(pb: PbSpan, resource: Resource, scope: Scope, warnings: list[str]) -> Span | Rejected:
    bad = check_span(
        trace_id=pb.trace_id,
        span_id=pb.span_id,
        parent_span_id=pb.parent_span_id,
        start_ns=pb.start_time_unix_nano,
        end_ns=pb.end_time_unix_nano,
        name=pb.name,
    )
    if bad:
        return bad
    return Span(
        trace_id=pb.trace_id.hex(),
        span_id=pb.span_id.hex(),
        parent_span_id="" if pb.parent_span_id in (b"", NO_PARENT) else pb.parent_span_id.hex(),
        trace_state=pb.trace_state,
        name=pb.name,
        otel_kind=KINDS[pb.kind] if 0 <= pb.kind < len(KINDS) else "unspecified",
        start_ns=pb.start_time_unix_nano,
        end_ns=end_or_start(pb.start_time_unix_nano, pb.end_time_unix_nano, warnings),
        status=STATUSES[pb.status.code] if 0 <= pb.status.code < len(STATUSES) else "unset",
        status_message=pb.status.message,
        attributes=_attributes(pb.attributes),
        events=[Event(min(e.time_unix_nano, MAX_TIME_NS), e.name, _attributes(e.attributes)) for e in pb.events],
        links=[Link(k.trace_id.hex(), k.span_id.hex(), _attributes(k.attributes)) for k in pb.links],
        resource=resource,
        scope=scope,
        warnings=warnings,
    )


def _attributes(pairs: Iterable[KeyValue]) -> Attributes:
    return {pair.key: _value(pair.value) for pair in pairs}


def _value(value: AnyValue) -> Any:
    which = value.WhichOneof("value")
    if which is None:
        return None
    if which == "array_value":
        return [_value(v) for v in value.array_value.values]
    if which == "kvlist_value":
        return _attributes(value.kvlist_value.values)
    return getattr(value, which)
