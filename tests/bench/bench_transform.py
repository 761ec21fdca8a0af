"""`python tests/bench/bench_transform.py`: the captures of the corpus in, spans per CPU-second of the engine out.

CPU time of this process, the median of several rounds over all captures, on warm tables; beside it the microseconds
that each step takes for a span.
"""

import statistics
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))

from agentops_processor.transform.duplicates import mark_duplicates
from agentops_processor.transform.rows import to_batches

from tests.captures import Request, captures, reference

ROUNDS = 7
STEPS = ("decode", "normalise and enrich", "duplicates", "validate and redact", "rows")


def _cpu_ns(step: Callable[[], object]) -> int:
    start = time.process_time_ns()
    step()
    return time.process_time_ns() - start


def steps_ns(request: Request) -> list[int]:
    """CPU time of each step for one request, nanoseconds."""
    engine, spans = reference(), request.decode()
    return [
        _cpu_ns(request.decode),
        _cpu_ns(lambda: deque(map(engine.complete, spans), maxlen=0)),
        _cpu_ns(lambda: mark_duplicates([span for span in spans if span.is_leaf])),
        _cpu_ns(lambda: deque(map(engine.judge, spans), maxlen=0)),
        _cpu_ns(lambda: to_batches(spans, request.context)),
    ]


def main() -> None:
    """Measure and print."""
    requests = [request for capture in captures() for request in capture.requests]
    spans = sum(reference().transform(r.body, r.context).tables["spans"].num_rows for r in requests)
    whole = [
        _cpu_ns(lambda: [reference().transform(r.body, r.context) for r in requests]) / spans for _ in range(ROUNDS)
    ]
    rounds = [[sum(column) for column in zip(*map(steps_ns, requests), strict=True)] for _ in range(ROUNDS)]
    median = statistics.median(whole)
    print(f"{1e9 / median:,.0f} spans per CPU-second, {median / 1000:.0f} µs a span, {spans} spans")  # noqa: T201 a report
    for name, times in zip(STEPS, zip(*rounds, strict=True), strict=True):
        print(f"  {name:24s}{statistics.median(times) / spans / 1000:7.1f} µs a span")  # noqa: T201 a report


if __name__ == "__main__":
    main()
