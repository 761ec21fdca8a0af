"""The AgentOps semantic convention: names, enums, and the JSON Schemas of span documents.

    from agentops_semconv import Kind, names
    span.set_attribute(names.AGENTOPS_KIND, Kind.TOOL)

`names` has every attribute, `enums` the values of those that have a list of them. Importing the package reads no
other file; the schemas and tables are package data, read on first use.
"""

from __future__ import annotations

from functools import cache

from agentops_semconv.kinds import SCHEMA_URL, Kind

TYPE_CHECKING = False
if TYPE_CHECKING:  # a local constant: importing `typing` would take longer than everything else here
    from typing import Any

__all__ = ["SCHEMA_URL", "Kind", "attributes", "examples", "schema_bundle"]


def schema_bundle() -> dict[str, Any]:
    """All JSON Schemas in one document: the dispatching one at the root, one per kind in `$defs` under its `$id`."""
    bundle: dict[str, Any] = _data("bundle.schema.json")
    return bundle


def attributes() -> dict[str, Any]:
    """The registry: `kinds` and `attributes` by name, with types, briefs, values and requirement levels."""
    registry: dict[str, Any] = _data("attributes.json")
    return registry


def examples() -> list[dict[str, Any]]:
    """Span documents, valid and invalid: `kind`, `name`, `description`, `span`, and the `findings` it deserves."""
    cases: list[dict[str, Any]] = _data("examples.json")
    return cases


@cache
def _data(name: str) -> Any:
    import json  # noqa: PLC0415 with the next, ten times the cost of the rest of the package
    from importlib import resources  # noqa: PLC0415

    return json.loads(resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8"))
