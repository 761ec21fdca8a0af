"""Checked spans of all requests in, what is wrong with the traces that they make: findings on those spans, in place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from agentops_processor.check.findings import CheckedSpan, Explainer


def check_structure(spans: Iterable[CheckedSpan], explainer: Explainer) -> None:
    """Add `parent_not_present` and `parent_cycle`. Spans without ids, like documents, have no structure."""
    traces: defaultdict[str, list[CheckedSpan]] = defaultdict(list)
    for span in spans:
        if span.trace_id:
            traces[span.trace_id].append(span)
    for trace in traces.values():
        parents = {span.span_id: span.parent_span_id for span in trace}
        circles = _in_circles(parents)
        for span in trace:
            finding = _finding(span, parents, circles)
            if finding:
                span.findings.append(explainer.explain(f"{finding}:{span.parent_span_id}", span.kind, {}))


def _finding(span: CheckedSpan, parents: Mapping[str, str], circles: set[str]) -> str:
    if span.parent_span_id and span.parent_span_id not in parents:
        return "parent_not_present"
    return "parent_cycle" if span.span_id in circles else ""


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
