"""Messages of every SDK become OpenTelemetry's: the same conversation, one form."""

import json
from typing import Any

import pytest
from agentops_processor.transform.messages import is_canonical, to_messages
from agentops_processor.transform.parts import to_part

CALL = {"type": "tool_call", "id": "c1", "name": "f", "arguments": {"a": 1}}
RESPONSE = {"type": "tool_call_response", "id": "c1", "response": {"b": 2}}
ARGUMENTS = '{"a": 1}'


def text(content: str) -> dict[str, Any]:
    """A part of text."""
    return {"type": "text", "content": content}


CONVERSATIONS: dict[str, Any] = {
    "OpenAI chat": [
        {"role": "developer", "content": "be brief"},
        {"role": "user", "content": [{"type": "text", "text": "why"}]},
        {"role": "assistant", "content": None, "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "f", "arguments": ARGUMENTS}}]},
        {"role": "tool", "tool_call_id": "c1", "content": '{"b": 2}'},
        {"role": "assistant", "content": "done"},
    ],
    "OpenAI Responses": [
        {"role": "system", "content": "be brief"},
        {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "why"}]},
        {"type": "function_call", "call_id": "c1", "id": "fc", "name": "f", "arguments": ARGUMENTS},
        {"type": "function_call_output", "call_id": "c1", "output": '{"b": 2}'},
        {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "done"}]},
    ],
    "Anthropic": [
        {"role": "system", "content": "be brief"},
        {"role": "user", "content": "why"},
        {"role": "assistant", "content": [{"type": "tool_use", "id": "c1", "name": "f", "input": {"a": 1}}]},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "c1", "content": {"b": 2}}]},
        {"role": "assistant", "content": [{"type": "text", "text": "done"}]},
    ],
    "Bedrock": [
        {"role": "system", "content": [{"text": "be brief"}]},
        {"role": "user", "content": [{"text": "why"}]},
        {"role": "assistant", "content": [{"toolUse": {"toolUseId": "c1", "name": "f", "input": {"a": 1}}}]},
        {"role": "user", "content": [{"toolResult": {"toolUseId": "c1", "content": {"b": 2}}}]},
        {"role": "assistant", "content": [{"text": "done"}]},
    ],
    "Gemini": [
        {"role": "system", "parts": [{"text": "be brief"}]},
        {"role": "user", "parts": [{"text": "why"}]},
        {"role": "model", "parts": [{"functionCall": {"id": "c1", "name": "f", "args": {"a": 1}}}]},
        {"role": "user", "parts": [{"functionResponse": {"id": "c1", "response": {"b": 2}}}]},
        {"role": "model", "parts": [{"text": "done"}]},
    ],
    "LangChain, serialised": [
        [
            {"type": "constructor", "lc": 1, "id": ["m", "SystemMessage"], "kwargs": {"content": "be brief"}},
            {"type": "human", "data": {"content": "why"}},
            {"type": "ai", "content": "", "tool_calls": [{"id": "c1", "name": "f", "args": {"a": 1}}]},
            {"type": "constructor", "lc": 1, "id": ["m", "ToolMessage"], "kwargs": {"tool_call_id": "c1", "content": {"b": 2}}},
            {"type": "AIMessageChunk", "content": "done"},
        ]
    ],
    "Vercel AI": [
        {"role": "system", "content": "be brief"},
        {"role": "user", "content": [{"type": "text", "text": "why"}]},
        {"role": "assistant", "content": [{"type": "tool-call", "toolCallId": "c1", "toolName": "f", "args": {"a": 1}}]},
        {"role": "user", "content": [{"type": "tool-result", "toolCallId": "c1", "output": {"b": 2}}]},
        {"role": "assistant", "content": [{"type": "text", "text": "done"}]},
    ],
    "OpenInference": [
        {"message": {"role": "system", "content": "be brief"}},
        {"message": {"role": "user", "contents": [{"message_content": {"type": "text", "text": "why"}}]}},
        {"message": {"role": "assistant", "tool_calls": [{"tool_call": {"id": "c1", "function": {"name": "f", "arguments": ARGUMENTS}}}]}},
        {"message": {"role": "tool", "tool_call_id": "c1", "content": '{"b": 2}'}},
        {"message": {"role": "assistant", "content": "done"}},
    ],
    "OpenLLMetry": [
        {"role": "system", "content": "be brief"},
        {"role": "user", "content": '[{"type": "text", "text": "why"}]'},
        {"role": "assistant", "tool_calls": [{"id": "c1", "name": "f", "arguments": ARGUMENTS}]},
        {"role": "tool", "tool_call_id": "c1", "content": '{"b": 2}'},
        {"role": "assistant", "content": "done"},
    ],
}  # fmt: skip
EXPECTED = [
    {"role": "system", "parts": [text("be brief")]},
    {"role": "user", "parts": [text("why")]},
    {"role": "assistant", "parts": [CALL]},
    {"role": "tool", "parts": [RESPONSE]},
    {"role": "assistant", "parts": [text("done")]},
]


