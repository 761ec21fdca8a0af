"""Bodies of many threads in, one commit for all that wait out.

While one commit runs, the next group gathers. Nobody waits for company: a body that comes alone is committed at once,
and the longer a commit takes, the larger the next group becomes.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

from agentops_processor.spool.record import Body

Outcome = TypeVar("Outcome")

_MAX_GROUP_BYTES = 8 << 20  # bounds the memory of one commit, and how long the others wait for it


class ClosedError(Exception):
    """The body came after `close` and was not committed."""


class GroupCommit(Generic[Outcome]):
    """Commits bodies in the order of arrival, on one thread, a group at a time.

    Args:
        commit: Makes a group durable and says what became of it. It must not raise.
    """

    def __init__(self, commit: Callable[[Sequence[Body]], Outcome]) -> None:
        self._commit = commit
        self._queue: deque[tuple[Body, Future[Outcome]]] = deque()
        self._arrived = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="spool", daemon=True)
        self._thread.start()

    def submit(self, body: Body) -> Outcome:
        """Wait until the body's group is committed and return its outcome. From any thread.

        Raises:
            ClosedError: Too late; the body was not committed.
        """
        ticket: Future[Outcome] = Future()
        with self._arrived:
            if self._closed:
                raise ClosedError
            self._queue.append((body, ticket))
            self._arrived.notify()
        return ticket.result()

    def close(self) -> None:
        """Refuse new bodies, commit those before and end the thread."""
        with self._arrived:
            self._closed = True
            self._arrived.notify()
        self._thread.join()

    def _run(self) -> None:
        while group := self._next_group():
            outcome = self._commit([body for body, _ in group])
            for _, ticket in group:
                ticket.set_result(outcome)

    def _next_group(self) -> list[tuple[Body, "Future[Outcome]"]]:
        """Wait for the next group; empty when closed and nothing is left."""
        group: list[tuple[Body, Future[Outcome]]] = []
        size = 0
        with self._arrived:
            self._arrived.wait_for(lambda: self._queue or self._closed)
            while self._queue and size < _MAX_GROUP_BYTES:
                group.append(self._queue.popleft())
                size += group[-1][0].size
        return group
