"""Checked spans of all requests in, what is wrong with the traces that they make: findings on those spans, in place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from agentops_semconv import structure

from agentops_processor.check.findings import CheckedSpan, Finding, found

Ancestors = frozenset[str] | None
"""Kinds of all ancestors; None where one of them is not there, or is the span itself."""

_ID = "structure_violation"


@dataclass(frozen=True, slots=True)
class Rule:
    """How spans of some kinds belong into a trace. A span keeps the rule if `within` or `link` holds.

    Attributes:
        brief: The rule in a sentence.
        child: Kinds of the spans that are asked.
        within: Kinds of which an ancestor should be.
        link: Attributes of which one says as much as an ancestor.
        when: Only spans with one of the values are asked, for each of the attributes.
    """

    id: str
    brief: str
    child: list[str]
    within: list[str] = field(default_factory=list)
    link: list[str] = field(default_factory=list)
    when: Mapping[str, list[Any]] = field(default_factory=dict)

    def is_broken_by(self, span: CheckedSpan, ancestors: Ancestors) -> bool:
        """Whether the span is asked and breaks the rule. What may be with an ancestor that is missing is no breach."""
        values = span.attributes
        if span.kind not in self.child or any(values.get(key) not in wanted for key, wanted in self.when.items()):
            return False
        if any(key in values for key in self.link):
            return False
        return not self.within or (ancestors is not None and ancestors.isdisjoint(self.within))


def load_structure() -> list[Rule]:
    """The rules of the convention."""
    return [Rule(**rule) for rule in structure()["rules"]]


def check_structure(spans: Iterable[CheckedSpan], rules: Iterable[Rule]) -> None:
    """Add `parent_not_present`, `parent_cycle` and `structure_violation`. Spans without ids have no structure."""
    traces: defaultdict[str, dict[str, CheckedSpan]] = defaultdict(dict)
    for span in spans:
        if span.trace_id:
            traces[span.trace_id][span.span_id] = span
    for trace in traces.values():
        circles = _in_circles({span.span_id: span.parent_span_id for span in trace.values()})
        ancestors = _ancestors(trace)
        for span in trace.values():
            parent = _parent(span, trace, circles)
            if parent:
                span.findings.append(found(parent, span.parent_span_id, span.kind))
            span.findings.extend(_broken(span, ancestors[span.span_id], rules))


def _parent(span: CheckedSpan, trace: Mapping[str, CheckedSpan], circles: set[str]) -> str:
    if span.parent_span_id and span.parent_span_id not in trace:
        return "parent_not_present"
    return "parent_cycle" if span.span_id in circles else ""


def _broken(span: CheckedSpan, ancestors: Ancestors, rules: Iterable[Rule]) -> Iterator[Finding]:
    for rule in rules:
        if rule.is_broken_by(span, ancestors):
            yield found(_ID, rule.id, span.kind, {"brief": rule.brief})


def _in_circles(parents: Mapping[str, str]) -> set[str]:
    """Spans that are their own ancestors. Every span is walked over once."""
    circles: set[str] = set()
    seen: set[str] = set()
    for start in parents:
        path: dict[str, int] = {}
        at = start
        while at in parents and at not in seen and at not in path:
            path[at] = len(path)
            at = parents[at]
        if at in path:
            circles.update(list(path)[path[at] :])
        seen.update(path)
    return circles


def _ancestors(trace: Mapping[str, CheckedSpan]) -> dict[str, Ancestors]:
    """For every span of a trace. Every span is walked over once."""
    known: dict[str, Ancestors] = {}
    for start in trace:
        path: dict[str, CheckedSpan] = {}
        at = start
        while at in trace and at not in known and at not in path:
            path[at] = trace[at]
            at = trace[at].parent_span_id
        kinds = known[at] if at in known else None if at else frozenset[str]()
        if kinds is not None and at:
            kinds |= {trace[at].kind}
        for span_id, span in reversed(path.items()):
            known[span_id] = kinds
            kinds = None if kinds is None else kinds | {span.kind}
    return known
