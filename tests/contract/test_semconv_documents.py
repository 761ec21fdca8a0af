"""Spans of OpenTelemetry as span documents: the same from the SDK, from protobuf and from OTLP/JSON."""

import base64
import json
from typing import Any

import pytest
from agentops_semconv import document_from_otlp, document_from_sdk
from google.protobuf.json_format import MessageToDict
from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue, KeyValueList
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.trace import SpanKind, StatusCode

ATTRIBUTES: dict[str, Any] = {"agentops.kind": "tool", "n": 2**53 + 1, "x": 0.5, "yes": True, "tags": ["a", "b"]}
EXPECTED = {"name": "execute_tool get_weather", "type": "", "kind": "client", "status": "error"}


def _recorded() -> ReadableSpan:
    tracer = TracerProvider().get_tracer("test")
    span = tracer.start_span("execute_tool get_weather", kind=SpanKind.CLIENT, attributes=ATTRIBUTES)
    span.set_status(StatusCode.ERROR)
    span.end()
    assert isinstance(span, ReadableSpan)
    return span


def _exported() -> Span:
    return encode_spans([_recorded()]).resource_spans[0].scope_spans[0].spans[0]


def test_a_span_of_the_sdk() -> None:
    """Kind and status become words, tuples lists."""
    assert document_from_sdk(_recorded()) == {**EXPECTED, "attributes": ATTRIBUTES}


def test_a_protobuf_span() -> None:
    """What the exporter sends says the same as what the SDK holds."""
    assert document_from_otlp(_exported()) == document_from_sdk(_recorded())


@pytest.mark.parametrize("options", [{}, {"preserving_proto_field_name": True}, {"use_integers_for_enums": True}])
def test_an_object_of_otlp_json(options: dict[str, Any]) -> None:
    """Both spellings of fields, enums by name and by number, integers as strings."""
    message: dict[str, Any] = json.loads(json.dumps(MessageToDict(_exported(), **options)))
    assert document_from_otlp(message) == document_from_sdk(_recorded())


def test_nested_values_keep_their_form() -> None:
    """Maps, bytes and values without content come through from either form."""
    inner = KeyValueList(values=[KeyValue(key="b", value=AnyValue(bytes_value=b"\x00")), KeyValue(key="none")])
    span = Span(name="s", attributes=[KeyValue(key="map", value=AnyValue(kvlist_value=inner))])
    expected = {"name": "s", "type": "", "kind": "unspecified", "status": "unset"}
    assert document_from_otlp(span) == {**expected, "attributes": {"map": {"b": b"\x00", "none": None}}}
    assert document_from_otlp(MessageToDict(span)) == document_from_otlp(span)
    assert base64.b64encode(b"\x00").decode() in json.dumps(MessageToDict(span))


def test_what_is_no_span_is_refused() -> None:
    """The message names what would be right."""
    with pytest.raises(TypeError, match="protobuf message or a dict of OTLP/JSON, got str"):
        document_from_otlp("span")
