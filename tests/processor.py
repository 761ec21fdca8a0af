"""`agentops-processor serve` for tests: a process of its own on free ports, started, asked, killed and started again."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import urllib3
from agentops_processor.ask.client import Table, query_table
from prometheus_client.parser import text_string_to_metric_families

# Seconds. Starting takes 2 to 3 on an idle machine, most of it imports and the engine; tests run on busy ones.
START_S = 60.0
# Seconds between two looks at something that only tells when asked.
_LOOK_S = 0.02
_PORTS = {
    "grpc": r"OTLP/gRPC +127\.0\.0\.1:(\d+)",
    "http": r"OTLP/HTTP +http://127\.0\.0\.1:(\d+)",
    "sql": r"SQL +http://127\.0\.0\.1:(\d+)",
    "admin": r"Admin +http://127\.0\.0\.1:(\d+)",
}


class Processor:
    """A processor on a data directory. Every start binds new ports.

    Ports that were bound before are not asked for again: on loopback a sender that tries a closed port often enough
    gets connected to itself, and then the port is taken.

    Args:
        data_dir: Made by the processor.
        options: More options for `serve`.

    Attributes:
        ports: By `grpc`, `http`, `sql` and `admin`; `sql` is missing where ClickHouse is a server.
        log_path: What the processors on this directory wrote to standard error.
    """

    def __init__(self, data_dir: Path, *options: str) -> None:
        self.data_dir = data_dir
        self.ports: Mapping[str, int] = {}
        self.log_path = data_dir.with_name(f"{data_dir.name}.log")
        self._clickhouse_url = next((o.partition("=")[2] for o in options if o.startswith("--clickhouse-url=")), "")
        self._command = [sys.executable, "-m", "agentops_processor", "serve", f"--data-dir={data_dir}"]
        self._command += [*(f"--{name}-port=0" for name in _PORTS), *options]
        self._process: subprocess.Popen[str] | None = None
        self._admin = urllib3.PoolManager(timeout=10, retries=False)

    def spawn(self) -> Self:
        """Start it and wait for nothing."""
        assert not self.running
        # No options but ours. And let it keep what it compiles: tests start it again and again.
        unwanted = ("AGENTOPS_", "OTEL_", "PYTHONDONTWRITEBYTECODE")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
        with self.log_path.open("a") as log:
            self._process = subprocess.Popen(
                self._command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment
            )
        return self

    def start(self) -> Self:
        """Start it and wait until its ports are bound."""
        return self.spawn().listen()

    def listen(self) -> Self:
        """Wait until it has printed its ports."""
        assert self._process
        assert self._process.stdout
        watchdog = threading.Timer(START_S, self._process.kill)
        watchdog.start()
        printed = ""
        for line in self._process.stdout:
            printed += line
            if "Ctrl-C" in line:
                break
        watchdog.cancel()
        assert "Ctrl-C" in printed, f"did not start: {printed}\n{self.log()}"
        found = {name: re.search(pattern, printed) for name, pattern in _PORTS.items()}
        self.ports = {name: int(match[1]) for name, match in found.items() if match}
        return self

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Id of the process."""
        assert self._process
        return self._process.pid

    @property
    def grpc_endpoint(self) -> str:
        """For OTEL_EXPORTER_OTLP_ENDPOINT with gRPC."""
        return f"http://127.0.0.1:{self.ports['grpc']}"

    @property
    def http_endpoint(self) -> str:
        """For OTEL_EXPORTER_OTLP_ENDPOINT with HTTP."""
        return f"http://127.0.0.1:{self.ports['http']}"

    @property
    def traces_url(self) -> str:
        """Where OTLP/HTTP is posted."""
        return f"{self.http_endpoint}/v1/traces"

    @property
    def sql_url(self) -> str:
        """Where SQL is asked: the processor itself, or the ClickHouse server."""
        if not self._clickhouse_url:
            return f"http://127.0.0.1:{self.ports['sql']}"
        server, _, database = self._clickhouse_url.rpartition("/")
        return f"{server}/?database={database}"

    def sql(self, query: str) -> list[list[Any]]:
        """The rows of a query."""
        return self.table(query).rows

    def table(self, query: str) -> Table:
        """The result of a query, with the names of its columns."""
        return query_table(self.sql_url, query)

    def value(self, query: str) -> Any:
        """The first value of a query."""
        return self.sql(query)[0][0]

    def admin(self, path: str) -> tuple[int, str]:
        """Status and text of a page of the admin port."""
        response = self._admin.request("GET", f"http://127.0.0.1:{self.ports['admin']}{path}")
        return response.status, response.data.decode()

    def ready(self) -> bool:
        """Whether `/readyz` says so."""
        return self.admin("/readyz")[0] == 200

    def metrics(self) -> Mapping[str, float]:
        """Every counter and gauge of ours, summed over its labels, without `agentops_` and `_total`."""
        found: dict[str, float] = {"spans_rejected": 0.0}  # has a label, so it is only there once it counts
        for family in text_string_to_metric_families(self.admin("/metrics")[1]):
            if family.type in ("counter", "gauge"):
                values = [s.value for s in family.samples if not s.name.endswith("_created")]
                found[family.name.removeprefix("agentops_")] = sum(values)
        return found

    def drain(self, timeout_s: float = 30) -> None:
        """Wait until everything received is in ClickHouse or a dead letter, and hold the counters against each other.

        Nobody may send meanwhile.
        """
        until(lambda: self.metrics()["spool_spans"] == 0, timeout_s, "the spool is drained")
        # Released rows are counted just after they left the spool.
        until(lambda: balance(self.metrics()) == 0, 5, "the counters balance", lambda: str(self.metrics()))

    def signal(self, number: signal.Signals) -> None:
        """Send a signal."""
        assert self._process
        self._process.send_signal(number)

    def wait(self, timeout_s: float) -> int:
        """Wait for its end; the exit code."""
        assert self._process
        code = self._process.wait(timeout_s)
        assert self._process.stdout
        self._process.stdout.close()
        return code

    def kill(self) -> None:
        """End it as a crash would: kill -9."""
        if self.running:
            self.signal(signal.SIGKILL)
        self.wait(10)

    def terminate(self) -> int:
        """Ask it to stop, and wait as long as it is allowed to take; the exit code."""
        self.signal(signal.SIGTERM)
        return self.wait(10)

    def log(self) -> str:
        """What it wrote to standard error so far."""
        return self.log_path.read_text()


@contextmanager
def running(data_dir: Path, *options: str) -> Iterator[Processor]:
    """A processor that is ready, and gone at the end."""
    processor = Processor(data_dir, *options)
    try:
        processor.start()
        until(processor.ready, 10, "ready", processor.log)
        yield processor
    finally:
        if processor.running:
            processor.kill()


def balance(metrics: Mapping[str, float]) -> float:
    """Spans received less those that can be accounted for: 0 unless a request is in work."""
    accounted = ("spans_committed", "spans_rejected", "spans_dead_lettered", "spool_spans")
    return metrics["spans_received"] - sum(metrics[name] for name in accounted)


def until(done: Callable[[], bool], timeout_s: float, what: str, why: Callable[[], str] = str) -> None:
    """Return once something is so.

    Raises:
        AssertionError: It was not so in time; `what` says what, `why` tells more.
    """
    deadline = time.monotonic() + timeout_s
    while not done():
        assert time.monotonic() < deadline, f"not so after {timeout_s:g} s: {what}. {why()}"
        time.sleep(_LOOK_S)


def cpu_s(pid: int) -> float:
    """CPU that a process has used in all its threads, seconds; the system counts it in steps of 10 ms."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rss_bytes(pid: int) -> int:
    """Resident memory of a process, bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
