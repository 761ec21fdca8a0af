"""OTLP requests in, what the schema says of each of their spans out."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from agentops_processor.model import DEFAULT_TENANT, Encoding, RequestContext
from agentops_processor.transform.engine import ReferenceEngine


@dataclass(frozen=True, slots=True)
class Checked:
    """One span and its findings.

    Attributes:
        name: Span name.
        kind: What it was taken for.
        conformance: `ok`, `information`, `improvement`, `violation` or `unchecked`.
        findings: `id:subject`.
    """

    name: str
    kind: str
    conformance: str
    findings: tuple[str, ...]


def check(engine: ReferenceEngine, body: bytes) -> Iterator[Checked]:
    """Check one request; spans that would be refused come out as violations.

    Raises:
        MalformedRequestError: It is no OTLP trace request, neither protobuf nor JSON.
    """
    encoding = Encoding.JSON if body.lstrip()[:1] == b"{" else Encoding.PROTOBUF
    result = engine.transform(body, RequestContext(DEFAULT_TENANT, encoding, time.time_ns()))
    for refused in result.rejected:
        yield Checked(refused.detail, "", "violation", (refused.reason,))
    columns = ("name", "kind", "conformance", "findings")
    row: dict[str, Any]
    for row in result.tables["spans"].select(columns).to_pylist():
        yield Checked(row["name"], row["kind"], row["conformance"], tuple(row["findings"]))
