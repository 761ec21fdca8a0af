"""The plan: mappings are checked when they are compiled, and keys resolve as the tables say."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest
import yaml
from agentops_processor.plan import Member, Plan, Rule, load

ROOT = Path(__file__).parents[3]
COMMON = (ROOT / "semconv/mappings/common.yaml").read_text()


def _emit_plan() -> Any:
    """The generator's module; a folder of scripts is no package."""
    spec = importlib.util.spec_from_file_location("emit_plan", ROOT / "semconv/tools/emit_plan.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


emit_plan = _emit_plan()


def compile_with(tmp_path: Path, **table: Any) -> Plan:
    """A plan with the shared tables, the shipped attributes and one dialect."""
    folder = tmp_path / "semconv/mappings"
    folder.mkdir(parents=True)
    (folder / "common.yaml").write_text(COMMON)
    dialect = {"dialect": "d", "order": 1, "detect": {"scopes": [], "keys": []}, **table}
    (folder / "d.yaml").write_text(yaml.safe_dump(dialect))
    (text,) = emit_plan.emit(tmp_path, load().types).values()
    return Plan(yaml.safe_load(text))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"attributes": [{"from": "a", "to": "gen_ai.nope"}]}, "a -> gen_ai.nope"),
        ({"attributes": [{"from": "a", "to": {"llm": "gen_ai.nope"}}]}, "a -> gen_ai.nope"),
        ({"attributes": [{"from": "a", "also": [{"to": "gen_ai.nope"}]}]}, "a -> gen_ai.nope"),
        ({"families": [{"from": "f", "to": "gen_ai.nope", "fold": "documents"}]}, "f -> gen_ai.nope"),
        ({"maps": [{"prefix": "m.", "to": "gen_ai.nope"}]}, "m. -> gen_ai.nope"),
        ({"attributes": [{"from": "a", "to": "user.id"}, {"from": "a"}]}, "a is mapped twice"),
    ],
)
def test_a_wrong_mapping_does_not_compile(tmp_path: Path, table: dict[str, Any], message: str) -> None:
    """A target that is no attribute, or a key mapped twice, is found before anything runs."""
    with pytest.raises(emit_plan.MappingError, match=message):
        compile_with(tmp_path, **table)


def test_rules_families_and_maps_resolve(tmp_path: Path) -> None:
    """A rule of its own beats the attribute's type, which beats families and maps."""
    plan = compile_with(
        tmp_path,
        attributes=[{"from": "a", "to": "user.id", "also": [{"to": "session.id", "paths": ["b.c"], "rank": 90}]}],
        families=[{"from": "f.g", "to": "gen_ai.input.messages", "fold": "messages_in"}],
        maps=[{"prefix": "m.", "to": "agentops.metadata"}],
    )
    rules = plan.resolve("a")
    assert isinstance(rules, tuple)
    own, derived = rules
    assert (own.to, own.rank, own.late) == ("user.id", 50, False)
    assert (derived.paths, derived.rank, derived.late, derived.derived) == ((("b", "c"),), 90, True, True)
    assert plan.resolve("session.id") == (Rule("session.id", 0),)
    assert plan.resolve("f.g.12.x") == Member("f.g", ("12", "x"), 0)
    assert plan.resolve("f.g.x") is None
    assert plan.resolve("m.any.key") == Member("m.", ("any.key",), 0)


def test_the_shipped_plan_is_compiled_from_the_mappings() -> None:
    """Every key of every mapping file is in the plan."""
    for path in (ROOT / "semconv/mappings").glob("*.yaml"):
        rows = yaml.safe_load(path.read_text()).get("attributes", ())
        assert {row["from"] for row in rows} <= load().rule_keys, path.name
