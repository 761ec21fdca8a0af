"""OTLP/JSON in, decoded spans and single refusals out: ids as hex, integers as numbers or strings, enums by number or name."""

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any

import orjson

from agentops_processor.errors import MalformedRequestError
from agentops_processor.model import Attributes, Rejected
from agentops_processor.transform.checks import MAX_TIME_NS, check_span
from agentops_processor.transform.decode import KINDS, NO_PARENT, STATUSES, end_or_start, make_resource
from agentops_processor.transform.span import Event, Link, Resource, Scope, Span


def decode_json(body: bytes) -> tuple[list[Span], list[Rejected]]:
    """Decode an ExportTraceServiceRequest in OTLP's JSON form. Field names may be camelCase or snake_case.

    Raises:
        MalformedRequestError: The body is not JSON, or not that message.
    """
    spans: list[Span] = []
    rejected: list[Rejected] = []
    for resource_spans in _list(_object(_parse(body), "the body"), "resourceSpans"):
        _object(resource_spans, "an entry of resourceSpans")
        pairs = _list(_object(_get(resource_spans, "resource") or {}, "resource"), "attributes")
        resource = make_resource(_attributes(pairs), str(_get(resource_spans, "schemaUrl") or ""))
        for scope_spans in _list(resource_spans, "scopeSpans"):
            scope = _scope(scope_spans)
            for raw in _list(scope_spans, "spans"):
                try:
                    made = _span(_object(raw, "a span"), resource, scope)
                except (MalformedRequestError, TypeError, ValueError, AttributeError, RecursionError) as error:
                    made = Rejected("malformed_span", f"span {str(_name(raw))!r}: {error}")
                if isinstance(made, Span):
                    spans.append(made)
                else:
                    rejected.append(made)
    return spans, rejected


def _parse(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except ValueError:
        pass  # JavaScript cuts strings inside a surrogate pair; orjson refuses what is left, json does not
    try:
        return _without_surrogates(json.loads(body))
    except (ValueError, RecursionError) as error:
        raise MalformedRequestError(f"the body is not JSON: {error}") from error


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_without_surrogates(v) for v in value]
    if isinstance(value, dict):
        return {_without_surrogates(k): _without_surrogates(v) for k, v in value.items()}
    return value


def _object(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise MalformedRequestError(
            f"{what} must be a JSON object, got {type(value).__name__}; "
            'an OTLP/JSON request looks like {"resourceSpans": [{"scopeSpans": [{"spans": [...]}]}]}'
        )
    return value


def _get(obj: dict[str, Any], name: str) -> Any:
    found = obj.get(name)
    if found is None:
        found = obj.get("".join(f"_{c.lower()}" if c.isupper() else c for c in name))
    return found


def _list(obj: Any, name: str) -> list[Any]:
    found = _get(_object(obj, f"the parent of {name}"), name)
    if found is None:
        return []
    if not isinstance(found, list):
        raise MalformedRequestError(f"{name} must be a JSON array, got {type(found).__name__}")
    return found


def _scope(scope_spans: Any) -> Scope:
    raw = _get(_object(scope_spans, "an entry of scopeSpans"), "scope")
    scope = raw if isinstance(raw, dict) else {}
    return Scope(
        str(scope.get("name") or ""), str(scope.get("version") or ""), str(_get(scope_spans, "schemaUrl") or "")
    )


def _name(raw: Any) -> Any:
    return raw.get("name", "") if isinstance(raw, dict) else ""


def _span(raw: dict[str, Any], resource: Resource, scope: Scope) -> Span | Rejected:
    name = str(raw.get("name") or "")
    trace_id, span_id, parent = (_hex(_get(raw, f), f) for f in ("traceId", "spanId", "parentSpanId"))
    start, end = int(_get(raw, "startTimeUnixNano") or 0), int(_get(raw, "endTimeUnixNano") or 0)
    bad = check_span(trace_id=trace_id, span_id=span_id, parent_span_id=parent, start_ns=start, end_ns=end, name=name)
    if bad:
        return bad
    status = _get(raw, "status") or {}
    warnings: list[str] = []
    return Span(
        trace_id=trace_id.hex(),
        span_id=span_id.hex(),
        parent_span_id="" if parent in (b"", NO_PARENT) else parent.hex(),
        trace_state=str(_get(raw, "traceState") or ""),
        name=name,
        otel_kind=_enum(raw.get("kind"), KINDS, "SPAN_KIND_"),
        start_ns=start,
        end_ns=end_or_start(start, end, warnings),
        status=_enum(status.get("code"), STATUSES, "STATUS_CODE_"),
        status_message=str(status.get("message") or ""),
        attributes=_attributes(_list(raw, "attributes")),
        events=[_event(e) for e in _list(raw, "events")],
        links=[_link(k) for k in _list(raw, "links")],
        resource=resource,
        scope=scope,
        warnings=warnings,
    )


def _event(raw: Any) -> Event:
    time_ns = int(_get(_object(raw, "an event"), "timeUnixNano") or 0)
    return Event(max(0, min(time_ns, MAX_TIME_NS)), str(_name(raw) or ""), _attributes(_list(raw, "attributes")))


def _link(raw: Any) -> Link:
    trace_id, span_id = (_hex(_get(_object(raw, "a link"), f), f"link {f}").hex() for f in ("traceId", "spanId"))
    return Link(trace_id, span_id, _attributes(_list(raw, "attributes")))


def _hex(value: Any, field: str) -> bytes:
    try:
        return bytes.fromhex(value or "")
    except (TypeError, ValueError):
        raise MalformedRequestError(f"{field} must be hex digits, got {value!r}") from None


def _enum(value: Any, names: tuple[str, ...], prefix: str) -> str:
    if isinstance(value, str) and not value.isdecimal():
        name = value.removeprefix(prefix).lower()
        return name if name in names else names[0]
    number = int(value or 0)
    return names[number] if 0 <= number < len(names) else names[0]


def _attributes(pairs: list[Any]) -> Attributes:
    return {str(p["key"]): _value(p.get("value")) for p in pairs if isinstance(p, dict) and "key" in p}


def _bytes(value: Any) -> Any:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, TypeError, ValueError):
        return value


_VALUES: dict[str, Callable[[Any], Any]] = {
    "stringValue": str,
    "intValue": int,
    "doubleValue": float,
    "boolValue": lambda v: v is True or v == "true",
    "bytesValue": _bytes,
    "arrayValue": lambda v: [_value(item) for item in _list(v, "values")],
    "kvlistValue": lambda v: _attributes(_list(v, "values")),
}


def _value(value: Any) -> Any:
    if not isinstance(value, dict):
        return None
    for name, convert in _VALUES.items():
        found = _get(value, name)
        if found is not None:
            return convert(found)
    return None
