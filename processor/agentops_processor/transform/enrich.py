"""A normalised span in, the facts that follow from it out: names, usage counted once, errors, time to first token."""

from functools import lru_cache
from typing import Any

from agentops_processor.plan import Plan, inverted
from agentops_processor.transform.cost import Prices
from agentops_processor.transform.jsontext import dumps, parse
from agentops_processor.transform.messages import to_messages
from agentops_processor.transform.span import Span

_INPUT = "gen_ai.usage.input_tokens"
_OUTPUT = "gen_ai.usage.output_tokens"
_READ = "gen_ai.usage.cache_read.input_tokens"
_WRITE = "gen_ai.usage.cache_write.input_tokens"
_REASONING = "gen_ai.usage.reasoning.output_tokens"
_TOTAL = "agentops.usage.total_tokens"

# What a wrapper reports is a sum over its leaves: it moves, so that the usage columns may be summed over all spans.
_AGGREGATES = {
    _INPUT: "agentops.usage.aggregate.input_tokens",
    _OUTPUT: "agentops.usage.aggregate.output_tokens",
    _READ: "agentops.usage.aggregate.cache_read_input_tokens",
    _WRITE: "agentops.usage.aggregate.cache_write_input_tokens",
    _REASONING: "agentops.usage.aggregate.reasoning_output_tokens",
    _TOTAL: "agentops.usage.aggregate.total_tokens",
    "agentops.cost.total": "agentops.cost.aggregate_total",
}

_MEMO_LIMIT = 10_000
"""Scopes remembered. A process uses dozens; a sender with random scopes must not fill the memory."""


class Enricher:
    """Completes normalised spans."""

    def __init__(self, plan: Plan, prices: Prices) -> None:
        self._leaves = frozenset(plan.common["usage_leaf_kinds"])
        self._names: dict[str, Any] = plan.common["names"]
        self._steps = frozenset(plan.common["step_kinds"])
        self._frameworks = inverted(plan.common["frameworks"])
        scopes: dict[str, str] = plan.common["framework_scopes"]
        self._scopes = sorted(scopes.items(), key=lambda item: -len(item[0]))
        self._framework_of_scope = lru_cache(_MEMO_LIMIT)(self._find_framework)
        self._prices = prices

    def enrich(self, span: Span) -> None:
        """Complete the span's values in place."""
        self._framework(span)
        self._name(span)
        self._error(span)
        span.is_leaf = span.kind in self._leaves
        if span.is_leaf:
            _usage(span)
            self._prices.price(span)
        else:
            _aggregate(span)
        if span.kind == "llm":
            _messages_from_io(span)
        _count_documents(span.values)

    def _framework(self, span: Span) -> None:
        values = span.values
        provider = values.get("gen_ai.provider.name")
        framework = self._frameworks.get(provider.lower()) if provider else None
        if framework:
            del values["gen_ai.provider.name"]
        if "agentops.framework.name" in values:
            return
        framework = framework or self._framework_of_scope(span.scope.name)
        if framework:
            values["agentops.framework.name"] = framework

    def _find_framework(self, scope: str) -> str:
        return next((name for prefix, name in self._scopes if scope.startswith(prefix)), "")

    def _error(self, span: Span) -> None:
        values = span.values
        if span.status == "unset" and values.get("error.type") and span.kind in self._steps:
            span.status = "error"
            span.warn("status_from_exception")
        elif span.status != "error" and values.get("agentops.tool.status") == "error":
            span.status = "error"
            span.warn("status_from_result")
        if span.status == "error":
            values.setdefault("error.type", "_OTHER")  # OpenTelemetry's value for an error without a class
            if span.status_message:
                values.setdefault("agentops.error.message", span.status_message)

    def _name(self, span: Span) -> None:
        table = self._names.get(span.kind)
        if table is None or span.values.get(table["attribute"]):
            return
        name = span.name
        for prefix in table["prefixes"]:
            if name.startswith(prefix) and len(name) > len(prefix):
                name = name[len(prefix) :]
                break
        for suffix in table["suffixes"]:
            name = name.removesuffix(suffix) or name
        if name:
            span.values[table["attribute"]] = name


def _usage(span: Span) -> None:
    """Make tokens inclusive: caches are part of the input, reasoning of the output, the total is their sum."""
    values = span.values
    get = values.get
    reported = get(_TOTAL)
    cached = get(_READ, 0) + get(_WRITE, 0)
    if cached > get(_INPUT, 0) and _INPUT in values:
        values[_INPUT] += cached
        span.warn("exclusive_cache_fixed")
    tokens = get(_INPUT, 0) + get(_OUTPUT, 0)
    reasoning = get(_REASONING, 0)
    if reasoning > get(_OUTPUT, 0) or (reasoning and reported == tokens + reasoning):
        values[_OUTPUT] = get(_OUTPUT, 0) + reasoning
        tokens += reasoning
        span.warn("exclusive_reasoning_fixed")
    if tokens and reported is not None and reported != tokens:
        span.warn("usage_conflict")
    if tokens:
        values[_TOTAL] = tokens


def _aggregate(span: Span) -> None:
    values = span.values
    for source, target in _AGGREGATES.items():
        if source in values:
            value = values.pop(source)
            values.setdefault(target, value)


def _count_documents(values: dict[str, Any]) -> None:
    documents = values.get("gen_ai.retrieval.documents")
    if documents and "agentops.retrieval.document_count" not in values:
        found = parse(documents)
        values["agentops.retrieval.document_count"] = len(found) if isinstance(found, list) else 0


def _messages_from_io(span: Span) -> None:
    """Messages of a model call whose SDK only sent the raw request and answer."""
    for source, target, role in (
        ("agentops.io.input", "gen_ai.input.messages", "user"),
        ("agentops.io.output", "gen_ai.output.messages", "assistant"),
    ):
        raw = span.values.get(source)
        if raw and target not in span.values:
            span.values[target] = dumps(to_messages(raw, role))
