"""One JSON attribute that holds several facts in, each fact at its own canonical attribute out."""

from typing import Any

from agentops_processor.plan import Plan, Rule
from agentops_processor.transform.jsontext import as_text, dumps, parse
from agentops_processor.transform.slots import Slots
from agentops_processor.transform.transforms import MISSING, Transform, Transforms

# Below every rule that names its key, above what events say.
_RANK = 65
_ARGUMENTS = "gen_ai.tool.call.arguments"


class FanOuts:
    """Takes attributes apart by the plan's rules with `fan_out`."""

    def __init__(self, plan: Plan, transforms: Transforms) -> None:
        named: dict[str, Any] = plan.common["request_parameters"]
        self._parameters: dict[str, tuple[str, Transform]] = {
            name: (row["to"], transforms.of(Rule(row["to"], _RANK, row.get("transform", "")), row["to"]))
            for name, row in named.items()
        }

    def apply(self, rule: Rule, key: str, value: Any, slots: Slots) -> None:
        """Spread one attribute over its targets. What is no JSON object goes to the rule's own target as it is."""
        found = parse(value)
        primary = rule.target(slots.span.kind)
        if not isinstance(found, dict):
            slots.offer(primary, rule.rank, as_text(value), key, value)
        elif rule.fan_out == "schema_or_arguments":
            slots.offer(primary if _is_schema(found) else _ARGUMENTS, rule.rank + 10, as_text(value), key, value)
        else:
            rest = {name: v for name, v in found.items() if not self._moved(name, v, slots)}
            if rest or not found:
                made = as_text(value) if len(rest) == len(found) else dumps(rest)
                slots.offer(primary, rule.rank, made, key, value)

    def _moved(self, name: str, value: Any, slots: Slots) -> bool:
        """Move one request parameter to its attribute; say whether the attribute now tells it."""
        target, convert = self._parameters.get(name, ("", None))
        if convert is None or value in (None, "", [], {}):
            return False
        made = convert(value)
        return made is not MISSING and slots.offer(target, _RANK, made)


def _is_schema(found: dict[str, Any]) -> bool:
    """Whether a JSON object describes arguments instead of giving them."""
    return "properties" in found or (
        bool(found) and all(isinstance(v, dict) and ("type" in v or "description" in v) for v in found.values())
    )
