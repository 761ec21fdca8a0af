"""The package as it is installed: one small wheel with all its data, enough by itself."""

import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "semconv"
MOST_BYTES = 150_000
"""Most that the wheel may weigh; it is a list of names and should stay one."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel; from a copy, for building leaves folders behind."""
    folder = tmp_path_factory.mktemp("wheel")
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", "build")
    shutil.copytree(SOURCE, folder / "semconv", ignore=ignored)
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    offline = ["--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "wheel", *offline, "-w", str(folder), str(folder / "semconv")], check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_has_everything_and_is_small(wheel: Path) -> None:
    """Modules, data and the mark of typed packages; nothing of the generator or the model."""
    package = SOURCE / "agentops_semconv"
    files = [path for path in package.rglob("*") if path.is_file() and path.suffix in {".py", ".json", ".typed"}]
    files.append(package / "py.typed")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == {str(path.relative_to(SOURCE)) for path in files}
    assert wheel.stat().st_size < MOST_BYTES


@pytest.mark.slow
def test_the_wheel_alone_is_enough(wheel: Path, tmp_path: Path) -> None:
    """In an empty environment the names, the examples and the schemas are there, and validate says what it lacks."""
    venv.create(tmp_path / "env", with_pip=False, symlinks=True)
    python = str(tmp_path / "env" / "bin" / "python")
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", "--python", python]
    subprocess.run([*pip, "install", "--no-index", "--no-deps", str(wheel)], check=True)
    script = """
from agentops_semconv import Kind, attributes, codes, iter_examples, names, schema_bundle, validate
examples = list(iter_examples())
assert {example.kind for example in examples} == set(Kind) - {Kind.UNKNOWN}
assert schema_bundle()["$defs"] and codes() and names.AGENTOPS_KIND in attributes()["attributes"]
try:
    validate(examples[0].span)
except ImportError as error:
    assert "agentops-semconv[validate]" in str(error)
else:
    raise AssertionError("jsonschema should not be here")
"""
    subprocess.run([python, "-W", "error", "-I", "-c", script], check=True, cwd=tmp_path)
