"""The model, read: YAML under `semconv/model` in, one `Model` out."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from convention import Attribute, Model, ModelError, Ref, Span

Yaml = dict[str, Any]


def load(root: Path) -> Model:
    """Read the model below `root`, the folder that holds `semconv/`.

    Raises:
        ModelError: A file cannot be read as what it should be, or a name is unknown or defined twice.
    """
    folder = root / "semconv" / "model"
    manifest = _read(folder / "manifest.yaml")
    attributes: dict[str, Attribute] = {}
    for attribute in _attributes(folder):
        if attribute.key in attributes:
            raise ModelError(f"{attribute.source}: {attribute.key}: also in {attributes[attribute.key].source}")
        attributes[attribute.key] = attribute
    groups = {g["id"]: g["attributes"] for p in folder.glob("*/groups.yaml") for g in _read(p)["attribute_groups"]}
    spans = [
        _span(raw, groups, str(path.relative_to(folder)))
        for path in sorted(folder.glob("*/spans.yaml"))
        for raw in _read(path)["spans"]
    ]
    return Model(
        schema_url=manifest["schema_url"],
        description=manifest["description"],
        stability=manifest["stability"],
        dependencies=tuple(d["schema_url"] for d in manifest["dependencies"]),
        attributes=attributes,
        spans={span.kind: span for span in spans},
        reserved=tuple(_read(folder / "upstream" / "agentops-sdk.lock.yaml")["reserved"]),
    )


def _read(path: Path) -> Yaml:
    try:
        document = yaml.safe_load(path.read_text())
    except (OSError, yaml.YAMLError) as error:
        raise ModelError(f"{path}: {error}") from error
    if not isinstance(document, dict):
        raise ModelError(f"{path}: expected a mapping")
    return document


def _attributes(folder: Path) -> Iterator[Attribute]:
    for path in sorted(folder.glob("*/registry.yaml")):
        for raw in _read(path)["attributes"]:
            yield _attribute(raw, str(path.relative_to(folder)))
    lock = folder / "upstream" / "gen-ai.lock.yaml"
    for upstream in _read(lock)["upstreams"]:
        for raw in upstream["attributes"]:
            yield _attribute(raw, str(lock.relative_to(folder)))


def _attribute(raw: Yaml, source: str) -> Attribute:
    _fields(raw, "key type brief stability", "examples deprecated annotations", source)
    annotations: Yaml = dict(raw.get("annotations", {}).get("agentops", {}))
    kind = raw["type"]
    if isinstance(kind, dict):
        values = {m["value"]: m["brief"] for m in kind["members"]}
        if len({m["id"] for m in kind["members"]}) != len(kind["members"]) or len(values) != len(kind["members"]):
            raise ModelError(f"{source}: {raw['key']}: a member's id or value is there twice")
        kind = "string"
    else:
        values = dict.fromkeys(annotations.pop("values", ()), "")
    return Attribute(
        key=raw["key"],
        type=kind,
        brief=raw["brief"],
        stability=raw["stability"],
        source=source,
        values=values,
        closed=annotations.pop("closed", False),
        examples=tuple(raw.get("examples", ())),
        deprecated=raw.get("deprecated"),
        annotations=annotations,
    )


def _span(raw: Yaml, groups: Mapping[str, list[Yaml]], source: str) -> Span:
    _fields(raw, "type kind name brief stability attributes annotations", "", source)
    ours = raw["annotations"].get("agentops", {})
    _fields(ours, "short_name kinds operations conditions", "", f"{source}: {raw['type']}")
    refs: dict[str, Ref] = {}
    own: dict[str, Ref] = {}
    for entry in raw["attributes"]:
        if "ref" in entry:
            entries, target = [entry], own
        elif entry["ref_group"] in groups:
            entries, target = groups[entry["ref_group"]], refs
        else:
            raise ModelError(f"{source}: {raw['type']}: no group {entry['ref_group']!r}")
        for each in entries:
            if each["ref"] in target:
                raise ModelError(f"{source}: {each['ref']}: referred to twice by {raw['type']}")
            target[each["ref"]] = _ref(each, ours["conditions"])
    return Span(
        kind=ours["short_name"],
        type=raw["type"],
        otel_kinds=tuple(ours["kinds"]),
        name=raw["name"]["note"].strip("`"),
        brief=raw["brief"],
        stability=raw["stability"],
        operations=tuple(ours["operations"]),
        refs={**refs, **own},
        source=source,
    )


def _ref(entry: Yaml, conditions: Mapping[str, Yaml]) -> Ref:
    level: str | dict[str, str] = entry["requirement_level"]
    name, condition = (level, "") if isinstance(level, str) else next(iter(level.items()))
    when = conditions.get(entry["ref"], {}).get("when") if name == "conditionally_required" else None
    return Ref(entry["ref"], name, condition, when)


def _fields(raw: Yaml, required: str, optional: str, where: str) -> None:
    """Refuse a mapping that lacks a field or has one that nobody would read."""
    missing = [name for name in required.split() if name not in raw]
    unknown = [name for name in raw if name not in f"{required} {optional}".split()]
    name = raw.get("key") or raw.get("type") or "annotations.agentops"
    if missing:
        raise ModelError(f"{where}: {name}: lacks {', '.join(missing)}")
    if unknown:
        raise ModelError(f"{where}: {name}: has no field {', '.join(unknown)}")
