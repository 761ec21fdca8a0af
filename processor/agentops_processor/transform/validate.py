"""Span documents against the published schema: in goes one normalised span, out comes its verdict.

A span document is `{"name": str, "type": str, "kind": str, "status": str, "attributes": {key: value}}` with the OTel
span kind in `kind`, `unset`, `ok` or `error` in `status`, and JSON-like values under flat dotted keys. Which schema
it is held against is decided by its attribute `agentops.kind`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Literal

import jsonschema_rs
from agentops_semconv import codes

Level = Literal["information", "improvement", "violation"]
Conformance = Literal["unchecked", "ok", "information", "improvement", "violation"]

LEVELS: Final[Mapping[str, Level]] = {id_: code["level"] for id_, code in codes().items() if "of" not in code}
"""Level of every finding on a single span. Findings are written `id:subject`, the subject mostly an attribute key."""

MAX_FINDINGS = 16
"""Most findings of one span, so that a sender with a broken SDK does not fill the table with them."""

_MAX_ERRORS = 256
"""Most errors taken from the validator: one list of wrong items has an error for each item."""

_BY_KEYWORD: Final[Mapping[str, str]] = {
    "type": "type_mismatch",
    "enum": "undefined_enum_variant",
    "minimum": "value_out_of_range",
    "maximum": "value_out_of_range",
}
_ORDER: Final[tuple[Conformance, ...]] = ("unchecked", "ok", "information", "improvement", "violation")
_PREFIX = "agentops."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the schema says of one span.

    Attributes:
        conformance: The gravest level among the findings, `ok` without any, `unchecked` where no schema applies.
        findings: `id:subject`, violations first, at most `MAX_FINDINGS`.
    """

    conformance: Conformance
    findings: tuple[str, ...]


_OK = Verdict("ok", ())
_UNCHECKED = Verdict("unchecked", ())


class Validator:
    """Checks span documents of every kind; made once, safe to share between threads."""

    def __init__(self, bundle: Mapping[str, Any]) -> None:
        """Compile the schemas of `agentops_semconv.schema_bundle()`."""
        known = frozenset(bundle["x-agentops-names"]) | frozenset(bundle["x-agentops-reserved"])
        schemas = [schema for schema in bundle["$defs"].values() if "x-agentops-requirement-levels" in schema]
        self._kinds = {
            schema["properties"]["attributes"]["properties"]["agentops.kind"]["const"]: _Kind(schema, known)
            for schema in schemas
        }

    def check(self, document: Mapping[str, Any]) -> Verdict:
        """Judge one span document; see the module for its shape."""
        name = document["attributes"].get("agentops.kind")
        kind = self._kinds.get(name) if isinstance(name, str) else None
        if kind is None:
            return _UNCHECKED
        violations = kind.violations(document)
        advice = kind.advice(document)
        if not violations and not advice:
            return _OK
        conformance: Conformance = "violation" if violations else max(map(_level, advice), key=_ORDER.index)
        return Verdict(conformance, _capped([*violations, *advice]))


class _Kind:
    """The schema of one kind, taken apart into what is looked up for every span."""

    def __init__(self, schema: Mapping[str, Any], known: frozenset[str]) -> None:
        properties: Mapping[str, Any] = schema["properties"]["attributes"]["properties"]
        levels = schema["x-agentops-requirement-levels"]
        self._validator = jsonschema_rs.validator_for(dict(schema))
        self._known = known | frozenset(properties)
        self._recommended = tuple(key for key, level in levels.items() if level == "recommended")
        self._deprecated = frozenset(key for key, value in properties.items() if value.get("deprecated"))
        self._variants = {key: frozenset(values) for key, value in properties.items() if (values := _variants(value))}
        # A sender that does not say the kind of its spans is not contradicting us.
        self._otel_kinds = frozenset(schema["x-agentops-kinds"]) | {"unspecified"}

    def violations(self, document: Mapping[str, Any]) -> list[str]:
        try:
            return self._errors(document)
        except ValueError:  # the validator's answer to bytes, which JSON has no form for
            return self._errors({**document, "attributes": _without_bytes(document["attributes"])})

    def _errors(self, document: Mapping[str, Any]) -> list[str]:
        if self._validator.is_valid(document):
            return []
        errors = islice(self._validator.iter_errors(document), _MAX_ERRORS)
        return list(dict.fromkeys(map(_violation, errors)))

    def advice(self, document: Mapping[str, Any]) -> list[str]:
        attributes: Mapping[str, Any] = document["attributes"]
        known = self._known
        found: list[str] = []
        if document.get("status") != "error":  # a step that failed has little to report
            found += [f"recommended_attribute_not_present:{key}" for key in self._recommended if key not in attributes]
        if self._deprecated:
            found += [f"deprecated:{key}" for key in attributes if key in self._deprecated]
        found += [f"missing_attribute:{key}" for key in attributes if key not in known and key.startswith(_PREFIX)]
        for key, variants in self._variants.items():
            if key in attributes and not _listed(attributes[key], variants):
                found.append(f"undefined_enum_variant:{key}")
        otel_kind = document.get("kind")
        if isinstance(otel_kind, str) and otel_kind not in self._otel_kinds:
            found.append(f"span_kind_mismatch:{otel_kind}")
        return found


def _variants(value: Mapping[str, Any]) -> list[str]:
    """The open list of values of an attribute, or of the items of one."""
    variants: list[str] = value.get("items", value).get("x-agentops-enum", [])
    return variants


def _listed(value: Any, variants: frozenset[str]) -> bool:
    """Whether all strings in the value are listed; whether it should be a string at all is for the schema to say."""
    if isinstance(value, str):
        return value in variants
    return not isinstance(value, list) or all(_listed(item, variants) for item in value)


def _violation(error: jsonschema_rs.ValidationError) -> str:
    path = error.instance_path
    keyword = error.kind.name
    if keyword == "required":
        missing: str = error.kind.property  # type: ignore[attr-defined]  # of this variant of the union only
        if not path:
            return f"invalid_span_document:{missing}"
        condition = "conditionally_" if "then" in error.schema_path else ""
        return f"{condition}required_attribute_not_present:{missing}"
    if len(path) < 2:  # noqa: PLR2004 a field of the document: attributes lie one below
        return f"span_type_mismatch:{error.instance}" if path == ["type"] else f"invalid_span_document:{path[0]}"
    return f"{_BY_KEYWORD[keyword]}:{path[1]}"


def _without_bytes(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_bytes(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_bytes(item) for item in value]
    return None if isinstance(value, bytes) else value


def _level(finding: str) -> Level:
    return LEVELS[finding.partition(":")[0]]


def _capped(findings: list[str]) -> tuple[str, ...]:
    if len(findings) <= MAX_FINDINGS:
        return tuple(findings)
    kept = findings[: MAX_FINDINGS - 1]
    return (*kept, f"more_findings:{len(findings) - len(kept)}")
