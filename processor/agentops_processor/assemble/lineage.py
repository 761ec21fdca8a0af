"""Spans in, the agent, run, workflow, task and plan that each of them belongs to out.

The spans may be of many traces. Whatever is missing or odd about their parents ends a line of ancestors and nothing
else: parents that never came, parents in another trace, spans that are their own ancestors.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from agentops_processor.assemble.forest import Flags, Indexes, depths, nearest, without_cycles
from agentops_processor.assemble.rows import column

# Agents named in a path, the nearest ones. Far more than people nest, and a chain of spans that somebody made up must
# not grow with the square of its length.
_MAX_PATH = 64


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where n spans stand. Indexes are rows of the spans; n means none.

    Attributes:
        parent: Forest of the spans, n + 1 with the end of all lines.
        depth: Ancestors of each span, n.
        run: Nearest agent span of each span, itself included, n.
        parent_run: Nearest agent span above each span, n + 1: of a run, the run that started it.
        agent_name: Who did it: what the nearest span says that says anything.
        workflow_name: Nearest workflow.
        task_name: Nearest task.
        plan_id: Nearest plan.
    """

    parent: Indexes
    depth: Indexes
    run: Indexes
    parent_run: Indexes
    agent_name: pa.Array
    workflow_name: pa.Array
    task_name: pa.Array
    plan_id: pa.Array

    def agent_path(self, rows: Indexes) -> pa.ListArray:
        """Names of the agents above each of some spans, outermost first, its own last; at most the nearest 64."""
        none = self.parent.size - 1
        path = [self.run[rows]]
        while len(path) < _MAX_PATH and (path[-1] != none).any():
            path.append(self.parent_run[path[-1]])
        outermost_first = np.stack(path[::-1], axis=1)
        there = outermost_first != none
        offsets = np.append(0, np.cumsum(there.sum(axis=1)))
        return pa.ListArray.from_arrays(
            pa.array(offsets, pa.int32()), self.agent_name.take(pa.array(outermost_first[there]))
        )


def trace_lineage(spans: pa.Table) -> Lineage:
    """The lineage of spans that are in order of time, each there once.

    Args:
        spans: Columns `tenant_id`, `trace_id`, `span_id`, `parent_span_id`, `kind`, `name`, `agent_name`,
            `workflow_name`, `task_name`, `plan_id`.
    """
    parent = without_cycles(_parents(spans))
    run = nearest(parent, is_kind(spans, "agent"))
    return Lineage(
        parent=parent,
        depth=depths(parent)[:-1],
        run=run[:-1],
        parent_run=run[parent],
        agent_name=_nearest_label(parent, _label(spans, "agent_name", "agent")),
        workflow_name=_nearest_label(parent, _label(spans, "workflow_name", "workflow")),
        task_name=_nearest_label(parent, _label(spans, "task_name", "task")),
        plan_id=_nearest_label(parent, column(spans, "plan_id")),
    )


def is_kind(spans: pa.Table, *kinds: str) -> Flags:
    """Which spans are of one of these kinds."""
    flags: Flags = pc.is_in(column(spans, "kind"), pa.array(kinds)).to_numpy(zero_copy_only=False)
    return flags


def _parents(spans: pa.Table) -> Indexes:
    def keys(of: str) -> pa.Array:
        return pc.binary_join_element_wise(*(column(spans, c) for c in ("tenant_id", "trace_id", of)), "\0")

    row = pc.fill_null(pc.index_in(keys("parent_span_id"), keys("span_id")), spans.num_rows)
    return np.append(row.to_numpy().astype(np.int64), spans.num_rows)


def _label(spans: pa.Table, attribute: str, kind: str) -> pa.Array:
    """What a span says about itself; a span of the kind itself has at least its name."""
    said = column(spans, attribute)
    is_nameless = pc.and_(pc.equal(said, ""), pa.array(is_kind(spans, kind)))
    return pc.if_else(is_nameless, column(spans, "name"), said)


def _nearest_label(parent: Indexes, label: pa.Array) -> pa.Array:
    source = nearest(parent, pc.not_equal(label, "").to_numpy(zero_copy_only=False))[:-1]
    return pa.concat_arrays([label, pa.array([""], label.type)]).take(pa.array(source))
