"""The service and the commands that talk to it, each a process of its own, as people use them."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import agentops_processor.demo
import pytest

from tests.otlp import new_ids, post_spans, tool_span
from tests.processor import Processor, running

RECORDING = Path(agentops_processor.demo.__file__).parent


@pytest.fixture(scope="module")
def processor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processor]:
    """One processor for all tests."""
    with running(tmp_path_factory.mktemp("commands") / "data") as started:
        yield started


def _run(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "agentops_processor", *arguments]
    wide = {**os.environ, "COLUMNS": "250"}
    ended = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False, env=wide)
    assert ended.returncode == code, ended.stdout + ended.stderr
    return ended


def test_demo_on_a_running_processor(processor: Processor) -> None:
    """The demo answers its five questions, about its own traces only."""
    post_spans(processor.traces_url, [tool_span(i) for i in new_ids(3)])
    told = _run("demo", "--endpoint", processor.http_endpoint, "--sql-url", processor.sql_url).stdout
    assert "A processor takes OTLP" in told
    assert re.search(r"Replayed \d+ spans .* in SQL after \d+\.\d\d s", told)
    for part in ("planner", "triage_agent", "refund_agent", "issue_refund", "gpt-4o-mini", "ticket TCK-7731"):
        assert part in told
    assert "search" not in re.findall(r"^ *(\w+)", told, re.MULTILINE)
    assert [line for line in told.splitlines() if re.match(r"\d\. ", line)][4].startswith("5. ")


def test_demo_without_a_processor() -> None:
    """Where no processor runs, the demo brings its own and leaves nothing behind."""
    told = _run("demo", "--endpoint", "http://127.0.0.1:9").stdout
    assert "starting a processor for the demo" in told
    assert "refund_agent" in told


def test_replay(processor: Processor) -> None:
    """A recording is stored as many times as it is replayed, each time as another trace."""
    spans = int(processor.value("SELECT count() FROM spans"))
    told = [_run("replay", str(RECORDING), "--endpoint", processor.http_endpoint).stdout for _ in range(2)]
    count = int(told[0].split()[0])
    assert told == [f"{count} spans of 1 traces sent in 1 requests, 0 refused\n"] * 2
    processor.drain()
    assert processor.value("SELECT count() FROM spans") == spans + 2 * count


def test_sql(processor: Processor) -> None:
    """`sql` asks a running processor, in any format."""
    told = _run("sql", "SELECT 1 + 1 AS two", "--url", processor.sql_url, "--format", "JSONEachRow").stdout
    assert json.loads(told) == {"two": 2}


def test_banner_question(processor: Processor) -> None:
    """The question that the banner offers to copy has an answer."""
    span = tool_span(*new_ids(1))
    span.attributes[0].value.string_value = "invoke_agent"
    span.attributes.add(key="gen_ai.agent.name").value.string_value = "copied_agent"
    post_spans(processor.traces_url, [span])
    processor.drain()
    query = "SELECT agent_name, count() AS runs FROM spans WHERE kind = 'agent' GROUP BY agent_name"
    curl = ["curl", "-sS", processor.sql_url, "--data-binary", f"{query} FORMAT PrettyCompact"]
    assert "copied_agent" in subprocess.run(curl, capture_output=True, text=True, check=True).stdout


def test_second_processor_on_the_same_data(processor: Processor) -> None:
    """Two processors cannot share a data directory: the second says what to do, and the first goes on."""
    told = _run("serve", f"--data-dir={processor.data_dir}", "--grpc-port=0", code=2).stderr
    assert "error: " in told
    assert "another process" in told
    assert processor.ready()


@pytest.mark.parametrize(("option", "port"), [("--grpc-port", "grpc"), ("--http-port", "http"), ("--sql-port", "sql")])
def test_taken_port(processor: Processor, tmp_path: Path, option: str, port: str) -> None:
    """A port that is taken is named, with what to do, and the process ends by itself."""
    free = [f"--{name}-port=0" for name in processor.ports if f"--{name}-port" != option]
    told = _run("serve", f"--data-dir={tmp_path}", *free, f"{option}={processor.ports[port]}", code=2).stderr
    assert f"error: {option}: cannot listen on 127.0.0.1:{processor.ports[port]}" in told


def test_without_the_embedded_engine(tmp_path: Path) -> None:
    """The engine is an extra: without it, `serve` loads no part of it, and says how to get it or do without."""
    program = "import sys; sys.modules['chdb'] = None; from agentops_processor.cli import main; main()"
    command = [sys.executable, "-c", program, "serve", f"--data-dir={tmp_path}"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    assert ended.returncode == 2, ended.stderr
    assert "pip install 'agentops-processor[embedded]', or give --clickhouse-url" in ended.stderr


def test_migrate(tmp_path: Path) -> None:
    """`migrate` makes the database, and the second time has nothing to do."""
    first, second = (_run("migrate", f"--data-dir={tmp_path / 'data'}").stdout for _ in range(2))
    assert "migration 0001_spans" in first
    assert second == "nothing to do: the database is up to date\n"


def test_restart_keeps_everything(tmp_path: Path) -> None:
    """What a processor stored is there for the next one on the same directory, and its counters start anew."""
    ids = new_ids(5)
    with running(tmp_path / "data") as processor:
        post_spans(processor.traces_url, [tool_span(i) for i in ids])
        processor.drain()
        assert processor.terminate() == 0
        processor.start()
        assert {row[0] for row in processor.sql("SELECT span_id FROM spans")} == set(ids)
        assert processor.metrics()["spans_received"] == 0


def test_server_mode(tmp_path: Path, clickhouse_url: str) -> None:
    """With a ClickHouse server everything is there, in the database that the URL names, and no SQL port is opened."""
    ids = new_ids(5)
    with running(tmp_path / "data", f"--clickhouse-url={clickhouse_url}") as processor:
        assert "sql" not in processor.ports
        post_spans(processor.traces_url, [tool_span(i) for i in ids])
        processor.drain()
        assert {row[0] for row in processor.sql("SELECT span_id FROM spans")} == set(ids)
        assert not (processor.data_dir / "clickhouse").exists()
        assert processor.terminate() == 0
