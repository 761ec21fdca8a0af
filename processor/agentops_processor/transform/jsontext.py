"""JSON text in and out, tolerant of what SDKs really write: one place for parsing, writing and text forms."""

import base64
import json
from typing import Any

import orjson


def dumps(value: Any) -> str:
    """Compact JSON; bytes become base64, what JSON has no form for becomes its text."""
    try:
        return orjson.dumps(value, default=_fallback, option=orjson.OPT_NON_STR_KEYS).decode()
    except (TypeError, orjson.JSONEncodeError):  # integers over 64 bits, lone surrogates
        return json.dumps(value, default=_fallback).encode("utf-8", "replace").decode()


def loads(text: str) -> Any:
    """Parse JSON.

    Raises:
        ValueError: It is not JSON.
    """
    return orjson.loads(text)


def parse(value: Any) -> Any:
    """The value behind a JSON object or array written as a string, also when encoded twice; anything else unchanged."""
    for _ in range(2):
        if not isinstance(value, str) or value[:1] not in '{["':
            return value
        try:
            found = orjson.loads(value)
        except ValueError:
            return value
        if isinstance(found, str) and found[:1] not in "{[":
            return value
        value = found
    return value


def as_text(value: Any) -> str:
    """A string stays as it is, bytes become base64, nothing is '', the rest is JSON."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return _fallback(value) if isinstance(value, bytes) else dumps(value)


def _fallback(value: Any) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)
