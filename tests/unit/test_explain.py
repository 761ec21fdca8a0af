"""`plan explain`: why an attribute is where it is."""

import pytest
from agentops_processor import plan
from agentops_processor.explain import explain_key


def _explained(key: str) -> str:
    return "\n".join(explain_key(plan.load(), key))


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("gen_ai.request.model", ["gen_ai.request.model", "rank 0", "canonical"]),
        ("llm.token_count.prompt", ["gen_ai.usage.input_tokens", "dialect openinference"]),
        ("llm.input_messages.0.message.content", ["gen_ai.input.messages", "folded", "dialect openinference"]),
        ("openinference.span.kind", ["evidence for the kind"]),
        ("my.own.key", ["not in the plan", "attributes"]),
    ],
)
def test_explain(key: str, parts: list[str]) -> None:
    """A key is explained by its target, the rule and the dialect that says so."""
    text = _explained(key)
    assert all(part in text for part in parts), text
    assert all(line.startswith(f"{key}: ") for line in text.splitlines())


def test_every_rule_can_be_explained() -> None:
    """No key of the plan is without an explanation."""
    compiled = plan.load()
    for key in [*compiled._rules, *compiled.types]:
        assert "not in the plan" not in "\n".join(explain_key(compiled, key))


def test_family_with_scores() -> None:
    """Keys that become scores say so instead of naming an attribute."""
    compiled = plan.load()
    prefix = next(family.prefix for family in compiled.families.values() if not family.to)
    assert "the table scores" in _explained(f"{prefix}.0.name")


def test_map() -> None:
    """Keys that are collected under one prefix name the prefix."""
    compiled = plan.load()
    prefix, (target, _) = next(iter(compiled.maps.items()))
    assert f"collected with all keys {prefix}* into {target}" in _explained(f"{prefix}anything")
