"""Value types that the stages exchange. No behaviour beyond what keeps a value whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pyarrow as pa

DEFAULT_TENANT = "default"


class Encoding(StrEnum):
    """How the body of an OTLP request is written."""

    PROTOBUF = "protobuf"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class RequestContext:
    """What is known about a request besides its bytes.

    Attributes:
        tenant_id: Owner of every span in the request.
        encoding: How the body is written.
        received_at_ns: Wall clock at arrival, nanoseconds since the Unix epoch.
    """

    tenant_id: str
    encoding: Encoding
    received_at_ns: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """One span that was refused, told to the sender in `partial_success` and counted by its reason.

    Attributes:
        reason: Stable code, for the metric: `invalid_trace_id`, `invalid_span_id`, `invalid_time`, ...
        detail: For the sender: which span, what is wrong, what to do.
    """

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class TransformResult:
    """What one request became.

    Attributes:
        tables: Rows per table (`spans`, `scores`), each in the insert schema of its table, without the
            columns that only the writer knows.
        rejected: Spans refused, in the order of the request.
    """

    tables: Mapping[str, pa.RecordBatch]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the sender is told after its spans are safe: counts for `partial_success`.

    Attributes:
        accepted: Spans that are on stable storage.
        rejected: Spans refused.
        message: Why, for a person; '' when nothing was refused.
    """

    accepted: int
    rejected: int
    message: str


Accept = Callable[[bytes, RequestContext], Answer]
"""Takes one decompressed request and returns when its spans are durable.

Raises:
    MalformedRequestError: The bytes are not an OTLP trace request.
    OverloadedError: Nothing was stored; the sender should retry.
"""

Attributes = dict[str, Any]
"""Attribute values by key: str, int, float, bool, bytes, None, list or dict of the same."""
