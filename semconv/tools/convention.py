"""The resolved convention as values: what `resolve` makes and every emitter reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TYPES = frozenset({"string", "int", "double", "boolean", "any", "string[]", "int[]", "double[]", "boolean[]"})
TEMPLATES = frozenset({"template[string]"})
LEVELS = ("required", "conditionally_required", "recommended", "opt_in")
OWN_PREFIX = "agentops."


class ModelError(Exception):
    """The model is wrong. The message names the file, the key and what would be right."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of the registry.

    Attributes:
        key: Full dotted name.
        type: One of `TYPES` or `TEMPLATES`. `any` is written as a JSON string.
        source: File that defines it, relative to the model.
        values: Known values with a brief each, '' where there is none.
        closed: No other value is allowed.
        annotations: What `annotations.agentops` says: minimum, maximum, sensitive, media_type.
    """

    key: str
    type: str
    brief: str
    stability: str
    source: str
    values: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False
    examples: tuple[Any, ...] = ()
    deprecated: Mapping[str, str] | None = None
    annotations: Mapping[str, Any] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """Defined by this convention, not taken from OpenTelemetry."""
        return self.key.startswith(OWN_PREFIX)


@dataclass(frozen=True, slots=True)
class Ref:
    """What one kind asks of one attribute.

    Attributes:
        level: One of `LEVELS`.
        condition: The condition in words, '' without one.
        when: The condition as a test on the span, None where only words say it. All of its entries must hold:
            `status` (one of the listed), `absent` (none of the listed attributes), `present` (all of them).
    """

    key: str
    level: str
    condition: str = ""
    when: Mapping[str, list[str]] | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The definition of one kind of span.

    Attributes:
        kind: Value of `agentops.kind`.
        type: Span type, `agentops.<internal|client>.<kind>`.
        otel_kinds: OTel span kinds that are right for it.
        name: How the span should be named.
        operations: Values of `gen_ai.operation.name` that belong to the kind.
        refs: By attribute key, the groups' first.
    """

    kind: str
    type: str
    otel_kinds: tuple[str, ...]
    name: str
    brief: str
    stability: str
    operations: tuple[str, ...]
    refs: Mapping[str, Ref]
    source: str


@dataclass(frozen=True, slots=True)
class Model:
    """The whole convention.

    Attributes:
        schema_url: Identity and version, `<family>/<version>`.
        attributes: By key, own ones and those taken from OpenTelemetry.
        spans: By kind.
        reserved: Names under our prefix that belong to another project.
    """

    schema_url: str
    description: str
    stability: str
    dependencies: tuple[str, ...]
    attributes: Mapping[str, Attribute]
    spans: Mapping[str, Span]
    reserved: tuple[str, ...]


def constant(key: str) -> str:
    """Name of the constant that holds the key."""
    return key.replace(".", "_").upper()
