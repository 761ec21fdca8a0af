"""Source attributes by the tables: ranks, losers, families, maps, fan-outs, aliases, dialects."""

import json
from typing import Any

import pytest
from agentops_processor.transform.span import Resource, Scope

from tests.spans import finish, row

LLM = {"openinference.span.kind": "LLM"}


def test_canonical_key_beats_a_mapped_one_which_is_kept() -> None:
    """The lower rank wins in any order, and the loser stays under its own key."""
    pairs = [("gen_ai.usage.input_tokens", 7), ("llm.token_count.prompt", 9)]
    for order in (pairs, pairs[::-1]):
        made = row(LLM | dict(order))
        assert made["input_tokens"] == 7
        assert made["attributes_num"] == {"llm.token_count.prompt": 9.0}


def test_sources_that_agree_leave_nothing_behind() -> None:
    """A fact said twice is stored once."""
    made = row(LLM | {"gen_ai.usage.input_tokens": 7, "llm.token_count.prompt": 7})
    assert not made["attributes_num"]


def test_unknown_attributes_stay() -> None:
    """What no table knows is kept."""
    assert row({"my.own": "x", "n": 1})["attributes"] == {"my.own": "x"}


def test_one_source_may_have_a_target_for_each_kind() -> None:
    """The input of a tool are its arguments, of a search its query, of anything else its input."""
    columns = {"TOOL": "tool_arguments", "RETRIEVER": "query_text", "AGENT": "input"}
    for kind, column in columns.items():
        assert row({"openinference.span.kind": kind, "input.value": "x"})[column] == "x"


def test_a_derived_fact_yields_to_a_said_one() -> None:
    """The model of OpenInference is the one that answered, and the one asked for only where nothing else says so."""
    assert row(LLM | {"llm.model_name": "m"})["request_model"] == "m"
    made = row(LLM | {"llm.model_name": "m-2026", "llm.invocation_parameters": '{"model": "m"}'})
    assert (made["request_model"], made["response_model"]) == ("m", "m-2026")


@pytest.mark.parametrize(
    "output",
    [
        {"model": "m-2026"},
        {"generations": [[{"message": {"kwargs": {"response_metadata": {"model_name": "m-2026"}}}}]]},
        {"raw": "ChatCompletion(id='x', model='m-2026', usage=None)"},
    ],
)
def test_the_raw_answer_knows_the_model_that_answered(output: dict[str, Any]) -> None:
    """A model inside the raw answer beats the attribute, which is the model asked for in these SDKs."""
    made = row(LLM | {"llm.model_name": "m", "output.value": json.dumps(output)})
    assert (made["request_model"], made["response_model"]) == ("m", "m-2026")


def test_families_fold_in_order_with_holes() -> None:
    """Indexed keys become one list, sorted by number, also where an SDK has dropped some."""
    made = row(
        LLM
        | {
            "llm.input_messages.10.message.role": "user",
            "llm.input_messages.10.message.content": "last",
            "llm.input_messages.2.message.role": "system",
            "llm.input_messages.2.message.content": "first",
        }
    )
    messages = json.loads(made["input_messages"])
    assert [(m["role"], m["parts"][0]["content"]) for m in messages] == [("system", "first"), ("user", "last")]
    assert made["attributes"] == LLM


def test_a_family_key_that_is_leaf_and_branch_loses_nothing() -> None:
    """`a.0` beside `a.0.b` keeps both."""
    made = row(LLM | {"llm.input_messages.0": "x", "llm.input_messages.0.message.content": "y"})
    assert "x" in made["input_messages"]
    assert "y" in made["input_messages"]


def test_tool_definitions_and_documents_fold() -> None:
    """OpenInference's tools and documents take OpenTelemetry's form."""
    schema = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}
    made = row(LLM | {"llm.tools.0.tool.json_schema": json.dumps(schema)})
    assert json.loads(made["tool_definitions"]) == [{"type": "function", "name": "f", "parameters": {"type": "object"}}]
    document = {"content": "c", "id": "7", "score": 0.5, "metadata": '{"a": 1}'}
    keys = {f"retrieval.documents.0.document.{k}": v for k, v in document.items()}
    made = row({"openinference.span.kind": "RETRIEVER", **keys})
    assert json.loads(made["documents"]) == [{"content": "c", "id": "7", "score": 0.5, "metadata": {"a": 1}}]
    assert made["document_count"] == 1


def test_maps_collect_keys_below_a_prefix() -> None:
    """Association properties without a meaning of their own become metadata, beside what is there."""
    made = row({"traceloop.association.properties.tenant": "acme", "agentops.metadata": '{"a": 1}'})
    assert json.loads(made["metadata"]) == {"tenant": "acme", "a": 1}


@pytest.mark.parametrize(("metadata", "kept"), [('{"tenant": "other"}', "acme"), ("free text", "acme")])
def test_a_map_that_cannot_be_merged_stays_beside(metadata: str, kept: str) -> None:
    """A member that is there with another value, or a target that is no object, does not swallow the source."""
    made = row({"traceloop.association.properties.tenant": "acme", "agentops.metadata": metadata})
    assert made["attributes"] == {"traceloop.association.properties.tenant": kept}
    assert made["metadata"] == metadata or json.loads(made["metadata"]) == json.loads(metadata)


