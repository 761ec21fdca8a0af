"""Whatever attributes come, the engine raises nothing, keeps the schema, and gives one row for each span."""

import math
from typing import Any

import pytest
from agentops_processor.columns import transform_schema
from agentops_processor.model import Encoding, RequestContext
from agentops_processor.plan import load
from hypothesis import given, settings
from hypothesis import strategies as st
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue

from tests.captures import reference
from tests.spans import row

PLAN = load()
SHAPES = [
    "", "{}", "[]", "null", '"x"', '{"a', "99", "-1", "1e400", "nan", "LLM", "chat", "[[[[1]]]]", '[{"parts":3}]',
    '{"role":"user"}', '{"messages":[[1]]}', '[{"toolUse":1}]', '[{"reasoningContent":"x"}]', '[{"inlineData":"x"}]',
    '[{"functionCall":"x"}]', '[{"type":"reasoning","summary":[{"text":1}]}]', '[{"type":{"a":1},"content":1}]',
    '[{"tool_calls":[{"function":"x"}],"content":null}]', '[{"type":"image","source":7}]', '{"properties":1}',
    '[{"type":"constructor","id":[3],"kwargs":{"content":1}}]', '[{"document":{"metadata":"{"}}]',
    '{"message":{"content":{"parts":[{"functionCall":null}]}}}', '[{"type":"image_url","image_url":{"url":3}}]',
]  # fmt: skip
MEMBERS = ["role", "content", "type", "message", "parts", "tool_calls", "0", "id", "name", "text", "function"]
KEYS = [
    *PLAN.types,
    *PLAN.rule_keys,
    *(f"{prefix}.{rest}" for prefix in PLAN.families for rest in ("0.message.content", "1.x", "0.document.id")),
    *PLAN.families,
    *(prefix + "api_key" for prefix in PLAN.maps),
]
EVENT_KEYS = ["content", "message", "id", "role", "tool_calls", "exception.type", "finish_reason", *KEYS]

scalars = st.one_of(
    st.builds(AnyValue, string_value=st.sampled_from(SHAPES) | st.text(max_size=20)),
    st.builds(AnyValue, int_value=st.integers(-(2**63), 2**63 - 1)),
    st.builds(AnyValue, double_value=st.floats()),
    st.builds(AnyValue, bool_value=st.booleans()),
    st.builds(AnyValue, bytes_value=st.binary(max_size=4)),
    st.just(AnyValue()),
)


def _array(items: list[AnyValue]) -> AnyValue:
    value = AnyValue()
    value.array_value.values.extend(items)
    value.array_value.SetInParent()
    return value


def _kvlist(members: dict[str, AnyValue]) -> AnyValue:
    value = AnyValue()
    value.kvlist_value.SetInParent()
    for key, member in members.items():
        value.kvlist_value.values.add(key=key, value=member)
    return value


any_values = st.recursive(
    scalars,
    lambda inner: (
        st.builds(_array, st.lists(inner, max_size=3))
        | st.builds(_kvlist, st.dictionaries(st.sampled_from(MEMBERS), inner, max_size=3))
    ),
    max_leaves=6,
)
events = st.tuples(
    st.sampled_from([*PLAN.events, "other"]), st.dictionaries(st.sampled_from(EVENT_KEYS), any_values, max_size=4)
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), any_values, max_size=10), st.lists(events, max_size=3))
def test_no_attributes_make_it_raise(attributes: dict[str, AnyValue], happened: list[Any]) -> None:
    """Any value under any key that the tables know gives a row of the schema, by the ordinary way."""
    request = ExportTraceServiceRequest()
    span = (
        request.resource_spans.add()
        .scope_spans.add()
        .spans.add(trace_id=b"t" * 16, span_id=b"s" * 8, name="odd", start_time_unix_nano=10**18)
    )
    for key, value in attributes.items():
        span.attributes.add(key=key, value=value)
    for name, members in happened:
        event = span.events.add(name=name)
        for key, value in members.items():
            event.attributes.add(key=key, value=value)
    result = reference().transform(request.SerializeToString(), RequestContext("t", Encoding.PROTOBUF, 10**18))
    for table, batch in result.tables.items():
        assert batch.schema == transform_schema(table)
        batch.validate(full=True)
    assert result.tables["spans"].num_rows == 1
    assert "normalisation_failed" not in result.tables["spans"].column("warnings")[0].as_py()


