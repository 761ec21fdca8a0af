"""When the writer calls itself healthy, and how often it complains."""

import pytest
from agentops_processor.errors import NotCommittedError, SchemaError
from agentops_processor.write.health import Health
from structlog.testing import capture_logs


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> _Clock:
    """A clock that stands still until it is set."""
    return _Clock()


def test_passing_failure_is_forgiven_for_a_while(clock: _Clock) -> None:
    """A server that restarts sends no exporter away; one that stays away does, until it is back."""
    health = Health(clock)
    health.failed(NotCommittedError("away"))
    assert health.healthy()
    clock.now = 6.0
    health.failed(NotCommittedError("still away"))
    assert not health.healthy()
    assert health.problem == "NotCommittedError: still away"
    health.succeeded()
    assert health.healthy()
    assert health.problem == ""


def test_what_needs_a_person_is_not_forgiven(clock: _Clock) -> None:
    """A missing table or right does not come back by itself."""
    health = Health(clock)
    health.failed(SchemaError("no table", 60))
    assert not health.healthy()


def test_failures_are_logged_once_a_minute(clock: _Clock) -> None:
    """Ten tries a second must not fill the log; the first of a new trouble is said at once."""
    health = Health(clock)
    with capture_logs() as logs:
        for clock.now in (0.0, 1.0, 59.0, 60.0):
            health.failed(SchemaError("no table", 60))
        health.succeeded()
        health.failed(SchemaError("no table", 60))
    assert [entry["log_level"] for entry in logs] == ["warning", "warning", "info", "warning"]
