"""A recorded multi-agent run in, five questions with their answers as tables out."""

import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from rich.console import Console

from agentops_processor.ask.client import Table, query_table
from agentops_processor.ask.table import print_table
from agentops_processor.config import Config
from agentops_processor.errors import ConfigurationError
from agentops_processor.logs import configure_logs
from agentops_processor.replay import read_requests, renew, send, spans_of
from agentops_processor.service import Service

_VISIBLE_S = 30.0
"""Spans are visible well under 2 s; a machine busy with something else may need longer."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question for people, and the SQL that answers it; `{traces}` stands for the replayed traces."""

    text: str
    sql: str


QUESTIONS = (
    Question(
        "Which agents ran, and how did it go?",
        "SELECT agent_name, count() AS runs, countIf(status = 'error') AS errors, round(sum(duration_ns) / 1e6, 1) AS ms\n"
        "FROM spans WHERE kind = 'agent' AND trace_id IN ({traces}) GROUP BY agent_name ORDER BY min(start_time)",
    ),
    Question(
        "Which tools did they use, with which arguments, and what failed?",
        "SELECT tool_name, status, tool_arguments, error_message\n"
        "FROM spans WHERE kind = 'tool' AND trace_id IN ({traces}) ORDER BY start_time",
    ),
    Question(
        "What did each model cost?",
        "SELECT response_model AS model, count() AS calls, sum(input_tokens) AS input, sum(cache_read_tokens) AS cached,\n"
        "       sum(output_tokens) AS output, sum(reasoning_tokens) AS reasoning, round(sum(cost_total), 6) AS usd\n"
        "FROM spans WHERE is_usage_leaf AND duplicate_of = '' AND trace_id IN ({traces}) GROUP BY model ORDER BY usd DESC",
    ),
    Question(
        "What does the run look like from above?",
        "SELECT root_name AS run, spans, llm_calls AS llm, tool_calls AS tools, errors, input_tokens AS input,\n"
        "       output_tokens AS output, round(duration_ns / 1e9, 2) AS s FROM traces WHERE trace_id IN ({traces})",
    ),
    Question(
        "What did the user get to read in the end?",
        "SELECT arrayJoin(splitByString('. ', JSONExtractString(output_messages, -1, 'parts', -1, 'content'))) AS answer\n"
        "FROM (SELECT output_messages FROM spans WHERE kind = 'llm' AND trace_id IN ({traces}) ORDER BY start_time DESC LIMIT 1)",
    ),
)


def run_demo(endpoint: str, sql_url: str, console: Console) -> None:
    """Replay the recording into a running processor, or into one of its own when none runs, and ask.

    Raises:
        ConfigurationError: The spans did not become visible, or something else answers on the ports.
    """
    if _listens(endpoint):
        console.print(f"A processor takes OTLP at {endpoint}: the recording goes there.\n")
        _replay_and_ask(endpoint, sql_url, console)
        return
    console.print(f"Nothing listens at {endpoint}: starting a processor for the demo, in a temporary folder.\n")
    with _own_processor() as (own_endpoint, own_sql):
        _replay_and_ask(own_endpoint, own_sql, console)


def _replay_and_ask(endpoint: str, sql_url: str, console: Console) -> None:
    with resources.as_file(resources.files(__package__)) as folder:
        requests = read_requests(folder)
    traces = renew(requests)
    count = sum(1 for request in requests for _ in spans_of(request))
    listed = ", ".join(f"'{trace}'" for trace in sorted(traces))
    started = time.perf_counter()
    for request in requests:
        send(request, endpoint)
    with console.status("waiting for the spans to become visible"):
        _wait(lambda: _visible(sql_url, listed) >= count)
    took = time.perf_counter() - started
    console.print(f"Replayed {count} spans of a refund handled by three agents; in SQL after {took:.2f} s.\n")
    for number, question in enumerate(QUESTIONS, 1):
        console.print(f"[bold]{number}. {question.text}[/]")
        console.print(question.sql.format(traces="…"), style="dim", markup=False, highlight=False, soft_wrap=True)
        print_table(_ask(sql_url, question.sql.format(traces=listed)), console)
        console.print()


def _visible(sql_url: str, traces: str) -> int:
    return int(_ask(sql_url, f"SELECT count() FROM spans WHERE trace_id IN ({traces})").rows[0][0])  # noqa: S608 own ids


def _ask(sql_url: str, sql: str) -> Table:
    answer = query_table(sql_url, sql)
    if not isinstance(answer, Table):
        raise TypeError("a question of the demo must not have a FORMAT")
    return answer


def _wait(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _VISIBLE_S
    while not done():
        if time.monotonic() > deadline:
            raise ConfigurationError(
                f"the spans are not visible after {_VISIBLE_S:.0f} s; see /readyz and the log of the processor"
            )
        time.sleep(0.05)


def _listens(endpoint: str) -> bool:
    host, _, port = endpoint.rpartition("//")[2].partition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True


@contextmanager
def _own_processor() -> Iterator[tuple[str, str]]:
    configure_logs("warning")
    with tempfile.TemporaryDirectory(prefix="agentops-demo-") as folder:
        ports: dict[str, Any] = {"grpc_port": 0, "http_port": 0, "sql_port": 0, "admin_port": 0}
        service = Service(Config(data_dir=Path(folder), host="127.0.0.1", clickhouse_url="", **ports))
        bound = service.start()
        try:
            yield f"http://127.0.0.1:{bound.http}", f"http://127.0.0.1:{bound.sql}"
        finally:
            service.stop()
