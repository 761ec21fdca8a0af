"""The closed set of named transforms: one source value in, one canonical value out, or MISSING.

The mappings name them; these functions are their specification.
"""

import math
import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any, Final

from agentops_processor.columns import tables
from agentops_processor.plan import Plan, Rule, inverted
from agentops_processor.transform.folds import to_documents, tool_definitions
from agentops_processor.transform.jsontext import as_text, dumps, parse
from agentops_processor.transform.messages import is_canonical, to_messages

MISSING: Final = object()
"""The source says nothing that the target could hold: the source value stays where it was."""

_MAX_INT = 2**63 - 1

Transform = Callable[[Any], Any]


def to_int(value: Any) -> Any:
    """A whole number of 64 bits, also written as text or as a float."""
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        return MISSING
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return MISSING
    return number if -_MAX_INT <= number <= _MAX_INT else MISSING


def to_count(value: Any) -> Any:
    """A whole number that is not negative."""
    number = to_int(value)
    return MISSING if number is MISSING or number < 0 else number


def to_float(value: Any) -> Any:
    """A finite number."""
    if isinstance(value, bool):
        return MISSING
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return MISSING
    return number if math.isfinite(number) else MISSING


def to_bool(value: Any) -> Any:
    """A boolean, also as the words true and false."""
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower(), MISSING)
    return value if isinstance(value, bool) else MISSING


def to_text(value: Any) -> Any:
    """A string; structures as JSON; nothing for null."""
    return MISSING if value is None else as_text(value)


def to_strings(value: Any) -> Any:
    """A list of strings out of a list, a JSON list or a comma-separated string."""
    value = parse(value)
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return [as_text(v) for v in value] if isinstance(value, list) else MISSING


BY_TYPE: dict[str, Transform] = {
    "string": to_text,
    "int": to_int,
    "double": to_float,
    "boolean": to_bool,
    "string[]": to_strings,
    "any": to_text,
}


def messages_in(value: Any) -> Any:
    """Messages sent, as JSON."""
    return _messages(value, "user")


def messages_out(value: Any) -> Any:
    """Messages received, as JSON."""
    return _messages(value, "assistant")


def _messages(value: Any, role: str) -> Any:
    found = parse(value)
    if found in (None, "", [], {}):
        return MISSING
    if is_canonical(found):
        return as_text(value)
    return dumps(to_messages(found, role))


def system_instructions(value: Any) -> Any:
    """System prompt as JSON: `[{"type": "text", "content": …}]`."""
    found = parse(value)
    if found in (None, "", [], {}):
        return MISSING
    if isinstance(found, list):
        return as_text(value) if value is not found else dumps(found)
    return dumps([{"type": "text", "content": as_text(found)}])


def entity(value: Any) -> Any:
    """The payload of Traceloop's envelope, where the envelope holds nothing else."""
    found = parse(value)
    if not isinstance(found, dict):
        return as_text(value)
    for key in ("inputs", "outputs", "output", "input_str", "kwargs", "args"):
        if found.get(key) and all(not v for k, v in found.items() if k != key):
            return as_text(found[key])
    return as_text(value)


def seconds_or_ms(value: Any) -> Any:
    """Seconds; whole numbers are milliseconds, as Strands writes them."""
    number = to_float(value)
    return number / 1000 if isinstance(value, int) and number is not MISSING else number


def documents(value: Any) -> Any:
    """Documents as a JSON array."""
    found = parse(value)
    return dumps(to_documents(found)) if isinstance(found, list) and found else MISSING


def definitions(value: Any) -> Any:
    """Tool definitions as a JSON array."""
    found = parse(value)
    return dumps(tool_definitions(found)) if isinstance(found, list) and found else MISSING


def json_path(paths: tuple[tuple[str, ...], ...], convert: Transform, value: Any) -> Any:
    """The first member of a JSON value, by dotted paths, that `convert` takes."""
    root = _parsed(value) if isinstance(value, str) else value
    for path in paths:
        found = _member(root, path)
        made = MISSING if found in (None, "") else convert(found)
        if made is not MISSING:
            return made
    return MISSING


# Several rules look into one value, one after the other.
_parsed = lru_cache(maxsize=4)(parse)


def match(pattern: re.Pattern[str], convert: Transform, value: Any) -> Any:
    """What `convert` makes of the first group of a pattern found in a text."""
    found = pattern.search(value) if isinstance(value, str) else None
    return convert(found[1]) if found else MISSING


def _member(value: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def _lookup(table: dict[str, str]) -> Transform:
    def find(value: Any) -> Any:
        return table.get(value.lower(), value) if isinstance(value, str) and value else MISSING

    return find


def _known(table: dict[str, str]) -> Transform:
    def find(value: Any) -> Any:
        return table.get(value.lower(), MISSING) if isinstance(value, str) else MISSING

    return find


def _finish_reasons(table: dict[str, str]) -> Transform:
    def find(value: Any) -> Any:
        found = to_strings(value)
        return MISSING if found is MISSING or not found else [table.get(r.lower(), r) for r in found]

    return find


class Transforms:
    """The named transforms, with a plan's alias tables bound."""

    def __init__(self, plan: Plan) -> None:
        common = plan.common
        self._types = plan.types
        self._counts = frozenset(c.attribute for c in tables()["spans"] if c.type.startswith("UInt"))
        self._named: Mapping[str, Transform] = {
            "text": to_text,
            "strings": to_strings,
            "messages_in": messages_in,
            "messages_out": messages_out,
            "system_instructions": system_instructions,
            "entity": entity,
            "seconds_or_ms": seconds_or_ms,
            "documents": documents,
            "definitions": definitions,
            "provider": _lookup(inverted(common["providers"])),
            "finish_reasons": _finish_reasons(inverted(common["finish_reasons"])),
            "tool_status": _lookup(inverted(common["tool_statuses"])),
            "task_status": _known(inverted(common["task_statuses"])),
            "guardrail_verdict": _known(inverted(common["guardrail_verdicts"])),
        }

    def __getitem__(self, name: str) -> Transform:
        """The transform that the mappings call by this name."""
        return self._named[name]

    def of(self, rule: Rule, target: str) -> Transform:
        """What makes a target's value out of the value of a rule's key."""
        convert = self._named[rule.transform] if rule.transform else self._of_type(target)
        if rule.pattern:
            convert = partial(match, re.compile(rule.pattern), convert)
        return partial(json_path, rule.paths, convert) if rule.paths else convert

    def _of_type(self, target: str) -> Transform:
        return to_count if target in self._counts else BY_TYPE[self._types[target]]
