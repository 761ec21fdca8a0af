"""A decoded span in, its kind and the rule that decided it out. Evidence in a fixed order; nothing is guessed.

Order: the canonical attribute, a vendor's explicit kind (which a refinement may correct), the operation name, a key that
only one kind can carry, a span name that OpenTelemetry prescribes.
"""

from typing import Any

from agentops_processor.plan import Plan, Refinement, inverted
from agentops_processor.transform.jsontext import as_text, parse
from agentops_processor.transform.span import Span

UNKNOWN = "unknown"


class Kinds:
    """Decides what a span is."""

    def __init__(self, plan: Plan) -> None:
        self._explicit = plan.kinds
        self._refinements = plan.refinements
        operations: dict[str, list[str]] = plan.common["operations"]
        self._default_operation = {kind: names[0] for kind, names in operations.items()}
        self._kind_of = {name: kind for kind, names in operations.items() for name in names}
        self._canonical_operation = {name: name for name in self._kind_of} | inverted(plan.common["operation_aliases"])
        self._keys = [(row["key"], row["kind"]) for row in plan.common["key_evidence"]]
        self._prefixes = [(row["prefix"], row["kind"]) for row in plan.common["name_evidence"]]

    def decide(self, span: Span) -> tuple[str, str]:
        """The kind and the rule, `evidence:key`; ('unknown', '') where nothing speaks."""
        attributes = span.attributes
        own = attributes.get("agentops.kind")
        if isinstance(own, str) and (own in self._default_operation or own == UNKNOWN):
            rule = "" if own == UNKNOWN else "explicit:agentops.kind"
            return own, as_text(attributes.get("agentops.normalizer.kind_rule")) or rule
        for key, values in self._explicit:
            if key in attributes:
                found = self._of_value(values, attributes[key], span)
                if found:
                    return self._refined(found, f"explicit:{key}", span)
        operation = self.operation(attributes.get("gen_ai.operation.name"))
        if operation:
            return self._kind_of[operation], "operation:gen_ai.operation.name"
        for key, kind in self._keys:
            if key in attributes:
                return kind, f"key:{key}"
        for prefix, kind in self._prefixes:
            if span.name.startswith(prefix):
                return kind, f"span_name:{prefix.strip()}"
        return UNKNOWN, ""

    def _refined(self, kind: str, rule: str, span: Span) -> tuple[str, str]:
        for refinement in self._refinements:
            if kind in refinement.kinds and _holds(refinement, span):
                return refinement.to, f"refined:{refinement.member or refinement.suffix}"
        return kind, rule

    def operation(self, value: Any) -> str:
        """The canonical operation that a value means, '' for none."""
        return self._canonical_operation.get(value.lower(), "") if isinstance(value, str) else ""

    def operation_for(self, kind: str, value: Any) -> str:
        """The operation of a span: the source's own where it fits the kind, else the kind's usual one."""
        operation = self.operation(value)
        return operation if self._kind_of.get(operation) == kind else self._default_operation.get(kind, "")

    @staticmethod
    def _of_value(values: dict[str, Any], value: Any, span: Span) -> str:
        found = values.get(value) if isinstance(value, str) else None
        if isinstance(found, dict):
            return str(found["child"] if span.parent_span_id else found["root"])
        return found or ""


def _holds(refinement: Refinement, span: Span) -> bool:
    if refinement.suffix:
        return span.name.endswith(refinement.suffix)
    text = span.attributes.get(refinement.attribute)
    if not isinstance(text, str) or refinement.member not in text:
        return False
    found = parse(text)
    return isinstance(found, dict) and found.get(refinement.member) == span.name
