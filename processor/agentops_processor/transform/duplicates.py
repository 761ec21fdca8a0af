"""The model calls of one request in, those that repeat another marked: two instrumentations that saw the same call.

Rule: two spans are one call if their times overlap, a model of theirs is the same and their tokens do not contradict,
and either different scopes made them or one is the parent of the other. Equal tokens join spans across traces too (an
SDK's own span may start a trace of its own); without tokens on both, only spans of one trace.
"""

from agentops_processor.transform.span import Span

_DUPLICATE_OF = "agentops.normalizer.duplicate_of"
_TOKENS = ("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens")
_MODELS = ("gen_ai.request.model", "gen_ai.response.model")
# A call overlaps few others; looking further than this only costs time on requests with thousands of parallel calls.
_LOOK_AHEAD = 64


def mark_duplicates(calls: list[Span]) -> None:
    """Set `agentops.normalizer.duplicate_of` on the poorer span of each pair."""
    calls = sorted(calls, key=lambda span: (span.start_ns, -span.end_ns))
    for i, first in enumerate(calls):
        for second in calls[i + 1 : i + 1 + _LOOK_AHEAD]:
            if second.start_ns > first.end_ns or _DUPLICATE_OF in first.values:
                break
            if _DUPLICATE_OF not in second.values and _same_call(first, second):
                better, poorer = sorted((first, second), key=_worth, reverse=True)
                poorer.values[_DUPLICATE_OF] = better.span_id


def _same_call(first: Span, second: Span) -> bool:
    nested = first.trace_id == second.trace_id and first.span_id == second.parent_span_id
    if first.kind != second.kind or not (nested or first.scope.name != second.scope.name):
        return False
    overlap = min(first.end_ns, second.end_ns) - max(first.start_ns, second.start_ns)
    shorter = min(first.end_ns - first.start_ns, second.end_ns - second.start_ns)
    if 2 * overlap < shorter or not _same_model(first, second):
        return False
    tokens = [tuple(span.values.get(key) for key in _TOKENS) for span in (first, second)]
    if all(any(t) for t in tokens):
        return tokens[0] == tokens[1]
    return first.trace_id == second.trace_id


def _same_model(first: Span, second: Span) -> bool:
    models = [{span.values[key] for key in _MODELS if key in span.values} for span in (first, second)]
    return not all(models) or bool(models[0] & models[1])


def _worth(span: Span) -> tuple[bool, bool, int]:
    values = span.values
    return any(values.get(k) for k in _TOKENS), "gen_ai.output.messages" in values, len(values)
