"""The processor's own metrics: every name once, with its kind, unit and meaning.

They balance at any time: `spans_received = spans_committed + spans_rejected + spans_dead_lettered + spool_spans`.
Spans found in the spool at start count as received.
"""

from typing import Literal, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

CounterName = Literal[
    "requests",  # requests by transport and outcome (ok, malformed, too_large, unsupported, overloaded, internal)
    "spans_received",  # spans in requests that could be read, and spans found in the spool at start
    "spans_rejected",  # spans refused to the sender's face, by reason
    "spans_committed",  # spans that ClickHouse has
    "spans_dead_lettered",  # spans that ClickHouse will not take, kept in the dead-letter store
    "insert_retries",  # inserts tried again, by outcome of the try before
    "traces_assembled",  # traces whose steps and runs were written, again when spans came late
]
GaugeName = Literal[
    "spool_spans",  # spans that are durable here and not yet in ClickHouse
    "spool_bytes",  # bytes of segments on disk
    "spool_oldest_age_seconds",  # age of the oldest request in the spool
    "assemble_lag_seconds",  # age of the oldest rows in ClickHouse that steps and runs may not have yet
]
HistogramName = Literal[
    "ack_seconds",  # from the last byte of a request to its answer
    "commit_seconds",  # from the answer to the commit in ClickHouse, oldest request of the batch
]

_LABELS: dict[str, tuple[str, ...]] = {
    "requests": ("transport", "outcome"),
    "spans_rejected": ("reason",),
    "insert_retries": ("outcome",),
}
_HELP: dict[str, str] = {
    "requests": "OTLP requests by transport and outcome.",
    "spans_received": "Spans in readable requests, and spans found in the spool at start.",
    "spans_rejected": "Spans refused to the sender's face.",
    "spans_committed": "Spans committed to ClickHouse.",
    "spans_dead_lettered": "Spans in the dead-letter store.",
    "insert_retries": "Inserts tried again.",
    "spool_spans": "Spans durable in the spool and not yet committed.",
    "spool_bytes": "Bytes of spool segments on disk.",
    "spool_oldest_age_seconds": "Age of the oldest request in the spool.",
    "traces_assembled": "Traces whose steps and runs were written.",
    "assemble_lag_seconds": "Age of the oldest rows that steps and runs may not have yet.",
    "ack_seconds": "From the last byte of a request to its answer.",
    "commit_seconds": "From the answer to the commit in ClickHouse.",
}
# Seconds. Fine around the ack goal (50 ms) and the commit goal (2 s).
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 30.0)


class Metrics:
    """All metrics of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._counters = {
            n: Counter(f"agentops_{n}", _HELP[n], _LABELS.get(n, ()), registry=self.registry)
            for n in get_args(CounterName)
        }
        self._gauges = {n: Gauge(f"agentops_{n}", _HELP[n], registry=self.registry) for n in get_args(GaugeName)}
        self._histograms = {
            n: Histogram(f"agentops_{n}", _HELP[n], buckets=_BUCKETS, registry=self.registry)
            for n in get_args(HistogramName)
        }

    def count(self, name: CounterName, amount: float = 1, **labels: str) -> None:
        """Add to a counter."""
        counter = self._counters[name]
        (counter.labels(**labels) if labels else counter).inc(amount)

    def set(self, name: GaugeName, value: float) -> None:
        """Set a gauge."""
        self._gauges[name].set(value)

    def observe(self, name: HistogramName, seconds: float) -> None:
        """Record a duration, seconds."""
        self._histograms[name].observe(seconds)

    def value(self, name: CounterName | GaugeName) -> float:
        """Sum over all labels, for readiness checks and tests."""
        family = f"agentops_{name}"
        wanted = (family, f"{family}_total")
        return sum(s.value for m in self.registry.collect() for s in m.samples if s.name in wanted)
