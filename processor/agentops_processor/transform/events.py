"""The events of one span in: messages, scores, exceptions and attributes that they carry go into the span.

What an event has given leaves it, the rest of the event stays as it was sent.
"""

from typing import Any

from agentops_processor.plan import EventRule, Plan, Rule
from agentops_processor.transform import scores
from agentops_processor.transform.jsontext import as_text, dumps, parse
from agentops_processor.transform.messages import Message, to_messages
from agentops_processor.transform.slots import Slots
from agentops_processor.transform.span import Event
from agentops_processor.transform.transforms import MISSING, Transforms

# Events speak where the attributes are silent.
_RANK = 70

_CONTENTS = ("content", "gen_ai.event.content", "message.content")
_EXCEPTION = {
    "exception.type": "error.type",
    "exception.message": "agentops.error.message",
    "exception.stacktrace": "agentops.error.stack",
}


class Events:
    """Folds events by the plan's table of event names."""

    def __init__(self, plan: Plan, transforms: Transforms) -> None:
        self._plan = plan
        self._transforms = transforms

    def fold(self, slots: Slots) -> None:
        """Move what the span's events say into its values and scores."""
        messages: dict[str, list[tuple[Event, list[Message], list[str]]]] = {}
        attributes: list[tuple[Rule, Event, str]] = []
        for event in slots.span.events:
            rule = self._plan.events.get(event.name)
            if rule is None:
                continue
            match rule.fold:
                case "message":
                    self._message(rule, event, slots, messages)
                case "attributes":
                    attributes += self._mapped(event, slots.span.kind)
                case "score":
                    found = scores.from_event(event.attributes)
                    slots.span.scores += [found] if found else []
                case "exception":
                    _exception(event, slots)
        for target, pending in messages.items():
            self._put_messages(target, pending, slots)
        # Best first: an event's attribute that another one displaced would be neither here nor there.
        for mapped, event, key in sorted(attributes, key=lambda row: row[0].rank):
            self._put_attribute(mapped, event, key, slots)

    @staticmethod
    def _message(rule: EventRule, event: Event, slots: Slots, messages: dict[str, Any]) -> None:
        raw, used = _raw_message(event.attributes, rule.role)
        if not used:
            return
        target = rule.target(slots.span.kind)
        if target.endswith(".messages"):
            messages.setdefault(target, []).append((event, to_messages([raw], rule.role), used))
        elif slots.offer(target, _RANK, as_text(raw["content"])):
            _take(event, used)

    def _put_messages(self, target: str, pending: list[tuple[Event, list[Message], list[str]]], slots: Slots) -> None:
        if not slots.offer(target, _RANK, dumps([message for _, found, _ in pending for message in found])):
            return
        reasons = [reason for event, _, _ in pending if (reason := event.attributes.get("finish_reason"))]
        if reasons:
            made = self._transforms["finish_reasons"](reasons)
            slots.offer("gen_ai.response.finish_reasons", _RANK, made)
        for event, _, used in pending:
            _take(event, used)

    def _mapped(self, event: Event, kind: str) -> list[tuple[Rule, Event, str]]:
        found = ((self._plan.resolve(key), key) for key in event.attributes)
        return [(r[0], event, key) for r, key in found if isinstance(r, tuple) and r[0].target(kind)]

    def _put_attribute(self, rule: Rule, event: Event, key: str, slots: Slots) -> None:
        target = rule.target(slots.span.kind)
        made = self._transforms.of(rule, target)(event.attributes[key])
        if made is not MISSING and slots.offer(target, rule.rank + _RANK, made):
            del event.attributes[key]


def _exception(event: Event, slots: Slots) -> None:
    """Copy, not move: tools that know OpenTelemetry look for the exception in its event."""
    for key, target in _EXCEPTION.items():
        if event.attributes.get(key):
            slots.offer(target, _RANK, as_text(event.attributes[key]))


def _raw_message(attributes: dict[str, Any], role: str) -> tuple[dict[str, Any], list[str]]:
    """The message that an event's attributes describe, in OpenAI's shape, and the keys that it is made of."""
    used = []
    raw: dict[str, Any] = {"content": None}
    message = parse(attributes.get("message"))
    if isinstance(message, dict):
        raw.update(message)
        used.append("message")
    content = next((key for key in _CONTENTS if attributes.get(key) is not None), "")
    if not content and message is not None and not used:
        content = "message"
    if content:
        raw["content"] = attributes[content]
        used.append(content)
    if "tool_calls" in attributes:
        raw["tool_calls"] = attributes["tool_calls"]
        used.append("tool_calls")
    if "id" in attributes:
        raw["tool_call_id"] = attributes["id"]
    return {**raw, "role": attributes.get("role") or raw.get("role") or role}, used


def _take(event: Event, used: list[str]) -> None:
    for key in used:
        del event.attributes[key]
