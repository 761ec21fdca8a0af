"""What the rows of steps and runs say, on traces written by hand."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
from agentops_processor.assemble.assemble import assemble

from tests.rows import MONDAY, rows

Row = dict[str, Any]


def spans(*spans: Row) -> pa.Table:
    """Spans of one trace, one second after the other, as the reader gives them."""
    given: dict[str, list[Any]] = {}
    defaults = {"span_id": "", "parent_span_id": "", "trace_id": "t", "tenant_id": "default", "start_time": None}
    names = {name for span in spans for name in span} | set(defaults)
    filler = rows("spans", 1)
    for name in names - {"outcome", "written_at_ms"}:
        default = defaults.get(name, filler[name][0].as_py())
        given[name] = [span.get(name, default) for span in spans]
    given["start_time"] = [at or MONDAY + timedelta(seconds=i) for i, at in enumerate(given["start_time"])]
    given["is_usage_leaf"] = [span.get("kind") == "llm" for span in spans]
    table = pa.Table.from_batches([rows("spans", len(spans), **given)])
    table = table.append_column("outcome", pa.array([span.get("outcome", "") for span in spans]))
    return table.append_column("written_at_ms", pa.array([span.get("written_at_ms", 1) for span in spans], pa.int64()))


def assembled(*given: Row) -> tuple[dict[str, Row], dict[str, Row]]:
    """Steps and runs by span id."""
    steps, runs = (table.to_pylist() for table in assemble(spans(*given)))
    return {row["span_id"]: row for row in steps}, {row["span_id"]: row for row in runs}


TEAM: tuple[Row, ...] = (
    {"span_id": "w", "kind": "workflow", "name": "refund"},
    {"span_id": "a", "parent_span_id": "w", "kind": "agent", "agent_name": "boss", "goal": "help", "outcome": "done"},
    {
        "span_id": "l1",
        "parent_span_id": "a",
        "kind": "llm",
        "input_tokens": 10,
        "output_tokens": 1,
        "cost_total": Decimal("0.5"),
    },
    {"span_id": "b", "parent_span_id": "a", "kind": "agent", "agent_name": "helper"},
    {"span_id": "t1", "parent_span_id": "b", "kind": "tool", "tool_name": "look", "status": "error"},
    {"span_id": "t2", "parent_span_id": "b", "kind": "tool", "name": "nameless"},
    {
        "span_id": "l2",
        "parent_span_id": "b",
        "kind": "llm",
        "input_tokens": 20,
        "output_tokens": 2,
        "cost_total": Decimal("0.25"),
    },
    {"span_id": "t3", "parent_span_id": "a", "kind": "tool", "tool_name": "send"},
)


def test_steps_know_where_they_stand() -> None:
    """Run, agents from the outermost, workflow, and the place in the run."""
    steps, _ = assembled(*TEAM)
    assert set(steps) == {"l1", "t1", "t2", "l2", "t3"}
    names = ("run_id", "agent_name", "agent_path", "workflow_name", "step_index", "depth")
    assert [steps["l2"][name] for name in names] == ["b", "helper", ["boss", "helper"], "refund", 3, 3]
    assert [steps["t3"][name] for name in names] == ["a", "boss", ["boss"], "refund", 2, 2]


def test_runs_have_their_own_sums_and_those_of_all_below() -> None:
    """Own sums can be summed over runs; totals are those of the whole invocation."""
    _, runs = assembled(*TEAM)
    boss, helper = runs["a"], runs["b"]
    assert (boss["parent_run_id"], helper["parent_run_id"], helper["run_id"]) == ("", "a", "b")
    assert (boss["trajectory"], helper["trajectory"]) == (["send"], ["look", "nameless"])
    assert (boss["goal"], boss["outcome"], boss["usage_source"]) == ("help", "done", "leaves")
    for measure, own, total in (("llm_calls", 1, 2), ("tool_calls", 1, 3), ("errors", 0, 1), ("input_tokens", 10, 30)):
        assert (boss[measure], boss[f"total_{measure}"]) == (own, total)
    assert (boss["cost_total"], boss["total_cost"], helper["total_cost"]) == (
        Decimal("0.5"),
        Decimal("0.75"),
        Decimal("0.25"),
    )


def test_order_of_arrival_does_not_matter() -> None:
    """Children come before their parents, and in any other order."""
    table = spans(*TEAM)
    backwards = table.take(pa.array(range(table.num_rows - 1, -1, -1)))
    assert assemble(backwards) == assemble(table)


def test_wrappers_count_where_no_leaf_reports_and_the_outermost_stands_for_all() -> None:
    """Sums of wrappers are summed only where neither contains the other."""
    _, runs = assembled(
        {"span_id": "a", "kind": "agent"},
        {"span_id": "b", "parent_span_id": "a", "kind": "agent", "aggregate_input_tokens": 7, "cost_total": Decimal(2)},
        {"span_id": "x", "parent_span_id": "b", "kind": "task", "aggregate_input_tokens": 6, "cost_total": Decimal(1)},
        {"span_id": "c", "parent_span_id": "a", "kind": "agent", "aggregate_input_tokens": 5},
        {"span_id": "l", "parent_span_id": "c", "kind": "llm"},
    )
    totals = {name: (run["total_input_tokens"], run["total_cost"], run["usage_source"]) for name, run in runs.items()}
    assert totals == {"a": (12, 2, "aggregate"), "b": (7, 2, "aggregate"), "c": (5, 0, "aggregate")}
    assert [run["input_tokens"] for run in runs.values()] == [0, 0, 0]


def test_repeated_call_is_no_step_and_counts_nowhere() -> None:
    """Two instrumentations of one call: one step, one call's tokens, and children of either find the run."""
    steps, runs = assembled(
        {"span_id": "a", "kind": "agent"},
        {"span_id": "o", "parent_span_id": "a", "kind": "llm", "input_tokens": 9, "duplicate_of": "l"},
        {"span_id": "l", "parent_span_id": "o", "kind": "llm", "input_tokens": 9},
    )
    assert {name: step["run_id"] for name, step in steps.items()} == {"l": "a"}
    assert (runs["a"]["total_llm_calls"], runs["a"]["total_input_tokens"]) == (1, 9)


