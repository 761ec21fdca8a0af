"""What may import what, how long a module may be, and that each says what it is."""

import ast
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import agentops_processor
import pytest

PACKAGE = "agentops_processor"
ROOT = Path(agentops_processor.__file__).parent

VALUES = {"model", "errors", "columns", "plan", "telemetry", "http_server", "logs"}
STAGES = {"receive", "transform", "spool", "write", "ask", "assemble"}
MAY_USE_STORE = {"write", "ask", "assemble"}


def _modules() -> dict[str, Path]:
    """Every module by its dotted name below the package; a package by the name of its folder."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = path
    return found


MODULES = _modules()


def _imported(path: Path) -> Iterator[str]:
    """Names of our modules that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        below = (name.removeprefix(f"{PACKAGE}.") for name in names if name.startswith(f"{PACKAGE}."))
        yield from (name for name in below if name in MODULES)


GRAPH: Mapping[str, frozenset[str]] = {name: frozenset(_imported(path)) for name, path in MODULES.items()}


def _layer(module: str) -> str:
    return module.partition(".")[0]


def _importers(layer: str) -> set[str]:
    """Layers, other than itself, that import something of a layer."""
    return {_layer(name) for name, imports in GRAPH.items() if layer in map(_layer, imports)} - {layer}


def test_everything_is_seen() -> None:
    """The checks below read the package as it is."""
    assert {"service", "cli", "spool.spool", "receive.grpc", "demo"} <= GRAPH.keys()
    assert "spool.spool" in GRAPH["service"]
    assert "service" in GRAPH["demo"]


@pytest.mark.parametrize("value", sorted(VALUES))
def test_values_import_values(value: str) -> None:
    """What all stages share knows none of them."""
    assert GRAPH[value] <= VALUES


@pytest.mark.parametrize("stage", sorted(STAGES | {"store"}))
def test_stages_do_not_import_each_other(stage: str) -> None:
    """A stage knows the shared values, itself, and the store if it reads or writes ClickHouse; nothing else."""
    allowed = VALUES | {stage} | ({"store"} if stage in MAY_USE_STORE else set())
    used = {layer for name, imports in GRAPH.items() if _layer(name) == stage for layer in map(_layer, imports)}
    assert used <= allowed


def test_one_place_composes_the_pipeline() -> None:
    """Transform meets the spool in the pipeline and the service only; `check` is transform without a spool."""
    assert _importers("spool") == {"pipeline", "service"}
    assert _importers("transform") <= {"pipeline", "service", "check", "commands"}


def test_who_reads_the_configuration() -> None:
    """Stages take values, not the configuration."""
    assert _importers("config") <= {"service", "cli", "commands", "banner", "demo"}


def test_who_starts_a_service() -> None:
    """The service is started by the command line, and by the demo."""
    assert _importers("service") == {"cli", "demo"}


def test_engine_is_loaded_when_it_is_used() -> None:
    """With a ClickHouse server, the embedded engine is not loaded: it is an extra, and 200 MiB of memory."""
    program = "import sys, agentops_processor.service; sys.exit('chdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_no_circles() -> None:
    """No module imports itself over others."""
    TopologicalSorter(GRAPH).prepare()  # raises CycleError


def test_modules_are_short() -> None:
    """A module can be read in one go: at most 600 lines, half of them at most 120."""
    lines = {name: len(path.read_text().splitlines()) for name, path in MODULES.items()}
    assert {name: count for name, count in lines.items() if count > 600} == {}
    assert statistics.median(lines.values()) <= 120


@pytest.mark.parametrize("module", MODULES)
def test_module_says_what_it_is(module: str) -> None:
    """The first line of a module is one sentence about what comes in and what goes out."""
    docstring = ast.get_docstring(ast.parse(MODULES[module].read_text()))
    assert docstring
    assert docstring.splitlines()[0].endswith((".", "?", ":", "”"))
