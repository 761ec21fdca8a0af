"""The admin port: well or not, and the metrics."""

import pytest
from agentops_processor.admin import admin_app
from agentops_processor.telemetry import Metrics
from starlette.testclient import TestClient


class Subject:
    """An admin app over a state that the test sets."""

    def __init__(self) -> None:
        self.metrics = Metrics()
        self.troubles: list[str] = []
        app = admin_app(self.metrics, lambda: self.troubles, lambda: self.metrics.set("spool_spans", 7))
        self.client = TestClient(app)


@pytest.fixture
def subject() -> Subject:
    """A fresh one."""
    return Subject()


def test_healthz(subject: Subject) -> None:
    """The process is alive whatever else is wrong."""
    subject.troubles = ["everything"]
    assert subject.client.get("/healthz").status_code == 200


def test_readyz(subject: Subject) -> None:
    """It is ready when nothing is wrong."""
    response = subject.client.get("/readyz")
    assert (response.status_code, response.text) == (200, "ready\n")


def test_not_ready(subject: Subject) -> None:
    """It is not ready when something is wrong, and says what, one sentence a line."""
    subject.troubles = ["the spool is full", "ClickHouse is away"]
    response = subject.client.get("/readyz")
    assert (response.status_code, response.text) == (503, "the spool is full\nClickHouse is away\n")


def test_metrics(subject: Subject) -> None:
    """Metrics are in Prometheus' text format, and gauges are brought up to date before they are shown."""
    subject.metrics.count("requests", transport="http", outcome="ok")
    response = subject.client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain")
    assert 'agentops_requests_total{outcome="ok",transport="http"} 1.0' in response.text
    assert "agentops_spool_spans 7.0" in response.text


@pytest.mark.parametrize("path", ["/", "/metric", "/readyz/x"])
def test_nothing_else(subject: Subject, path: str) -> None:
    """There is nothing else on this port."""
    assert subject.client.get(path).status_code == 404
