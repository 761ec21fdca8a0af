"""What was true when the captures were taken stands in their rows: agents, tools, calls, tokens, sessions, scores."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

from tests.captures import Capture, Row, captures

Facts = Mapping[str, Any]

_SDK_ENDS_NO_FAILED_TOOL = "the SDK never ends the span of a tool that raises, so it is never sent"
_NO_TOOL_SPANS = "the instrumentation makes no spans for tools; the calls stand in the messages only"
_CHAIN_OF_AN_AGENT = "OpenInference calls workflows and their tasks CHAIN; inside an agent it is read as a task"

NOT_IN_THE_SPANS: dict[tuple[str, str], str] = {
    ("arize", "workflows"): _CHAIN_OF_AN_AGENT,
    ("helicone", "tools"): _SDK_ENDS_NO_FAILED_TOOL,
    ("helicone", "tool_errors"): _SDK_ENDS_NO_FAILED_TOOL,
    ("helicone", "input_tokens"): "a streamed answer has no usage",
    ("helicone", "output_tokens"): "a streamed answer has no usage",
    ("js-anthropic-openinference", "tools"): _NO_TOOL_SPANS,
    ("js-anthropic-openinference", "tool_errors"): _NO_TOOL_SPANS,
    ("phoenix-js", "input_tokens"): "a streamed answer has no usage",
    ("phoenix-js", "output_tokens"): "a streamed answer has no usage",
    ("phoenix-js", "workflows"): _CHAIN_OF_AN_AGENT,
    (
        "py-crewai-openinference",
        "tasks",
    ): "one span of kind AGENT is the agent and its task; the task's name stands on it",
    ("py-dspy-openinference", "input_tokens"): "the instrumentation sends no usage",
    ("py-dspy-openinference", "output_tokens"): "the instrumentation sends no usage",
    ("py-haystack-openllmetry", "agents"): "the agent's span is not sent, the name stands in a prompt",
    ("py-haystack-openllmetry", "tools"): _NO_TOOL_SPANS,
    ("py-haystack-openllmetry", "tool_errors"): _NO_TOOL_SPANS,
    (
        "py-llamaindex-openinference",
        "agents",
    ): "agents have no spans, their names stand in Python's print of a step only",
    ("py-llamaindex-openinference", "models"): "the answering model stands in Python's print of an agent's step only",
    ("py-openai-otel-v2-latest", "llm_calls"): "one of the nine calls has no span",
    ("py-openai-otel-v2-latest", "input_tokens"): "one of the nine calls has no span",
    ("py-openai-otel-v2-latest", "output_tokens"): "one of the nine calls has no span",
    ("py-traceloop-sdk", "tools"): "the program decorates one of its tools as a task",
    ("traceloop", "feedback"): "feedback goes to the vendor's own API; the spans are of the HTTP calls",
}
"""Facts that no reader can find in what was sent, by capture and check, each with the reason."""


def _live(rows: list[Row], kind: str) -> list[Row]:
    return [row for row in rows if row["kind"] == kind and not row["duplicate_of"]]


def _names(items: Any) -> set[str]:
    found = (item.get("name") if isinstance(item, dict) else item for item in items or ())
    return {name for name in found if isinstance(name, str) and name}


def _tools(expect: Facts) -> dict[str, int]:
    tools = expect.get("tools") or {}
    return dict(tools) if isinstance(tools, dict) else {tool["name"]: tool.get("calls", 1) for tool in tools}


def _failed_tools(expect: Facts) -> Any:
    tools = expect.get("tools")
    if "errors" in expect or not isinstance(tools, list):
        return expect.get("errors")
    return sum(tool.get("errors", 0) for tool in tools)


def check_agents(capture: Capture, rows: list[Row]) -> None:
    """Every agent that ran has a span of its own."""
    expected = {name for name in capture.expect.get("agents", ()) if capture.seen(name)}
    assert expected <= {row["agent_name"] for row in rows if row["kind"] == "agent"}


def check_tools(capture: Capture, rows: list[Row]) -> None:
    """Every call of a tool is one span with the tool's name."""
    calls = Counter(row["tool_name"] for row in _live(rows, "tool"))
    expected = {name: count for name, count in _tools(capture.expect).items() if capture.seen(name)}
    assert {name: calls[name] for name in expected} == expected


def check_tool_errors(capture: Capture, rows: list[Row]) -> None:
    """Calls of tools that failed, and no others, have the status error."""
    expected = _failed_tools(capture.expect)
    if expected is not None and any(capture.seen(name) for name in _tools(capture.expect)):
        assert sum(row["status"] == "error" for row in _live(rows, "tool")) == expected


def check_llm_calls(capture: Capture, rows: list[Row]) -> None:
    """Every call of a model is one span; calls that failed may have one."""
    expect = capture.expect
    served = expect["llm_calls"] + len(expect.get("manual_llm_calls", ()))
    failed = sum(expect.get(key, 0) for key in ("failed_llm_calls", "llm_http_errors", "llm_errors_seen_by_caller"))
    assert served <= len(_live(rows, "llm")) <= served + failed


