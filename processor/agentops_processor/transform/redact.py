"""A span before it is stored in, the same without secrets out; notes what senders had removed or cut themselves."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from agentops_processor.plan import Plan
from agentops_processor.transform.jsontext import dumps, parse
from agentops_processor.transform.span import Span

REDACTED = "[REDACTED]"

# Attributes in which the marks of redaction and truncation are looked for.
_CONTENT = (
    "gen_ai.input.messages",
    "gen_ai.output.messages",
    "gen_ai.system_instructions",
    "gen_ai.tool.call.arguments",
    "gen_ai.tool.call.result",
    "agentops.io.input",
    "agentops.io.output",
)

# Attributes that hold members with names of the sender's choice, as a JSON object.
_OBJECTS = ("agentops.metadata", "agentops.request.parameters", "agentops.tool.config")

_MEMO_LIMIT = 50_000
"""Keys remembered. SDKs use a few thousand; a sender with random keys must not fill the memory."""


class Redactor:
    """Replaces values of keys that are secrets by name, before anything touches a disk."""

    def __init__(self, plan: Plan) -> None:
        self._secret_names = frozenset(plan.common["secret_keys"])
        self._redaction_marks: list[str] = plan.common["redaction_marks"]
        self._truncation_marks: list[str] = plan.common["truncation_marks"]
        self.is_secret = lru_cache(_MEMO_LIMIT)(self._is_secret)

    def redact_resources(self, spans: Iterable[Span]) -> None:
        """Redact the resources of a request in place, each once: most spans share one."""
        for resource in {id(span.resource): span.resource for span in spans}.values():
            resource.text[:] = [(key, REDACTED if self.is_secret(key) else value) for key, value in resource.text]

    def redact(self, span: Span) -> None:
        """Redact what a span has of its own, in place."""
        for attributes in (span.rest, *(e.attributes for e in span.events), *(k.attributes for k in span.links)):
            for key in attributes:
                if self.is_secret(key):
                    attributes[key] = REDACTED
                    span.values["agentops.content.redacted"] = True
        for key in _OBJECTS:
            self._object(span, key)
        for key in _CONTENT:
            self._marks(span, span.values.get(key))

    def _is_secret(self, key: str) -> bool:
        """Whether a key names a secret: its last part is one of the plan's `secret_keys`."""
        return key.rpartition(".")[2].lower() in self._secret_names

    def _object(self, span: Span, key: str) -> None:
        found = parse(span.values.get(key))
        if isinstance(found, dict) and any(self.is_secret(name) for name in found):
            redacted = {name: REDACTED if self.is_secret(name) else value for name, value in found.items()}
            span.values[key] = dumps(redacted)
            span.values["agentops.content.redacted"] = True

    def _marks(self, span: Span, value: Any) -> None:
        if not value:
            return
        if any(mark in value for mark in self._redaction_marks):
            span.values["agentops.content.redacted"] = True
        if any(mark in value for mark in self._truncation_marks):
            span.values["agentops.content.truncated"] = True
