"""`agentops-processor check` as CI runs it: files in, a report and an exit code out."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from agentops_processor import cli
from agentops_processor.check.findings import LEVELS
from agentops_processor.errors import ConfigurationError
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from typer.testing import CliRunner

from tests.captures import CORPUS
from tests.otlp import new_ids, request_of, tool_span

DOCS = Path(__file__).resolve().parents[2] / "docs" / "check.md"


def _check(*arguments: str, code: int = 0, stdin: bytes = b"") -> str:
    result = CliRunner().invoke(cli.app, ["check", *arguments], input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.output


def _file(folder: Path, spans: Sequence[Span]) -> str:
    path = folder / "capture.pb"
    path.write_bytes(request_of(spans).SerializeToString())
    return str(path)


@pytest.fixture
def good(tmp_path: Path) -> str:
    """A tool call without findings."""
    return _file(
        tmp_path, [tool_span(i, **{"gen_ai.tool.call.id": "c", "gen_ai.agent.name": "bot"}) for i in new_ids(1)]
    )


@pytest.fixture
def bad(tmp_path: Path) -> str:
    """A model call of no provider, twice, and a tool call with advice."""
    spans = [tool_span(span_id) for span_id in new_ids(3)]
    for span in spans[:2]:
        span.attributes[0].value.string_value = "chat"
    return _file(tmp_path, spans)


def test_good_spans_are_counted(good: str) -> None:
    """Nothing to complain of: exit code 0, and the span is listed only if it is asked for."""
    assert "execute_tool search" not in _check(good)
    listed = _check(good, "--all")
    assert "execute_tool search  tool  ok" in listed
    assert "1 spans: 1 ok; 1 of 15 kinds seen" in listed


@pytest.mark.parametrize(("level", "code"), [("violation", 1), ("improvement", 1), ("information", 1), ("none", 0)])
def test_exit_code_of_a_violation(bad: str, level: str, code: int) -> None:
    """A violation fails the check, unless nothing does."""
    assert "required_attribute_not_present  `gen_ai.provider.name`" in _check(bad, "--fail-on", level, code=code)


def test_advice_fails_where_it_is_asked_to(tmp_path: Path) -> None:
    """The least level that fails is the user's choice."""
    path = _file(tmp_path, [tool_span(i) for i in new_ids(1)])
    _check(path)
    _check(path, "--fail-on", "improvement", code=1)


def test_json(bad: str) -> None:
    """One document: spans with findings, and statistics that add up."""
    report = json.loads(_check(bad, "--format", "json", code=1))
    assert report["statistics"]["conformance"] == {"violation": 2, "improvement": 1}
    found: list[dict[str, Any]] = [finding for span in report["spans"] for finding in span["findings"]]
    assert sum(report["statistics"]["findings"].values()) == len(found)
    assert report["statistics"]["dialects"]["otel-genai"]["spans"] == 3
    assert report["statistics"]["coverage"]["kinds"]["seen"] == 2


def test_jsonl_has_weavers_shape(bad: str) -> None:
    """One finding a line, with what weaver's tools read, and where it was found."""
    lines = [json.loads(line) for line in _check(bad, "--format", "jsonl", code=1).splitlines()]
    assert {tuple(line) for line in lines} == {("id", "level", "signal_type", "signal_name", "context", "message")}
    assert {line["context"]["source"] for line in lines} == {bad}


def test_github_says_the_same_once(bad: str) -> None:
    """Annotations: the gravest first, equal ones together, with the file, and special characters escaped."""
    first, *_ = _check(bad, "--format", "github", code=1).splitlines()
    assert re.fullmatch(r"::error file=.+capture\.pb,line=1,title=\w+::execute_tool search: .+ \(2 times\)", first)
    span = tool_span(*new_ids(1))
    span.name = "100%\nsure"
    body = request_of([span]).SerializeToString()
    assert "::warning title=recommended_attribute_not_present::100%25%0Asure: " in _check(
        "-", "--format", "github", stdin=body
    )


@pytest.mark.parametrize("fmt", ["text", "json", "jsonl", "github"])
def test_names_give_no_orders(fmt: str) -> None:
    """A name can have line ends, escapes and half characters; the report has them escaped."""
    document = json.dumps({"name": "a\n::error::b\x1b[2J\ud800", "attributes": {}}).encode()
    output = _check("-", "--format", fmt, stdin=document)
    assert "\n::error" not in output
    assert "\x1b" not in output


def test_rules_of_a_file(bad: str, tmp_path: Path) -> None:
    """What a library knows and accepts does not fail its CI."""
    rules = tmp_path / "rules.toml"
    rules.write_text('[[finding_filters]]\nexclude = ["*required_attribute_not_present:gen_ai.*"]')
    _check(bad, "--config", str(rules))


def test_documents_are_checked_as_they_are() -> None:
    """A span document is not normalised: what it lacks is found, also what a processor would have added."""
    span = {"name": "x", "kind": "internal", "attributes": {"agentops.kind": "tool"}}
    output = _check("-", code=1, stdin=json.dumps(span).encode())
    assert "`agentops.normalizer.version` is missing" in output
    assert _check("-", stdin=b'{"name": "x", "attributes": {}}').count("span_type_unknown") == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xd8\xff", "-: .*not a protobuf"),
        (b'{"resourceSpans": 1}', "-: resourceSpans"),
        (b"\x0a\x00", "no spans"),
    ],
)
def test_what_cannot_be_checked(data: bytes, said: str) -> None:
    """What is no telemetry, or has no spans, did not pass the check."""
    with pytest.raises(ConfigurationError, match=said):
        _check("-", stdin=data)


def test_exit_code_of_what_cannot_be_checked(tmp_path: Path) -> None:
    """As a process: exit code 2, and one line that names the file."""
    (tmp_path / "photo.pb").write_bytes(b"\xff\xd8\xff")
    done = subprocess.run(
        [sys.executable, "-m", "agentops_processor", "check", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, "photo.pb" in done.stderr) == (2, "", True)


def test_every_capture_can_be_checked() -> None:
    """Whatever an SDK has sent gets its findings, and all spans of the corpus count."""
    files = [str(path) for path in sorted(CORPUS.rglob("*.pb"))]
    numbers = json.loads(_check(*files, "--format", "json", "--fail-on", "none"))["statistics"]
    assert numbers["spans"] == sum(counts["spans"] for counts in numbers["dialects"].values()) > 100
    assert numbers["findings"].keys() <= LEVELS.keys()


def test_every_finding_is_described() -> None:
    """The findings that only this command has stand on its page; the others stand with the columns."""
    text = DOCS.read_text() + (DOCS.parent / "sql.md").read_text()
    assert [id_ for id_ in LEVELS if f"`{id_}`" not in text] == []
