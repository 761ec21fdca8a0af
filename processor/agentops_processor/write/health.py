"""Failures and successes of the writer in, whether rows reach ClickHouse, and a log that can be read, out."""

import time
from collections.abc import Callable

import structlog

from agentops_processor.errors import SchemaError

_log = structlog.get_logger(__name__)

# Seconds. A server that restarts is no reason to send the exporters away.
_GRACE_S = 5.0
_LOG_EVERY_S = 60.0


class Health:
    """What is wrong now. One thread tells, any thread asks.

    Args:
        clock: Monotonic time, seconds.

    Attributes:
        problem: The last failure since the last success, for a person; '' when all is well.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.problem = ""
        self._clock = clock
        self._needs_person = False
        self._failing_since = self._logged_at = float("-inf")

    def failed(self, error: Exception) -> None:
        """An attempt failed."""
        now = self._clock()
        if not self.problem:
            self._failing_since, self._logged_at = now, float("-inf")
        if now - self._logged_at >= _LOG_EVERY_S:
            _log.warning("cannot write to ClickHouse, will go on trying", kind=type(error).__name__, error=str(error))
            self._logged_at = now
        self._needs_person = isinstance(error, SchemaError)
        self.problem = f"{type(error).__name__}: {error}"

    def succeeded(self) -> None:
        """An attempt succeeded."""
        if self.problem:
            _log.info("writing to ClickHouse again", after_s=round(self._clock() - self._failing_since, 1))
        self.problem = ""

    def healthy(self) -> bool:
        """Whether the last attempt succeeded, or failed so recently that it may be nothing."""
        return not self.problem or (not self._needs_person and self._clock() - self._failing_since < _GRACE_S)
