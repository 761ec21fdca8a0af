"""What the views tell, on spans that came twice."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from agentops_processor.store.store import Store
from agentops_processor.write.batches import form_batches

from tests.rows import MONDAY, spans

_LLM: dict[str, Any] = {
    "kind": "llm",
    "is_usage_leaf": True,
    "request_model": "m",
    "input_tokens": 10,
    "output_tokens": 3,
}


def _trace(store: Store, *rows_: dict[str, Any], trace: int = 1, twice: bool = True) -> None:
    """Insert spans of one trace, by default twice, as an exporter that retries does."""
    names = {name for row in rows_ for name in row}
    blank = spans(1).to_pylist()[0]
    columns: dict[str, Any] = {name: [row.get(name, blank[name.replace("__", ".")]) for row in rows_] for name in names}
    columns.setdefault("span_id", [f"{trace:08x}{number:08x}" for number in range(len(rows_))])
    (batch,) = form_batches("here", [{"spans": spans(len(rows_), trace=trace, **columns)}])
    for attempt in ("first", "second") if twice else ("first",):
        store.insert("spans", batch.rows, f"{trace} {attempt}")


def _at(second: int) -> datetime:
    return MONDAY + timedelta(seconds=second)


def test_trace_counts_each_span_once_however_often_it_came(store: Store) -> None:
    """Counts, tokens and cost are the same before and after the merges."""
    _trace(
        store,
        {
            "name": "root",
            "service_name": "svc",
            "kind": "agent",
            "agent_name": "bot",
            "session_id": "s",
            "end_time": _at(9),
        },
        {**_LLM, "parent_span_id": "p", "start_time": _at(1), "cost_total": Decimal("0.5"), "conformance": "ok"},
        {**_LLM, "parent_span_id": "p", "start_time": _at(2), "status": "error", "conformance": "violation"},
        {**_LLM, "parent_span_id": "p", "start_time": _at(3), "duplicate_of": "x"},
        {"kind": "tool", "parent_span_id": "p", "start_time": _at(4), "conformance": "improvement"},
    )
    (trace,) = store.query("SELECT * FROM traces").to_pylist()
    assert trace == {
        "tenant_id": "default",
        "trace_id": f"{1:032x}",
        "root_name": "root",
        "service_name": "svc",
        "agent_names": ["bot"],
        "session_id": "s",
        "user_id": "",
        "start_time": MONDAY,
        "end_time": _at(9),
        "duration_ns": 9_000_000_000,
        "spans": 5,
        "errors": 1,
        "llm_calls": 2,
        "tool_calls": 1,
        "input_tokens": 20,
        "output_tokens": 6,
        "cost_total": Decimal("0.5"),
        "models": ["m"],
        "conformance": "violation",
    }
    store.command("OPTIMIZE TABLE spans FINAL")
    assert store.query("SELECT * FROM traces").to_pylist() == [trace]


def test_trace_without_a_root_is_named_after_its_earliest_span(store: Store) -> None:
    """The root may be late, in another system, or never come."""
    _trace(
        store,
        {"name": "later", "parent_span_id": "p", "start_time": _at(2)},
        {"name": "earlier", "parent_span_id": "p", "start_time": _at(1)},
    )
    assert store.query("SELECT root_name FROM traces").to_pylist() == [{"root_name": "earlier"}]


def test_sum_of_a_wrapper_counts_only_where_no_leaf_reports(store: Store) -> None:
    """Nobody's tokens are counted twice, and those that only a wrapper knows are not lost."""
    wrapper = {"kind": "agent", "aggregate_input_tokens": 100, "aggregate_output_tokens": 7, "cost_total": Decimal(2)}
    inner = {"kind": "workflow", "aggregate_input_tokens": 60, "parent_span_id": "p"}
    _trace(store, wrapper, inner, trace=1)
    _trace(store, wrapper, {**_LLM, "cost_total": Decimal(1)}, trace=2)
    usage = store.query("SELECT input_tokens, output_tokens, cost_total FROM traces ORDER BY trace_id").to_pylist()
    assert [list(row.values()) for row in usage] == [[100, 7, Decimal(2)], [10, 3, Decimal(1)]]


