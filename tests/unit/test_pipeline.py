"""From a request to its acknowledgement: what is stored, what is counted, what the sender is told."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from agentops_processor import plan
from agentops_processor.errors import MalformedRequestError, OverloadedError
from agentops_processor.model import Answer, Encoding, RequestContext
from agentops_processor.pipeline import Ingest
from agentops_processor.spool import Spool
from agentops_processor.telemetry import Metrics
from agentops_processor.transform.engine import ReferenceEngine
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.otlp import new_ids, request_of, tool_span


class Subject:
    """An ingest over a real spool."""

    def __init__(self, directory: Path) -> None:
        self.metrics = Metrics()
        self.spool = Spool(directory)
        self._ingest = Ingest(ReferenceEngine(plan.load()), self.spool, self.metrics)

    def take(self, *spans: Span) -> Answer:
        """Take one request."""
        return self.take_bytes(request_of(spans).SerializeToString())

    def take_bytes(self, body: bytes) -> Answer:
        """Take a body."""
        return self._ingest(body, RequestContext("acme", Encoding.PROTOBUF, time.time_ns()))

    def counted(self) -> tuple[float, float]:
        """Spans received, and of them rejected."""
        return self.metrics.value("spans_received"), self.metrics.value("spans_rejected")


@pytest.fixture
def subject(tmp_path: Path) -> Iterator[Subject]:
    """A fresh one."""
    made = Subject(tmp_path / "spool")
    yield made
    made.spool.close()


def _bad_span() -> Span:
    span = tool_span(*new_ids(1))
    span.trace_id = b""
    return span


def test_accepted(subject: Subject) -> None:
    """Spans are in the spool, with their tenant, when the answer is there."""
    ids = new_ids(3)
    assert subject.take(*map(tool_span, ids)) == Answer(3, 0, "")
    batch = subject.spool.next_batch(100, 1 << 20, linger_s=0, wait_s=0)
    assert batch
    rows = batch.records[0].tables["spans"]
    assert rows["span_id"].to_pylist() == ids
    assert set(rows["tenant_id"].to_pylist()) == {"acme"}
    assert subject.counted() == (3, 0)


def test_partly_rejected(subject: Subject) -> None:
    """Bad spans are counted and named; the others are stored."""
    answer = subject.take(_bad_span(), tool_span(*new_ids(1)), _bad_span())
    assert (answer.accepted, answer.rejected) == (1, 2)
    assert answer.message.count("trace_id must be 16 bytes") == 2
    assert subject.spool.pending.spans == 1
    assert subject.counted() == (3, 2)


def test_all_rejected(subject: Subject) -> None:
    """A request of bad spans only is answered, counted, and puts nothing into the spool; five are named at most."""
    answer = subject.take(*(_bad_span() for _ in range(8)))
    assert (answer.accepted, answer.rejected) == (0, 8)
    assert answer.message.endswith("; and 3 more")
    assert answer.message.count("trace_id must") == 5
    assert subject.spool.pending.records == 0
    assert subject.counted() == (8, 8)


def test_empty(subject: Subject) -> None:
    """A request without spans is fine, and costs no sync."""
    assert subject.take() == Answer(0, 0, "")
    assert subject.spool.pending.records == 0


def test_malformed(subject: Subject) -> None:
    """What is no request counts nothing."""
    with pytest.raises(MalformedRequestError):
        subject.take_bytes(b"\xff\xff\xff")
    assert subject.counted() == (0, 0)


def test_not_stored_not_counted(subject: Subject) -> None:
    """What the spool does not take was not received: the sender will come again."""
    subject.spool.close()
    with pytest.raises(OverloadedError):
        subject.take(tool_span(*new_ids(1)), _bad_span())
    assert subject.counted() == (0, 0)
