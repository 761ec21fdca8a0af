"""The model and its generator: what is generated fits the model, and a wrong model is refused with a useful message."""

import importlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "semconv" / "model"


@pytest.fixture(scope="module")
def model() -> Any:
    """The resolved model of the repository."""
    return _tool("resolve").load(ROOT)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A repository with nothing but a copy of the model."""
    shutil.copytree(MODEL, tmp_path / "semconv" / "model")
    return tmp_path


def _tool(name: str) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "semconv" / "tools"))
        return importlib.import_module(name)


def _edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / "semconv" / "model" / file
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def _mistakes(root: Path) -> str:
    tools, lint = _tool("resolve"), _tool("lint")
    try:
        return "\n".join(lint.mistakes(tools.load(root)))
    except _tool("convention").ModelError as error:
        return str(error)


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "semconv/tools", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_what_is_generated_is_what_the_model_says() -> None:
    """Nobody edits a generated file, and nobody edits the model without running the generator."""
    result = _run("--check")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_check_lists_missing_and_stale_files(tmp_path: Path) -> None:
    """`--check` names every file that differs, also one that should no longer be there, and changes nothing."""
    shutil.copytree(ROOT / "semconv", tmp_path / "semconv")
    stale = tmp_path / "schema" / "next" / "span" / "dream.schema.json"
    stale.parent.mkdir(parents=True)
    stale.write_text("{}")
    result = _run("--check", "--root", str(tmp_path))
    assert result.returncode == 1
    assert "differs: schema/next/span/agent.schema.json\n" in result.stdout
    assert "differs: schema/next/span/dream.schema.json\n" in result.stdout
    assert stale.exists()


def test_generated_files_are_restored(tmp_path: Path) -> None:
    """A run writes what differs, removes what is stale, and leaves nothing for the next run."""
    shutil.copytree(ROOT / "semconv", tmp_path / "semconv")
    stale = tmp_path / "schema" / "next" / "old.json"
    stale.parent.mkdir(parents=True)
    stale.write_text("{}")
    assert _run("--root", str(tmp_path)).returncode == 0
    assert not stale.exists()
    again = _run("--check", "--root", str(tmp_path))
    assert (again.returncode, again.stdout) == (0, "")


def test_all_kinds_are_defined(model: Any) -> None:
    """Every kind but `unknown` has a definition."""
    kinds = "agent reasoning planning workflow task tool retrieval memory evaluation guardrail llm embedding reranking"
    assert set(model.spans) == {*kinds.split(), "prompt", "feedback"}


def test_every_attribute_is_used(model: Any) -> None:
    """An attribute that no kind refers to is dead, unless it belongs to the resource."""
    used = {key for span in model.spans.values() for key in span.refs}
    assert set(model.attributes) - used == {"service.name", "service.version", "deployment.environment.name"}


def test_columns_are_filled_from_attributes_that_exist(model: Any) -> None:
    """A column's `attribute` is a name of the convention."""
    tables = yaml.safe_load((ROOT / "semconv" / "columns.yaml").read_text())["tables"]
    sources = {column["attribute"] for columns in tables.values() for column in columns if "attribute" in column}
    assert sources
    assert sources - set(model.attributes) == set()


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("agent/spans.yaml", "{ref: gen_ai.agent.version,", "{ref: gen_ai.agent.verzion,", "gen_ai.agent.verzion"),
        ("agent/registry.yaml", "key: agentops.agent.role", "key: agentops.agent.persona", "also in agent/registry"),
        ("agent/registry.yaml", "key: agentops.agent.run_id", "key: agentops.agent.role.id", "cannot be a namespace"),
        ("agent/registry.yaml", "key: agentops.agent.run_id", "key: agentops.agent.Run", "lower-case"),
        (
            "agent/registry.yaml",
            "key: agentops.agent.run_id",
            "key: agentops.agent.input",
            "belongs to another project",
        ),
        ("agent/registry.yaml", "key: agentops.agent.run_id", "key: agentops.agent.parent.id", "its constant"),
        (
            "agent/registry.yaml",
            "{key: agentops.agent.type, type: string",
            "{key: agentops.agent.type, type: str",
            "'str'",
        ),
        ("agent/registry.yaml", "{key: agentops.agent.type, type: string,", "{key: agentops.agent.type,", "lacks type"),
        ("agent/registry.yaml", "type: string, brief: Role", "type: string, breif: x, brief: Role", "no field breif"),
        ("agent/spans.yaml", "ref_group: agentops.team", "ref_group: agentops.crew", "'agentops.crew'"),
        ("agent/spans.yaml", "short_name: agent", "short_name: agnt", "must end in the short name"),
        ("agent/spans.yaml", "requirement_level: required", "requirement_level: wanted", "'wanted'"),
        ("agent/spans.yaml", "kinds: [internal,", "kinds: [inner,", "unknown OTel kind"),
        ("task/spans.yaml", "operations: [execute_task]", "operations: [execute_tool]", "belongs to another kind"),
        ("task/registry.yaml", "{id: running, value: running", "{id: pending, value: running", "there twice"),
        ("llm/spans.yaml", "{absent: [gen_ai.response.model]}", "{absent: [gen_ai.modell]}", "cannot test absent"),
        ("llm/spans.yaml", "spans:\n", "spans: {\n", "llm/spans.yaml"),
    ],
)
def test_a_wrong_model_is_refused(copy: Path, file: str, old: str, new: str, message: str) -> None:
    """The message names the file and what is wrong in it."""
    _edit(copy, file, old, new)
    said = _mistakes(copy)
    assert message in said
    assert file.split("/", maxsplit=1)[0] in said


def test_the_model_has_no_mistakes() -> None:
    """The repository's own model is sound."""
    assert _mistakes(ROOT) == ""
