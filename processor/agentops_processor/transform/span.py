"""The span as the transform's steps hand it on: decoded facts first, then what normalisation made of them."""

from dataclasses import dataclass, field
from typing import Any

from agentops_processor.model import Attributes


@dataclass(frozen=True, slots=True)
class Resource:
    """Who sent the spans: resource attributes as sent, and as text for the `resource` column."""

    attributes: Attributes
    text: list[tuple[str, str]]
    schema_url: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """The instrumentation that made the spans."""

    name: str = ""
    version: str = ""
    schema_url: str = ""


@dataclass(slots=True)
class Event:
    """A span event. Normalisation takes out of `attributes` what it has put into the span."""

    time_ns: int
    name: str
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another span; ids are lower-case hex."""

    trace_id: str
    span_id: str
    attributes: Attributes


@dataclass(slots=True)
class Span:
    """One span.

    Attributes:
        trace_id: 32 lower-case hex digits.
        span_id: 16 lower-case hex digits.
        parent_span_id: 16 lower-case hex digits, '' for a root.
        otel_kind: `internal`, `server`, `client`, `producer`, `consumer` or `unspecified`.
        start_ns: Nanoseconds since the Unix epoch.
        end_ns: Nanoseconds since the Unix epoch, not before the start.
        status: `unset`, `ok` or `error`.
        attributes: As sent.
        kind: What the span is; set by `kinds`.
        is_leaf: Whether the span carries the usage of one model call; set by `enrich`.
        values: Canonical attributes; set by `normalise`, completed by `enrich`.
        rest: Attributes that are not canonical, kept as sent.
        scores: Rows for the `scores` table found on the span, without their identity.
        warnings: Codes for what had to be repaired or doubted.
        conformance: Set by `validate`.
        findings: Set by `validate`.
    """

    trace_id: str
    span_id: str
    parent_span_id: str
    trace_state: str
    name: str
    otel_kind: str
    start_ns: int
    end_ns: int
    status: str
    status_message: str
    attributes: Attributes
    events: list[Event]
    links: list[Link]
    resource: Resource
    scope: Scope
    kind: str = "unknown"
    is_leaf: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    rest: Attributes = field(default_factory=dict)
    scores: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    conformance: str = "unchecked"
    findings: tuple[str, ...] = ()

    def warn(self, code: str) -> None:
        """Note a repair or a doubt, once."""
        if code not in self.warnings:
            self.warnings.append(code)
