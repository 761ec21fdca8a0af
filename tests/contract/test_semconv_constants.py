"""The constants that other tools import: complete by kind, and nearly free."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from agentops_semconv import Kind, attributes

ROOT = Path(__file__).resolve().parents[2]
KINDS = sorted(set(Kind) - {Kind.UNKNOWN})
MOST_MS = 20.0
"""Most processor time of an import; five are promised, a busy machine gets four times that."""


def _constants(module: str) -> set[str]:
    found = vars(import_module(f"agentops_semconv.spans.{module}")).items()
    own = {name: value for name, value in found if name.isupper() and isinstance(value, str)}
    return {value for name, value in own.items() if name != "KIND" and not name.startswith("OPERATION_")}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_s_module_has_its_attributes(kind: Kind) -> None:
    """With those that all kinds share it has every attribute of the kind, each once."""
    expected = {key for key, entry in attributes()["attributes"].items() if kind in entry["kinds"]}
    assert _constants(kind) | _constants("common") == expected
    assert not _constants(kind) & _constants("common")


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_s_module_says_what_it_is(kind: Kind) -> None:
    """The values to set for the kind and its operations stand beside its attributes."""
    module = import_module(f"agentops_semconv.spans.{kind}")
    operations = [getattr(module, name) for name in vars(module) if name.startswith("OPERATION_")]
    assert module.KIND is kind
    assert operations == attributes()["kinds"][kind]["operations"]


def test_the_package_knows_no_processor() -> None:
    """It is for tools that never see one."""
    sources = (ROOT / "semconv" / "agentops_semconv").rglob("*.py")
    assert [path.name for path in sources if "agentops_processor" in path.read_text()] == []


IMPORTS = {
    "the package": "import agentops_semconv",
    "all names and enums, one kind": "from agentops_semconv import names, enums; from agentops_semconv.spans import tool",
}


@pytest.mark.parametrize("what", IMPORTS)
def test_importing_constants_is_cheap(what: str, tmp_path: Path) -> None:
    """No data is read, nothing heavy is loaded, and compiled modules load in a few milliseconds."""
    # `enum` is left out of the sum: every program has it, for `re` needs it.
    script = f"import enum, sys, time; start = time.process_time(); {IMPORTS[what]}"
    script += "; print((time.process_time() - start) * 1000, *sys.modules)"
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(ROOT / "semconv"), "PYTHONPYCACHEPREFIX": str(tmp_path)}
    # -S leaves out site-packages, whose own start-up would load half of what must not be.
    command = [sys.executable, "-S", "-c", script]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True, env=environment) for _ in range(4)]
    loaded = set(runs[-1].stdout.split()[1:])
    assert not {"json", "typing", "dataclasses", "importlib.resources", "jsonschema", "opentelemetry"} & loaded
    assert min(float(run.stdout.split()[0]) for run in runs) < MOST_MS