def test_tools_models_and_agents_count_each_span_once(store: Store) -> None:
    """The same spans, seen by tool, by model and by agent."""
    tool = {"kind": "tool", "tool_name": "search", "agent_name": "bot", "service_name": "svc"}
    _trace(
        store,
        {"kind": "agent", "agent_name": "bot", "duration_ns": 10**9},
        {**tool, "duration_ns": 10**6, "start_time": _at(1)},
        {**tool, "duration_ns": 3 * 10**6, "start_time": _at(2), "status": "error"},
        {
            **_LLM,
            "agent_name": "bot",
            "provider_name": "p",
            "response_model": "m-1",
            "time_to_first_token_ns": 5 * 10**6,
        },
        {**_LLM, "agent_name": "bot", "provider_name": "p", "response_model": "m-1", "duplicate_of": "x"},
    )
    (found,) = store.query("SELECT * FROM tools").to_pylist()
    assert (found["tool_name"], found["calls"], found["errors"], found["error_rate"]) == ("search", 2, 1, 0.5)
    assert (found["p50_ms"], found["last_used"], found["services"], found["agents"]) == (2.0, _at(2), ["svc"], ["bot"])
    (found,) = store.query("SELECT * FROM models").to_pylist()
    assert (found["provider_name"], found["model"], found["calls"]) == ("p", "m-1", 1)
    assert (found["input_tokens"], found["p95_time_to_first_token_ms"]) == (10, 5.0)
    (found,) = store.query("SELECT * FROM agents").to_pylist()
    assert (found["agent_name"], found["runs"], found["llm_calls"], found["tool_calls"]) == ("bot", 1, 1, 2)
    assert (found["errors"], found["input_tokens"], found["last_seen"]) == (1, 10, _at(2))


def test_models_without_streaming_have_no_nan(store: Store) -> None:
    """Tools that draw numbers choke on NaN."""
    _trace(store, _LLM)
    assert store.query("SELECT p50_time_to_first_token_ms AS ms FROM models").to_pylist() == [{"ms": 0.0}]


def test_exporters_view_has_its_columns_and_the_promoted_attributes(store: Store) -> None:
    """A query written for the Collector's table finds what it looks for, under the names that it knows."""
    span = {
        "otel_kind": "client", "status": "error", "kind": "llm", "request_model": "m", "input_tokens": 5,
        "tags": ["a"], "guardrail_triggered": True, "cost_total": Decimal("0.25"),
        "attributes": [("k", "v")], "attributes_num": [("n", 1.5)], "attributes_bool": [("b", True)],
        "events__time": [MONDAY], "events__name": ["e"], "events__attributes": [[("x", "y")]],
        "links__trace_id": ["t"], "links__span_id": ["l"], "links__attributes": [[]],
    }  # fmt: skip
    _trace(store, span, twice=False)
    (row,) = store.query("SELECT * FROM otel_traces").to_pylist()
    assert (row["SpanKind"], row["StatusCode"], row["TraceId"]) == ("Client", "Error", f"{1:032x}")
    assert (row["Events.Name"], row["Links.SpanId"], row["Links.TraceState"]) == (["e"], ["l"], [""])
    assert dict(row["SpanAttributes"]) == {
        "agentops.kind": "llm",
        "gen_ai.request.model": "m",
        "gen_ai.usage.input_tokens": "5",
        "agentops.tags": '["a"]',
        "agentops.guardrail.triggered": "true",
        "agentops.cost.total": "0.25",
        "k": "v",
        "n": "1.5",
        "b": "true",
    }
    types = store.query(
        "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = 'otel_traces'"
    ).to_pylist()
    found = {row["name"]: row["type"] for row in types}
    assert found["SpanAttributes"] == found["ResourceAttributes"] == "Map(LowCardinality(String), String)"
    assert (found["Timestamp"], found["Duration"]) == ("DateTime64(9, 'UTC')", "UInt64")


def test_exporters_index_says_when_a_trace_was(store: Store) -> None:
    """As in the exporter: first and last start, in whole seconds."""
    _trace(store, {"start_time": _at(1)}, {"start_time": _at(5), "end_time": _at(99)})
    (row,) = store.query(
        "SELECT TraceId, toUnixTimestamp(Start) s, toUnixTimestamp(End) e FROM otel_traces_trace_id_ts"
    ).to_pylist()
    assert (row["s"], row["e"]) == (_at(1).timestamp(), _at(5).timestamp())


@pytest.mark.parametrize("view_and_filter", ["traces WHERE trace_id = 'x'", "otel_traces WHERE TraceId = 'x'"])
def test_look_up_by_trace_reads_little(view_and_filter: str, store: Store) -> None:
    """The index of the table is used through the view."""
    _trace(store, {})
    plan = store.query(f"EXPLAIN indexes = 1 SELECT * FROM {view_and_filter}")[0].to_pylist()  # noqa: S608 -- ours
    assert any("Name: i_trace" in line or "xxHash32(trace_id) in" in line for line in plan)
