"""The kind of a span: evidence in a fixed order, and the row says which rule decided."""

from typing import Any

import pytest

from tests.captures import reference
from tests.spans import make_span, row, rows_of


def decided(attributes: dict[str, Any], **fields: Any) -> tuple[str, str]:
    """Kind and rule of a span."""
    made = row(attributes, **fields)
    return made["kind"], made["kind_rule"]


def test_canonical_kind_beats_everything() -> None:
    """What is normalised stays what it is."""
    attributes = {"agentops.kind": "planning", "openinference.span.kind": "LLM", "gen_ai.operation.name": "chat"}
    assert decided(attributes) == ("planning", "explicit:agentops.kind")


@pytest.mark.parametrize("kind", ["robot", 7, ["llm"], None])
def test_a_canonical_kind_that_is_none_is_no_evidence(kind: Any) -> None:
    """A wrong value under our own key does not hide the rest."""
    made = decided({"agentops.kind": kind, "gen_ai.operation.name": "chat"})
    assert made == ("llm", "operation:gen_ai.operation.name")


@pytest.mark.parametrize(
    ("key", "value", "kind"),
    [
        ("openinference.span.kind", "LLM", "llm"),
        ("openinference.span.kind", "RETRIEVER", "retrieval"),
        ("openinference.span.kind", "DECISION", "reasoning"),
        ("traceloop.span.kind", "agent", "agent"),
        ("llm.request.type", "rerank", "reranking"),
        ("mcp.method.name", "tools/call", "tool"),
    ],
)
def test_a_vendors_kind_beats_the_operation(key: str, value: str, kind: str) -> None:
    """A kind that somebody set on purpose speaks before the operation."""
    assert decided({key: value, "gen_ai.operation.name": "invoke_workflow"}) == (kind, f"explicit:{key}")


@pytest.mark.parametrize(("parent", "kind"), [("", "workflow"), ("ef" * 8, "task")])
def test_chain_is_a_workflow_at_the_root(parent: str, kind: str) -> None:
    """OpenInference has one word for both."""
    assert decided({"openinference.span.kind": "CHAIN"}, parent_span_id=parent)[0] == kind


@pytest.mark.parametrize("value", ["UNKNOWN", "", 3, None, ["LLM"]])
def test_a_vendors_kind_without_meaning_is_no_evidence(value: Any) -> None:
    """The next evidence speaks."""
    assert decided({"openinference.span.kind": value, "gen_ai.operation.name": "chat"})[0] == "llm"


@pytest.mark.parametrize(
    ("operation", "kind", "canonical"),
    [
        ("chat", "llm", "chat"),
        ("generate_content", "llm", "generate_content"),
        ("Completion", "llm", "chat"),
        ("create_agent", "agent", "create_agent"),
        ("vectordb", "retrieval", "retrieval"),
        ("guardrail.run", "guardrail", "apply_guardrail"),
    ],
)
def test_operation_decides(operation: str, kind: str, canonical: str) -> None:
    """An operation has one kind; an alias is replaced and remembered."""
    made = row({"gen_ai.operation.name": operation})
    assert (made["kind"], made["operation_name"]) == (kind, canonical)
    assert made["attributes"] == ({} if operation == canonical else {"agentops.operation.original": operation})


def test_an_operation_that_contradicts_the_kind_is_replaced() -> None:
    """The written operation fits the kind, the sent one is kept."""
    made = row({"openinference.span.kind": "AGENT", "gen_ai.operation.name": "chat"})
    assert made["operation_name"] == "invoke_agent"
    assert made["attributes"]["agentops.operation.original"] == "chat"


def test_a_key_that_one_kind_has_decides_where_nothing_else_does() -> None:
    """The arguments of a tool call mean a tool."""
    assert decided({"gen_ai.tool.call.arguments": "{}"}) == ("tool", "key:gen_ai.tool.call.arguments")


def test_a_prescribed_name_speaks_last() -> None:
    """OpenTelemetry's own span names are the weakest evidence."""
    assert decided({}, name="execute_tool search") == ("tool", "span_name:execute_tool")


@pytest.mark.parametrize(
    "attributes", [{"gen_ai.agent.name": "a"}, {"gen_ai.tool.name": "t"}, {"gen_ai.request.model": "m"}]
)
def test_presence_of_a_name_proves_nothing(attributes: dict[str, Any]) -> None:
    """SDKs put the agent, the tool and the model on spans of every kind: never an llm for that."""
    assert decided(attributes) == ("unknown", "")


def test_a_refinement_corrects_what_an_sdk_says() -> None:
    """A step called LLM that only puts a request together is no call of a model."""
    llm = {"openinference.span.kind": "LLM"}
    assert decided(llm, name="OpenAI._prepare_chat_with_tools") == ("task", "refined:._prepare_chat_with_tools")


@pytest.mark.parametrize(("name", "kind"), [("helper", "agent"), ("model_request", "task")])
def test_a_chain_named_as_the_agent_is_the_agent(name: str, kind: str) -> None:
    """Only the chain that has the agent's name is its run, the steps below it are not; all know their agent."""
    chain = {"openinference.span.kind": "CHAIN", "metadata": '{"lc_agent_name": "helper"}'}
    made = row(chain, name=name)
    assert (made["kind"], made["agent_name"]) == (kind, "helper")


def test_one_kind_for_each_span_of_a_request() -> None:
    """Spans do not share what was decided."""
    spans = [make_span({"gen_ai.operation.name": name}) for name in ("chat", "execute_tool")]
    reference().finish(spans)
    assert [made["kind"] for made in rows_of(spans)] == ["llm", "tool"]
