"""Senders that break off, dawdle, lie or attack, at the level of sockets and memory."""

import logging
import re
import socket
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import httpx
import pytest
from agentops_processor.http_server import HttpServer
from agentops_processor.model import Answer, RequestContext
from agentops_processor.receive.grpc import EXPORT_METHOD, GrpcReceiver
from agentops_processor.receive.http import otlp_app
from agentops_processor.telemetry import CounterName, Metrics

LIMIT = 64 << 20
MIB = 1 << 20
POST = b"POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-protobuf\r\n"
CHUNKED = POST + b"transfer-encoding: chunked\r\n\r\n"

GRPC_BOMB = f"""
import grpc, sys
channel = grpc.insecure_channel("127.0.0.1:" + sys.argv[1], options=[("grpc.max_send_message_length", -1)])
try:
    channel.unary_unary("{EXPORT_METHOD}")(bytes({256 * MIB}), compression=grpc.Compression.Gzip, timeout=60)
except grpc.RpcError as error:
    print(error.code())
"""


class CountedMetrics(Metrics):
    """Metrics that can be waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.outcomes: list[str] = []
        self.changed = threading.Condition()

    def count(self, name: CounterName, amount: float = 1, **labels: str) -> None:
        """Count, and wake who waits."""
        super().count(name, amount, **labels)
        with self.changed:
            self.outcomes.append(labels["outcome"])
            self.changed.notify_all()

    def wait_for(self, outcomes: list[str]) -> None:
        """Return when exactly these outcomes were counted."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.outcomes == outcomes, timeout=20), self.outcomes


class Receiver:
    """A running HTTP receiver with a recording `accept`."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.metrics = CountedMetrics()
        self.server = HttpServer(otlp_app(self.accept, LIMIT, self.metrics), "127.0.0.1", 0, "--http-port")
        self.port = self.server.start()

    def accept(self, body: bytes, _context: RequestContext) -> Answer:
        """What the receiver calls."""
        self.bodies.append(body)
        return Answer(accepted=1, rejected=0, message="")

    def connect(self) -> socket.socket:
        """A connection to the receiver."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver on a free port."""
    running = Receiver()
    yield running
    running.server.stop(2)


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """1 GiB of zeros, gzipped to 1 MiB."""
    packer, zeros = zlib.compressobj(9, wbits=31), bytes(MIB)
    return b"".join(packer.compress(zeros) for _ in range(1024)) + packer.flush()


class PeakMemory:
    """The growth of this process's resident memory inside the block, MiB, at its highest point."""

    def __enter__(self) -> Self:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # resets the high-water mark
        self._before = self._read("VmRSS")
        return self

    def __exit__(self, *_: object) -> None:
        self.grown_mib = (self._read("VmHWM") - self._before) / 1024

    @staticmethod
    def _read(name: str) -> int:
        found = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
        assert found
        return int(found[1])


def test_gzip_bomb_over_http(receiver: Receiver, bomb: bytes) -> None:
    """A bomb is refused with 413 and never inflated past the limit."""
    headers = {"content-type": "application/x-protobuf", "content-encoding": "gzip"}
    with PeakMemory() as memory:
        response = httpx.post(f"http://127.0.0.1:{receiver.port}/v1/traces", content=bomb, headers=headers, timeout=60)
    assert response.status_code == 413
    assert memory.grown_mib < 100
    assert receiver.bodies == []


def test_gzip_bomb_over_grpc() -> None:
    """A bomb in gRPC's own compression is refused and never inflated past the limit."""
    bodies: list[bytes] = []

    def accept(body: bytes, _context: RequestContext) -> Answer:
        bodies.append(body)
        return Answer(accepted=1, rejected=0, message="")

    receiver = GrpcReceiver(accept, "127.0.0.1", 0, 16 * MIB, Metrics())
    port = receiver.start()
    with PeakMemory() as memory:  # gRPC compresses by itself: the sender holds the zeros, so it is another process
        sender = subprocess.run(
            [sys.executable, "-c", GRPC_BOMB, str(port)], check=True, capture_output=True, text=True
        )
    receiver.stop(5)
    assert sender.stdout.strip() == "StatusCode.RESOURCE_EXHAUSTED"
    assert memory.grown_mib < 50
    assert bodies == []


def test_slow_chunks(receiver: Receiver) -> None:
    """A body that comes byte by byte in chunks is read whole."""
    with receiver.connect() as sender:
        sender.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sender.sendall(CHUNKED)
        for byte in b"spans":
            sender.sendall(b"1\r\n" + bytes([byte]) + b"\r\n")
        sender.sendall(b"0\r\n\r\n")
        assert sender.recv(4096).startswith(b"HTTP/1.1 200")
    assert receiver.bodies == [b"spans"]


def test_sender_breaks_off(receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    """A connection that ends inside a body leaves no trace but a count, and the server goes on."""
    caplog.set_level(logging.DEBUG)
    for start in (POST + b"content-length: 100\r\n\r\nhalf", CHUNKED + b"64\r\nhalf"):
        with receiver.connect() as sender:
            sender.sendall(start)
    receiver.metrics.wait_for(["malformed", "malformed"])
    assert httpx.post(f"http://127.0.0.1:{receiver.port}/v1/traces", json={}).status_code == 200
    assert receiver.bodies == [b"{}"]
    assert [record for record in caplog.records if record.exc_info or record.levelno >= logging.WARNING] == []


def test_declared_length_over_the_limit(receiver: Receiver) -> None:
    """A body that is declared too long is refused before a byte of it is read."""
    with receiver.connect() as sender:
        sender.sendall(POST + b"content-length: %d\r\n\r\n" % (LIMIT + 1))
        assert sender.recv(4096).startswith(b"HTTP/1.1 413")


def test_endless_body(receiver: Receiver) -> None:
    """A chunked body without end is refused as soon as it passes the limit, and not kept."""
    chunk = b"100000\r\n" + bytes(MIB) + b"\r\n"
    with receiver.connect() as sender, PeakMemory() as memory:
        sender.sendall(CHUNKED)
        for _ in range(65):
            sender.sendall(chunk)
        assert sender.recv(4096).startswith(b"HTTP/1.1 413")
    # The limit, once more while the buffer grows, and what is on its way.
    assert memory.grown_mib < 160
    assert receiver.bodies == []


def test_half_sent_request_does_not_hold_up_stopping(receiver: Receiver) -> None:
    """A sender that never finishes its body is given up after the grace."""
    with receiver.connect() as sender:
        sender.sendall(POST + b"content-length: 100\r\n\r\nhalf")
        receiver.server.stop(1)
        assert receiver.bodies == []
        with pytest.raises(ConnectionRefusedError):
            receiver.connect()
