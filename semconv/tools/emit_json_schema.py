"""JSON Schema 2020-12 of the span documents: a `Model` in, one schema per kind, a dispatching one and a bundle out.

Only what would be a violation is asserted. Everything else (levels, open enums, deprecation, stability) is said in
`x-agentops-*` keywords, which validators ignore, and is advice.
"""

import json
from pathlib import Path
from typing import Any

from convention import Attribute, Model, Ref, Span

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path("schema/next")
OTEL_KINDS = ("unspecified", "internal", "server", "client", "producer", "consumer")
_SCALARS = {"string": "string", "int": "integer", "double": "number", "boolean": "boolean", "any": "string"}
Schema = dict[str, Any]


def emit(model: Model) -> dict[Path, str]:
    """All files below `schema/next` that are JSON Schemas."""
    schemas = {f"span/{kind}.schema.json": _span_schema(model, span) for kind, span in model.spans.items()}
    schemas["span.schema.json"] = _dispatch(model)
    files = {FOLDER / name: _text(schema) for name, schema in schemas.items()}
    files[FOLDER / "bundle.schema.json"] = _text(bundle(model))
    return files


def bundle(model: Model) -> Schema:
    """One document that holds all schemas, each under its own `$id`, so that nothing needs to be fetched."""
    embedded = [_dispatch(model), *(_span_schema(model, span) for span in model.spans.values())]
    return {
        "$schema": DIALECT,
        "$id": f"{model.schema_url}/bundle.schema.json",
        "title": "AgentOps span document",
        "description": model.description,
        "$ref": f"{model.schema_url}/span.schema.json",
        "$defs": {schema["$id"]: schema for schema in embedded},
        "x-agentops-names": sorted(key for key, attribute in model.attributes.items() if attribute.own),
        "x-agentops-reserved": list(model.reserved),
    }


def _text(schema: Schema) -> str:
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _envelope(model: Model, path: str, title: str, description: str) -> Schema:
    return {
        "$schema": DIALECT,
        "$id": f"{model.schema_url}/{path}",
        "$comment": "Generated from semconv/model by `make schema`. Do not edit.",
        "title": title,
        "description": description,
        "type": "object",
        "required": ["name", "kind", "attributes"],
        "properties": {
            "name": {"type": "string"},
            "type": {"type": "string"},
            "kind": {"enum": list(OTEL_KINDS)},
            "status": {"enum": ["unset", "ok", "error"]},
        },
    }


def _dispatch(model: Model) -> Schema:
    schema = _envelope(model, "span.schema.json", "AgentOps span", "A span of any kind, by its agentops.kind.")
    kinds = list(model.attributes["agentops.kind"].values)
    schema["properties"]["attributes"] = {
        "type": "object",
        "required": ["agentops.kind"],
        "properties": {"agentops.kind": {"enum": kinds}},
    }
    present = {"required": ["agentops.kind"]}
    schema["allOf"] = [
        {
            # Without `required`, a document that lacks attributes would match the `if` of every kind.
            "if": {
                "required": ["attributes"],
                "properties": {"attributes": {"properties": {"agentops.kind": {"const": kind}}, **present}},
            },
            "then": {"$ref": f"{model.schema_url}/span/{kind}.schema.json"},
        }
        for kind in model.spans
    ]
    return schema


def _span_schema(model: Model, span: Span) -> Schema:
    schema = _envelope(model, f"span/{span.kind}.schema.json", span.type, span.brief)
    # A span type of another registry says nothing against the kind; one of ours must be the right one.
    schema["properties"]["type"] = {"anyOf": [{"const": span.type}, {"not": {"pattern": "^agentops\\."}}]}
    plain = {key: model.attributes[key] for key in span.refs if not model.attributes[key].type.startswith("template")}
    templates = [model.attributes[key] for key in span.refs if key not in plain]
    properties = {key: _value(attribute) for key, attribute in plain.items()}
    properties["agentops.kind"] = {"const": span.kind, "description": properties["agentops.kind"]["description"]}
    properties["gen_ai.operation.name"]["x-agentops-enum"] = list(span.operations)
    attributes: Schema = {
        "type": "object",
        "required": [ref.key for ref in span.refs.values() if ref.level == "required"],
        "properties": properties,
    }
    if templates:
        attributes["patternProperties"] = {f"^{t.key.replace('.', '[.]')}[.]": _value(t) for t in templates}
    schema["properties"]["attributes"] = attributes
    schema["allOf"] = [_condition(ref) for ref in span.refs.values() if ref.when]
    schema["x-agentops-requirement-levels"] = {ref.key: ref.level for ref in span.refs.values()}
    schema["x-agentops-kinds"] = list(span.otel_kinds)
    schema["x-agentops-name"] = span.name
    schema["x-agentops-stability"] = span.stability
    return schema


def _value(attribute: Attribute) -> Schema:
    base = attribute.type.removesuffix("[]").removeprefix("template[").removesuffix("]")
    item: Schema = {"enum": list(attribute.values)} if attribute.closed else {"type": _SCALARS[base]}
    if attribute.values and not attribute.closed:
        item["x-agentops-enum"] = list(attribute.values)
    item |= {k: v for k, v in attribute.annotations.items() if k in {"minimum", "maximum"}}
    if attribute.type == "any" and attribute.annotations.get("media_type") is None:
        item["contentMediaType"] = "application/json"
    value: Schema = {"type": "array", "items": item} if attribute.type.endswith("[]") else item
    value["description"] = attribute.brief
    if attribute.examples:
        value["examples"] = list(attribute.examples)
    if attribute.deprecated:
        value |= {"deprecated": True, "x-agentops-deprecated": dict(attribute.deprecated)}
    if "sensitive" in attribute.annotations:
        value["x-agentops-sensitive"] = attribute.annotations["sensitive"]
    value["x-agentops-stability"] = attribute.stability
    return value


def _condition(ref: Ref) -> Schema:
    when = ref.when or {}
    tests: list[Schema] = []
    if "status" in when:
        tests.append({"properties": {"status": {"enum": when["status"]}}, "required": ["status"]})
    tests += [{"properties": {"attributes": {"required": [key]}}} for key in when.get("present", ())]
    tests += [{"properties": {"attributes": {"not": {"required": [key]}}}} for key in when.get("absent", ())]
    then = {"properties": {"attributes": {"required": [ref.key]}}}
    return {"$comment": ref.condition, "if": {"allOf": tests}, "then": then}
