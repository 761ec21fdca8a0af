"""The package that other tools install: small, quick, without dependencies."""

import subprocess
import sys

from agentops_semconv import SCHEMA_URL, Kind, attributes, enums, names


def test_names_are_those_of_the_registry() -> None:
    """Every attribute has a constant, and every constant is an attribute."""
    constants = {value for name, value in vars(names).items() if name.isupper() and isinstance(value, str)}
    assert constants == set(attributes()["attributes"])


def test_a_kind_is_a_string() -> None:
    """Members can be set as attribute values as they are."""
    assert f"{Kind.TOOL}" == "tool"
    assert set(Kind) == {*attributes()["kinds"], "unknown"}
    assert f"{enums.TaskStatus.INPUT_REQUIRED}" == "input_required"


def test_the_schema_url_says_how_mature_it_is() -> None:
    """While names may still change, the family ends in `-dev`."""
    family, version = SCHEMA_URL.rsplit("/", maxsplit=1)
    assert family.endswith("/agentops-dev")
    assert version.count(".") == 2


def test_importing_reads_nothing_more() -> None:
    """An instrumentation that imports the package pays for no JSON, no resources, no typing and no processor."""
    script = "import sys; before = set(sys.modules); import agentops_semconv; print(*sorted(set(sys.modules) - before))"
    # -S leaves out site-packages, whose own start-up would load half of these.
    command = [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, 'semconv'); {script}"]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert not {"json", "importlib.resources", "typing", "yaml", "agentops_processor"} & set(loaded)
    assert [name for name in loaded if name.startswith("agentops")] == ["agentops_semconv", "agentops_semconv.kinds"]
