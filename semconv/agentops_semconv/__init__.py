"""The AgentOps semantic convention: names, enums, JSON Schemas of span documents, and examples.

    from agentops_semconv import Kind, names
    span.set_attribute(names.AGENTOPS_KIND, Kind.TOOL)

`names` has every attribute, `spans` the attributes by kind, `enums` the values of those that have a list of them.
Importing the package reads no other file; functions and data are loaded on first use.
"""

from __future__ import annotations

from agentops_semconv.kinds import SCHEMA_URL, Kind

TYPE_CHECKING = False
if TYPE_CHECKING:  # a local constant: importing `typing` would take longer than everything else here
    from typing import Any

    from agentops_semconv.documents import document_from_otlp, document_from_sdk
    from agentops_semconv.examples import Example, iter_examples
    from agentops_semconv.validation import Finding, validate

__all__ = [
    "SCHEMA_URL",
    "Example",
    "Finding",
    "Kind",
    "attributes",
    "codes",
    "document_from_otlp",
    "document_from_sdk",
    "iter_examples",
    "schema_bundle",
    "structure",
    "validate",
]

_ON_FIRST_USE = {
    "Example": "examples",
    "Finding": "validation",
    "document_from_otlp": "documents",
    "document_from_sdk": "documents",
    "iter_examples": "examples",
    "validate": "validation",
}


def schema_bundle() -> dict[str, Any]:
    """All JSON Schemas in one document: the dispatching one at the root, one per kind in `$defs` under its `$id`."""
    bundle: dict[str, Any] = _load("bundle.schema.json")
    return bundle


def attributes() -> dict[str, Any]:
    """The registry: `kinds` and `attributes` by name, with types, briefs, values and requirement levels."""
    registry: dict[str, Any] = _load("attributes.json")
    return registry


def codes() -> dict[str, Any]:
    """Every finding id with its `level` (and where a list of values is `closed`), its `subject` and its words.

    `of` says that one span alone cannot show it, but a `trace` or a `request` does.
    """
    table: dict[str, Any] = _load("codes.json")
    return table


def structure() -> dict[str, Any]:
    """The rules for whole traces: which kinds belong within which, and what attribute says as much; see `rules`."""
    table: dict[str, Any] = _load("structure.json")
    return table


def _load(name: str) -> Any:
    from agentops_semconv import _data  # noqa: PLC0415 it imports json, ten times the cost of the rest of the package

    return _data.load(name)


def __getattr__(name: str) -> Any:
    if name not in _ON_FIRST_USE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 not for those who only want names

    return getattr(import_module(f"{__name__}.{_ON_FIRST_USE[name]}"), name)
