"""Ids and times of one span in, a Rejected or nothing out: what cannot be stored is refused, each span on its own."""

from agentops_processor.model import Rejected

MAX_TIME_NS = 2**63 - 1
"""The last instant that DateTime64(9) can hold, in the year 2262."""

_TRACE_ID_BYTES = 16
_SPAN_ID_BYTES = 8


def check_span(
    *, trace_id: bytes, span_id: bytes, parent_span_id: bytes, start_ns: int, end_ns: int, name: str
) -> Rejected | None:
    """Say why a span cannot be stored, or None.

    OpenTelemetry's protocol requires a trace id of 16 and a span id of 8 bytes, not all zero, a start time, and an
    end that is not before the start. An end of 0 is a span that was never ended.
    """
    where = f"span {name!r}"
    if len(trace_id) != _TRACE_ID_BYTES or not any(trace_id):
        return Rejected("invalid_trace_id", f"{where}: trace_id must be 16 bytes, not all zero, got {trace_id.hex()!r}")
    if len(span_id) != _SPAN_ID_BYTES or not any(span_id):
        return Rejected("invalid_span_id", f"{where}: span_id must be 8 bytes, not all zero, got {span_id.hex()!r}")
    where = f"span {name!r} ({span_id.hex()})"
    if len(parent_span_id) not in (0, _SPAN_ID_BYTES):
        return Rejected(
            "invalid_parent_span_id", f"{where}: parent_span_id must be 8 bytes or empty, got {parent_span_id.hex()!r}"
        )
    if not 0 < start_ns <= MAX_TIME_NS:
        return Rejected(
            "invalid_time", f"{where}: start_time_unix_nano must be after 1970 and before 2262, got {start_ns}"
        )
    if end_ns and not start_ns <= end_ns <= MAX_TIME_NS:
        return Rejected(
            "invalid_time", f"{where}: end_time_unix_nano {end_ns} is before the start {start_ns} or after 2262"
        )
    return None
