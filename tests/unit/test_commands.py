"""The commands that look at things, run as a user runs them."""

import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from agentops_processor import cli
from agentops_processor.errors import ConfigurationError
from agentops_processor.write.dead_letters import DeadLetters
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from typer.testing import CliRunner, Result

from tests.otlp import new_ids, request_of, tool_span
from tests.rows import spans


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is broken, nothing is coloured."""
    monkeypatch.setenv("COLUMNS", "250")
    monkeypatch.setenv("TERM", "dumb")


def _run(*arguments: str, code: int = 0, stdin: bytes = b"") -> Result:
    result = CliRunner().invoke(cli.app, arguments, input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result


def _request_file(tmp_path: Path, made: Sequence[Span]) -> str:
    path = tmp_path / "request.pb"
    path.write_bytes(request_of(made).SerializeToString())
    return str(path)


def test_schema() -> None:
    """A kind prints its schema, no kind the bundle of all."""
    tool = json.loads(_run("schema", "tool").output)
    assert "gen_ai.tool.name" in json.dumps(tool)
    assert tool in json.loads(_run("schema").output)["$defs"].values()


def test_schema_unknown() -> None:
    """A kind that does not exist is a mistake that lists those that do."""
    with pytest.raises(ConfigurationError, match=r"'tol'.*agent.*tool"):
        _run("schema", "tol")


def test_plan_explain() -> None:
    """Several keys are explained, one after the other."""
    lines = _run("plan", "explain", "llm.model_name", "my.key").output.splitlines()
    assert list(dict.fromkeys(line.partition(":")[0] for line in lines)) == ["llm.model_name", "my.key"]


def test_replay_nothing_listens(tmp_path: Path) -> None:
    """A replay to nobody is a mistake that says how to start a processor."""
    path = _request_file(tmp_path, [tool_span(i) for i in new_ids(1)])
    with pytest.raises(ConfigurationError, match="agentops-processor serve"):
        _run("replay", path, "--endpoint", "http://127.0.0.1:9")


def test_dead_letters(tmp_path: Path) -> None:
    """Dead letters are listed with their reason, shown row by row, and taken out of the list by their replay."""
    store = DeadLetters(tmp_path / "dead-letters")
    store.add("one", "spans", pa.Table.from_batches([spans(2)]), "the year is wrong", 321)
    store.add("two", "spans", pa.Table.from_batches([spans(1)]), "a map is too long", 123)
    where = ("--data-dir", str(tmp_path))
    listed = _run("dead-letters", "list", *where).output
    assert listed.index("the year is wrong") < listed.index("a map is too long")
    assert "321" in listed
    shown = _run("dead-letters", "show", "one", *where)
    assert "2 rows of spans, refused with code 321: the year is wrong" in shown.stderr
    assert len({json.loads(line)["span_id"] for line in shown.stdout.splitlines()}) == 2
    assert "1 rows of spans will be tried again" in _run("dead-letters", "replay", "two", *where).output
    assert "two" not in _run("dead-letters", "list", *where).output
    _run("dead-letters", "replay", "one", *where)
    assert _run("dead-letters", "list", *where).output == "no dead letters\n"


@pytest.mark.parametrize("command", ["show", "replay"])
def test_dead_letter_unknown(tmp_path: Path, command: str) -> None:
    """An id that does not exist is a mistake that says where to look."""
    DeadLetters(tmp_path / "dead-letters")
    with pytest.raises(ConfigurationError, match="dead-letters list"):
        _run("dead-letters", command, "three", "--data-dir", str(tmp_path))


def test_dead_letters_of_no_processor(tmp_path: Path) -> None:
    """A folder that no processor has used is a mistake, and stays as it was."""
    with pytest.raises(ConfigurationError, match="is not the data folder of a processor"):
        _run("dead-letters", "list", "--data-dir", str(tmp_path))
    assert list(tmp_path.iterdir()) == []
