"""Span events: all four generations of OpenTelemetry's messages, exceptions, scores."""

import json
from typing import Any

import pytest
from agentops_processor.transform.span import Event

from tests.spans import event, finish, row, rows_of

CHAT = {"gen_ai.operation.name": "chat"}
QUESTION = [{"role": "user", "parts": [{"type": "text", "content": "why"}]}]
ANSWER = [{"role": "assistant", "parts": [{"type": "text", "content": "because"}]}]

GENERATIONS: dict[str, tuple[dict[str, Any], list[Event]]] = {
    "content events": (
        {},
        [
            event("gen_ai.content.prompt", gen_ai__prompt='[{"role": "user", "content": "why"}]'),
            event("gen_ai.content.completion", gen_ai__completion='[{"role": "assistant", "content": "because"}]'),
        ],
    ),
    "an event for each message": (
        {},
        [
            event("gen_ai.user.message", content="why"),
            event("gen_ai.choice", message='{"role": "assistant", "content": "because"}', finish_reason="end_turn"),
        ],
    ),
    "operation details": (
        {},
        [
            event(
                "gen_ai.client.inference.operation.details",
                gen_ai__input__messages=json.dumps(QUESTION),
                gen_ai__output__messages=ANSWER,
            )
        ],
    ),
    "attributes": (
        {"gen_ai.input.messages": json.dumps(QUESTION), "gen_ai.output.messages": json.dumps(ANSWER)},
        [],
    ),
}


@pytest.mark.parametrize("generation", GENERATIONS)
def test_every_generation_gives_the_same_messages(generation: str) -> None:
    """Wherever the conventions put the messages, they stand in the same columns in the same form."""
    attributes, events = GENERATIONS[generation]
    made = row(CHAT | attributes, events=events)
    assert (json.loads(made["input_messages"]), json.loads(made["output_messages"])) == (QUESTION, ANSWER)
    assert "why" not in str(made["events.attributes"])


def test_messages_of_events_keep_their_order_and_calls() -> None:
    """Tool calls, their answers and the reason to stop are told by events too."""
    call = [{"id": "c1", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}]
    made = row(
        CHAT,
        events=[
            event("gen_ai.system.message", content="be brief"),
            event("gen_ai.assistant.message", tool_calls=call),
            event("gen_ai.tool.message", id="c1", content="42"),
            event("gen_ai.choice", index=0, message__content="done", finish_reason="end_turn"),
        ],
    )
    system, assistant, tool = json.loads(made["input_messages"])
    assert (system["role"], assistant["role"], tool["role"]) == ("system", "assistant", "tool")
    assert assistant["parts"] == [{"type": "tool_call", "id": "c1", "name": "f", "arguments": {"a": 1}}]
    assert tool["parts"] == [{"type": "tool_call_response", "id": "c1", "response": "42"}]
    assert made["finish_reasons"] == ["stop"]


def test_attributes_beat_events_which_then_stay_whole() -> None:
    """An event that says something else than the attribute keeps its content."""
    attributes = CHAT | {"gen_ai.input.messages": json.dumps(QUESTION)}
    made = row(attributes, events=[event("gen_ai.user.message", content="other")])
    assert json.loads(made["input_messages"]) == QUESTION
    assert made["events.attributes"] == [[("content", "other")]]


def test_of_two_events_the_better_key_wins_and_the_other_stays() -> None:
    """An event's attribute that another event beats is not lost."""
    made = row(
        CHAT,
        events=[
            event("gen_ai.content.prompt", gen_ai__prompt="old"),
            event("gen_ai.client.inference.operation.details", gen_ai__input__messages=QUESTION),
        ],
    )
    assert json.loads(made["input_messages"]) == QUESTION
    assert made["events.attributes"][0] == [("gen_ai.prompt", "old")]


def test_an_event_about_a_tool_fills_the_tool() -> None:
    """On a span that is no call of a model, a choice is an output."""
    span = finish({"gen_ai.operation.name": "execute_tool"}, events=[event("gen_ai.choice", message="42")])
    assert "42" in str(span.values)
    assert span.rest == {}


def test_an_exception_is_copied_not_moved() -> None:
    """Tools that know OpenTelemetry find the exception where it was; our columns have it too."""
    failed = event("exception", exception__type="E", exception__message="m", exception__stacktrace="at 1")
    made = row({"gen_ai.operation.name": "execute_tool"}, events=[failed])
    assert (made["error_type"], made["error_message"], made["error_stack"]) == ("E", "m", "at 1")
    assert (made["status"], made["warnings"]) == ("error", ["status_from_exception"])
    assert dict(made["events.attributes"][0])["exception.type"] == "E"


def test_an_evaluation_event_is_a_score_of_its_span() -> None:
    """OpenTelemetry's evaluation results may hang on any span."""
    result = event(
        "gen_ai.evaluation.result",
        gen_ai__evaluation__name="relevance",
        gen_ai__evaluation__score__value=0.5,
        gen_ai__evaluation__score__label="ok",
        gen_ai__evaluation__explanation="because",
    )
    span = finish(CHAT, events=[result])
    (score,) = rows_of([span], "scores")
    assert (score["name"], score["value"], score["label"], score["span_id"]) == ("relevance", 0.5, "ok", span.span_id)
    assert score["explanation"] == "because"


def test_unknown_events_pass() -> None:
    """Events that no table names stay as they are."""
    made = row(CHAT, events=[event("my.event", content="x", n=1)])
    assert (made["events.name"], made["events.attributes"]) == (["my.event"], [[("content", "x"), ("n", "1")]])
