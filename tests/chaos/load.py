"""Senders that never stop, and a ledger of what they were told: the witness of every chaos test."""

import itertools
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import urllib3

from tests.otlp import PROTOBUF, new_ids, request_of, tool_span
from tests.processor import Processor, until

SENDERS = 4
SPANS_PER_REQUEST = 10
# Seconds. A sender whose processor is gone tries again after that.
_TRY_AGAIN_S = 0.05


class Load:
    """Four threads that post spans with ids of their own to a processor, wherever it listens at the moment.

    Half of the senders send a request until it is acknowledged, as exporters do. The others give a request up when its
    connection breaks, so that every id is sent once: of those, ClickHouse may hold no duplicate at all.

    Args:
        processor: Where to send; its port is looked up for every request.

    Attributes:
        acknowledged: Ids of spans whose request was answered with 200.
        unknown: Ids of spans whose request broke off and was given up: stored, or not.
        resent: Ids of spans that were sent more than once.
        answers: How many requests ended how: an HTTP status, or `broken`.
    """

    def __init__(self, processor: Processor) -> None:
        self.acknowledged: set[str] = set()
        self.unknown: set[str] = set()
        self.resent: set[str] = set()
        self.answers: Counter[int | str] = Counter()
        self._processor = processor
        self._state = threading.Condition()
        self._sending = False
        self._stopped = False
        self._under_way = 0
        self._threads = [
            threading.Thread(target=self._send_all, args=(number % 2 == 0,), name=f"sender-{number}")
            for number in range(SENDERS)
        ]

    def resume(self) -> None:
        """Send."""
        self._set(sending=True)
        if not self._threads[0].ident:
            for thread in self._threads:
                thread.start()

    def pause(self) -> None:
        """Return when no request is under way. The processor has to be up: senders may be in the middle of one."""
        self._set(sending=False)
        with self._state:
            assert self._state.wait_for(lambda: not self._under_way, 60), "a sender hangs"

    def stop(self) -> None:
        """End the senders. What they have not been told about by now is unknown."""
        self._set(sending=False, stopped=True)
        for thread in self._threads:
            thread.join(60)

    def progress(self, requests: int, timeout_s: float = 60) -> None:
        """Wait until so many more requests are acknowledged."""
        goal = self.answers[200] + requests
        until(lambda: self.answers[200] >= goal, timeout_s, "senders get on", lambda: f"{self.answers}")

    def _set(self, *, sending: bool, stopped: bool = False) -> None:
        with self._state:
            self._sending, self._stopped = sending, stopped
            self._state.notify_all()

    def _send_all(self, stubborn: bool) -> None:
        with urllib3.PoolManager(timeout=30, retries=False) as http:
            while self._begin():
                self._send(http, stubborn)
                with self._state:
                    self._under_way -= 1
                    self._state.notify_all()

    def _begin(self) -> bool:
        """Wait for the sign to send; False when it is over."""
        with self._state:
            self._state.wait_for(lambda: self._sending or self._stopped)
            self._under_way += not self._stopped
            return not self._stopped

    def _send(self, http: urllib3.PoolManager, stubborn: bool) -> None:
        ids = new_ids(SPANS_PER_REQUEST)
        body = request_of([tool_span(i) for i in ids]).SerializeToString()
        for attempt in itertools.count():
            answer = self._post(http, body)
            with self._state:
                self.answers[answer] += 1
                if attempt:
                    self.resent.update(ids)
                if answer == 200:
                    self.acknowledged.update(ids)
                    return
                self._state.wait_for(lambda: self._stopped, _TRY_AGAIN_S)
                if self._stopped or (answer == "broken" and not stubborn):
                    self.unknown.update(ids)
                    return

    def _post(self, http: urllib3.PoolManager, body: bytes) -> int | str:
        try:
            response = http.request("POST", self._processor.traces_url, body=body, headers=PROTOBUF)
        except urllib3.exceptions.HTTPError:
            return "broken"
        assert response.status != 200 or response.data == b"", "a span was rejected"
        return response.status


@contextmanager
def load_on(processor: Processor) -> Iterator[Load]:
    """Load that runs, and has stopped at the end of the block at the latest."""
    load = Load(processor)
    load.resume()
    try:
        yield load
    finally:
        load.stop()


def check_ledger(load: Load, processor: Processor) -> None:
    """Hold what ClickHouse has against what the senders were told. The spool has to be drained, the load stopped."""
    rows = dict(map(tuple, processor.sql("SELECT span_id, count() FROM spans GROUP BY span_id")))
    final = dict(map(tuple, processor.sql("SELECT span_id, count() FROM spans FINAL GROUP BY span_id")))
    lost = load.acknowledged - rows.keys()
    assert not lost, f"{len(lost)} of {len(load.acknowledged)} acknowledged spans are lost: {sorted(lost)[:5]}"
    invented = rows.keys() - load.acknowledged - load.unknown
    assert not invented, f"{len(invented)} spans that nobody sent: {sorted(invented)[:5]}"
    doubled = {i for i, count in rows.items() if count > 1} - load.resent
    assert not doubled, f"{len(doubled)} spans are there twice, and were sent once: {sorted(doubled)[:5]}"
    assert set(final.values()) <= {1}
    assert final.keys() == rows.keys()
