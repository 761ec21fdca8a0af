"""The examples of the convention: a kind and a verdict in, span documents with the findings they deserve out."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from agentops_semconv import _data
from agentops_semconv.kinds import Kind


@dataclass(frozen=True, slots=True)
class Example:
    """One span document and what is to be said of it.

    Attributes:
        kind: What the span is.
        name: Name of the example, unique within its kind.
        description: What it shows, in a sentence.
        span: The span document, a copy of its own: `name`, `type`, `kind`, `status`, `attributes`.
        findings: `id:subject`, in the order in which `validate` gives them; empty for a span without fault.
        valid: No finding is a violation.
    """

    kind: Kind
    name: str
    description: str
    span: dict[str, Any]
    findings: tuple[str, ...]
    valid: bool


def iter_examples(kind: Kind | None = None, valid: bool | None = None) -> Iterator[Example]:
    """The examples of one kind or of all; only valid ones, only invalid ones, or both."""
    for case in _data.load("examples.json"):
        if kind in (None, case["kind"]) and valid in (None, case["valid"]):
            fields = {**case, "kind": Kind(case["kind"]), "findings": tuple(case["findings"])}
            yield Example(**{**fields, "span": deepcopy(case["span"])})
