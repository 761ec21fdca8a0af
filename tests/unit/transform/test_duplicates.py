"""Two instrumentations that saw one call: the poorer span is marked, and only that."""

from typing import Any

import pytest
from agentops_processor.transform.span import Scope, Span

from tests.captures import reference
from tests.spans import SECOND_NS, START_NS, make_span

CHAT = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "m"}
TOKENS = {"gen_ai.usage.input_tokens": 3, "gen_ai.usage.output_tokens": 4}


def call(name: str, attributes: dict[str, Any] | None = None, **fields: Any) -> Span:
    """A call of a model, seen by an instrumentation of this name."""
    return make_span(
        CHAT | TOKENS | (attributes or {}),
        **{"span_id": name * 16, "scope": Scope(name), "parent_span_id": "", **fields},
    )


def marked(*spans: Span) -> list[str]:
    """What each span repeats, by the first digit, '' for nothing."""
    reference().finish(list(spans))
    return [span.values.get("agentops.normalizer.duplicate_of", "")[:1] for span in spans]


def test_the_richer_of_two_is_kept() -> None:
    """The span with messages stays, in any order."""
    rich = {"gen_ai.output.messages": '[{"role":"assistant","parts":[]}]'}
    assert marked(call("a", rich), call("b")) == ["", "a"]
    assert marked(call("a"), call("b", rich)) == ["b", ""]


def test_a_call_inside_its_wrapper_is_one_call() -> None:
    """A wrapper without tokens repeats the call below it, also from one scope."""
    none = dict.fromkeys(TOKENS)
    wrapper = call("a", none)
    inner = call("b", scope=wrapper.scope, parent_span_id=wrapper.span_id)
    assert marked(wrapper, inner) == ["b", ""]


@pytest.mark.parametrize(
    "other",
    [
        {"scope": Scope("a")},
        {"start_ns": START_NS + 2 * SECOND_NS, "end_ns": START_NS + 3 * SECOND_NS},
        {"start_ns": START_NS + SECOND_NS * 9 // 10, "end_ns": START_NS + 2 * SECOND_NS},
        {"attributes": CHAT | TOKENS | {"gen_ai.request.model": "n"}},
        {"attributes": CHAT | TOKENS | {"gen_ai.usage.input_tokens": 9}},
        {"attributes": CHAT | TOKENS | {"gen_ai.operation.name": "embeddings"}},
        {"attributes": CHAT, "trace_id": "12" * 16},
    ],
    ids=["same scope", "later", "little overlap", "another model", "other tokens", "another kind", "another trace"],
)
def test_two_calls_stay_two(other: dict[str, Any]) -> None:
    """Parallel calls are told apart by scope, time, model, tokens, kind and trace."""
    second = make_span(
        **{"span_id": "b" * 16, "scope": Scope("b"), "parent_span_id": "", "attributes": CHAT | TOKENS, **other}
    )
    assert marked(call("a"), second) == ["", ""]


def test_equal_tokens_join_across_traces() -> None:
    """An SDK's own span may start a trace of its own."""
    assert sorted(marked(call("a"), call("b", trace_id="12" * 16))) != ["", ""]


def test_three_views_of_a_call_leave_one() -> None:
    """However many instrumentations there are, one span counts."""
    assert marked(call("a"), call("b"), call("c")).count("") == 1
