"""In go the dialect mappings and the attribute types of the model, out comes `plan.json`: the tables the engines execute."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

PLAN = Path("processor/agentops_processor/generated/plan.json")

DEFAULT_RANK = 50
"""Rank of a mapped key; a canonical key has 0, a fallback more than 50. The lower rank wins."""


class MappingError(ValueError):
    """A mapping names something that does not exist. The message says where."""


def emit(root: Path, types: Mapping[str, str]) -> dict[Path, str]:
    """Compile `semconv/mappings/*.yaml`.

    Args:
        root: The repository.
        types: Type of every canonical attribute (`string`, `int`, `double`, `boolean`, `string[]`, `any`).

    Returns:
        The plan's path, relative to the root, and its text.

    Raises:
        MappingError: A target is not a canonical attribute, or a key is mapped twice by one dialect.
    """
    folder = root / "semconv/mappings"
    types = {key: type_ for key, type_ in types.items() if not type_.startswith("template[")}  # those are no keys
    common = yaml.safe_load((folder / "common.yaml").read_text())
    tables = [(p, yaml.safe_load(p.read_text())) for p in sorted(folder.glob("*.yaml")) if p.name != "common.yaml"]
    tables.sort(key=lambda item: item[1]["order"])
    plan: dict[str, Any] = {
        "$comment": "Generated from semconv/mappings and semconv/model by `make schema`. Do not edit.",
        "types": dict(sorted(types.items())),
        "dialects": [{"name": t["dialect"], **t["detect"]} for _, t in tables],
        "kinds": [kind for _, t in tables for kind in t.get("kinds", ())],
        "refinements": [row for _, t in tables for row in t.get("refine", ())],
        "rules": {},
        "families": [],
        "maps": [],
        "events": [],
        "common": common,
    }
    for index, (path, table) in enumerate(tables):
        _add_rules(plan["rules"], index, table.get("attributes", ()), path.name)
        plan["families"] += [{"rank": DEFAULT_RANK, **f, "dialect": index} for f in table.get("families", ())]
        plan["maps"] += [{**m, "dialect": index} for m in table.get("maps", ())]
        plan["events"] += [{**e, "dialect": index} for e in table.get("events", ())]
    _check_targets(plan, types)
    return {PLAN: json.dumps(plan, indent=1, ensure_ascii=False) + "\n"}


def _add_rules(rules: dict[str, list[Any]], dialect: int, rows: list[dict[str, Any]], file: str) -> None:
    seen: set[str] = set()
    for row in rows:
        key = row["from"]
        if key in seen:
            raise MappingError(f"{file}: {key} is mapped twice")
        seen.add(key)
        own = {k: v for k, v in row.items() if k not in ("from", "also")}
        own.setdefault("to", key if "transform" in row else "")
        own.setdefault("rank", 0 if own["to"] == key else DEFAULT_RANK)
        derived = [{"rank": DEFAULT_RANK, **row_, "derived": True} for row_ in row.get("also", ())]
        rules.setdefault(key, []).extend({**r, "dialect": dialect} for r in [own, *derived])


def _targets(row: Mapping[str, Any]) -> list[str]:
    to = row.get("to", "")
    return [t for t in (to.values() if isinstance(to, dict) else [to]) if t]


def _check_targets(plan: Mapping[str, Any], types: Mapping[str, str]) -> None:
    rows = [(key, row) for key, rules in plan["rules"].items() for row in rules]
    rows += [(row["from"], row) for row in plan["families"]]
    rows += [(row["prefix"], row) for row in plan["maps"]]
    rows += [(row["name"], row) for row in plan["events"]]
    rows += list(plan["common"]["request_parameters"].items())
    rows += [(kind, {"to": n["attribute"]}) for kind, n in plan["common"]["names"].items()]
    unknown = sorted({f"{key} -> {t}" for key, row in rows for t in _targets(row) if t not in types})
    if unknown:
        raise MappingError("targets that are not in semconv/model: " + ", ".join(unknown))
