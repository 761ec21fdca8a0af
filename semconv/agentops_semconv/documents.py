"""Spans of OpenTelemetry in, span documents out: OTLP messages, OTLP/JSON objects and spans of the Python SDK.

A span document has `name`, `type` (always empty: no SDK sends it), `kind` and `status` as lower-case words, and
`attributes` with lists for sequences. Neither protobuf nor OpenTelemetry is imported: what comes in brings it along.
"""

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

_KINDS = ("unspecified", "internal", "server", "client", "producer", "consumer")
_STATUSES = ("unset", "ok", "error")


def document_from_otlp(span: Any) -> dict[str, Any]:
    """The document of one OTLP span: a protobuf `Span`, or a dict of OTLP/JSON with camelCase or snake_case fields.

    Raises:
        TypeError: It is neither.
    """
    if isinstance(span, Mapping):
        status = (span.get("status") or {}).get("code")
        kind, attributes = _word(span.get("kind"), _KINDS), _json_pairs(span.get("attributes") or ())
        return _document(span.get("name") or "", kind, _word(status, _STATUSES), attributes)
    if not hasattr(span, "DESCRIPTOR"):
        raise TypeError(f"an OTLP span is a protobuf message or a dict of OTLP/JSON, got {type(span).__name__}")
    kind, status = _word(span.kind, _KINDS), _word(span.status.code, _STATUSES)
    return _document(span.name, kind, status, _protobuf_pairs(span.attributes))


def document_from_sdk(span: Any) -> dict[str, Any]:
    """The document of a `ReadableSpan` of the OpenTelemetry SDK, like those of its `InMemorySpanExporter`."""
    attributes = {key: _plain(value) for key, value in (span.attributes or {}).items()}
    return _document(span.name, span.kind.name.lower(), span.status.status_code.name.lower(), attributes)


def _document(name: str, kind: str, status: str, attributes: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "type": "", "kind": kind, "status": status, "attributes": attributes}


def _word(value: Any, words: tuple[str, ...]) -> str:
    """The word of an enum that OTLP writes as a number or as a name like `SPAN_KIND_CLIENT`."""
    if isinstance(value, str) and not value.isdecimal():
        word = value.rpartition("_")[2].lower()
        return word if word in words else words[0]
    number = int(value or 0)
    return words[number] if 0 <= number < len(words) else words[0]


def _protobuf_pairs(pairs: Iterable[Any]) -> dict[str, Any]:
    return {pair.key: _protobuf_value(pair.value) for pair in pairs}


def _protobuf_value(value: Any) -> Any:
    which = value.WhichOneof("value")
    if which is None:
        return None
    if which == "array_value":
        return [_protobuf_value(item) for item in value.array_value.values]
    if which == "kvlist_value":
        return _protobuf_pairs(value.kvlist_value.values)
    return getattr(value, which)


def _json_pairs(pairs: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {pair["key"]: _json_value(pair.get("value") or {}) for pair in pairs}


def _json_value(value: Mapping[str, Any]) -> Any:
    for name, content in value.items():
        read = _JSON_VALUES.get(name.replace("_", "").lower())
        if read and content is not None:
            return read(content)
    return None


_JSON_VALUES: Final[Mapping[str, Callable[[Any], Any]]] = {
    "stringvalue": str,
    "boolvalue": lambda content: content is True or content == "true",
    "intvalue": int,  # OTLP/JSON writes integers of 64 bits as strings
    "doublevalue": float,
    "bytesvalue": base64.b64decode,
    "arrayvalue": lambda content: [_json_value(item) for item in content.get("values") or ()],
    "kvlistvalue": lambda content: _json_pairs(content.get("values") or ()),
}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [_plain(item) for item in value]
    return value
