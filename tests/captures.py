"""Real requests that SDKs sent, from tests/corpus: each folder holds bodies, how they were sent, and what was true.

`expect.json` was written from the program that was traced and from the log of the model server that it called, not
from its spans.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
from agentops_processor.model import Encoding, RequestContext
from agentops_processor.plan import load
from agentops_processor.transform.engine import ReferenceEngine, decode
from agentops_processor.transform.span import Span

CORPUS = Path(__file__).parent / "corpus"
RECEIVED_AT_NS = 1_770_000_000_000_000_000

Row = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """One request body, and how it is written."""

    encoding: Encoding
    body: bytes

    @property
    def context(self) -> RequestContext:
        """Whose request it is and when it came."""
        return RequestContext("default", self.encoding, RECEIVED_AT_NS)

    def decode(self) -> list[Span]:
        """The spans as sent."""
        return decode(self.body, self.encoding)[0]


@dataclass(frozen=True, eq=False)
class Capture:
    """The requests of one run of a program."""

    name: str
    requests: tuple[Request, ...]
    expect: dict[str, Any]

    def seen(self, text: str) -> bool:
        """Whether a text occurs in the bytes at all, also inside JSON."""
        forms = (text.encode(), json.dumps(text)[1:-1].encode())
        return bool(text) and any(form in request.body for form in forms for request in self.requests)

    @property
    def rows(self) -> list[Row]:
        """The rows of `spans` that the reference engine makes of the requests; of a span sent twice the last one."""
        return list({row["span_id"]: row for row in _transformed(self)["spans"]}.values())

    @property
    def scores(self) -> list[Row]:
        """The rows of `scores`."""
        return _transformed(self)["scores"]


@cache
def reference() -> ReferenceEngine:
    """One engine for all tests."""
    return ReferenceEngine(load())


@cache
def _transformed(capture: Capture) -> dict[str, list[Row]]:
    results = [reference().transform(request.body, request.context) for request in capture.requests]
    return {table: [row for r in results for row in read(r.tables[table])] for table in ("spans", "scores")}


@cache
def captures() -> tuple[Capture, ...]:
    """Every capture of the corpus."""
    return tuple(_capture(path.parent) for path in sorted(CORPUS.glob("*/meta.json")))


def _capture(folder: Path) -> Capture:
    meta = json.loads((folder / "meta.json").read_text())
    requests = tuple(Request(Encoding(r["encoding"]), (folder / r["file"]).read_bytes()) for r in meta["requests"])
    return Capture(folder.name, requests, json.loads((folder / "expect.json").read_text()))


def read(batch: pa.RecordBatch) -> list[Row]:
    """The rows of a batch; times in nanoseconds, which Python's own times cannot hold."""
    times = {i for i, field in enumerate(batch.schema) if "timestamp" in str(field.type)}
    columns = [
        column.cast(pa.list_(pa.int64()) if pa.types.is_list(column.type) else pa.int64()) if i in times else column
        for i, column in enumerate(batch.columns)
    ]
    rows: list[Row] = pa.RecordBatch.from_arrays(columns, names=batch.schema.names).to_pylist()
    return rows