def test_parameters_fan_out() -> None:
    """Known parameters of a request go to their attributes, the others stay together."""
    parameters = {"temperature": 0.5, "max_tokens": 9, "stop": ["x"], "tools": [{"name": "f"}], "logit_bias": {"1": 2}}
    made = row(LLM | {"llm.invocation_parameters": json.dumps(parameters)})
    assert made["request_parameters"] == {
        "temperature": "0.5",
        "max_tokens": "9",
        "stop_sequences": '["x"]',
        "logit_bias": '{"1":2}',
    }
    assert json.loads(made["tool_definitions"]) == [{"type": "function", "name": "f"}]


@pytest.mark.parametrize("value", ["temperature=1", "[1]", "{}", 7])
def test_parameters_that_are_no_object_are_kept(value: Any) -> None:
    """What cannot be taken apart stays whole."""
    made = row(LLM | {"llm.invocation_parameters": value})
    assert made["request_parameters"] in ({"parameters": str(value)}, {})


@pytest.mark.parametrize(
    ("parameters", "column"),
    [
        ({"type": "object", "properties": {"a": {"type": "string"}}}, ""),
        ({"a": {"type": "string"}}, ""),
        ({"order": "7"}, "tool_arguments"),
    ],
)
def test_tool_parameters_are_schema_or_arguments(parameters: dict[str, Any], column: str) -> None:
    """OpenInference's SDKs mean either by the same key."""
    made = row({"openinference.span.kind": "TOOL", "tool.parameters": json.dumps(parameters)})
    if column:
        assert json.loads(made[column]) == parameters
    else:
        assert json.loads(made["attributes"]["agentops.tool.parameters"]) == parameters


@pytest.mark.parametrize(
    ("key", "value", "column", "expected"),
    [
        ("gen_ai.system", "az.ai.openai", "provider_name", "azure.ai.openai"),
        ("llm.system", "MistralAI", "provider_name", "mistral_ai"),
        ("gen_ai.system", "my-own", "provider_name", "my-own"),
        ("gen_ai.system", "Langchain", "framework_name", "langchain"),
        ("gen_ai.response.finish_reason", "end_turn", "finish_reasons", ["stop"]),
        ("gen_ai.response.finish_reasons", ["tool_use", "odd"], "finish_reasons", ["tool_call", "odd"]),
        ("gen_ai.task.status", "success", "task_status", "completed"),
        ("gen_ai.guardrail.status", "FAILED", "guardrail_verdict", "deny"),
        ("session_id", "s", "session_id", "s"),
        ("gen_ai.server.time_to_first_token", 250, "time_to_first_token_ns", 250_000_000),
        ("gen_ai.server.time_to_first_token", 0.25, "time_to_first_token_ns", 250_000_000),
    ],
)
def test_aliases(key: str, value: Any, column: str, expected: Any) -> None:
    """A value of the wild becomes OpenTelemetry's; one that nobody knows stays."""
    assert row({"gen_ai.operation.name": "chat", key: value})[column] == expected


def test_a_framework_is_no_provider() -> None:
    """A framework in the provider's place moves."""
    made = row({"gen_ai.operation.name": "chat", "gen_ai.system": "crewai"})
    assert (made["provider_name"], made["framework_name"]) == ("", "crewai")


def test_scope_names_framework_and_dialect() -> None:
    """The instrumentation's name says which framework it watches and which dialect it speaks."""
    made = row({}, scope=Scope("openinference.instrumentation.langchain", "1"))
    assert (made["framework_name"], made["dialects"]) == ("langchain", ["openinference"])


def test_dialects_stand_in_order_of_authority() -> None:
    """Several dialects on one span are normal."""
    made = row({"gen_ai.operation.name": "chat", "traceloop.span.kind": "task", "openinference.span.kind": "LLM"})
    assert made["dialects"] == ["openinference", "openllmetry", "otel-genai"]


def test_resource_names_session_and_user_where_the_span_does_not() -> None:
    """Some SDKs set the session once, for the process."""
    resource = Resource({"session.id": "s", "user.id": "u"}, [])
    made = row({"user.id": "mine"}, resource=resource)
    assert (made["session_id"], made["user_id"]) == ("s", "mine")


def test_entity_envelopes_are_opened() -> None:
    """Traceloop's input holds the payload in an envelope; one that holds more stays whole."""
    task = {"traceloop.span.kind": "task"}
    assert row(task | {"traceloop.entity.input": '{"inputs": {"q": 1}, "kwargs": {}}'})["input"] == '{"q":1}'
    both = '{"args":[1],"kwargs":{"a":2}}'
    assert row(task | {"traceloop.entity.input": both})["input"] == both


def test_prompt_variables_of_a_template_are_one_object() -> None:
    """`gen_ai.prompt.variable.<name>` is a family without bounds."""
    made = row({"gen_ai.prompt.name": "p", "gen_ai.prompt.variable.store": "Acme", "gen_ai.prompt.variable.n": 2})
    assert json.loads(made["prompt_variables"]) == {"store": "Acme", "n": 2}


def test_embedding_texts_without_their_vectors() -> None:
    """The texts have an attribute, the vectors stay as they were sent."""
    made = finish(
        {
            "openinference.span.kind": "EMBEDDING",
            "embedding.embeddings.0.embedding.text": "a",
            "embedding.embeddings.0.embedding.vector": [0.5, 1.0],
        }
    )
    assert json.loads(made.values["agentops.embedding.inputs"]) == ["a"]
    assert made.rest["embedding.embeddings"] == [{"embedding": {"text": "a", "vector": [0.5, 1.0]}}]
