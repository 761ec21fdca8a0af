"""One content block of any SDK in, one part of OpenTelemetry's message format out.

The shapes are those of OpenAI chat and Responses, Anthropic, Bedrock, Gemini, LangChain, Vercel AI, OpenInference and
OpenTelemetry itself. A block that none of them knows passes unchanged, so nothing is lost.
"""

from collections.abc import Callable
from typing import Any

from agentops_processor.transform.jsontext import parse

Part = dict[str, Any]
Block = dict[str, Any]


def to_part(block: Any) -> Part:
    """The part that a content block means."""
    if not isinstance(block, dict):
        return {"type": "text", "content": block if isinstance(block, str) else str(block)}
    if isinstance(block.get("message_content"), dict):
        block = block["message_content"]
    kind = block.get("type")
    if isinstance(kind, str):
        convert = _BY_TYPE.get(kind)
    else:
        convert = next((convert for key, convert in _BY_KEY.items() if key in block), None)
    try:
        return convert(block) if convert else {"type": "unknown", **block}
    except (AttributeError, TypeError):  # a member that is not what its name promises: the block passes as it is
        return {"type": "unknown", **block}


def tool_call(call: Block) -> Part:
    """A tool call in OpenAI's, LangChain's, OpenLLMetry's or OpenInference's shape."""
    inner = call.get("tool_call")
    call = inner if isinstance(inner, dict) else call
    inner = call.get("function")
    function = inner if isinstance(inner, dict) else call
    arguments = function.get("arguments", function.get("args"))
    known = {"id", "type", "function", "name", "arguments", "args", "index"}
    return {
        "type": "tool_call",
        "id": call.get("id") or call.get("call_id"),
        "name": function.get("name"),
        "arguments": parse(arguments),
        **{k: v for k, v in call.items() if k not in known and k != "call_id" and v is not None},
    }


def tool_response(call_id: Any, response: Any) -> Part:
    """The answer to a tool call."""
    return {"type": "tool_call_response", "id": call_id, "response": parse(response)}


def _text(block: Block) -> Part:
    if "content" in block:
        return block
    rest = {k: v for k, v in block.items() if k not in ("type", "text", "refusal") and v not in (None, [], {})}
    return {"type": "text", "content": block.get("text", block.get("refusal", "")), **rest}


def _reasoning(block: Block) -> Part:
    if "content" in block and isinstance(block["content"], str):
        return {**block, "type": "reasoning"}
    texts = block.get("summary") or block.get("content") or ()
    found = block.get("thinking") or block.get("text") or block.get("data") or ""
    if isinstance(texts, list) and texts:
        found = "\n".join(t.get("text", "") if isinstance(t, dict) else str(t) for t in texts)
    rest = {k: block[k] for k in ("id", "signature", "encrypted_content") if block.get(k)}
    return {"type": "reasoning", "content": found, **rest}


def _bedrock_reasoning(block: Block) -> Part:
    inner = block["reasoningContent"].get("reasoningText", block["reasoningContent"])
    return {"type": "reasoning", "content": inner.get("text", "")}


def _media(modality: str, url: Any, **rest: Any) -> Part:
    if isinstance(url, str) and url.startswith("data:"):
        head, _, content = url.partition(",")
        return {
            "type": "blob",
            "modality": modality,
            "mime_type": head[5:].removesuffix(";base64"),
            "content": content,
            **rest,
        }
    return {"type": "uri", "modality": modality, "uri": url, **rest}


def _image(block: Block) -> Part:
    found: Any = block.get("image_url") or block.get("image") or block.get("source") or {}
    if isinstance(found, dict) and isinstance(found.get("image"), dict):
        found = found["image"]
    if isinstance(found, str):
        return _media("image", found)
    if isinstance(found, dict) and found.get("type") == "base64":
        return {
            "type": "blob",
            "modality": "image",
            "mime_type": found.get("media_type"),
            "content": found.get("data"),
        }
    if isinstance(found, dict) and "url" in found:
        rest = {k: v for k, v in found.items() if k not in ("url", "type") and v is not None}
        return _media("image", found["url"], **rest)
    return block


def _audio(block: Block) -> Part:
    found = block.get("input_audio")
    if isinstance(found, dict) and "data" in found:
        mime = f"audio/{found.get('format', 'wav')}"
        return {"type": "blob", "modality": "audio", "mime_type": mime, "content": found["data"]}
    return block


def _inline(block: Block) -> Part:
    data = block.get("inlineData") or block["inline_data"]
    mime = data.get("mimeType") or data.get("mime_type") or ""
    return {"type": "blob", "modality": mime.partition("/")[0], "mime_type": mime, "content": data.get("data")}


def _tool_use(block: Block) -> Part:
    block = block.get("toolUse", block)
    if "tool_call" in block:
        return tool_call(block)
    call_id = block.get("toolUseId") or block.get("toolCallId") or block.get("id")
    arguments = block.get("input", block.get("args"))
    return {
        "type": "tool_call",
        "id": call_id,
        "name": block.get("name") or block.get("toolName"),
        "arguments": parse(arguments),
    }


def _tool_result(block: Block) -> Part:
    block = block.get("toolResult", block)
    call_id = block.get("toolUseId") or block.get("tool_use_id") or block.get("toolCallId")
    part = tool_response(call_id, block.get("content", block.get("output", block.get("result"))))
    status = block.get("status") or ("error" if block.get("is_error") else None)
    return {**part, "status": status} if status else part


def _function_call(block: Block) -> Part:
    call = block.get("functionCall") or block.get("function_call") or {}
    return {"type": "tool_call", "id": call.get("id"), "name": call.get("name"), "arguments": call.get("args")}


def _function_response(block: Block) -> Part:
    call = block.get("functionResponse") or block.get("function_response") or {}
    return {**tool_response(call.get("id"), call.get("response")), "name": call.get("name")}


def _gemini_text(block: Block) -> Part:
    kind = "reasoning" if block.get("thought") else "text"
    return {"type": kind, "content": block["text"], **{k: v for k, v in block.items() if k not in ("text", "thought")}}


def _function_call_output(block: Block) -> Part:
    return tool_response(block.get("call_id"), block.get("output"))


def _response_call(block: Block) -> Part:
    return tool_call({**block, "id": block.get("call_id") or block.get("id")})


def _draft_response(block: Block) -> Part:
    if "response" in block or "result" not in block:
        return block
    return {**{k: v for k, v in block.items() if k != "result"}, "response": block["result"]}


_BY_TYPE: dict[str, Callable[[Block], Part]] = {
    "text": _text,
    "input_text": _text,
    "output_text": _text,
    "refusal": _text,
    "reasoning": _reasoning,
    "thinking": _reasoning,
    "redacted_thinking": _reasoning,
    "image_url": _image,
    "image": _image,
    "input_image": _image,
    "input_audio": _audio,
    "tool_use": _tool_use,
    "tool-call": _tool_use,
    "tool_result": _tool_result,
    "tool-result": _tool_result,
    "function_call": _response_call,
    "function_call_output": _function_call_output,
    "tool_call_response": _draft_response,
}
_BY_KEY: dict[str, Callable[[Block], Part]] = {
    "toolUse": _tool_use,
    "toolResult": _tool_result,
    "reasoningContent": _bedrock_reasoning,
    "functionCall": _function_call,
    "function_call": _function_call,
    "functionResponse": _function_response,
    "function_response": _function_response,
    "inlineData": _inline,
    "inline_data": _inline,
    "tool_call": tool_call,
    "text": _gemini_text,
}
