"""What follows from a span: names, usage counted once and inclusive, errors, messages of a raw request."""

import json
from typing import Any

import pytest

from tests.spans import row

CHAT = {"gen_ai.operation.name": "chat"}
AGENT = {"gen_ai.operation.name": "invoke_agent"}
USAGE = "gen_ai.usage."


def usage(**tokens: int) -> dict[str, int]:
    """Tokens of a call, by the last words of their keys."""
    names = {
        "read": "cache_read.input_tokens",
        "write": "cache_write.input_tokens",
        "reasoning": "reasoning.output_tokens",
    }
    return {USAGE + names.get(name, f"{name}_tokens"): count for name, count in tokens.items()}


@pytest.mark.parametrize(
    ("sent", "expected", "warnings"),
    [
        (usage(input=10, output=5), (10, 5, 15), []),
        (usage(input=10, output=5, read=8, write=2), (10, 5, 15), []),
        (usage(input=10, output=5, read=100, write=20), (130, 5, 135), ["exclusive_cache_fixed"]),
        (usage(input=10, output=5, reasoning=4), (10, 5, 15), []),
        (usage(input=10, output=5, reasoning=40), (10, 45, 55), ["exclusive_reasoning_fixed"]),
        (usage(input=10, output=5, reasoning=4, total=19), (10, 9, 19), ["exclusive_reasoning_fixed"]),
        (usage(input=10, output=5, total=15), (10, 5, 15), []),
        (usage(input=10, output=5, total=99), (10, 5, 15), ["usage_conflict"]),
        (usage(total=99), (0, 0, 99), []),
    ],
)  # fmt: skip
def test_tokens_are_inclusive(sent: dict[str, int], expected: tuple[int, int, int], warnings: list[str]) -> None:
    """Caches are part of the input, reasoning of the output, the total is their sum; repairs leave a warning."""
    made = row(CHAT | sent)
    assert (made["input_tokens"], made["output_tokens"], made["total_tokens"]) == expected
    assert made["warnings"] == warnings


def test_a_wrappers_tokens_are_a_sum_and_move() -> None:
    """Usage columns may be summed over all spans, because only calls of models fill them."""
    made = row(AGENT | usage(input=10, output=5, read=4, total=15) | {"agentops.cost.total": 0.5})
    assert (made["is_usage_leaf"], made["input_tokens"], made["total_tokens"], made["cost_total"]) == (False, 0, 0, 0)
    assert (made["aggregate_input_tokens"], made["aggregate_output_tokens"]) == (10, 5)
    assert made["attributes_num"]["agentops.usage.aggregate.cache_read_input_tokens"] == 4
    assert made["attributes_num"]["agentops.cost.aggregate_total"] == 0.5


@pytest.mark.parametrize("operation", ["chat", "embeddings", "rerank"])
def test_calls_of_models_are_leaves(operation: str) -> None:
    """Three kinds carry usage."""
    made = row({"gen_ai.operation.name": operation, "gen_ai.usage.input_tokens": 3})
    assert (made["is_usage_leaf"], made["input_tokens"]) == (True, 3)


@pytest.mark.parametrize(
    ("attributes", "name", "column", "expected"),
    [
        (AGENT, "invoke_agent helper", "agent_name", "helper"),
        (AGENT | {"gen_ai.agent.name": "said"}, "invoke_agent helper", "agent_name", "said"),
        ({"traceloop.span.kind": "workflow"}, "refund.workflow", "workflow_name", "refund"),
        ({"traceloop.span.kind": "task"}, ".task", "task_name", ".task"),
        ({"gen_ai.operation.name": "execute_tool"}, "execute_tool search", "tool_name", "search"),
        ({"gen_ai.operation.name": "apply_guardrail"}, "pii.guardrail", "guardrail_name", "pii"),
        (CHAT, "chat gpt", "agent_name", ""),
    ],
)
def test_names_hidden_in_span_names(attributes: dict[str, Any], name: str, column: str, expected: str) -> None:
    """A kind's own name is taken out of the span's name where no attribute says it."""
    assert row(attributes, name=name)[column] == expected


@pytest.mark.parametrize(
    ("attributes", "status", "message", "expected"),
    [
        (CHAT, "error", "boom", ("error", "_OTHER", "boom")),
        (CHAT | {"error.type": "Timeout"}, "error", "", ("error", "Timeout", "")),
        (CHAT | {"error.type": "Timeout"}, "unset", "", ("error", "Timeout", "")),
        (AGENT | {"error.type": "Timeout"}, "unset", "", ("unset", "Timeout", "")),
        (CHAT | {"error.type": "Timeout"}, "ok", "", ("ok", "Timeout", "")),
        (CHAT, "ok", "", ("ok", "", "")),
    ],
)
def test_errors(attributes: dict[str, Any], status: str, message: str, expected: tuple[str, str, str]) -> None:
    """Every error has a class; a step with one has failed unless it says that it has not."""
    made = row(attributes, status=status, status_message=message)
    assert (made["status"], made["error_type"], made["error_message"]) == expected


@pytest.mark.parametrize(
    ("kind", "output"),
    [
        ({"traceloop.span.kind": "tool"}, {"traceloop.entity.output": "status='failure' result=None error='gone'"}),
        ({"openinference.span.kind": "TOOL"}, {"output.value": '{"output": {"kwargs": {"status": "error"}}}'}),
    ],
)
def test_a_result_that_is_a_failure_fails_the_tool(kind: dict[str, str], output: dict[str, str]) -> None:
    """Some SDKs end the span well and say in the result that the tool has failed."""
    made = row(kind | output, status="ok")
    assert (made["status"], made["warnings"]) == ("error", ["status_from_result"])
    assert made["tool_result"] == next(iter(output.values()))


def test_messages_out_of_a_raw_request() -> None:
    """A call whose SDK sent only request and answer has messages all the same."""
    raw = {"input.value": '{"messages": [{"role": "user", "content": "why"}]}', "output.value": "because"}
    made = row({"openinference.span.kind": "LLM", **raw})
    assert json.loads(made["input_messages"])[0]["parts"][0]["content"] == "why"
    assert json.loads(made["output_messages"])[0]["role"] == "assistant"
    assert (made["input"], made["output"]) == tuple(raw.values())


@pytest.mark.parametrize(("documents", "count"), [('[{"id": "1"}, {"id": "2"}]', 2), ("[]", 0), ("text", 0)])
def test_documents_are_counted(documents: str, count: int) -> None:
    """The number of documents that a search found."""
    made = row({"gen_ai.operation.name": "retrieval", "gen_ai.retrieval.documents": documents})
    assert made["document_count"] == count
