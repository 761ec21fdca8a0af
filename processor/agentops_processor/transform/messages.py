"""Messages of any SDK in, a list in OpenTelemetry's message format out: `[{"role", "parts": [{"type", …}]}]`."""

from typing import Any

from agentops_processor.transform.jsontext import parse
from agentops_processor.transform.parts import Part, to_part, tool_call, tool_response

Message = dict[str, Any]

_ROLES = {
    "human": "user",
    "ai": "assistant",
    "model": "assistant",
    "AIMessageChunk": "assistant",
    "developer": "system",
    "function": "tool",
}
_LANGCHAIN_ROLES = {"HumanMessage": "user", "AIMessage": "assistant", "SystemMessage": "system", "ToolMessage": "tool"}
_LANGCHAIN_TYPES = frozenset({"human", "ai", "system", "tool", "function", "AIMessageChunk"})
# Items of OpenAI's Responses API, and LangChain's serialised objects, which say what they are in `type`.
_ITEM_TYPES = frozenset({"message", "constructor", "function_call", "function_call_output"})
# Who speaks in an item that has no role of its own.
_ITEM_ROLES = {"function_call": "assistant", "reasoning": "assistant", "function_call_output": "tool"}
# Members that only messages have; the last two are OpenInference's for text completions.
_MARKS = frozenset({"role", "prompt", "completion"})
# Members of a message that its role and parts already say.
_SAID = frozenset(
    {"role", "content", "parts", "contents", "tool_calls", "tool_call_id", "function_call", "type", "reasoning"}
    | {"function_call_name", "function_call_arguments_json", "message", "refusal", "id"}
)


def is_canonical(value: Any) -> bool:
    """Whether the value already is a list of messages in OpenTelemetry's format."""
    return isinstance(value, list) and all(
        isinstance(m, dict)
        and isinstance(m.get("role"), str)
        and isinstance(m.get("parts"), list)
        and all(isinstance(p, dict) and isinstance(p.get("type"), str) and "result" not in p for p in m["parts"])
        for m in value
    )


def to_messages(value: Any, role: str) -> list[Message]:
    """The messages that a value means; text without a role of its own gets `role`."""
    value = parse(value)
    if is_canonical(value):
        return list(value)
    if isinstance(value, dict):
        return _from_object(value, role)
    if isinstance(value, list):
        if len(value) == 1 and isinstance(value[0], list):  # LangChain's batch of one
            return to_messages(value[0], role)
        if value and not any(_is_message(v) for v in value):
            return [{"role": role, "parts": [to_part(v) for v in value]}]
        return [m for v in value for m in _from_item(v, role)]
    return [{"role": role, "parts": [{"type": "text", "content": "" if value is None else str(value)}]}]


def _is_message(value: Any) -> bool:
    return isinstance(value, dict) and (
        isinstance(value.get("message"), dict)
        or _is_candidate(value)
        or not _MARKS.isdisjoint(value)
        or _type(value) in _LANGCHAIN_TYPES | _ITEM_TYPES
    )


def _is_candidate(value: dict[str, Any]) -> bool:
    """Whether it is one of Gemini's answers, which hold the message in `content`."""
    return isinstance(value.get("content"), dict) and "parts" in value["content"]


def _type(value: dict[str, Any]) -> str:
    found = value.get("type")
    return found if isinstance(found, str) else ""


def _from_object(value: dict[str, Any], role: str) -> list[Message]:
    for key in ("messages", "contents", "choices", "generations", "candidates"):
        if isinstance(value.get(key), list):
            return to_messages(value[key], role)
    if isinstance(value.get("output"), list):  # OpenAI Responses
        return to_messages(value["output"], role)
    if "content" in value and "role" not in value and "type" not in value:
        return to_messages({**value, "role": role}, role)
    if _is_message(value):
        return _from_item(value, role)
    if "text" in value and isinstance(value["text"], str):
        return [{"role": role, "parts": [to_part(value)]}]
    return [{"role": role, "parts": [{"type": "unknown", "content": value}]}]


def _from_item(item: Any, role: str) -> list[Message]:
    if not isinstance(item, dict):
        return to_messages(item, role)
    for key in ("prompt", "completion"):  # OpenInference's text completions
        if isinstance(item.get(key), dict):
            return to_messages(item[key].get("text"), role)
    message = _unwrap(item)
    if _is_candidate(message):
        message = {**message, **message["content"]}
    return [_message(message, role)]


def _unwrap(item: dict[str, Any]) -> dict[str, Any]:
    """A message out of the envelopes of OpenInference, OpenAI choices and LangChain."""
    inner = item.get("message")
    if isinstance(inner, dict):
        outer = {k: item[k] for k in ("finish_reason", "finishReason") if item.get(k)}
        return {**_unwrap(inner), **outer}
    kind = _type(item)
    if kind == "constructor" and isinstance(item.get("kwargs"), dict):
        path = item.get("id")
        name = path[-1] if isinstance(path, list) and path else ""
        return {"role": _LANGCHAIN_ROLES.get(str(name), "user"), **item["kwargs"]}
    if kind in _LANGCHAIN_TYPES and isinstance(item.get("data"), dict):
        return {"role": kind, **item["data"]}
    if "role" not in item and kind in _LANGCHAIN_TYPES:
        return {"role": kind, **item}
    return item


def _message(raw: dict[str, Any], default_role: str) -> Message:
    role = str(raw.get("role") or _ITEM_ROLES.get(_type(raw), default_role))
    role = _ROLES.get(role, role)
    parts = _parts(raw, role)
    if parts and all(p.get("type") == "tool_call_response" for p in parts):
        role = "tool"
    extras = {k: v for k, v in raw.items() if k not in _SAID and v not in (None, "", [], {})}
    return {"role": role, "parts": parts, **extras}


def _parts(raw: dict[str, Any], role: str) -> list[Part]:
    kind = _type(raw)
    if "role" not in raw and (kind in _ITEM_ROLES or (kind and "content" not in raw)):
        return [to_part(raw)]
    parts: list[Part] = []
    if raw.get("reasoning"):
        parts.append({"type": "reasoning", "content": raw["reasoning"]})
    content = raw.get("parts") or raw.get("contents") or raw.get("content")
    if role == "tool" and not isinstance(raw.get("parts"), list):
        blocks = parse(content)
        if isinstance(blocks, list) and any(isinstance(b, dict) and "toolResult" in b for b in blocks):
            return [to_part(b) for b in blocks]
        return [tool_response(raw.get("tool_call_id") or raw.get("id"), content)]
    if isinstance(content, str):
        blocks = parse(content) if content[:2] == "[{" else content
        content = blocks if _are_blocks(blocks) else content
    if isinstance(content, list):
        parts += [to_part(block) for block in content]
    elif content not in (None, ""):
        parts.append({"type": "text", "content": content})
    if raw.get("refusal"):
        parts.append({"type": "text", "content": raw["refusal"]})
    return parts + _calls(raw)


def _are_blocks(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(b, dict) and ("type" in b or len(b) == 1) for b in value)


def _calls(raw: dict[str, Any]) -> list[Part]:
    calls = parse(raw.get("tool_calls")) or []
    found = [tool_call(c) for c in calls if isinstance(c, dict)] if isinstance(calls, list) else []
    legacy = raw.get("function_call")
    if isinstance(legacy, dict):
        found.append(tool_call(legacy))
    if raw.get("function_call_name"):
        found.append(
            tool_call({"name": raw["function_call_name"], "arguments": raw.get("function_call_arguments_json")})
        )
    return found
