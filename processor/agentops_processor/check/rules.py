"""A TOML file in, what it does to findings: first other levels, then fewer of them."""

import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from agentops_processor.check.findings import LEVELS, ORDER, CheckedSpan, Finding
from agentops_processor.errors import ConfigurationError
from agentops_processor.transform.validate import Level


def _known(patterns: list[str]) -> list[str]:
    """Patterns that can match a finding: a misspelt id would silently do nothing."""
    for pattern in patterns:
        if not any(fnmatchcase(id_, pattern.partition(":")[0]) for id_ in LEVELS):
            raise ValueError(f"no finding has the id {pattern!r}; known are {', '.join(sorted(LEVELS))}")
    return patterns


Ids = Annotated[list[str], AfterValidator(_known)]


class _Rule(BaseModel):
    """Where a rule holds: for spans of these kinds with these names; what is left out matches everything."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: list[str] = Field([], description="Globs of span kinds.")
    names: list[str] = Field([], description="Globs of span names.")

    def holds_for(self, span: CheckedSpan) -> bool:
        """Whether the rule is about this span."""
        return _matches(self.kinds, span.kind) and _matches(self.names, span.name)


class LevelOverride(_Rule):
    """Another level for some findings."""

    ids: Ids = Field([], description="Globs of finding ids, or of `id:subject`.")
    level: Level = Field(description="The level that they get.")


class FindingFilter(_Rule):
    """Findings that are left out."""

    exclude: Ids = Field([], description="Globs of finding ids, or of `id:subject`.")
    min_level: Level | None = Field(None, description="Whatever is below.")

    @model_validator(mode="after")
    def _says_something(self) -> "FindingFilter":
        if not self.model_fields_set:
            raise ValueError("an empty filter would leave out every finding")
        return self

    def drops(self, finding: Finding) -> bool:
        """Whether it leaves out this finding of a span that it holds for; all of them if it only names spans."""
        if not self.exclude and self.min_level is None:
            return True
        below = self.min_level is not None and ORDER.index(finding.level) < ORDER.index(self.min_level)
        return below or (bool(self.exclude) and _about(self.exclude, finding))


class Rules(BaseModel):
    """The file. A field's name is its TOML key."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    finding_level_overrides: list[LevelOverride] = Field([], description="The last that matches decides.")
    finding_filters: list[FindingFilter] = Field([], description="Applied after the overrides.")

    def apply(self, span: CheckedSpan) -> None:
        """Change and drop findings of a span, in place."""
        overrides = [rule for rule in self.finding_level_overrides if rule.holds_for(span)]
        filters = [rule for rule in self.finding_filters if rule.holds_for(span)]
        releveled = [_releveled(finding, overrides) for finding in span.findings]
        span.findings = [finding for finding in releveled if not any(rule.drops(finding) for rule in filters)]


def load_rules(path: Path | None) -> Rules:
    """The rules of a file; none without a file.

    Raises:
        ConfigurationError: The file cannot be read or has mistakes; all of them are named.
    """
    if path is None:
        return Rules.model_validate({})
    try:
        return Rules.model_validate(tomllib.loads(path.read_text()))
    except ValidationError as error:
        mistakes = (f"{'.'.join(map(str, one['loc'])) or 'the file'}: {one['msg']}" for one in error.errors())
        raise ConfigurationError(f"--config {path}: " + "; ".join(mistakes)) from error
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"--config {path}: {error}") from error


def _matches(globs: list[str], text: str) -> bool:
    return not globs or any(fnmatchcase(text, glob) for glob in globs)


def _about(ids: list[str], finding: Finding) -> bool:
    return _matches(ids, finding.id) or _matches(ids, f"{finding.id}:{finding.subject}")


def _releveled(finding: Finding, overrides: list[LevelOverride]) -> Finding:
    level = next((rule.level for rule in reversed(overrides) if _about(rule.ids, finding)), finding.level)
    return Finding(finding.id, level, finding.subject, finding.message, finding.context)
