"""What the schema found on a span in (`id:subject`), findings that a person or a tool can read out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from agentops_semconv import attributes, schema_bundle

from agentops_processor.check.read import Where
from agentops_processor.transform import validate
from agentops_processor.transform.validate import Level

ORDER: Final[tuple[Level, ...]] = ("information", "improvement", "violation")

LEVELS: Final[Mapping[str, Level]] = {
    **validate.LEVELS,
    "span_type_unknown": "information",
    # A parent may rightly be elsewhere: in another service, or in a recording that began later.
    "parent_not_present": "improvement",
    "parent_cycle": "violation",
    "structure_violation": "improvement",
    # Spans that a processor refuses.
    "invalid_trace_id": "violation",
    "invalid_span_id": "violation",
    "invalid_parent_span_id": "violation",
    "invalid_time": "violation",
    "malformed_span": "violation",
}
"""Level of every finding id. `undefined_enum_variant` is a violation where the list of values is closed."""

_MESSAGES: Final[Mapping[str, tuple[str, str]]] = {
    "required_attribute_not_present": ("attribute", "`{attribute}` is missing: every {kind} span needs it"),
    "conditionally_required_attribute_not_present": (
        "attribute",
        "`{attribute}` is missing: this {kind} span needs it",
    ),
    "recommended_attribute_not_present": ("attribute", "`{attribute}` would make this {kind} span more useful"),
    "type_mismatch": ("attribute", "`{attribute}` must be {expected}, not {type}"),
    "value_out_of_range": ("attribute", "`{attribute}` is out of range: {value}"),
    "undefined_enum_variant": ("attribute", "`{attribute}` has a value that is not on its list: {value}"),
    "deprecated": ("attribute", "`{attribute}` is deprecated"),
    "missing_attribute": ("attribute", "`{attribute}` is not in the convention"),
    "span_kind_mismatch": ("otel_kind", "{kind} spans are not expected with the span kind {otel_kind}"),
    "span_type_mismatch": ("type", "the type {type} is not that of {kind} spans"),
    "invalid_span_document": ("field", "`{field}` of the span document is missing or wrong"),
    "more_findings": ("count", "{count} more findings on this span"),
    "span_type_unknown": ("", "nothing on the span says what kind it is, so no schema applies"),
    "parent_not_present": ("parent_span_id", "the parent {parent_span_id} is not in the input"),
    "parent_cycle": ("parent_span_id", "the span is its own ancestor, through its parent {parent_span_id}"),
}
"""Per id the name of its subject in the context, and the message. Every variable of a message is in the context."""

_MORE: Final[Mapping[str, tuple[str, ...]]] = {
    "type_mismatch": ("expected", "type"),
    "value_out_of_range": ("value",),
    "undefined_enum_variant": ("value",),
}
_TYPES: Final[Mapping[type, str]] = {str: "string", float: "double", bool: "boolean", list: "array", dict: "map"}
_SHORT = 80
"""Most characters of a value in a message: it is there to be recognised."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    Attributes:
        id: A key of `LEVELS`.
        level: `information`, `improvement` or `violation`.
        subject: What it is about, mostly an attribute; '' where the id says it all.
        message: For a person.
        context: Every variable part of the message by name, and the kind of the span.
    """

    id: str
    level: Level
    subject: str
    message: str
    context: Mapping[str, Any]


@dataclass(slots=True)
class CheckedSpan:
    """One span and its findings; ids, service and scope are '' where the input has none.

    Attributes:
        where: Its request, or the document itself.
        name: Span name; '' for a span that would be refused.
        kind: `unknown` where no schema applies, '' for a span that would be refused.
        dialects: In order of authority.
        attributes: Canonical attributes and their values.
        findings: Gravest first, as the schema gives them, then those of the trace.
    """

    where: Where
    name: str
    kind: str
    trace_id: str = ""
    span_id: str = ""
    parent_span_id: str = ""
    service: str = ""
    scope: str = ""
    dialects: tuple[str, ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def conformance(self) -> str:
        """The gravest level among the findings; without any, `ok`, or `unchecked` where no schema applies."""
        if self.findings:
            return max((finding.level for finding in self.findings), key=ORDER.index)
        return "unchecked" if self.kind == "unknown" else "ok"


class Explainer:
    """Turns `id:subject` into a finding, with what the registry knows of the subject."""

    def __init__(self) -> None:
        self._types = {key: entry["type"] for key, entry in attributes()["attributes"].items()}
        self._closed = _closed(schema_bundle())

    def explain(self, finding: str, kind: str, values: Mapping[str, Any]) -> Finding:
        """The finding on a span of this kind with these attributes."""
        id_, _, subject = finding.partition(":")
        subject_name, message = _MESSAGES[id_]
        value = values.get(subject)
        known = {
            "expected": self._types.get(subject, "of another type"),
            "type": _TYPES.get(type(value), type(value).__name__),
            "value": str(value)[:_SHORT],
        }
        context = {"kind": kind, **{name: known[name] for name in _MORE.get(id_, ())}}
        if subject_name:
            context[subject_name] = subject
        closed = id_ == "undefined_enum_variant" and subject in self._closed
        level: Level = "violation" if closed else LEVELS[id_]
        return Finding(id_, level, subject, message.format_map(context), context)


def refused(reason: str, detail: str) -> Finding:
    """The finding on a span that a processor would refuse."""
    return Finding(reason, "violation", "", detail, {"detail": detail})


def _closed(bundle: Mapping[str, Any]) -> frozenset[str]:
    """Attributes whose list of values the schema asserts."""
    properties = (schema.get("properties", {}).get("attributes", {}) for schema in bundle["$defs"].values())
    entries = (entry for attributes_ in properties for entry in attributes_.get("properties", {}).items())
    return frozenset(key for key, entry in entries if "enum" in entry.get("items", entry))
