"""Indexed keys and prefixed keys of one span in, one structured value for each family or map out."""

from collections.abc import Callable, Mapping
from typing import Any

from agentops_processor.plan import Plan
from agentops_processor.transform import scores
from agentops_processor.transform.folds import embedding_texts, to_documents, tool_definitions, unflatten
from agentops_processor.transform.jsontext import dumps, parse
from agentops_processor.transform.messages import to_messages
from agentops_processor.transform.slots import Slots

Paths = list[tuple[tuple[str, ...], Any]]

# Below every rule that names its key, above what events say.
_MAP_RANK = 65

_FOLDS: Mapping[str, Callable[[list[Any]], Any]] = {
    "messages_in": lambda items: to_messages(items, "user"),
    "messages_out": lambda items: to_messages(items, "assistant"),
    "tool_definitions": tool_definitions,
    "documents": to_documents,
    "embeddings": embedding_texts,
}


class Families:
    """Folds keys by the plan's tables of families and maps."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def fold(self, members: Mapping[str, Paths], slots: Slots) -> None:
        """Fold what the span's keys with a common prefix say.

        Args:
            members: By prefix, the paths below it and their values.
            slots: Where the folded value goes.
        """
        for prefix, paths in members.items():
            if prefix in self._plan.maps:
                self._map(prefix, {path[0]: value for path, value in paths}, slots)
            else:
                self._family(prefix, unflatten(paths), slots)

    def _map(self, prefix: str, found: dict[str, Any], slots: Slots) -> None:
        target, _ = self._plan.maps[prefix]
        rest = slots.span.rest
        known = parse(slots.span.values.get(target))
        if known is None:
            slots.offer(target, _MAP_RANK, dumps(found))
        elif isinstance(known, dict):
            rest.update({prefix + k: v for k, v in found.items() if k in known and known[k] != v})
            slots.span.values[target] = dumps({**found, **known})
        else:
            rest.update({prefix + k: v for k, v in found.items()})

    def _family(self, prefix: str, folded: Any, slots: Slots) -> None:
        family, span = self._plan.families[prefix], slots.span
        items = folded if isinstance(folded, list) else [folded]
        if family.score:
            span.scores += scores.from_family(items, **family.score)
            span.rest[prefix] = items
            return
        made = _FOLDS[family.fold](items)
        if family.keep:
            span.rest[prefix] = items
        if made:
            slots.offer(family.to, family.rank, dumps(made), prefix, items)
