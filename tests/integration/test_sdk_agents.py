"""A run of two agents, traced by a real instrumentation and sent by real exporters, asked about in SQL."""
# ruff: noqa: S608  (a test's own names and ids)

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.integration.agents.model_server import ANSWER, ARGUMENTS, MODEL, USAGE, model_server
from tests.processor import Processor, running

PROGRAM = Path(__file__).parent / "agents" / "refund_agents.py"


@dataclass(frozen=True)
class Run:
    """A run of the program whose spans are in ClickHouse."""

    processor: Processor
    service: str
    printed: str
    model_steps: list[str]

    def ask(self, what: str, rest: str = "") -> list[list[Any]]:
        """The rows of a query over the run's spans; `rest` follows the condition."""
        return self.processor.sql(f"SELECT {what} FROM spans WHERE service_name = '{self.service}' {rest}")


@pytest.fixture(scope="module")
def processor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processor]:
    """One processor for all runs."""
    with running(tmp_path_factory.mktemp("agents") / "data") as started:
        yield started


@pytest.fixture(scope="module", params=["grpc", "http/protobuf"])
def run(request: pytest.FixtureRequest, processor: Processor) -> Run:
    """A run whose spans came over gRPC, and one over HTTP."""
    protocol: str = request.param
    service = f"refunds-{protocol.replace('/', '-')}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("OTEL_", "OPENAI_"))}
    with model_server() as model:
        environment |= {
            "OPENAI_BASE_URL": model.url,
            "OPENAI_API_KEY": "none is needed",
            "OTEL_SERVICE_NAME": service,
            "OTEL_EXPORTER_OTLP_PROTOCOL": protocol,
            "OTEL_EXPORTER_OTLP_ENDPOINT": (processor.grpc_endpoint if protocol == "grpc" else processor.http_endpoint),
        }
        command = [sys.executable, str(PROGRAM), "My toaster ORD-48213 arrived broken."]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""  # exporters write here what they could not send
    processor.drain()
    return Run(processor, service, ended.stdout.strip(), model.steps)


def test_story(run: Run) -> None:
    """The program handed over, called its tool, and answered: what follows is about a run as it should be."""
    assert run.model_steps == ["handoff", "tool", "answer"]
    assert run.printed == ANSWER


def test_agents(run: Run) -> None:
    """SQL knows which agents ran, in order, and that none failed."""
    rows = run.ask("agent_name, status", "AND kind = 'agent' AND name LIKE '%_agent' ORDER BY start_time")
    assert rows == [["triage_agent", "ok"], ["refund_agent", "ok"]]


def test_tool(run: Run) -> None:
    """SQL knows the tool, what it was called with, and what it gave."""
    ((name, arguments, result),) = run.ask(
        "tool_name, tool_arguments, tool_result", "AND kind = 'tool' AND tool_name = 'lookup_order'"
    )
    assert name == "lookup_order"
    assert json.loads(arguments) == ARGUMENTS
    assert result == "ORD-48213: 129.95 EUR, delivered 12 days ago"


def test_model_and_tokens(run: Run) -> None:
    """SQL knows the model that answered, and counts exactly the tokens that the model server said."""
    rows = run.ask(
        "response_model, input_tokens, cache_read_tokens, output_tokens, reasoning_tokens",
        "AND is_usage_leaf AND duplicate_of = '' ORDER BY start_time",
    )
    assert rows == [[MODEL, *USAGE[step]] for step in run.model_steps]


def test_answer(run: Run) -> None:
    """SQL knows the last words to the user."""
    answer = "JSONExtractString(output_messages, -1, 'parts', -1, 'content') AS answer"
    assert run.ask(answer, "AND kind = 'llm' ORDER BY start_time DESC LIMIT 1") == [[ANSWER]]


def test_trace(run: Run) -> None:
    """The view `traces` sums the run up in one row."""
    ((llm_calls, errors, tokens_in, tokens_out, models),) = run.processor.sql(
        "SELECT llm_calls, errors, input_tokens, output_tokens, models FROM traces "
        f"WHERE service_name = '{run.service}'"
    )
    assert (llm_calls, errors, models) == (3, 0, [MODEL])
    assert tokens_in == sum(tokens for tokens, *_ in USAGE.values())
    assert tokens_out == sum(tokens for _, _, tokens, _ in USAGE.values())


def test_conformance(run: Run) -> None:
    """No span of the run violates the schema or could not be normalised."""
    assert run.ask("name, findings, warnings", "AND (conformance = 'violation' OR notEmpty(warnings))") == []