def _check_tokens(side: str) -> Callable[[Capture, list[Row]], None]:
    def check(capture: Capture, rows: list[Row]) -> None:
        expect = capture.expect
        keys = [f"{side}_tokens{key}_total" for key in ("", "_reported", "_all_inclusive")]
        manual = sum(call.get(f"{side}_tokens", 0) for call in expect.get("manual_llm_calls", ()))
        accepted = {expect[key] + more for key in keys if key in expect for more in (0, manual)}
        assert sum(row[f"{side}_tokens"] for row in _live(rows, "llm") if row["is_usage_leaf"]) in accepted

    return check


def check_models(capture: Capture, rows: list[Row]) -> None:
    """Every model that was asked or that answered is named."""
    expected = {name for name in capture.expect.get("models", ()) if capture.seen(name)}
    assert expected <= {row[column] for row in rows for column in ("request_model", "response_model")}


def check_session(capture: Capture, rows: list[Row]) -> None:
    """The session is found under one of its two names."""
    expected = capture.expect.get("session_id", "")
    if capture.seen(expected):
        assert expected in {row[column] for row in rows for column in ("session_id", "conversation_id")}


def check_user(capture: Capture, rows: list[Row]) -> None:
    """The user is found."""
    expected = capture.expect.get("user_id", "")
    if capture.seen(expected):
        assert expected in {row["user_id"] for row in rows}


def check_final_output(capture: Capture, rows: list[Row]) -> None:
    """What the program answered in the end stands in the output of a span."""
    expected = str(capture.expect.get("final_output", "")).strip()[:60]
    if capture.seen(expected):
        assert any(expected in row[column] for row in rows for column in ("output", "output_messages", "tool_result"))


def _check_named(fact: str, kind: str) -> Callable[[Capture, list[Row]], None]:
    def check(capture: Capture, rows: list[Row]) -> None:
        expected = {name for name in _names(capture.expect.get(fact)) if capture.seen(name)}
        assert expected <= {row[f"{kind}_name"] for row in _live(rows, kind)}

    return check


def check_retrievals(capture: Capture, rows: list[Row]) -> None:
    """Every search has a span."""
    expected = capture.expect.get("retrievals")
    assert len(_live(rows, "retrieval")) >= (len(expected) if isinstance(expected, list) else 0)


def check_prompt(capture: Capture, rows: list[Row]) -> None:
    """The prompt of a registry is named."""
    expected = (capture.expect.get("prompt") or {}).get("name") or ""
    if capture.seen(expected):
        assert expected in {row["prompt_name"] for row in rows}


def _check_scores(fact: str) -> Callable[[Capture, list[Row]], None]:
    def check(capture: Capture, _: list[Row]) -> None:
        expected = {name for name in _names(capture.expect.get(fact)) if capture.seen(name)}
        assert expected <= {score["name"] for score in capture.scores}

    return check


def check_tags(capture: Capture, rows: list[Row]) -> None:
    """Every tag is found."""
    expected = {tag for tag in capture.expect.get("tags", ()) if isinstance(tag, str) and capture.seen(tag)}
    assert expected <= {tag for row in rows for tag in row["tags"]}


CHECKS: dict[str, Callable[[Capture, list[Row]], None]] = {
    "agents": check_agents,
    "tools": check_tools,
    "tool_errors": check_tool_errors,
    "llm_calls": check_llm_calls,
    "input_tokens": _check_tokens("input"),
    "output_tokens": _check_tokens("output"),
    "models": check_models,
    "session": check_session,
    "user": check_user,
    "final_output": check_final_output,
    "workflows": _check_named("workflows", "workflow"),
    "tasks": _check_named("tasks", "task"),
    "guardrails": _check_named("guardrails", "guardrail"),
    "retrievals": check_retrievals,
    "prompt": check_prompt,
    "evaluations": _check_scores("evaluations"),
    "feedback": _check_scores("feedback"),
    "tags": check_tags,
}


def _case(capture: Capture, check: str) -> ParameterSet:
    reason = NOT_IN_THE_SPANS.get((capture.name, check))
    marks = pytest.mark.xfail(reason=reason, raises=AssertionError, strict=True) if reason else ()
    return pytest.param(capture, check, id=f"{capture.name}-{check}", marks=marks)


@pytest.mark.parametrize(("capture", "check"), [_case(capture, check) for capture in captures() for check in CHECKS])
def test_rows_tell_what_was_true(capture: Capture, check: str) -> None:
    """A fact of the traced program stands in the rows, unless nothing that was sent tells it."""
    CHECKS[check](capture, capture.rows)


@pytest.mark.parametrize("capture", captures(), ids=lambda capture: capture.name)
def test_every_span_becomes_one_row(capture: Capture) -> None:
    """No span of a real request is refused or lost."""
    assert len(capture.rows) == len({span.span_id for request in capture.requests for span in request.decode()})
