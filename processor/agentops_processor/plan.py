"""The plan: flat tables, compiled from the convention's model and the dialect mappings, that the engines execute."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

Target = str | Mapping[str, str]
"""A canonical attribute, or one per kind with `default`; '' keeps the source key as it is."""

_MEMO_LIMIT = 50_000
"""Resolved keys remembered. SDKs use a few thousand; a sender with random keys must not fill the memory."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of one source key.

    Attributes:
        to: Where the value goes.
        rank: The lower rank wins the target. A canonical key has 0.
        transform: Name of the function that makes the target's value, '' for a conversion to the target's type.
        paths: Members of the key's JSON value to try instead of the value itself.
        pattern: Regular expression whose first group is the value, in the text of the value or of a member.
        fan_out: Name of a function that fills several targets, '' for none.
        derived: The rule copies a fact; the key's own rule decides what becomes of the source.
        dialect: Index of the dialect whose table holds the rule.
    """

    to: Target
    rank: int
    transform: str = ""
    paths: tuple[tuple[str, ...], ...] = ()
    pattern: str = ""
    fan_out: str = ""
    derived: bool = False
    dialect: int = -1

    @property
    def late(self) -> bool:
        """Whether the rule looks into its value, and so waits for those that do not."""
        return bool(self.fan_out or self.paths or self.pattern)

    def target(self, kind: str) -> str:
        """The attribute to fill on a span of this kind, '' for none."""
        if isinstance(self.to, str):
            return self.to
        return self.to.get(kind) or self.to.get("default", "")


@dataclass(frozen=True, slots=True)
class Family:
    """Indexed keys (`llm.input_messages.0.…`) that fold into one value.

    Attributes:
        prefix: The keys up to the first index.
        fold: Name of the function that makes the value.
        dialect: Index of the dialect whose table holds the family.
        to: The attribute that the value fills.
        rank: The lower rank wins the target.
        keep: The value tells only a part; the keys stay beside it, as one.
        score: Kind and scope of the scores that the family holds instead of a value.
    """

    prefix: str
    fold: str
    dialect: int
    to: str = ""
    rank: int = 50
    keep: bool = False
    score: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One key of a family or of a map: which one, and the path below its prefix."""

    of: str
    path: tuple[str, ...]
    dialect: int


@dataclass(frozen=True, slots=True)
class EventRule:
    """What becomes of a span event with this name."""

    fold: str
    dialect: int
    to: Target = ""
    role: str = ""

    def target(self, kind: str) -> str:
        """The attribute to fill on a span of this kind."""
        return self.to if isinstance(self.to, str) else self.to.get(kind, self.to["default"])


@dataclass(frozen=True, slots=True)
class Refinement:
    """Spans of a kind that are more, or less, than their SDK says.

    Attributes:
        kinds: What the SDK may have said.
        to: The kind they have.
        suffix: End of the span's name that gives them away, '' for none.
        attribute: Attribute with a JSON object whose `member` is the span's name, '' for none.
        member: A member of that object.
    """

    kinds: frozenset[str]
    to: str
    suffix: str = ""
    attribute: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a dialect is recognised besides the keys that its rules name."""

    name: str
    scopes: tuple[str, ...]
    keys: frozenset[str]


Resolution = tuple[Rule, ...] | Member | None
"""Rules of a key, its place in a family or map, or None for a key nobody knows."""


class Plan:
    """The compiled tables. Read-only but for the memo of resolved keys.

    Attributes:
        resolve: What the tables say of a source key, a `Resolution`.
        scope_dialects: Indexes of the dialects that an instrumentation scope speaks.
        types: Type of every canonical attribute.
        dialects: In order of authority.
        kinds: (attribute, {value: kind, or {root, child}}) in order of authority.
        refinements: Of the kinds that the attributes say.
        families: By prefix.
        maps: Target by prefix.
        events: By event name.
        rule_keys: Every source key that has a rule of its own.
        common: The shared tables of `mappings/common.yaml`.
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.types: dict[str, str] = tables["types"]
        self.dialects = tuple(Dialect(d["name"], tuple(d["scopes"]), frozenset(d["keys"])) for d in tables["dialects"])
        self.kinds = [(k["attribute"], k["values"]) for k in tables["kinds"]]
        self.refinements = [Refinement(**{**r, "kinds": frozenset(r["kinds"])}) for r in tables["refinements"]]
        self.families = {f["from"]: Family(prefix=f["from"], **_without(f, "from")) for f in tables["families"]}
        self.maps: dict[str, tuple[str, int]] = {m["prefix"]: (m["to"], m["dialect"]) for m in tables["maps"]}
        self.events = {e["name"]: EventRule(**_without(e, "name")) for e in tables["events"]}
        self.common: dict[str, Any] = tables["common"]
        self._rules = {key: tuple(_rule(r) for r in rules) for key, rules in tables["rules"].items()}
        self.rule_keys = frozenset(self._rules)
        self.resolve = lru_cache(_MEMO_LIMIT)(self._resolve)
        self.scope_dialects = lru_cache(_MEMO_LIMIT)(self._scope_dialects)

    def _scope_dialects(self, scope: str) -> tuple[int, ...]:
        return tuple(i for i, d in enumerate(self.dialects) if scope.startswith(d.scopes))

    def _resolve(self, key: str) -> Resolution:
        rules = self._rules.get(key)
        if rules is not None:
            return rules
        if key in self.types:
            return (Rule(key, 0),)
        parts = key.split(".")
        for i, part in enumerate(parts[1:], 1):
            family = self.families.get(".".join(parts[:i])) if part.isdecimal() else None
            if family:
                return Member(family.prefix, tuple(parts[i:]), family.dialect)
        for prefix, (_, dialect) in self.maps.items():
            if key.startswith(prefix):
                return Member(prefix, (key[len(prefix) :],), dialect)
        return None


def _without(row: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {k: v for k, v in row.items() if k != key}


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(**{**row, "paths": tuple(tuple(path.split(".")) for path in row.get("paths", ()))})


def inverted(table: Mapping[str, list[str]]) -> dict[str, str]:
    """Alias to canonical value, of a table canonical value to aliases; a canonical value is its own alias."""
    return {alias: name for name, aliases in table.items() for alias in (name, *aliases)}


@cache
def load() -> Plan:
    """The plan that ships with the program."""
    return Plan(json.loads(resources.files(__package__).joinpath("generated/plan.json").read_text()))
