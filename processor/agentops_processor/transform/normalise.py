"""A decoded span in, canonical values and leftovers out, by the plan's tables.

Every attribute is canonical, mapped, or kept in `rest`. Where several sources want one target the lower rank wins;
the others stay in `rest` unless they say the same.
"""

from collections import defaultdict
from typing import Any

from agentops_processor.plan import Member, Plan, Rule
from agentops_processor.transform.events import Events
from agentops_processor.transform.families import Families, Paths
from agentops_processor.transform.fan_outs import FanOuts
from agentops_processor.transform.jsontext import as_text
from agentops_processor.transform.kinds import Kinds
from agentops_processor.transform.slots import Slots
from agentops_processor.transform.span import Span
from agentops_processor.transform.transforms import MISSING, Transforms

# After everything that the span itself says.
_RESOURCE_RANK = 100

_OPERATION = "gen_ai.operation.name"
_DIALECTS = "agentops.source.dialects"
_EMPTY: tuple[Any, ...] = (None, "", [], {})

Late = list[tuple[Rule, str, Any]]


class Normaliser:
    """Applies a plan to spans."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._kinds = Kinds(plan)
        self._transforms = Transforms(plan)
        self._families = Families(plan)
        self._fan_outs = FanOuts(plan, self._transforms)
        self._events = Events(plan, self._transforms)
        self._dialect_names = [d.name for d in plan.dialects]
        self._resource_keys: list[str] = plan.common["resource_fallbacks"]

    def normalise(self, span: Span) -> None:
        """Set the span's kind, values, rest and scores."""
        span.kind, kind_rule = self._kinds.decide(span)
        slots = Slots(span)
        dialects = set(self._plan.scope_dialects(span.scope.name))
        members: dict[str, Paths] = defaultdict(list)
        late: Late = []
        for key, value in span.attributes.items():
            found = self._plan.resolve(key)
            if found is None:
                span.rest[key] = value
            elif isinstance(found, Member):
                dialects.add(found.dialect)
                members[found.of].append((found.path, value))
            else:
                for rule in found:
                    if rule.late:
                        late.append((rule, key, value))
                    else:
                        self._apply(rule, key, value, slots)
        self._families.fold(members, slots)
        self._apply_late(late, slots)
        self._events.fold(slots)
        self._from_resource(slots)
        self._provenance(span, kind_rule, dialects)

    def _apply(self, rule: Rule, key: str, value: Any, slots: Slots) -> None:
        target = rule.target(slots.span.kind)
        made = self._transforms.of(rule, target)(value) if target else MISSING
        if rule.derived:
            if made is not MISSING:
                slots.offer(target, rule.rank, made)
        elif made is not MISSING:
            slots.offer(target, rule.rank, made, key, value)
        else:
            slots.span.rest[key] = value
            if target and not rule.transform and value not in _EMPTY:
                slots.span.warn(f"invalid_value:{key}")

    def _apply_late(self, late: Late, slots: Slots) -> None:
        """Rules that take a value apart: the dear ones, and only for what nothing else has said."""
        for rule, key, value in late:
            if rule.fan_out:
                self._fan_outs.apply(rule, key, value, slots)
            elif not rule.derived or slots.wants(rule.target(slots.span.kind), rule.rank):
                self._apply(rule, key, value, slots)

    def _from_resource(self, slots: Slots) -> None:
        for key in self._resource_keys:
            value = slots.span.resource.attributes.get(key)
            if value:
                slots.offer(key, _RESOURCE_RANK, as_text(value))

    def _provenance(self, span: Span, kind_rule: str, dialects: set[int]) -> None:
        values = span.values
        original = span.attributes.get(_OPERATION)
        operation = self._kinds.operation_for(span.kind, original)
        if operation:
            values[_OPERATION] = operation
            if original and original != operation:
                values.setdefault("agentops.operation.original", as_text(original))
        values["agentops.kind"] = span.kind
        if kind_rule:
            values["agentops.normalizer.kind_rule"] = kind_rule
        span.warnings += [w for w in values.pop("agentops.normalizer.warnings", ()) if w not in span.warnings]
        if _DIALECTS not in values:
            keyed = {i for i, d in enumerate(self._plan.dialects) if not d.keys.isdisjoint(span.attributes)}
            values[_DIALECTS] = [self._dialect_names[i] for i in sorted(dialects | keyed)]
