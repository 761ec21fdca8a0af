"""What must be seen and how spans belong together: `taxonomy.yaml` and `model/structure.yaml` in, docs and rules out."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from convention import Model, ModelError

DOCS = Path("semconv/docs/taxonomy.md")
STRUCTURES = (Path("schema/next/structure.json"), Path("semconv/agentops_semconv/data/structure.json"))
SPAN_FIELDS = ("name", "start_time_unix_nano", "end_time_unix_nano", "status", "events", "links", "parent_span_id")
"""Fields of a span in OTLP that say something about the step."""

_NOTE = "Generated from semconv/taxonomy.yaml and semconv/model by `make schema`. Do not edit."
_RULE_FIELDS = frozenset({"id", "brief", "child", "within", "link", "when"})
Yaml = dict[str, Any]


def emit(root: Path, model: Model) -> dict[Path, str]:
    """The table of the taxonomy for people, and the structure rules for validators.

    Raises:
        ModelError: A rule or an item of the taxonomy is wrong. The message has one line for each.
    """
    structure = yaml.safe_load((root / "semconv" / "model" / "structure.yaml").read_text())
    sections = yaml.safe_load((root / "semconv" / "taxonomy.yaml").read_text())["sections"]
    rules = {rule["id"]: rule for rule in structure["rules"]}
    found = [f"model/structure.yaml: {id_}: is there twice" for id_ in _twice(structure["rules"])]
    found += [f"model/structure.yaml: {id_}: {line}" for id_, rule in rules.items() for line in _rule(rule, model)]
    found += [
        f"taxonomy.yaml: {section['title']}, {item['item']}: {line}"
        for section in sections
        for item in section["items"]
        for line in _item(item, section.get("kind"), model, rules)
    ]
    if found:
        raise ModelError("\n".join(found))
    text = json.dumps({"schema_url": model.schema_url, **structure}, indent=1, ensure_ascii=False) + "\n"
    return {DOCS: _docs(sections, structure, model), **dict.fromkeys(STRUCTURES, text)}


def _twice(rules: list[Yaml]) -> list[str]:
    return [id_ for id_, count in Counter(rule["id"] for rule in rules).items() if count > 1]


def _rule(rule: Yaml, model: Model) -> Iterator[str]:
    if unknown := set(rule) - _RULE_FIELDS:
        yield f"has no field {', '.join(sorted(unknown))}"
    if not {"within", "link"} & set(rule):
        yield "asks for nothing, give it within or link"
    for kind in {*rule["child"], *rule.get("within", ())} - set(model.spans):
        yield f"no kind {kind!r}"
    for kind in [kind for kind in rule["child"] if kind in model.spans]:
        for key in [key for key in (*rule.get("link", ()), *rule.get("when", ())) if key not in model.spans[kind].refs]:
            yield f"{kind} does not have {key}"
    for key, values in rule.get("when", {}).items():
        # The operations of a kind are stated by the kind, those of all other lists by the attribute.
        listed = model.attributes[key].values if key in model.attributes else ()
        for value in [value for value in values if listed and value not in listed]:
            yield f"{key} has no value {value!r}"


def _item(item: Yaml, kind: str | None, model: Model, rules: Yaml) -> Iterator[str]:
    attributes, fields, asked = (item.get(part, []) for part in ("attributes", "fields", "rules"))
    refs = model.spans[kind].refs if kind is not None and kind in model.spans else {}
    if unknown := set(item) - {"item", "attributes", "fields", "rules"}:
        yield f"has no field {', '.join(sorted(unknown))}"
    if not (attributes or fields or asked):
        yield "is nowhere in the convention"
    for key, _, value in (name.partition("=") for name in attributes):
        if key not in model.attributes:
            yield f"{key} is not defined"
        elif value and value not in model.attributes[key].values:
            yield f"{key} has no value {value!r}"
        elif kind is not None and key not in refs:
            yield f"{kind} does not have {key}"
    for name in [name for name in fields if name not in SPAN_FIELDS]:
        yield f"a span has no field {name!r}"
    for id_ in [id_ for id_ in asked if id_ not in rules]:
        yield f"no rule {id_!r}"


def _docs(sections: list[Yaml], structure: Yaml, model: Model) -> str:
    lines = [f"<!-- {_NOTE} -->", "# What can be seen, and where", "", f"Schema URL: `{model.schema_url}`", ""]
    lines += ["Attributes are described in [registry.md](registry.md), rules [below](#structure-rules)."]
    for section in sections:
        lines += ["", f"## {section['title']}", "", "| what | where |", "|---|---|"]
        lines += [f"| {item['item']} | {_where(item)} |" for item in section["items"]]
    lines += [
        "",
        "## Structure rules",
        "",
        f"A span that breaks one gets the finding `{structure['finding']}:<rule>`, ",
    ]
    lines[-1] += (
        f"level {structure['level']}. It keeps the rule if it lies anywhere within one of the kinds, or carries"
    )
    lines += [
        "one of the attributes.",
        "",
        "| rule | what it says | asked of | within | or carries |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| `{rule['id']}` | {rule['brief']} | {_asked(rule)} | {_code(rule.get('within', ()))} "
        f"| {_code(rule.get('link', ()))} |"
        for rule in structure["rules"]
    ]
    return "\n".join(lines) + "\n"


def _where(item: Yaml) -> str:
    parts = [("span", "fields"), ("", "attributes"), ("rule", "rules")]
    return "; ".join(f"{word} {_code(item[part])}".strip() for word, part in parts if item.get(part))


def _asked(rule: Yaml) -> str:
    when = [f"`{key}` is {' or '.join(values)}" for key, values in rule.get("when", {}).items()]
    return " where ".join([_code(rule["child"]), *when])


def _code(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
