"""All spans of some traces in, their steps and agent runs out."""

import numpy as np
import pyarrow as pa

from agentops_processor.assemble.lineage import trace_lineage
from agentops_processor.assemble.rows import column, in_order, trace_numbers
from agentops_processor.assemble.runs import to_runs
from agentops_processor.assemble.steps import to_steps


def assemble(spans: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Compute steps and runs.

    The same spans give the same rows, in whatever order they come. More spans of a trace give rows of a version that
    is no smaller.

    Args:
        spans: Rows of `spans` as `reader.read` gives them: those columns of the table that say who, what and how much,
            the `outcome` of agents, and `written_at_ms`, when ClickHouse got the row. Spans that are there twice count
            once.

    Returns:
        Rows of `steps` and rows of `runs`, in their insert schemas.
    """
    spans = in_order(spans)
    lineage = trace_lineage(spans)
    version = _versions(spans)
    return to_steps(spans, lineage, version), to_runs(spans, lineage, version)


def _versions(spans: pa.Table) -> pa.Array:
    """When the last row of the trace was written: what is assembled from more rows has the greater version."""
    if not spans.num_rows:
        return pa.array([], pa.uint64())
    trace = trace_numbers(spans)
    newest = np.maximum.reduceat(column(spans, "written_at_ms").to_numpy(), np.flatnonzero(np.diff(trace, prepend=-1)))
    return pa.array(newest[trace].astype(np.uint64))
