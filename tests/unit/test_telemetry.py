"""The processor's own metrics."""

from typing import get_args

import pytest
from agentops_processor.telemetry import CounterName, GaugeName, HistogramName, Metrics
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

NAMES = [*get_args(CounterName), *get_args(GaugeName), *get_args(HistogramName)]


@pytest.mark.parametrize("name", NAMES)
def test_exposed(name: str) -> None:
    """Every metric is exposed under our prefix with a sentence about it, before it is first used."""
    families = {f.name: f for f in text_string_to_metric_families(generate_latest(Metrics().registry).decode())}
    assert families[f"agentops_{name}"].documentation.endswith(".")


def test_value_sums_over_labels() -> None:
    """The value of a counter is the sum over its labels, and of nothing else."""
    metrics = Metrics()
    metrics.count("spans_rejected", 2, reason="invalid_trace_id")
    metrics.count("spans_rejected", 3, reason="invalid_time")
    metrics.count("spans_received", 5)
    metrics.set("spool_spans", 4)
    assert [metrics.value(name) for name in ("spans_rejected", "spans_received", "spool_spans", "spans_committed")] == [
        5,
        5,
        4,
        0,
    ]


def test_observe() -> None:
    """A duration falls into a bucket in seconds, and into the sum."""
    metrics = Metrics()
    metrics.observe("ack_seconds", 0.004)
    text = generate_latest(metrics.registry).decode()
    assert 'agentops_ack_seconds_bucket{le="0.0025"} 0.0' in text
    assert 'agentops_ack_seconds_bucket{le="0.005"} 1.0' in text
    assert "agentops_ack_seconds_sum 0.004" in text


def test_registries_are_separate() -> None:
    """Two processors in one process, as in tests, do not count for each other."""
    one, other = Metrics(), Metrics()
    one.count("spans_received")
    assert other.value("spans_received") == 0
