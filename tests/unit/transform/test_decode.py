"""Decoding of protobuf and OTLP/JSON: the same spans out of both, and one bad span does not spoil the others."""

import base64
import json
from typing import Any

import pytest
from agentops_processor.errors import MalformedRequestError
from agentops_processor.model import Encoding, RequestContext
from agentops_processor.transform.decode import decode_protobuf
from agentops_processor.transform.otlp_json import decode_json
from google.protobuf.json_format import MessageToDict
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span as PbSpan

from tests.captures import Capture, captures, read, reference

TIME = {"startTimeUnixNano": "1760000000000000000", "endTimeUnixNano": "1760000001000000000"}
IDS = {"traceId": "ab" * 16, "spanId": "cd" * 8}


def as_otlp_json(body: bytes) -> bytes:
    """The same request in OTLP's JSON form, which has ids in hex where protobuf's own has base64."""
    document = MessageToDict(ExportTraceServiceRequest.FromString(body))
    for scope_spans in (s for r in document["resourceSpans"] for s in r["scopeSpans"]):
        for span in scope_spans["spans"]:
            for item in (span, *span.get("links", ())):
                for key in {"traceId", "spanId", "parentSpanId"} & item.keys():
                    item[key] = base64.b64decode(item[key]).hex()
    return json.dumps(document).encode()


def request_json(*spans: Any) -> bytes:
    """A request in JSON with these spans."""
    return json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": list(spans)}]}]}).encode()


def value_of(any_value: Any) -> Any:
    """What becomes of one attribute value in JSON."""
    span = {**IDS, **TIME, "name": "n", "attributes": [{"key": "k", "value": any_value}]}
    spans, rejected = decode_json(request_json(span))
    assert not rejected
    return spans[0].attributes["k"]


def request_pb(**fields: Any) -> tuple[ExportTraceServiceRequest, PbSpan]:
    """A request with one good span, whose fields can be changed, and a second good one."""
    request = ExportTraceServiceRequest()
    spans = request.resource_spans.add().scope_spans.add().spans
    defaults = {"trace_id": b"t" * 16, "start_time_unix_nano": 10**18, "end_time_unix_nano": 10**18 + 1}
    odd = spans.add(**{**defaults, "span_id": b"a" * 8, "name": "odd", **fields})
    spans.add(**defaults, span_id=b"b" * 8, name="good")
    return request, odd


@pytest.mark.parametrize(
    "capture",
    [c for c in captures() if all(r.encoding is Encoding.PROTOBUF for r in c.requests)],
    ids=lambda capture: capture.name,
)
def test_json_and_protobuf_give_equal_rows(capture: Capture) -> None:
    """A request says the same in both encodings."""
    for request in capture.requests:
        in_json = RequestContext("default", Encoding.JSON, request.context.received_at_ns)
        from_json = reference().transform(as_otlp_json(request.body), in_json)
        from_protobuf = reference().transform(request.body, request.context)
        for table, batch in from_protobuf.tables.items():
            # A double that is whole has no point in JSON text; the columns are equal all the same.
            assert read(from_json.tables[table]) == read(batch)


@pytest.mark.parametrize(
    ("any_value", "expected"),
    [
        ({"stringValue": "x"}, "x"),
        ({"string_value": "x"}, "x"),
        ({"intValue": 7}, 7),
        ({"intValue": "7"}, 7),
        ({"intValue": "9223372036854775807"}, 2**63 - 1),
        ({"doubleValue": 1.5}, 1.5),
        ({"doubleValue": "Infinity"}, float("inf")),
        ({"boolValue": False}, False),
        ({"bytesValue": "AP8="}, b"\x00\xff"),
        ({"arrayValue": {"values": [{"intValue": 1}, {"stringValue": "a"}]}}, [1, "a"]),
        ({"arrayValue": {}}, []),
        ({"kvlistValue": {"values": [{"key": "a", "value": {"boolValue": True}}]}}, {"a": True}),
        ({}, None),
        (None, None),
    ],
)
def test_json_values(any_value: Any, expected: Any) -> None:
    """Every form of an AnyValue becomes the Python value it means."""
    assert value_of(any_value) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(3, "client"), ("3", "client"), ("SPAN_KIND_SERVER", "server"), (99, "unspecified"), ("?", "unspecified")],
)
def test_json_enums_by_number_or_name(kind: Any, expected: str) -> None:
    """A kind may be a number or a name; an unknown one is unspecified."""
    spans, _ = decode_json(request_json({**IDS, **TIME, "kind": kind, "status": {"code": "STATUS_CODE_ERROR"}}))
    assert (spans[0].otel_kind, spans[0].status) == (expected, "error")


def test_json_in_snake_case() -> None:
    """Field names as in the protobuf file are taken too."""
    span = {"trace_id": "ab" * 16, "span_id": "cd" * 8, "parent_span_id": "ef" * 8, "start_time_unix_nano": 10**18}
    spans, _ = decode_json(json.dumps({"resource_spans": [{"scope_spans": [{"spans": [span]}]}]}).encode())
    assert (spans[0].parent_span_id, spans[0].start_ns) == ("ef" * 8, 10**18)


