"""Secrets leave before anything is stored, and what senders removed or cut themselves is noted."""

import pytest
from agentops_processor.transform.span import Link, Resource

from tests.spans import event, row

SECRET = "sk-123"  # noqa: S105 a made-up one, to be looked for


@pytest.mark.parametrize("key", ["api_key", "llm.openai.api_key", "http.request.header.authorization", "X.API-Key"])
def test_values_of_secret_names_are_replaced(key: str) -> None:
    """The last part of a key says that its value is a secret."""
    made = row({key: SECRET, "harmless.key": "x"})
    assert made["attributes"] == {key: "[REDACTED]", "harmless.key": "x"}
    assert made["content_redacted"]


def test_secrets_hide_nowhere() -> None:
    """Events, links, the resource, metadata, maps and request parameters are looked through too."""
    made = row(
        {
            "openinference.span.kind": "LLM",
            "llm.invocation_parameters": f'{{"api_key": "{SECRET}", "temperature": 1}}',
            "metadata": f'{{"password": "{SECRET}"}}',
            "traceloop.association.properties.access_token": SECRET,
        },
        events=[event("e", password=SECRET)],
        links=[Link("12" * 16, "34" * 8, {"password": SECRET})],
        resource=Resource({}, [("api_key", SECRET), ("service", "x")]),
    )
    assert SECRET not in str(made)
    assert made["resource"] == {"api_key": "[REDACTED]", "service": "x"}
    assert made["request_parameters"] == {"temperature": "1.0", "api_key": "[REDACTED]"}


@pytest.mark.parametrize(
    ("text", "redacted", "truncated"),
    [
        ("__REDACTED__", True, False),
        ("x [Scrubbed due to 'session']", True, False),
        ("long...[TRUNCATED: original length 9]", False, True),
        ("plain", False, False),
    ],
)
def test_marks_of_senders_are_noted(text: str, redacted: bool, truncated: bool) -> None:
    """Content that the sender has removed or cut is known as such."""
    made = row({"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": text})
    assert (made["content_redacted"], made["content_truncated"], made["tool_result"]) == (redacted, truncated, text)
