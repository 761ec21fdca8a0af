"""Small spans for the tests of the transform: attributes in, what the engine makes of them out."""

from typing import Any

import pyarrow as pa
from agentops_processor.model import Encoding, RequestContext
from agentops_processor.transform.rows import to_batches
from agentops_processor.transform.span import Event, Resource, Scope, Span

from tests.captures import Row, read, reference

START_NS = 1_760_000_000_000_000_000
SECOND_NS = 1_000_000_000


def make_span(attributes: dict[str, Any] | None = None, **fields: Any) -> Span:
    """A decoded span of one second; every field of Span can be given."""
    defaults: dict[str, Any] = {
        "trace_id": "ab" * 16,
        "span_id": "cd" * 8,
        "parent_span_id": "ef" * 8,
        "trace_state": "",
        "name": "step",
        "otel_kind": "internal",
        "start_ns": START_NS,
        "end_ns": START_NS + SECOND_NS,
        "status": "unset",
        "status_message": "",
        "attributes": attributes or {},
        "events": [],
        "links": [],
        "resource": Resource({}, []),
        "scope": Scope("test"),
    }
    return Span(**{**defaults, **fields})


def event(name: str, **attributes: Any) -> Event:
    """A span event; keyword names with `__` for a dot."""
    return Event(START_NS, name, {key.replace("__", "."): value for key, value in attributes.items()})


def finish(attributes: dict[str, Any] | None = None, **fields: Any) -> Span:
    """A span after every step but the last."""
    span = make_span(attributes, **fields)
    reference().finish([span])
    return span


def row(attributes: dict[str, Any] | None = None, **fields: Any) -> Row:
    """The row of one span; maps as dictionaries."""
    return rows_of([finish(attributes, **fields)])[0]


def rows_of(spans: list[Span], table: str = "spans") -> list[Row]:
    """The rows of finished spans."""
    batch = to_batches(spans, RequestContext("default", Encoding.PROTOBUF, START_NS))[table]
    maps = {field.name for field in batch.schema if pa.types.is_map(field.type)}
    return [{name: dict(v) if name in maps else v for name, v in one.items()} for one in read(batch)]
