"""What a model must keep besides being readable: a `Model` in, every mistake out as one line each."""

import re
from collections import Counter
from collections.abc import Iterator

from convention import LEVELS, TEMPLATES, TYPES, Attribute, Model, Ref, Span, constant

# OpenTelemetry's naming rule: lower-case words, digits and underscores, at least one dot.
_NAME = re.compile(r"[a-z][a-z0-9]*([._][a-z0-9]+)*")
_OTEL_KINDS = frozenset({"internal", "server", "client", "producer", "consumer"})
_SENSITIVE = (None, "content", "pii")
_TESTS = frozenset({"status", "absent", "present"})


def mistakes(model: Model) -> list[str]:
    """All that is wrong, each with the file and the key; empty for a sound model."""
    found = [line for a in model.attributes.values() for line in _attribute(a, model)]
    found += [line for span in model.spans.values() for line in _span(span, model)]
    constants = Counter(constant(key) for key in model.attributes)
    found += [
        f"{key}: its constant {constant(key)} stands for another attribute too"
        for key in model.attributes
        if constants[constant(key)] > 1
    ]
    defined = set(model.spans) | {"unknown"}
    if set(model.attributes["agentops.kind"].values) != defined:
        found.append(f"agentops.kind: its members must be the kinds that are defined: {', '.join(sorted(defined))}")
    return found


def _attribute(attribute: Attribute, model: Model) -> Iterator[str]:
    where = f"{attribute.source}: {attribute.key}"
    if not _NAME.fullmatch(attribute.key) or "." not in attribute.key:
        yield f"{where}: not a name of lower-case words joined by dots and underscores"
    if attribute.type not in TYPES | TEMPLATES:
        yield f"{where}: unknown type {attribute.type!r}, use one of {', '.join(sorted(TYPES | TEMPLATES))}"
    parts = attribute.key.split(".")
    for parent in (".".join(parts[:n]) for n in range(1, len(parts))):
        if parent in model.attributes:
            yield f"{where}: {parent} is an attribute and cannot be a namespace too"
    if attribute.annotations.get("sensitive") not in _SENSITIVE:
        yield f"{where}: sensitive must be content or pii"
    if attribute.key in model.reserved:
        yield f"{where}: the name belongs to another project"
    renamed_to = (attribute.deprecated or {}).get("renamed_to")
    if renamed_to is not None and (renamed_to not in model.attributes or model.attributes[renamed_to].deprecated):
        yield f"{where}: renamed_to {renamed_to!r} is unknown or deprecated itself"


def _span(span: Span, model: Model) -> Iterator[str]:
    where = f"{span.source}: {span.type}"
    if not span.type.endswith(f".{span.kind}"):
        yield f"{where}: the type must end in the short name {span.kind!r}"
    if not set(span.otel_kinds) <= _OTEL_KINDS:
        yield f"{where}: unknown OTel kind in {', '.join(span.otel_kinds)}"
    for operation, count in Counter(o for s in model.spans.values() for o in s.operations).items():
        if count > 1 and operation in span.operations:
            yield f"{where}: operation {operation!r} belongs to another kind too"
    for key in [key for key in _named(span.name) if key not in span.refs]:
        yield f"{where}: its name uses {key}, which the kind does not have"
    for ref in span.refs.values():
        yield from _ref(f"{where}: {ref.key}", ref, span, model)


def _ref(where: str, ref: Ref, span: Span, model: Model) -> Iterator[str]:
    if ref.key not in model.attributes:
        yield f"{where}: is not defined"
    if ref.level not in LEVELS:
        yield f"{where}: unknown requirement level {ref.level!r}"
    if ref.level == "conditionally_required" and not ref.condition:
        yield f"{where}: conditionally_required needs the condition in words"
    for test, operands in (ref.when or {}).items():
        if test not in _TESTS or (test != "status" and not set(operands) <= set(span.refs)):
            yield f"{where}: cannot test {test}: {operands}"


def _named(name: str) -> list[str]:
    return re.findall(r"\{([^}]+)\}", name)
