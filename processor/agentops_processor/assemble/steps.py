"""Spans and their lineage in, one narrow row per leaf step out."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from agentops_processor.assemble.forest import Flags, Indexes, ranks
from agentops_processor.assemble.lineage import Lineage, is_kind
from agentops_processor.assemble.rows import column, to_table, trace_numbers

_KINDS = ("llm", "embedding", "reranking", "tool", "retrieval", "memory", "guardrail", "evaluation")
_AS_THEY_ARE = (
    *("tenant_id", "trace_id", "span_id", "kind", "name", "tool_name", "service_name"),
    *("status", "error_type", "start_time", "duration_ns"),
)


def is_step(spans: pa.Table) -> Flags:
    """Which spans are steps: of a kind that does something, and not the repetition of another."""
    return is_kind(spans, *_KINDS) & is_original(spans)


def is_usage(spans: pa.Table) -> Flags:
    """Which spans' own tokens and cost count."""
    flags: Flags = column(spans, "is_usage_leaf").to_numpy(zero_copy_only=False)
    return flags & is_original(spans)


def is_original(spans: pa.Table) -> Flags:
    """Which spans do not repeat another."""
    flags: Flags = pc.equal(column(spans, "duplicate_of"), "").to_numpy(zero_copy_only=False)
    return flags


def identity(spans: pa.Table, lineage: Lineage, rows: Indexes) -> dict[str, object]:
    """The columns that steps and runs begin with, but `step_index`."""
    taken = pa.array(rows)
    return {
        "run_id": span_ids(spans, lineage.run[rows]),
        "agent_path": lineage.agent_path(rows),
        "depth": lineage.depth[rows],
        **{
            name: getattr(lineage, name).take(taken) for name in ("agent_name", "workflow_name", "task_name", "plan_id")
        },
    }


def span_ids(spans: pa.Table, rows: Indexes) -> pa.Array:
    """Ids of spans; '' for none."""
    return pa.concat_arrays([column(spans, "span_id"), pa.array([""])]).take(pa.array(rows))


def to_steps(spans: pa.Table, lineage: Lineage, version: pa.Array) -> pa.Table:
    """The rows of `steps`.

    Args:
        spans: In order of trace and time.
        lineage: Theirs.
        version: Theirs.
    """
    rows = np.flatnonzero(is_step(spans))
    taken = pa.array(rows)
    counts = pa.array(is_usage(spans)[rows])
    # Steps outside of any run are numbered by trace.
    group = np.where(lineage.run == spans.num_rows, spans.num_rows + trace_numbers(spans), lineage.run)
    response, request = column(spans, "response_model"), column(spans, "request_model")

    def counted(name: str) -> pa.Array:
        amounts = column(spans, name).take(taken)
        return pc.if_else(counts, amounts, pa.scalar(0, amounts.type))

    return to_table(
        "steps",
        {
            **{name: column(spans, name).take(taken) for name in _AS_THEY_ARE},
            **identity(spans, lineage, rows),
            **{name: counted(name) for name in ("input_tokens", "output_tokens", "cost_total")},
            "step_index": ranks(group[rows]),
            "model": pc.if_else(pc.equal(response, ""), request, response).take(taken),
            "version": version.take(taken),
        },
    )
