"""Span documents against the schemas: in goes one document, out come its findings.

For tests of instrumentations. The processor's own validator is many times as quick and says the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, NamedTuple

from agentops_semconv import _data
from agentops_semconv.kinds import SCHEMA_URL

Level = Literal["information", "improvement", "violation"]

_KIND: Final = "agentops.kind"
_PREFIX: Final = "agentops."
_BY_PROCESSOR: Final = ("agentops.normalizer.", "agentops.source.")
"""Attributes that say how a span was normalised; a tool that emits spans does not write them."""
_BY_KEYWORD: Final = {
    "type": "type_mismatch",
    "enum": "undefined_enum_variant",
    "minimum": "value_out_of_range",
    "maximum": "value_out_of_range",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said of a span, in the shape of OpenTelemetry weaver's findings.

    Attributes:
        id: Code of the finding, a key of `codes()`.
        level: How grave it is.
        signal_type: Always `span`.
        signal_name: Name of the span.
        context: Every variable part of the message: the subject under what it is, and the kind.
        message: One sentence.
    """

    id: str
    level: Level
    signal_type: str
    signal_name: str
    context: Mapping[str, str]
    message: str

    def __str__(self) -> str:
        """`id:subject`, as the processor writes findings on its rows."""
        return f"{self.id}:{next(iter(self.context.values()))}"


class _Mark(NamedTuple):
    """A finding before it has words; `asserted` if it is the schema that is broken."""

    id: str
    subject: str
    asserted: bool


def validate(span_document: dict[str, Any], *, emitted: bool = False) -> list[Finding]:
    """Everything to be said of a span document, violations first; empty if it is all right.

    Args:
        span_document: `name`, `type`, `kind`, `status` and flat `attributes`; see `document_from_sdk`.
        emitted: The span is as a tool emits it, before a processor: nothing is said about the attributes that tell
            how it was normalised.

    Raises:
        ImportError: `jsonschema` is not installed; the message says what to install.
    """
    attributes = span_document.get("attributes")
    name = attributes.get(_KIND) if isinstance(attributes, dict) else None
    schemas = _schemas()
    known = name if isinstance(name, str) and name in schemas else ""
    marks = [mark for error in _validator(known).iter_errors(span_document) for mark in _violations(error)]
    if known:
        marks += _advice(span_document, schemas[known])
    unique = dict.fromkeys(marks)
    told = [mark for mark in unique if not (emitted and mark.subject.startswith(_BY_PROCESSOR))]
    return [_finding(mark, str(span_document.get("name", "")), str(name or "")) for mark in told]


def _schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind by name, and under '' the one that dispatches."""
    schemas: dict[str, dict[str, Any]] = _data.load("bundle.schema.json")["$defs"]
    prefix = f"{SCHEMA_URL}/span"
    return {url.removeprefix(prefix).removesuffix(".schema.json").lstrip("/"): s for url, s in schemas.items()}


@cache
def _validator(kind: str) -> Any:
    try:
        import jsonschema  # type: ignore[import-untyped]  # noqa: PLC0415 optional; ships no types
    except ImportError as error:
        raise ImportError(
            "validate() needs jsonschema, which is not installed: pip install 'agentops-semconv[validate]'"
        ) from error
    # Without a kind there is nothing to dispatch to: only the frame of a span document is asserted.
    schema = {key: value for key, value in _schemas()[kind].items() if kind or key != "allOf"}
    return jsonschema.Draft202012Validator(schema)


def _violations(error: Any) -> list[_Mark]:
    path = [str(step) for step in error.absolute_path]
    if error.validator == "required":
        condition = "conditionally_" if "then" in error.absolute_schema_path else ""
        id_ = f"{condition}required_attribute_not_present" if path else "invalid_span_document"
        # One error per missing key, and none says which other than in its message: each is taken for all of them.
        return [_Mark(id_, key, asserted=True) for key in error.validator_value if key not in error.instance]
    if path == ["type"]:
        return [_Mark("span_type_mismatch", str(error.instance), asserted=True)]
    if len(path) < 2:  # noqa: PLR2004 a field of the document: attributes lie one below
        return [_Mark("invalid_span_document", path[0], asserted=True)]
    return [_Mark(_BY_KEYWORD[error.validator], path[1], asserted=True)]


def _advice(document: dict[str, Any], schema: dict[str, Any]) -> Iterator[_Mark]:
    attributes = document["attributes"]
    described = schema["properties"]["attributes"]["properties"]
    bundle = _data.load("bundle.schema.json")
    if document.get("status") != "error":  # a step that failed has little to report
        levels = schema["x-agentops-requirement-levels"].items()
        missing = [key for key, level in levels if level == "recommended" and key not in attributes]
        yield from (_Mark("recommended_attribute_not_present", key, asserted=False) for key in missing)
    deprecated = [key for key in attributes if described.get(key, {}).get("deprecated")]
    yield from (_Mark("deprecated", key, asserted=False) for key in deprecated)
    names = {*described, *bundle["x-agentops-names"], *bundle["x-agentops-reserved"]}
    strange = [key for key in attributes if key.startswith(_PREFIX) and key not in names]
    yield from (_Mark("missing_attribute", key, asserted=False) for key in strange)
    for key, value in described.items():
        listed = value.get("items", value).get("x-agentops-enum")
        if listed and key in attributes and not _listed(attributes[key], listed):
            yield _Mark("undefined_enum_variant", key, asserted=False)
    otel_kind = document.get("kind")
    if isinstance(otel_kind, str) and otel_kind not in {*schema["x-agentops-kinds"], "unspecified"}:
        yield _Mark("span_kind_mismatch", otel_kind, asserted=False)


def _listed(value: Any, listed: list[str]) -> bool:
    """Whether all strings in the value are listed; whether it should be a string at all is for the schema to say."""
    if isinstance(value, str):
        return value in listed
    return not isinstance(value, list) or all(_listed(item, listed) for item in value)


def _finding(mark: _Mark, span: str, kind: str) -> Finding:
    code = _data.load("codes.json")[mark.id]
    level: Level = code.get("closed", code["level"]) if mark.asserted else code["level"]
    message = code["message"].format(subject=mark.subject, kind=kind)
    return Finding(mark.id, level, "span", span, {code["subject"]: mark.subject, "kind": kind}, message)
