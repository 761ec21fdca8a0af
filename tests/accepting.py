"""What receivers call in tests: an `accept` that records, answers what it is told to, or raises it."""

import threading
from collections.abc import Callable
from typing import Any

from agentops_processor.model import Answer, RequestContext
from agentops_processor.telemetry import Metrics

Before = Callable[[], Any]


class RecordingAccept:
    """Takes requests; a receiver under test inherits from it.

    Attributes:
        calls: What came in.
        answer: What is answered, or raised.
        before: Called first, to hold a request up.
        metrics: Where the receiver counts.
    """

    def __init__(self) -> None:
        self.calls: list[tuple[bytes, RequestContext]] = []
        self.answer: Answer | Exception = Answer(accepted=1, rejected=0, message="")
        self.before: Before = int
        self.metrics = Metrics()

    def accept(self, body: bytes, context: RequestContext) -> Answer:
        """What the receiver calls."""
        self.calls.append((body, context))
        self.before()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def outcomes(self) -> dict[str, float]:
        """Requests counted, by outcome."""
        family = next(m for m in self.metrics.registry.collect() if m.name == "agentops_requests")
        return {s.labels["outcome"]: s.value for s in family.samples if s.name.endswith("_total")}


class Hold:
    """Stands in `accept` until it is released."""

    def __init__(self) -> None:
        self.entered, self.release = threading.Event(), threading.Event()

    def __call__(self) -> None:
        """Say that `accept` was called, and stand."""
        self.entered.set()
        assert self.release.wait(20)
