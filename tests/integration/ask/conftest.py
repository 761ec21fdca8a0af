"""The SQL endpoint of another process."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest


@dataclass(frozen=True)
class Endpoint:
    """A running endpoint: where it is, which process and directory it has, and how to ask it to stop."""

    port: int
    pid: int
    directory: Path
    http: httpx.Client
    stop: Callable[[], None]

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, sql: str | bytes, **parameters: str) -> httpx.Response:
        """POST a query, with parameters in the URL."""
        return self.http.post(f"{self.url}/", content=sql, params=parameters)

    def memory_peak_bytes(self) -> int:
        """The most memory that the process had so far."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) * 1024


@contextmanager
def started(directory: Path) -> Iterator[Endpoint]:
    """An endpoint in a process of its own, which ends without fault at the end."""
    command = [sys.executable, str(Path(__file__).parent / "serve.py"), str(directory)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        port = process.stdout.readline()
        assert port, "the server did not start"
        with httpx.Client(timeout=30) as http:
            yield Endpoint(int(port), process.pid, directory, http, process.stdin.close)
        process.stdin.close()
        assert process.wait(20) == 0


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """An endpoint over a small store."""
    with started(tmp_path_factory.mktemp("ask")) as running:
        yield running


@pytest.fixture
def ending_endpoint(tmp_path: Path) -> Iterator[Endpoint]:
    """An endpoint for one test, which may stop it."""
    with started(tmp_path) as running:
        yield running
