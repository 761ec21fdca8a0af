"""The published schemas hold for the examples, with two independent validators and with the processor's own."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # ships no types
import jsonschema_rs
import pytest
import yaml
from agentops_processor.transform.validate import LEVELS, Validator
from agentops_semconv import SCHEMA_URL, iter_examples, schema_bundle

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "schema" / "next"
FILES = sorted((ROOT / "semconv" / "examples").glob("*/*.yaml"))
KINDS = sorted(path.name.removesuffix(".schema.json") for path in (SCHEMA / "span").glob("*.schema.json"))

each_example = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
each_kind = pytest.mark.parametrize("kind", KINDS)


def _example(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(path.read_text())
    return document


def _schema(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((SCHEMA / name).read_text())
    return document


def _violates(case: dict[str, Any]) -> bool:
    ids = [finding.partition(":")[0] for finding in case["findings"]]
    closed = "undefined_enum_variant:agentops.task.status", "undefined_enum_variant:agentops.guardrail.verdict"
    return any(LEVELS[id_] == "violation" for id_ in ids) or any(finding in closed for finding in case["findings"])


@pytest.fixture(scope="module")
def validator() -> Validator:
    """The processor's validator on the installed package's schemas."""
    return Validator(schema_bundle())


@each_example
def test_an_example_gets_the_findings_it_states(path: Path, validator: Validator) -> None:
    """The examples are the specification of the findings."""
    case = _example(path)
    assert list(validator.check(case["span"]).findings) == case["findings"]


@each_example
def test_validators_agree_on_an_example(path: Path) -> None:
    """By kind, dispatched and bundled, the oracle and the fast validator see a violation in the same examples."""
    case = _example(path)
    by_kind = _schema(f"span/{path.parent.name}.schema.json")
    bundle = _schema("bundle.schema.json")
    verdicts = {
        "oracle by kind": jsonschema.Draft202012Validator(by_kind).is_valid(case["span"]),
        "oracle, bundle": jsonschema.Draft202012Validator(bundle).is_valid(case["span"]),
        "fast by kind": jsonschema_rs.validator_for(by_kind).is_valid(case["span"]),
        "fast, bundle": jsonschema_rs.validator_for(bundle).is_valid(case["span"]),
    }
    assert verdicts == dict.fromkeys(verdicts, not _violates(case))


def test_every_kind_has_a_valid_and_an_invalid_example() -> None:
    """Both sides of every schema are shown."""
    sides: dict[str, set[bool]] = defaultdict(set)
    for path in FILES:
        sides[path.parent.name].add(_violates(_example(path)))
    assert sides == {kind: {True, False} for kind in KINDS}


@each_kind
def test_a_schema_is_one(kind: str) -> None:
    """Every schema is valid JSON Schema 2020-12 with the address it is published under."""
    schema = _schema(f"span/{kind}.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"{SCHEMA_URL}/span/{kind}.schema.json"


def test_the_bundle_is_a_schema_and_the_package_has_it() -> None:
    """What is published and what is installed is the same."""
    bundle = _schema("bundle.schema.json")
    jsonschema.Draft202012Validator.check_schema(bundle)
    assert schema_bundle() == bundle


def test_the_package_has_the_examples() -> None:
    """Whoever instruments can test against the same examples."""
    assert [(case.kind, case.name) for case in iter_examples()] == [(p.parent.name, p.stem) for p in FILES]
