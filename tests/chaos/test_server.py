"""ClickHouse as a server that goes away and comes back: senders do not notice, until the spool is full."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from agentops_processor.receive.grpc import EXPORT_METHOD
from google.rpc.error_details_pb2 import RetryInfo
from google.rpc.status_pb2 import Status

from tests.chaos.load import check_ledger, load_on
from tests.chdb_http import ChdbHttp
from tests.otlp import new_ids, post, post_spans, request_of, tool_span
from tests.processor import Processor, running, until

# The smallest budget that the processor takes, bytes.
SPOOL_BYTES = 16 << 20


@pytest.fixture
def clickhouse(tmp_path: Path) -> Iterator[ChdbHttp]:
    """A server of our own, because it is killed."""
    server = ChdbHttp(tmp_path / "clickhouse")
    yield server
    server.stop()


@pytest.mark.slow
def test_outage_under_load(tmp_path: Path, clickhouse: ChdbHttp) -> None:
    """While the server is away spans are taken and /readyz says so; when it is back they get there, once."""
    with running(tmp_path / "data", f"--clickhouse-url={clickhouse.url}/agentops") as processor:
        with load_on(processor) as load:
            load.progress(requests=50)
            clickhouse.stop()
            until(lambda: not processor.ready(), 30, "not ready")
            assert "ClickHouse takes no spans, they wait in the spool" in processor.admin("/readyz")[1]
            load.progress(requests=50)
            assert processor.metrics()["spool_spans"] > 0
            clickhouse.start()
            until(processor.ready, 30, "ready again", processor.log)
            load.progress(requests=50)
        processor.drain()
        check_ledger(load, processor)
        assert load.answers.keys() == {200}


@pytest.mark.slow
def test_crashes_on_both_sides(tmp_path: Path, clickhouse: ChdbHttp) -> None:
    """Server and processor are killed at the same moment, under load: still everything is there once."""
    with running(tmp_path / "data", f"--clickhouse-url={clickhouse.url}/agentops") as processor:
        with load_on(processor) as load:
            load.progress(requests=50)
            both = [threading.Thread(target=clickhouse.stop), threading.Thread(target=processor.kill)]
            for kill in both:
                kill.start()
            for kill in both:
                kill.join()
            processor.start()  # before the server: an outage is no reason not to start
            load.progress(requests=50)
            clickhouse.start()
        processor.drain()
        check_ledger(load, processor)


@pytest.mark.slow
def test_full_spool(tmp_path: Path, clickhouse: ChdbHttp) -> None:
    """A full spool asks senders to come back, in both transports' words, keeps what it has, and recovers by itself."""
    clickhouse.stop()
    options = (f"--clickhouse-url={clickhouse.url}/agentops", f"--max-spool-bytes={SPOOL_BYTES}")
    processor = Processor(tmp_path / "data", *options).start()
    taken, refusal = _fill(processor)
    assert int(refusal.headers["Retry-After"]) >= 1
    assert _grpc_retry_delay_s(processor) > 0
    assert not processor.ready()
    assert processor.metrics()["spool_spans"] == len(taken)
    clickhouse.start()
    until(processor.ready, 30, "ready", processor.log)
    processor.drain()
    more = new_ids(1)
    post_spans(processor.traces_url, [tool_span(more[0])])
    processor.drain()
    stored = processor.sql("SELECT span_id, count() FROM spans GROUP BY span_id")
    assert dict(map(tuple, stored)) == dict.fromkeys([*taken, *more], 1)
    assert processor.terminate() == 0


def _fill(processor: Processor) -> tuple[list[str], Any]:
    """Send until refused; ids of the spans that were taken, and the refusal."""
    taken: list[str] = []
    started = time.monotonic()
    while time.monotonic() < started + 30:
        ids = new_ids(10)
        spans = [tool_span(i, note=i * 6_000) for i in ids]  # about 100 KB each
        response = post(processor.traces_url, request_of(spans).SerializeToString())
        if response.status != 200:
            assert response.status == 503
            return taken, response
        taken += ids
    raise AssertionError(f"{len(taken)} spans were taken, and the spool is not full")


def _grpc_retry_delay_s(processor: Processor) -> float:
    """What an exporter over gRPC is told: UNAVAILABLE, and when to come back."""
    body = request_of([tool_span(i, note=i * 6_000) for i in new_ids(10)]).SerializeToString()
    with grpc.insecure_channel(f"127.0.0.1:{processor.ports['grpc']}") as channel:
        with pytest.raises(grpc.RpcError) as caught:
            channel.unary_unary(EXPORT_METHOD)(body, timeout=30)
        refusal: Any = caught.value
        assert refusal.code() is grpc.StatusCode.UNAVAILABLE
        (details,) = (value for key, value in refusal.trailing_metadata() if key == "grpc-status-details-bin")
    retry = RetryInfo()
    assert Status.FromString(details).details[0].Unpack(retry)
    return float(retry.retry_delay.ToMilliseconds() / 1000)
