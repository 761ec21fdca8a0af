"""Finished spans in, record batches in the insert schema of `spans` and `scores` out."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa

from agentops_processor.columns import tables, transform_schema
from agentops_processor.model import Attributes, RequestContext
from agentops_processor.transform.checks import MAX_TIME_NS
from agentops_processor.transform.jsontext import as_text, parse
from agentops_processor.transform.span import Span

_PARAMETERS = "agentops.request.parameters"
_PARAMETER_PREFIX = "gen_ai.request."
_FIRST_CHUNK = "gen_ai.response.time_to_first_chunk"
_MAX_UINT64 = 2**64 - 1
_EXACT = 2**53
"""Whole numbers up to here keep every digit as Float64; larger ones are kept as text."""

_COST_PLACES = Decimal(1).scaleb(-12)
_DEFAULTS: dict[str, Any] = {"Bool": False, "UInt64": 0, "UInt32": 0, "Decimal(18, 12)": Decimal(0)}
_CONVERT: dict[str, Callable[[Any], Any]] = {
    "Decimal(18, 12)": lambda value: Decimal(repr(value)).quantize(_COST_PLACES),
    "UInt64": lambda value: min(value, _MAX_UINT64),
    "UInt32": lambda value: min(value, 2**32 - 1),
}

Pairs = list[tuple[str, Any]]


def _default(clickhouse_type: str) -> Any:
    if clickhouse_type.startswith("Nullable"):
        return None
    return [] if clickhouse_type.startswith("Array") else _DEFAULTS.get(clickhouse_type, "")


_FILLED = [column for column in tables()["spans"] if column.attribute]
_BLANK = {column.name: _default(column.type) for column in _FILLED}
_COLUMN_OF = {column.attribute: (column.name, _CONVERT.get(column.type)) for column in _FILLED}


def to_batches(spans: list[Span], context: RequestContext) -> dict[str, pa.RecordBatch]:
    """The rows of one request.

    Args:
        spans: Normalised, enriched, validated, redacted.
        context: Whose request it was and when it came.
    """
    ingested = datetime.fromtimestamp(context.received_at_ns / 1e9, UTC)
    rows = [_span_row(span, context.tenant_id, ingested) for span in spans]
    scores = [_score_row(span, i, s, context.tenant_id, ingested) for span in spans for i, s in enumerate(span.scores)]
    return {"spans": _batch("spans", rows), "scores": _batch("scores", scores)}


def _batch(table: str, rows: list[dict[str, Any]]) -> pa.RecordBatch:
    if not rows:
        return _empty(table)
    # One conversion of structs takes half the time of one conversion for each column.
    return pa.RecordBatch.from_struct_array(pa.array(rows, _struct(table)))


@cache
def _struct(table: str) -> pa.StructType:
    return pa.struct(list(transform_schema(table)))


@cache
def _empty(table: str) -> pa.RecordBatch:
    """Most requests have no scores; building no rows column by column costs as much as building some."""
    return pa.RecordBatch.from_pylist([], schema=transform_schema(table))


def _span_row(span: Span, tenant_id: str, ingested: datetime) -> dict[str, Any]:
    values = span.values
    resource = span.resource.attributes.get
    row: dict[str, Any] = {
        **_BLANK,
        "tenant_id": tenant_id,
        "trace_id": span.trace_id,
        "span_id": span.span_id,
        "parent_span_id": span.parent_span_id,
        "trace_state": span.trace_state,
        "name": span.name,
        "otel_kind": span.otel_kind,
        "start_time": span.start_ns,
        "end_time": span.end_ns,
        "duration_ns": span.end_ns - span.start_ns,
        "status": span.status,
        "status_message": span.status_message,
        "service_name": as_text(resource("service.name")),
        "service_version": as_text(resource("service.version")),
        "environment": as_text(resource("deployment.environment.name") or resource("deployment.environment")),
        "scope_name": span.scope.name,
        "scope_version": span.scope.version,
        "schema_url": span.scope.schema_url or span.resource.schema_url,
        "is_usage_leaf": span.is_leaf,
        "time_to_first_token_ns": _nanoseconds(values.get(_FIRST_CHUNK, 0.0)),
        "conformance": span.conformance,
        "findings": span.findings,
        "resource": span.resource.text,
        "events.time": [e.time_ns for e in span.events],
        "events.name": [e.name for e in span.events],
        "events.attributes": [_text_map(e.attributes) for e in span.events],
        "links.trace_id": [k.trace_id for k in span.links],
        "links.span_id": [k.span_id for k in span.links],
        "links.attributes": [_text_map(k.attributes) for k in span.links],
        "ingested_at": ingested,
    }
    left = dict(span.rest)
    for key, value in values.items():
        column, convert = _COLUMN_OF.get(key, ("", None))
        if column:
            row[column] = convert(value) if convert else value
        else:
            left[key] = value
    row["request_parameters"] = _parameters(left)
    row["attributes"], row["attributes_num"], row["attributes_bool"] = _by_type(left)
    return row


def _nanoseconds(seconds: float) -> int:
    return int(min(max(seconds, 0.0) * 1e9, float(MAX_TIME_NS)))


def _text_map(attributes: Attributes) -> list[tuple[str, str]]:
    return [(k, as_text(v)) for k, v in attributes.items()]


def _parameters(left: Attributes) -> Pairs:
    """Take the parameters of a model call out of what has no column of its own."""
    parameters = [
        (key.removeprefix(_PARAMETER_PREFIX), as_text(left.pop(key)))
        for key in list(left)
        if key.startswith(_PARAMETER_PREFIX)
    ]
    if _PARAMETERS in left:
        packed = left.pop(_PARAMETERS)
        found = parse(packed)
        parameters += _text_map(found) if isinstance(found, dict) else [("parameters", as_text(packed))]
    return parameters


def _by_type(left: Attributes) -> tuple[Pairs, Pairs, Pairs]:
    """Texts, numbers and booleans."""
    texts: Pairs = []
    numbers: Pairs = []
    booleans: Pairs = []
    for key, value in left.items():
        if isinstance(value, str):
            texts.append((key, value))
        elif isinstance(value, bool):
            booleans.append((key, value))
        elif isinstance(value, float) or (isinstance(value, int) and -_EXACT <= value <= _EXACT):
            numbers.append((key, float(value)))
        else:
            texts.append((key, as_text(value)))
    return texts, numbers, booleans


def _score_row(span: Span, index: int, score: dict[str, Any], tenant_id: str, ingested: datetime) -> dict[str, Any]:
    scope = score.get("scope", "")
    seed = f"{span.trace_id}{span.span_id}{score['kind']}{score['name']}{index}"
    return {
        "tenant_id": tenant_id,
        "score_id": score.get("score_id") or hashlib.blake2b(seed.encode(), digest_size=16).hexdigest(),
        "trace_id": score.get("trace_id") or span.trace_id,
        "span_id": score.get("span_id") or ("" if scope in ("trace", "session") else span.span_id),
        "session_id": span.values.get("session.id") or span.values.get("gen_ai.conversation.id") or "",
        "name": score["name"],
        "value": score["value"],
        "label": score["label"],
        "explanation": score.get("explanation", ""),
        "source": score.get("source", ""),
        "kind": score["kind"],
        "metric": score.get("metric", ""),
        "test_case_id": score.get("test_case_id", ""),
        "dataset": score.get("dataset", ""),
        "experiment": score.get("experiment", ""),
        "created_at": span.end_ns,
        "metadata": score.get("metadata", ""),
        "ingested_at": ingested,
    }