def test_json_with_half_a_surrogate_pair() -> None:
    """Text that JavaScript cut inside an emoji is repaired, not refused."""
    body = request_json({**IDS, **TIME, "name": "cut"}).replace(b"cut", b"cut \\ud83d")
    spans, rejected = decode_json(body)
    assert not rejected
    assert spans[0].name == "cut ?"


@pytest.mark.parametrize("levels", [100, 200, 330])
def test_deep_json_is_taken_or_refused(levels: int) -> None:
    """A value nested deeper than Python's stack refuses its span, and does not end the process."""
    deep = b'{"arrayValue":{"values":[' * levels + b"]}}" * levels
    span = request_json({**IDS, **TIME, "attributes": [{"key": "k", "value": "DEEP"}]}).replace(b'"DEEP"', deep)
    spans, rejected = decode_json(span)
    assert len(spans) + len(rejected) == 1
    reference().finish(spans)


def test_json_deeper_than_the_parser_goes_is_malformed() -> None:
    """No parser goes through thousands of levels; the sender is told."""
    with pytest.raises(MalformedRequestError, match="not JSON"):
        decode_json(b"[" * 5000)


@pytest.mark.parametrize(
    "span", [7, {"traceId": "xyz"}, {**IDS, "startTimeUnixNano": "soon"}, {**IDS, **TIME, "attributes": 3}]
)
def test_malformed_json_span_is_refused_alone(span: Any) -> None:
    """A span that cannot be read is told to the sender; the other is taken."""
    spans, rejected = decode_json(request_json(span, {**IDS, **TIME}))
    assert len(spans) == 1
    assert rejected[0].reason in ("malformed_span", "invalid_trace_id")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"trace_id": b""}, "invalid_trace_id"),
        ({"trace_id": bytes(16)}, "invalid_trace_id"),
        ({"span_id": b"short"}, "invalid_span_id"),
        ({"span_id": bytes(8)}, "invalid_span_id"),
        ({"parent_span_id": b"p"}, "invalid_parent_span_id"),
        ({"start_time_unix_nano": 0}, "invalid_time"),
        ({"start_time_unix_nano": 2**63}, "invalid_time"),
        ({"end_time_unix_nano": 1}, "invalid_time"),
        ({"end_time_unix_nano": 2**64 - 1}, "invalid_time"),
    ],
)
def test_a_refused_span_leaves_the_others(fields: dict[str, Any], reason: str) -> None:
    """Each reason refuses its own span, and the detail names it."""
    request, _ = request_pb(**fields)
    spans, rejected = decode_protobuf(request.SerializeToString())
    assert [span.name for span in spans] == ["good"]
    assert [(r.reason, "odd" in r.detail) for r in rejected] == [(reason, True)]


def test_a_span_that_never_ended_ends_where_it_starts() -> None:
    """An end of zero is repaired, with a warning."""
    request, _ = request_pb(end_time_unix_nano=0)
    spans, _ = decode_protobuf(request.SerializeToString())
    assert (spans[0].end_ns, spans[0].warnings) == (10**18, ["end_time_missing"])


def test_times_of_events_beyond_the_calendar_are_cut() -> None:
    """An event's time that no column can hold becomes the last instant that it can."""
    request, odd = request_pb()
    odd.events.add(time_unix_nano=2**64 - 1, name="late")
    spans, _ = decode_protobuf(request.SerializeToString())
    assert spans[0].events[0].time_ns == 2**63 - 1


def test_a_parent_of_zeros_is_no_parent() -> None:
    """Some SDKs write eight zero bytes for the parent of a root."""
    request, _ = request_pb(parent_span_id=bytes(8))
    assert decode_protobuf(request.SerializeToString())[0][0].parent_span_id == ""


@pytest.mark.parametrize(
    ("encoding", "body", "hint"),
    [
        (Encoding.PROTOBUF, b"{}", "protobuf"),
        (Encoding.JSON, b"\x0a\x00", "not JSON"),
        (Encoding.JSON, b"[]", "resourceSpans"),
        (Encoding.JSON, b'{"resourceSpans": 3}', "resourceSpans must be a JSON array"),
        (Encoding.JSON, b'{"resourceSpans": [3]}', "must be a JSON object"),
    ],
)
def test_a_body_that_is_no_request_is_explained(encoding: Encoding, body: bytes, hint: str) -> None:
    """The sender is told what was expected."""
    with pytest.raises(MalformedRequestError, match=hint):
        reference().transform(body, RequestContext("default", encoding, 1))


def test_an_empty_request_has_no_rows() -> None:
    """An empty message is a valid one."""
    result = reference().transform(b"", RequestContext("default", Encoding.PROTOBUF, 1))
    assert result.tables["spans"].num_rows == 0
