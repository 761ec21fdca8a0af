"""The package that other tools install: a `Model` and the examples in, constants, enums and package data out."""

import json
from pathlib import Path
from typing import Any

import yaml
from convention import OWN_PREFIX, Attribute, Model, constant
from emit_json_schema import bundle
from emit_registry import attributes

KIND = "agentops.kind"
PACKAGE = Path("semconv/agentops_semconv")
_NOTE = "Generated from semconv/model by `make schema`. Do not edit."


def emit(root: Path, model: Model) -> dict[Path, str]:
    """The generated modules and the data files, by path relative to the repository."""
    return {
        PACKAGE / "names.py": _names(model),
        PACKAGE / "kinds.py": _kinds(model),
        PACKAGE / "enums.py": _enums(model),
        PACKAGE / "data" / "bundle.schema.json": _compact(bundle(model)),
        PACKAGE / "data" / "attributes.json": _compact(attributes(model)),
        PACKAGE / "data" / "examples.json": _compact(_examples(root)),
    }


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False) + "\n"


def _kinds(model: Model) -> str:
    lines = ['"""The kinds of span and the identity of the convention: the little that almost every user needs.', ""]
    lines += [_NOTE, '"""', "", "from enum import StrEnum", "", f'SCHEMA_URL = "{model.schema_url}"']
    return "\n".join([*lines, *_enum(model.attributes[KIND])]) + "\n"


def _names(model: Model) -> str:
    lines = ['"""Every attribute name of the convention as a constant.', "", _NOTE, '"""', ""]
    lines += ["from typing import Final"]
    for key, attribute in sorted(model.attributes.items()):
        lines += ["", f'{constant(key)}: Final = "{key}"', f'"""{attribute.brief}"""']
    return "\n".join(lines) + "\n"


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


def _examples(root: Path) -> list[dict[str, Any]]:
    folder = root / "semconv" / "examples"
    return [
        {"kind": path.parent.name, "name": path.stem, **yaml.safe_load(path.read_text())}
        for path in sorted(folder.glob("*/*.yaml"))
    ]