def test_span_sent_twice_counts_once_and_the_newest_is_kept() -> None:
    """Even where it says that it began at another time."""
    steps, runs = assembled(
        {"span_id": "a", "kind": "agent"},
        {"span_id": "l", "parent_span_id": "a", "kind": "llm", "name": "new", "ingested_at": MONDAY + timedelta(1)},
        {"span_id": "l", "parent_span_id": "a", "kind": "llm", "name": "old", "ingested_at": MONDAY},
    )
    assert [step["name"] for step in steps.values()] == ["new"]
    assert runs["a"]["llm_calls"] == 1


def test_orphans_and_steps_without_a_run_are_numbered_in_their_trace() -> None:
    """What cannot be placed is a step all the same."""
    steps, runs = assembled(
        {"span_id": "x", "parent_span_id": "never", "kind": "tool"},
        {"span_id": "y", "kind": "llm", "agent_name": "said so"},
        {"span_id": "z", "trace_id": "u", "kind": "tool"},
    )
    assert not runs
    assert {name: (step["run_id"], step["step_index"]) for name, step in steps.items()} == {
        "x": ("", 1),
        "y": ("", 2),
        "z": ("", 1),
    }
    assert (steps["y"]["agent_name"], steps["y"]["agent_path"]) == ("said so", [])


def test_version_is_that_of_the_newest_row_of_the_trace() -> None:
    """What is assembled from more rows replaces what was assembled from fewer."""
    steps, _ = assembled(
        {"span_id": "x", "kind": "tool", "written_at_ms": 5},
        {"span_id": "y", "kind": "tool", "written_at_ms": 8},
        {"span_id": "z", "trace_id": "u", "kind": "tool", "written_at_ms": 6},
    )
    assert {name: step["version"] for name, step in steps.items()} == {"x": 8, "y": 8, "z": 6}


def test_amounts_that_no_column_holds_become_the_largest() -> None:
    """Nonsense in one span does not keep a trace from being assembled."""
    amount = Decimal("999999.999999999999")
    _, runs = assembled(
        {"span_id": "a", "kind": "agent"},
        *(
            {"span_id": f"{i}", "parent_span_id": "a", "kind": "llm", "cost_total": amount, "input_tokens": 2**64 - 1}
            for i in range(2)
        ),
    )
    assert (runs["a"]["total_cost"], runs["a"]["total_input_tokens"]) == (amount, 2**64 - 2)


def test_no_spans_no_rows() -> None:
    """An empty read is no special case."""
    assert [table.num_rows for table in assemble(spans(*TEAM)[:0])] == [0, 0]
