"""What tools and people look names up in: a `Model` in, manifest, resolved registry, `attributes.json` and docs out."""

import json
from pathlib import Path
from typing import Any

from convention import Attribute, Model, Span

FOLDER = Path("schema/next")
DOCS = Path("semconv/docs/registry.md")
_NOTE = "Generated from semconv/model by `make schema`. Do not edit."
_SIGN = {"required": "**R**", "conditionally_required": "C", "recommended": "r", "opt_in": "o"}


def emit(model: Model) -> dict[Path, str]:
    """The files, by path relative to the repository."""
    return {
        FOLDER / "manifest.yaml": _manifest(model),
        FOLDER / "resolved.yaml": f"# {_NOTE}\n{_json(_resolved(model))}",
        FOLDER / "attributes.json": _json(attributes(model)),
        DOCS: _docs(model),
    }


def attributes(model: Model) -> dict[str, Any]:
    """Every attribute with its type, meaning and level by kind, and every kind with its operations."""
    return {
        "schema_url": model.schema_url,
        "kinds": {
            span.kind: {"type": span.type, "brief": span.brief, "name": span.name, "operations": list(span.operations)}
            for span in model.spans.values()
        },
        "attributes": {key: _entry(attribute, model) for key, attribute in sorted(model.attributes.items())},
    }


def _entry(attribute: Attribute, model: Model) -> dict[str, Any]:
    entry: dict[str, Any] = {"type": attribute.type, "brief": attribute.brief, "stability": attribute.stability}
    if attribute.values:
        entry |= {"values": list(attribute.values), "closed": attribute.closed}
    entry |= {k: v for k, v in attribute.annotations.items() if k in {"minimum", "maximum", "sensitive"}}
    if attribute.deprecated:
        entry["deprecated"] = dict(attribute.deprecated)
    kinds = {s.kind: s.refs[attribute.key].level for s in model.spans.values() if attribute.key in s.refs}
    return entry | {"kinds": kinds}


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _manifest(model: Model) -> str:
    lines = [
        f"# {_NOTE}",
        "file_format: manifest/2.0",
        f"schema_url: {model.schema_url}",
        f"description: {json.dumps(model.description)}",
        f"resolved_registry_uri: {model.schema_url}/resolved.yaml",
        f"stability: {model.stability}",
        "dependencies:",
        *(f"  - schema_url: {url}" for url in model.dependencies),
    ]
    return "\n".join(lines) + "\n"


def _resolved(model: Model) -> dict[str, Any]:
    index = {key: position for position, key in enumerate(model.attributes)}
    empty: dict[str, list[Any]] = {"metrics": [], "events": [], "entities": []}
    return {
        "file_format": "resolved/2.0",
        "schema_url": model.schema_url,
        "attribute_catalog": [_catalogued(attribute) for attribute in model.attributes.values()],
        "registry": {
            "attributes": [index[key] for key, attribute in model.attributes.items() if attribute.own],
            "attribute_groups": [],
            "spans": [_resolved_span(span, index) for span in model.spans.values()],
            **empty,
        },
        "refinements": {"spans": [], **empty},
    }


def _catalogued(attribute: Attribute) -> dict[str, Any]:
    kind: Any = attribute.type
    if attribute.own and attribute.values:
        members = [
            {"id": value.lower(), "value": value, "brief": brief, "stability": attribute.stability}
            for value, brief in attribute.values.items()
        ]
        kind = {"members": members}
    entry: dict[str, Any] = {
        "key": attribute.key,
        "type": kind,
        "brief": attribute.brief,
        "stability": attribute.stability,
    }
    if attribute.examples:
        entry["examples"] = list(attribute.examples)
    if attribute.deprecated:
        entry["deprecated"] = dict(attribute.deprecated)
    return entry


def _resolved_span(span: Span, index: dict[str, int]) -> dict[str, Any]:
    refs = [
        {"base": index[ref.key], "requirement_level": {ref.level: ref.condition} if ref.condition else ref.level}
        for ref in span.refs.values()
    ]
    return {
        "type": span.type,
        "kind": span.otel_kinds[0],
        "name": {"note": f"`{span.name}`"},
        "brief": span.brief,
        "stability": span.stability,
        "attributes": refs,
    }


def _docs(model: Model) -> str:
    lines = [f"<!-- {_NOTE} -->", "# Registry", "", f"Schema URL: `{model.schema_url}`", "", "## Kinds", ""]
    lines += ["| kind | what | operations | span name | required |", "|---|---|---|---|---|"]
    common = set.intersection(*(_required(span) for span in model.spans.values()))
    for span in model.spans.values():
        operations = ", ".join(f"`{o}`" for o in span.operations)
        required = ", ".join(f"`{key}`" for key in span.refs if key in _required(span) - common) or "nothing more"
        lines.append(f"| `{span.kind}` | {span.brief} | {operations} | `{span.name}` | {required} |")
    lines += ["", "Required of all: " + ", ".join(f"`{key}`" for key in sorted(common)) + ".", "", "## Attributes", ""]
    lines.append("By kind: **R** required, C conditionally required, r recommended, o opt-in.")
    for source in dict.fromkeys(attribute.source for attribute in model.attributes.values()):
        title = "from OpenTelemetry" if source.startswith("upstream") else source.split("/", maxsplit=1)[0]
        lines += ["", f"### {title}", "", "| attribute | type | what | kinds |", "|---|---|---|---|"]
        lines += [_row(a, model) for a in model.attributes.values() if a.source == source]
    return "\n".join(lines) + "\n"


def _required(span: Span) -> set[str]:
    return {ref.key for ref in span.refs.values() if ref.level == "required"}


def _row(attribute: Attribute, model: Model) -> str:
    values = ", ".join(f"`{value}`" for value in attribute.values)
    brief = f"{attribute.brief} {'One of' if attribute.closed else 'Known'}: {values}." if values else attribute.brief
    levels = {s.kind: s.refs[attribute.key].level for s in model.spans.values() if attribute.key in s.refs}
    if len(levels) == len(model.spans) and len(set(levels.values())) == 1:
        levels = {"all": next(iter(levels.values()))}
    kinds = ", ".join(f"{kind} {_SIGN[level]}" for kind, level in levels.items())
    return f"| `{attribute.key}` | {attribute.type} | {brief} | {kinds} |"