def test_a_step_that_fails_keeps_the_span_as_it_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of ours costs the meaning of one span, not the span, and not the others."""

    def fail(_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(reference()._normaliser, "normalise", fail)
    kept = row({"gen_ai.request.model": "m", "gen_ai.usage.input_tokens": 3})
    assert (kept["kind"], kept["warnings"]) == ("unknown", ["normalisation_failed"])
    assert kept["attributes_num"] == {"gen_ai.usage.input_tokens": 3.0}


CALL = {"gen_ai.operation.name": "chat"}


@pytest.mark.parametrize(
    ("attributes", "column", "expected"),
    [
        ({"gen_ai.usage.input_tokens": 2**63 - 1, "gen_ai.usage.output_tokens": 2**63 - 1}, "total_tokens", 2**64 - 2),
        ({"gen_ai.usage.input_tokens": -5}, "input_tokens", 0),
        ({"gen_ai.usage.input_tokens": "12"}, "input_tokens", 12),
        ({"gen_ai.usage.input_tokens": 12.0}, "input_tokens", 12),
        ({"gen_ai.usage.input_tokens": "many"}, "input_tokens", 0),
        ({"agentops.cost.total": 1e300}, "cost_source", ""),
        ({"agentops.cost.total": -1.0}, "cost_source", ""),
        ({"agentops.cost.total": math.nan}, "cost_source", ""),
        ({"agentops.retrieval.document_count": 2**40}, "document_count", 2**32 - 1),
        ({"gen_ai.response.time_to_first_chunk": 1e300}, "time_to_first_token_ns", 2**63),
        ({"gen_ai.response.time_to_first_chunk": -1.0}, "time_to_first_token_ns", 0),
        ({"gen_ai.evaluation.score.value": "0.5"}, "evaluation_score", 0.5),
        ({"agentops.guardrail.triggered": "true"}, "guardrail_triggered", True),
        ({"agentops.tags": "a, b"}, "tags", ["a", "b"]),
        ({"agentops.tags": '["a", 1]'}, "tags", ["a", "1"]),
    ],
)
def test_numbers_and_words_of_the_wrong_kind(attributes: dict[str, Any], column: str, expected: Any) -> None:
    """A value is converted where it says what the column holds, else the column stays empty."""
    assert row(CALL | attributes)[column] == expected


@pytest.mark.parametrize(
    ("value", "column", "expected"),
    [
        (-5, "attributes_num", -5.0),
        ("many", "attributes", "many"),
        ([1, 2], "attributes", "[1,2]"),
        (True, "attributes_bool", True),
    ],
)
def test_what_does_not_fit_its_column_stays_an_attribute(value: Any, column: str, expected: Any) -> None:
    """A refused value is kept under its own key, with a warning."""
    made = row(CALL | {"gen_ai.usage.input_tokens": value})
    assert made[column]["gen_ai.usage.input_tokens"] == expected
    assert made["warnings"] == ["invalid_value:gen_ai.usage.input_tokens"]


@pytest.mark.parametrize(
    ("value", "column", "expected"),
    [
        (2**53, "attributes_num", float(2**53)),
        (2**53 + 1, "attributes", "9007199254740993"),
        (-(2**63), "attributes", "-9223372036854775808"),
        (b"\x00\xff", "attributes", "AP8="),
        (None, "attributes", ""),
        ({"a": [1, None]}, "attributes", '{"a":[1,null]}'),
        (False, "attributes_bool", False),
    ],
)
def test_attributes_keep_every_digit(value: Any, column: str, expected: Any) -> None:
    """Unknown attributes are kept by type; a number too large for a double is kept as text."""
    assert row({"x": value})[column] == {"x": expected}


def test_seed_may_be_negative() -> None:
    """Only counts refuse negative numbers."""
    assert row(CALL | {"gen_ai.request.seed": -7})["request_parameters"] == {"seed": "-7"}
