"""The package that other tools install: a `Model`, findings and examples in, constants, enums and package data out."""

import json
from pathlib import Path
from typing import Any

import yaml
from convention import OWN_PREFIX, Attribute, Model, Ref, Span, constant
from emit_json_schema import FOLDER, bundle
from emit_registry import attributes

KIND = "agentops.kind"
PACKAGE = Path("semconv/agentops_semconv")
_NOTE = "Generated from semconv/model by `make schema`. Do not edit."
# A local constant: importing `typing` would take longer than everything else.
_FINAL = ["TYPE_CHECKING = False", "if TYPE_CHECKING:", "    from typing import Final"]
_LEVELS = {
    "required": "Required",
    "conditionally_required": "Required",
    "recommended": "Recommended",
    "opt_in": "Optional",
}


def emit(root: Path, model: Model) -> dict[Path, str]:
    """The generated modules and the data files, by path relative to the repository."""
    codes = yaml.safe_load((root / "semconv" / "findings.yaml").read_text())
    shared = _shared(model)
    spans = {PACKAGE / "spans" / f"{kind}.py": _span(model, span, shared) for kind, span in model.spans.items()}
    return {
        PACKAGE / "names.py": _names(model),
        PACKAGE / "kinds.py": _kinds(model),
        PACKAGE / "enums.py": _enums(model),
        PACKAGE / "spans" / "common.py": _common(model, shared),
        **spans,
        PACKAGE / "data" / "bundle.schema.json": _compact(bundle(model)),
        PACKAGE / "data" / "attributes.json": _compact(attributes(model)),
        PACKAGE / "data" / "codes.json": _compact(codes),
        PACKAGE / "data" / "examples.json": _compact(_examples(root, model, codes)),
        FOLDER / "codes.json": json.dumps(codes, indent=1, ensure_ascii=False) + "\n",
    }


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False) + "\n"


def _kinds(model: Model) -> str:
    lines = ['"""The kinds of span and the identity of the convention: the little that almost every user needs.', ""]
    lines += [_NOTE, '"""', "", "from enum import StrEnum", "", f'SCHEMA_URL = "{model.schema_url}"']
    return "\n".join([*lines, *_enum(model.attributes[KIND])]) + "\n"


def _names(model: Model) -> str:
    lines = ['"""Every attribute name of the convention as a constant.', "", _NOTE, '"""', ""]
    lines += ["from __future__ import annotations", "", *_FINAL]
    for key, attribute in sorted(model.attributes.items()):
        lines += ["", f'{constant(key)}: Final = "{key}"', f'"""{attribute.brief}"""']
    return "\n".join(lines) + "\n"


def _shared(model: Model) -> dict[str, Ref]:
    """What all kinds ask alike, by attribute key."""
    first, *others = model.spans.values()
    return {k: r for k, r in first.refs.items() if all(k in o.refs and o.refs[k].level == r.level for o in others)}


def _common(model: Model, shared: dict[str, Ref]) -> str:
    lines = ['"""The attributes that spans of every kind have, with what is asked of them.', "", _NOTE, '"""', ""]
    lines += ["from __future__ import annotations", "", *_FINAL]
    return "\n".join([*lines, *_refs(model, shared)]) + "\n"


def _span(model: Model, span: Span, shared: dict[str, Ref]) -> str:
    lines = [f'"""Spans of kind `{span.kind}`: {span.brief}', ""]
    lines += [f"A span is named `{span.name}`. What every kind has stands in `common`.", "", _NOTE, '"""', ""]
    lines += ["from __future__ import annotations", "", "from agentops_semconv.kinds import Kind", "", *_FINAL]
    lines += ["", f"KIND: Final = Kind.{span.kind.upper()}", '"""Value of `agentops.kind`."""']
    for value in span.operations:
        lines += ["", f'OPERATION_{value.upper()}: Final = "{value}"', '"""Value of `gen_ai.operation.name`."""']
    own = {key: ref for key, ref in span.refs.items() if key not in shared}
    return "\n".join([*lines, *_refs(model, own)]) + "\n"


def _refs(model: Model, refs: dict[str, Ref]) -> list[str]:
    order = list(_LEVELS)
    lines: list[str] = []
    for ref in sorted(refs.values(), key=lambda ref: order.index(ref.level)):
        condition = f" {ref.condition[0].lower()}{ref.condition[1:]}" if ref.condition else "."
        brief = f"{model.attributes[ref.key].brief} {_LEVELS[ref.level]}{condition}"
        lines += ["", f'{constant(ref.key)}: Final = "{ref.key}"', f'"""{brief}"""']
    return lines


def _enums(model: Model) -> str:
    lines = ['"""The values of the attributes that have a list of them.', "", _NOTE, '"""', ""]
    lines += ["from enum import StrEnum"]
    for attribute in model.attributes.values():
        if attribute.own and attribute.values and attribute.key != KIND:
            lines += _enum(attribute)
    return "\n".join(lines) + "\n"


def _enum(attribute: Attribute) -> list[str]:
    words = attribute.key.removeprefix(OWN_PREFIX).replace(".", "_").split("_")
    members = [f'    {value.upper()} = "{value}"\n    """{brief}"""' for value, brief in attribute.values.items()]
    ends = "No other value is allowed." if attribute.closed else "Other values are allowed."
    name = "".join(word.capitalize() for word in words)
    return ["", "", f"class {name}(StrEnum):", f'    """`{attribute.key}`: {attribute.brief} {ends}"""', "", *members]


def _examples(root: Path, model: Model, codes: dict[str, dict[str, str]]) -> list[dict[str, Any]]:
    cases = []
    for path in sorted((root / "semconv" / "examples").glob("*/*.yaml")):
        case = yaml.safe_load(path.read_text())
        valid = "violation" not in {_level(finding, model, codes) for finding in case["findings"]}
        cases.append({"kind": path.parent.name, "name": path.stem, "valid": valid, **case})
    return cases


def _level(finding: str, model: Model, codes: dict[str, dict[str, str]]) -> str:
    code, _, subject = finding.partition(":")
    attribute = model.attributes.get(subject)
    levels = codes[code]
    return levels["closed"] if "closed" in levels and attribute and attribute.closed else levels["level"]
