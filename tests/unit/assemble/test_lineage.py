"""Lineage of random forests agrees with an oracle that walks from span to span."""

from typing import Any

import numpy as np
import pyarrow as pa
from agentops_processor.assemble.forest import depths, from_the_leaves, nearest, ranks, without_cycles
from agentops_processor.assemble.lineage import trace_lineage
from hypothesis import given
from hypothesis import strategies as st

Row = dict[str, str]

_ids = st.integers(0, 19).map(str)
_forests = st.lists(
    st.fixed_dictionaries(
        {
            "tenant_id": st.sampled_from("ab"),
            "trace_id": st.sampled_from("xy"),
            "span_id": _ids,
            "parent_span_id": st.one_of(st.just(""), _ids),
            "kind": st.sampled_from(["agent", "agent", "llm", "workflow", "task"]),
            "name": st.sampled_from(["n1", "n2"]),
            "agent_name": st.sampled_from(["", "", "A", "B"]),
            "workflow_name": st.sampled_from(["", "", "W"]),
            "task_name": st.sampled_from(["", "", "T"]),
            "plan_id": st.sampled_from(["", "", "P", "Q"]),
        }
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda row: (row["tenant_id"], row["trace_id"], row["span_id"]),
)


def ancestors(rows: list[Row], start: int) -> list[int]:
    """A span and its ancestors by walking; a cycle ends at the first of its spans."""
    index = {(r["tenant_id"], r["trace_id"], r["span_id"]): i for i, r in enumerate(rows)}

    def parent(i: int) -> int | None:
        return index.get((rows[i]["tenant_id"], rows[i]["trace_id"], rows[i]["parent_span_id"]))

    def is_opened(i: int) -> bool:
        seen: list[int] = []
        at = parent(i)
        while at is not None and at not in seen:
            if at == i:
                return i == min([i, *seen])
            seen.append(at)
            at = parent(at)
        return False

    line = [start]
    while not is_opened(line[-1]) and (above := parent(line[-1])) is not None:
        line.append(above)
    return line


def said(row: Row, attribute: str, kind: str) -> str:
    """What a span says of itself."""
    return row[attribute] or (row["name"] if row["kind"] == kind else "")


def first(rows: list[Row], line: list[int], attribute: str, kind: str) -> str:
    """What the nearest span says that says anything."""
    return next((text for i in line if (text := said(rows[i], attribute, kind))), "")


@given(_forests)
def test_lineage_is_what_walking_finds(rows: list[Row]) -> None:
    """Orphans, cycles, spans that are their own parents, and ids that occur in several traces included."""
    lineage = trace_lineage(pa.Table.from_pylist(rows))
    paths = lineage.agent_path(np.arange(len(rows))).to_pylist()
    for i in range(len(rows)):
        line = ancestors(rows, i)
        runs = [j for j in line if rows[j]["kind"] == "agent"]
        got: dict[str, Any] = {
            "depth": lineage.depth[i],
            "run": lineage.run[i],
            "parent_run": lineage.parent_run[lineage.run[i]],
            "path": paths[i],
            "agent": lineage.agent_name[i].as_py(),
            "workflow": lineage.workflow_name[i].as_py(),
            "task": lineage.task_name[i].as_py(),
            "plan": lineage.plan_id[i].as_py(),
        }
        assert got == {
            "depth": len(line) - 1,
            "run": (*runs, len(rows))[0],
            "parent_run": (*runs, len(rows), len(rows))[1],
            "path": [said(rows[j], "agent_name", "agent") for j in reversed(runs)],
            "agent": first(rows, line, "agent_name", "agent"),
            "workflow": first(rows, line, "workflow_name", "workflow"),
            "task": first(rows, line, "task_name", "task"),
            "plan": first(rows, line, "plan_id", ""),
        }


def test_long_chain_takes_few_rounds_and_its_path_is_the_nearest_agents() -> None:
    """A chain of agents that somebody made up costs memory by its length, not by the square of it."""
    chain = 20_000
    rows = pa.table(
        {
            **{name: [""] * chain for name in ("tenant_id", "trace_id", "workflow_name", "task_name", "plan_id")},
            "span_id": [f"{i}" for i in range(chain)],
            "parent_span_id": ["", *(f"{i}" for i in range(chain - 1))],
            "kind": ["agent"] * chain,
            "name": ["agent"] * chain,
            "agent_name": [f"{i}" for i in range(chain)],
        }
    )
    lineage = trace_lineage(rows)
    assert lineage.depth[-1] == chain - 1
    (path,) = lineage.agent_path(np.array([chain - 1])).to_pylist()
    assert path == [f"{i}" for i in range(chain - 64, chain)]


def test_cycle_with_a_tail_is_opened_once() -> None:
    """0 ← 1 ← 2 ← 0 with 3 below: the first span of the cycle becomes the root of all."""
    parent = without_cycles(np.array([2, 0, 1, 1, 4]))
    assert parent.tolist() == [4, 0, 1, 1, 4]
    assert depths(parent).tolist() == [0, 1, 2, 2, 0]


def test_levels_come_from_the_deepest_to_the_children_of_roots() -> None:
    """Sums taken in this order are whole when they are passed on."""
    assert [level.tolist() for level in from_the_leaves(np.array([5, 0, 1, 0, 5, 5]))] == [[2], [1, 3]]


def test_empty_forest_is_no_special_case() -> None:
    """No spans, no lineage."""
    parent = np.array([0])
    assert nearest(without_cycles(parent), np.array([], dtype=np.bool_)).tolist() == [0]
    assert list(from_the_leaves(parent)) == []


def test_ranks_count_within_groups_in_order() -> None:
    """From one, in the order of the rows."""
    assert ranks(np.array([7, 3, 7, 7, 3])).tolist() == [1, 1, 2, 3, 2]
