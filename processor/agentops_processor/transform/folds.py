"""Many indexed keys in, one structured value out: `a.0.b = x, a.1.b = y` becomes `[{"b": x}, {"b": y}]`."""

from collections.abc import Iterable
from typing import Any

from agentops_processor.transform.jsontext import parse


def unflatten(members: Iterable[tuple[tuple[str, ...], Any]]) -> Any:
    """Rebuild the structure behind dotted paths. Lists may have holes: SDKs drop keys over their limit."""
    root: dict[str, Any] = {}
    for path, value in members:
        node = root
        for step in path[:-1]:
            inner = node.get(step)
            if not isinstance(inner, dict):
                inner = node[step] = {} if inner is None else {"": inner}  # a key that is leaf and branch at once
            node = inner
        last = node.get(path[-1])
        if isinstance(last, dict):
            last[""] = value
        else:
            node[path[-1]] = value
    return _lists(root)


def _lists(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if node and all(k.isdecimal() for k in node):
        return [_lists(node[k]) for k in sorted(node, key=int)]
    return {k: _lists(v) for k, v in node.items()}


def to_documents(items: list[Any]) -> list[Any]:
    """Documents in OpenTelemetry's form: `{id, score, content, metadata, …}`."""
    return [_document(item) for item in items]


def _document(item: Any) -> Any:
    if not isinstance(item, dict):
        return {"content": item}
    inner = item.get("document")
    if not isinstance(inner, dict):
        return item
    outer = {k: v for k, v in item.items() if k != "document"}
    return {**{k: parse(v) if k == "metadata" else v for k, v in inner.items()}, **outer}


def tool_definitions(items: list[Any]) -> list[Any]:
    """Tool definitions in OpenTelemetry's form: `{type, name, description, parameters}`."""
    return [_definition(item) for item in items]


def _definition(item: Any) -> Any:
    tool = item.get("tool", item) if isinstance(item, dict) else parse(item)
    if isinstance(tool, dict) and "json_schema" in tool:
        schema = parse(tool["json_schema"])
        tool = {**{k: v for k, v in tool.items() if k != "json_schema"}, **schema} if isinstance(schema, dict) else tool
    if not isinstance(tool, dict):
        return {"type": "function", "name": str(tool)}
    function = tool.get("function")
    if isinstance(function, dict):
        tool = {**{k: v for k, v in tool.items() if k != "function"}, **function}
    if "parameters" in tool:
        tool = {**tool, "parameters": parse(tool["parameters"])}
    return {"type": "function", **tool}


def embedding_texts(items: list[Any]) -> list[str]:
    """The texts of OpenInference's embeddings, without their vectors."""
    inner = [i.get("embedding", i) for i in items if isinstance(i, dict)]
    return [str(e["text"]) for e in inner if isinstance(e, dict) and "text" in e]
