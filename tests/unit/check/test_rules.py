"""Levels and filters of a file."""

from pathlib import Path

import pytest
from agentops_processor.check.findings import CheckedSpan, Explainer
from agentops_processor.check.read import Where
from agentops_processor.check.rules import FindingFilter, LevelOverride, Rules, load_rules
from agentops_processor.errors import ConfigurationError

DOCS = Path(__file__).resolve().parents[3] / "docs" / "check.md"
FOUND = ("required_attribute_not_present:a", "deprecated:b", "span_kind_mismatch:client")


def _applied(tmp_path: Path, toml: str, *, name: str = "chat m", kind: str = "llm") -> list[tuple[str, str]]:
    path = tmp_path / "rules.toml"
    path.write_text(toml)
    explainer = Explainer()
    span = CheckedSpan(Where("f"), name, kind, findings=[explainer.explain(f, kind, {}) for f in FOUND])
    load_rules(path).apply(span)
    return [(finding.subject, finding.level) for finding in span.findings]


AS_THEY_ARE = [("a", "violation"), ("b", "improvement"), ("client", "information")]


@pytest.mark.parametrize(
    ("toml", "left"),
    [
        ("", AS_THEY_ARE),
        ('[[finding_filters]]\nexclude = ["deprecated"]', [AS_THEY_ARE[0], AS_THEY_ARE[2]]),
        ('[[finding_filters]]\nexclude = ["*:b"]', [AS_THEY_ARE[0], AS_THEY_ARE[2]]),
        ('[[finding_filters]]\nmin_level = "improvement"', AS_THEY_ARE[:2]),
        ('[[finding_filters]]\nnames = ["chat *"]', []),
        ('[[finding_filters]]\nnames = ["tool *"]', AS_THEY_ARE),
        ('[[finding_filters]]\nkinds = ["tool"]\nmin_level = "violation"', AS_THEY_ARE),
        (
            """
            [[finding_level_overrides]]
            level = "information"
            [[finding_level_overrides]]
            ids = ["deprecated:*"]
            kinds = ["llm"]
            level = "violation"
            [[finding_filters]]
            min_level = "violation"
            """,
            [("b", "violation")],
        ),
    ],
)
def test_rules(tmp_path: Path, toml: str, left: list[tuple[str, str]]) -> None:
    """Overrides come before filters, the last one that matches decides, and what is left out matches everything."""
    assert _applied(tmp_path, toml) == left


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[[finding_filters]]", "would leave out every finding"),
        ('[[finding_filters]]\nexclude = ["depricated"]', "no finding has the id 'depricated'"),
        ('[[finding_level_overrides]]\nlevel = "error"', r"finding_level_overrides\.0\.level"),
        ("finding_filter = []", "finding_filter"),
        ("= 1", "Invalid"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, toml: str, said: str) -> None:
    """A misspelt rule does not silently do nothing."""
    with pytest.raises(ConfigurationError, match=said):
        _applied(tmp_path, toml)


def test_no_file(tmp_path: Path) -> None:
    """A file that is not there is a mistake, no file at all is none."""
    assert load_rules(None).finding_filters == []
    with pytest.raises(ConfigurationError, match=r"none\.toml"):
        load_rules(tmp_path / "none.toml")


@pytest.mark.parametrize("model", [Rules, LevelOverride, FindingFilter])
def test_every_key_is_described(model: type[Rules | LevelOverride | FindingFilter]) -> None:
    """The page about the command has every key of the file."""
    text = DOCS.read_text()
    assert [name for name in model.model_fields if f"`{name}`" not in text] == []
