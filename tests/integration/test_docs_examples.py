"""What the documentation shows works: its example program, its SQL and its Python run against a real processor."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.processor import Processor, running, until

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
HELLO = ROOT / "docs" / "examples" / "hello_agent.py"
# Seconds. Far more than is needed, so that only what hangs fails.
PATIENCE_S = 60.0


def _run(*command: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *command],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def processor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processor]:
    """A running processor with the spans of the demo and of the example program, which the pages ask for."""
    with running(tmp_path_factory.mktemp("docs") / "data") as started:
        _run("-m", "agentops_processor", "demo", "--endpoint", started.http_endpoint, "--sql-url", started.sql_url)
        _run(str(HELLO), OTEL_EXPORTER_OTLP_ENDPOINT=started.http_endpoint)
        started.drain()
        until(lambda: started.value("SELECT uniq(trace_id) FROM steps") == 2, PATIENCE_S, "both traces are assembled")
        yield started


def _ask(processor: Processor, sql: str, **parameters: str) -> httpx.Response:
    params = {f"param_{name}": value for name, value in parameters.items()}
    return httpx.post(processor.sql_url, params=params, content=sql, timeout=PATIENCE_S)


def _blocks(language: str) -> dict[str, str]:
    """The blocks of a language on all pages, by page and number."""
    found = ((page.stem, re.findall(rf"(?ms)^```{language}\n(.*?)^```", page.read_text())) for page in PAGES)
    return {f"{page}-{number}": text for page, texts in found for number, text in enumerate(texts, 1)}


def _commands() -> dict[str, str]:
    """The SQL in commands for the shell."""
    found = ((page.stem, re.findall(r'(?:processor sql|data-binary) "(.+)"', page.read_text())) for page in PAGES)
    return {f"{page}-shell-{number}": sql for page, queries in found for number, sql in enumerate(queries, 1)}


QUERIES = {**_blocks("sql"), **_commands()}
# What a page shows in order to say that it is not possible there.
REFUSED = {name for name, sql in QUERIES.items() if "/etc/passwd" in sql or sql.startswith("ALTER")}


@pytest.mark.parametrize("name", sorted(set(QUERIES) - REFUSED))
def test_a_query_of_the_documentation_has_an_answer(processor: Processor, name: str) -> None:
    """Every query that a page shows finds something in the data that the page says it is asked of."""
    answer = _ask(processor, QUERIES[name])
    assert (answer.status_code, bool(answer.text.strip())) == (200, True), answer.text


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_the_documentation_calls_refused_is_refused(processor: Processor, name: str) -> None:
    """The SQL port neither reads files of the host nor changes tables."""
    assert _ask(processor, QUERIES[name]).status_code == 403


@pytest.mark.parametrize("name", sorted(_blocks("python")))
def test_python_of_the_documentation_runs(processor: Processor, name: str) -> None:
    """A Python snippet works as it stands, on another port."""
    assert _run("-c", _blocks("python")[name].replace("8123", str(processor.ports["sql"]))).strip()


def test_the_example_agent_is_understood(processor: Processor) -> None:
    """The program that newcomers copy gives an agent, a tool call and a model call, all conforming, and a score."""
    sql = "SELECT kind, kind_rule, conformance FROM spans WHERE service_name = 'hello-agent' ORDER BY start_time"
    rule = "operation:gen_ai.operation.name"
    assert processor.sql(sql) == [[kind, rule, "ok"] for kind in ("agent", "tool", "llm")]
    assert processor.sql("SELECT name, value FROM scores") == [["helpful", 0.9]]


def test_the_example_agent_names_its_trace(processor: Processor) -> None:
    """The id that the example prints finds its spans."""
    trace_id = _run(str(HELLO), OTEL_EXPORTER_OTLP_ENDPOINT=processor.http_endpoint).split()[-1]
    until(
        lambda: _ask(processor, "SELECT spans FROM traces WHERE trace_id = {id:String}", id=trace_id).text == "3\n",
        PATIENCE_S,
        "the trace is visible",
    )