def _bare(message: dict[str, Any]) -> dict[str, Any]:
    parts = [
        {k: v for k, v in part.items() if k in CALL or k in RESPONSE or k == "content"} for part in message["parts"]
    ]
    return {"role": message["role"], "parts": [{k: v for k, v in p.items() if v != ""} for p in parts if p != text("")]}


@pytest.mark.parametrize("shape", CONVERSATIONS)
@pytest.mark.parametrize("written", [lambda value: value, json.dumps, lambda value: json.dumps(json.dumps(value))])
def test_every_shape_is_the_same_conversation(shape: str, written: Any) -> None:
    """Roles, texts, calls and their answers come out alike, also out of JSON and out of JSON in JSON."""
    found = [_bare(message) for message in to_messages(written(CONVERSATIONS[shape]), "user")]
    for message in found:
        for part in message["parts"]:
            part.pop("name", None) if part["type"] == "tool_call_response" else None
    assert found == EXPECTED


def test_canonical_messages_pass_unchanged() -> None:
    """What is in OpenTelemetry's form is not touched."""
    assert is_canonical(EXPECTED)
    assert to_messages(EXPECTED, "user") == EXPECTED


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("hello", [{"role": "assistant", "parts": [text("hello")]}]),
        (["a", "b"], [{"role": "assistant", "parts": [text("a"), text("b")]}]),
        ({"content": "x"}, [{"role": "assistant", "parts": [text("x")]}]),
        ({"messages": [{"role": "user", "content": "x"}]}, [{"role": "user", "parts": [text("x")]}]),
        ({"choices": [{"message": {"role": "assistant", "content": "x"}, "finish_reason": "stop"}]},
         [{"role": "assistant", "parts": [text("x")], "finish_reason": "stop"}]),
        ({"candidates": [{"content": {"role": "model", "parts": [{"text": "x"}]}}]},
         [{"role": "assistant", "parts": [text("x")]}]),
        ([{"prompt": {"text": "x"}}], [{"role": "assistant", "parts": [text("x")]}]),
        ({"odd": 1}, [{"role": "assistant", "parts": [{"type": "unknown", "content": {"odd": 1}}]}]),
        (None, [{"role": "assistant", "parts": [text("")]}]),
    ],
)  # fmt: skip
def test_envelopes_and_texts(value: Any, expected: list[Any]) -> None:
    """Requests, answers and bare texts hold messages too."""
    assert to_messages(value, "assistant") == expected


@pytest.mark.parametrize(
    ("block", "part"),
    [
        ({"type": "thinking", "thinking": "hm", "signature": "s"}, {"type": "reasoning", "content": "hm", "signature": "s"}),
        ({"type": "reasoning", "summary": [{"text": "a"}, {"text": "b"}]}, {"type": "reasoning", "content": "a\nb"}),
        ({"reasoningContent": {"reasoningText": {"text": "hm"}}}, {"type": "reasoning", "content": "hm"}),
        ({"text": "hm", "thought": True}, {"type": "reasoning", "content": "hm"}),
        ({"type": "image_url", "image_url": {"url": "http://x/i.png"}}, {"type": "uri", "modality": "image", "uri": "http://x/i.png"}),
        ({"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}},
         {"type": "blob", "modality": "image", "mime_type": "image/png", "content": "AA=="}),
        ({"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AA=="}},
         {"type": "blob", "modality": "image", "mime_type": "image/png", "content": "AA=="}),
        ({"inlineData": {"mimeType": "audio/wav", "data": "AA=="}},
         {"type": "blob", "modality": "audio", "mime_type": "audio/wav", "content": "AA=="}),
        ({"type": "input_audio", "input_audio": {"data": "AA==", "format": "mp3"}},
         {"type": "blob", "modality": "audio", "mime_type": "audio/mp3", "content": "AA=="}),
        ({"type": "refusal", "refusal": "no"}, text("no")),
        ({"type": "tool_call_response", "id": "c", "result": 1}, {"type": "tool_call_response", "id": "c", "response": 1}),
        ({"type": "tool_result", "tool_use_id": "c", "content": "x", "is_error": True},
         {"type": "tool_call_response", "id": "c", "response": "x", "status": "error"}),
        ({"functionCall": "not an object"}, {"type": "unknown", "functionCall": "not an object"}),
        (7, text("7")),
    ],
)  # fmt: skip
def test_blocks(block: Any, part: dict[str, Any]) -> None:
    """Reasoning, media, refusals and answers of tools take OpenTelemetry's form; what nobody knows passes."""
    assert to_part(block) == part


def test_a_block_of_an_unknown_type_passes() -> None:
    """A new type of block is not lost."""
    block = {"type": "hologram", "content": [1]}
    assert to_part(block)["content"] == [1]
    assert to_part(block)["type"] in ("hologram", "unknown")


def test_a_legacy_function_call_is_a_tool_call() -> None:
    """OpenAI's first form of tools, also in OpenInference's flat keys."""
    for message in (
        {"role": "assistant", "function_call": {"name": "f", "arguments": ARGUMENTS}},
        {"role": "assistant", "function_call_name": "f", "function_call_arguments_json": ARGUMENTS},
    ):
        (part,) = to_messages([message], "user")[0]["parts"]
        assert (part["type"], part["name"], part["arguments"]) == ("tool_call", "f", {"a": 1})
