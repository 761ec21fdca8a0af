"""Requests whose strings are not UTF-8: read all the same, with a warning on their spans."""

import pytest
from agentops_processor.errors import MalformedRequestError
from agentops_processor.transform.decode import decode_protobuf
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


def a_request(marker: str) -> bytes:
    """Two spans, the first with the marker in a value, a key, its name, an event and a nested list."""
    request = ExportTraceServiceRequest()
    scope_spans = request.resource_spans.add().scope_spans.add()
    for number in (1, 2):
        span = scope_spans.spans.add(
            trace_id=b"\xff" * 16,
            span_id=bytes([0xFE] * 7 + [number]),
            start_time_unix_nano=10,
            end_time_unix_nano=20,
            name=f"{marker if number == 1 else 'whole'}",
        )
        span.attributes.add(key="bytes").value.bytes_value = b"\xff\xfe"
    first = scope_spans.spans[0]
    first.attributes.add(key=marker).value.string_value = marker
    first.attributes.add(key="list").value.array_value.values.add(string_value=marker)
    first.events.add(name=marker, time_unix_nano=15)
    return request.SerializeToString()


def test_one_bad_string_spoils_nothing_else() -> None:
    """Bad bytes become U+FFFD wherever they stand; ids, bytes values and other spans stay what they were."""
    spans, rejected = decode_protobuf(a_request("XYYX").replace(b"XYYX", b"X\xc3\xffX"))
    assert not rejected
    first, second = spans
    cut = "X\ufffd\ufffdX"
    assert (first.name, first.attributes[cut], first.attributes["list"], first.events[0].name) == (cut, cut, [cut], cut)
    assert (second.name, second.trace_id, second.attributes) == ("whole", "ff" * 16, {"bytes": b"\xff\xfe"})
    assert first.warnings == second.warnings == ["invalid_utf8_in_request"]


def test_good_strings_carry_no_warning() -> None:
    """A request in UTF-8 is not touched."""
    spans, _ = decode_protobuf(a_request("é"))
    assert spans[0].attributes["é"] == "é"
    assert not spans[0].warnings


def test_other_damage_is_still_malformed() -> None:
    """A body that is cut is no request, with or without good strings."""
    with pytest.raises(MalformedRequestError, match="not a protobuf"):
        decode_protobuf(a_request("XYYX")[:-3])
