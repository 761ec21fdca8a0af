"""What the schema found on a span in (`id:subject`), findings that a person or a tool can read out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from agentops_semconv import attributes, codes, schema_bundle

from agentops_processor.check.read import Where
from agentops_processor.transform.validate import Level

ORDER: Final[tuple[Level, ...]] = ("information", "improvement", "violation")

LEVELS: Final[Mapping[str, Level]] = {id_: code["level"] for id_, code in codes().items()}
"""Level of every finding id. `undefined_enum_variant` is a violation where the list of values is closed."""

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
        value = values.get(subject)
        known = {
            "expected": self._types.get(subject, "another type"),
            "type": _TYPES.get(type(value), type(value).__name__),
            "value": str(value)[:_SHORT],
        }
        return found(id_, subject, kind, known, closed=subject in self._closed)


def found(
    id_: str, subject: str, kind: str = "", known: Mapping[str, str] | None = None, *, closed: bool = False
) -> Finding:
    """A finding in the words of the convention.

    Args:
        id_: A key of `LEVELS`.
        subject: What it is about.
        kind: Kind of the span.
        known: Values for the detail of the message.
        closed: The subject is an attribute whose list of values is closed.
    """
    code = codes()[id_]
    context: dict[str, Any] = {"kind": kind}
    if code["subject"]:
        context[code["subject"]] = subject
    message: str = code["message"].format(subject=subject, kind=kind)
    if "detail" in code and known:
        context |= {name: value for name, value in known.items() if f"{{{name}}}" in code["detail"]}
        message += ": " + code["detail"].format_map(known)
    level: Level = code.get("closed", code["level"]) if closed else code["level"]
    return Finding(id_, level, subject, message, context)


def _closed(bundle: Mapping[str, Any]) -> frozenset[str]:
    """Attributes whose list of values the schema asserts."""
    properties = (schema.get("properties", {}).get("attributes", {}) for schema in bundle["$defs"].values())
    entries = (entry for attributes_ in properties for entry in attributes_.get("properties", {}).items())
    return frozenset(key for key, entry in entries if "enum" in entry.get("items", entry))
