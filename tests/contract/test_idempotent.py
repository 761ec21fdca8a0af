"""Normalised spans are normal: the engine's own output, sent to it again, gives the same row."""

from copy import deepcopy
from typing import Any

import pytest
from agentops_processor.transform.rows import to_batches
from agentops_processor.transform.span import Span

from tests.captures import Capture, Request, Row, captures, read, reference


def _sent_again(span: Span) -> Span:
    """A span that says what the row of another says."""
    return Span(
        trace_id=span.trace_id,
        span_id=span.span_id,
        parent_span_id=span.parent_span_id,
        trace_state=span.trace_state,
        name=span.name,
        otel_kind=span.otel_kind,
        start_ns=span.start_ns,
        end_ns=span.end_ns,
        status=span.status,
        status_message=span.status_message,
        attributes={**span.rest, **span.values},
        events=deepcopy(span.events),
        links=span.links,
        resource=span.resource,
        scope=span.scope,
    )


def _finish(request: Request, spans: list[Span]) -> list[Row]:
    """Rows of the spans, which become normal in place; the order within a map says nothing."""
    reference().finish(spans)
    rows = read(to_batches(spans, request.context)["spans"])
    return [{name: _ordered(value) for name, value in row.items()} for row in rows]


def _ordered(value: Any) -> Any:
    pairs = isinstance(value, list) and value and all(isinstance(item, tuple) for item in value)
    return sorted(value) if pairs else value


@pytest.mark.parametrize("capture", captures(), ids=lambda capture: capture.name)
def test_second_run_changes_nothing(capture: Capture) -> None:
    """Every column is the same when canonical values and leftovers come in as attributes."""
    for request in capture.requests:
        spans = request.decode()
        once = _finish(request, spans)
        twice = _finish(request, [_sent_again(span) for span in spans])
        for first, second in zip(once, twice, strict=True):
            changed = {name: (value, second[name]) for name, value in first.items() if value != second[name]}
            assert not changed, first["name"]
