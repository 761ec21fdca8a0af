"""Spans and their lineage in, one row per agent invocation out, with what it and all below it did, used and cost."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from agentops_processor.assemble.forest import Flags, Indexes, from_the_leaves, ranks
from agentops_processor.assemble.lineage import Lineage, is_kind
from agentops_processor.assemble.money import from_units, to_units
from agentops_processor.assemble.rows import column, to_table, trace_numbers
from agentops_processor.assemble.steps import identity, is_original, is_step, is_usage, span_ids

_AS_THEY_ARE = (
    *("tenant_id", "trace_id", "span_id", "name", "service_name", "status", "error_type"),
    *("start_time", "duration_ns", "goal", "outcome"),
)
_TOKENS = ("input_tokens", "output_tokens")

Measures = Mapping[str, Indexes]
"""Amounts by name, n + 1 each; the last one belongs to none. Tokens wrap around as they do in ClickHouse's `sum`."""


def to_runs(spans: pa.Table, lineage: Lineage, version: pa.Array) -> pa.Table:
    """The rows of `runs`.

    Args:
        spans: In order of trace and time.
        lineage: Theirs.
        version: Theirs.
    """
    rows = np.flatnonzero(is_kind(spans, "agent"))
    taken = pa.array(rows)
    done = _measures(spans)
    levels = list(from_the_leaves(lineage.parent))
    own = {name: _by_run(lineage, amounts) for name, amounts in done.items()}
    below = {name: _sum_up(lineage.parent, levels, amounts) for name, amounts in done.items()}
    total, source = _with_aggregates(spans, lineage.parent, levels, below)
    parent_run = lineage.parent_run[rows]
    siblings = np.where(parent_run == spans.num_rows, spans.num_rows + trace_numbers(spans)[rows], parent_run)
    return to_table(
        "runs",
        {
            **{name: column(spans, name).take(taken) for name in _AS_THEY_ARE},
            **identity(spans, lineage, rows),
            **_columns(own, rows, ""),
            **_columns(total, rows, "total_"),
            "step_index": ranks(siblings),
            "parent_run_id": span_ids(spans, parent_run),
            "trajectory": _trajectories(spans, lineage).take(taken),
            "usage_source": pa.array(source[rows]),
            "version": version.take(taken),
        },
    )


def _measures(spans: pa.Table) -> Measures:
    """What each span itself adds to the sums."""
    steps, usage = is_step(spans), is_usage(spans)
    failed = pc.equal(column(spans, "status"), "error").to_numpy(zero_copy_only=False)
    return {
        "llm_calls": _ended((steps & is_kind(spans, "llm")).astype(np.int64)),
        "tool_calls": _ended((steps & is_kind(spans, "tool")).astype(np.int64)),
        "errors": _ended((steps & failed).astype(np.int64)),
        **{name: _amounts(spans, name, usage) for name in _TOKENS},
        "cost_total": _amounts(spans, "cost_total", usage),
    }


def _amounts(spans: pa.Table, name: str, where: Flags) -> Indexes:
    values = column(spans, name)
    numbers = to_units(values) if pa.types.is_decimal(values.type) else values.to_numpy().view(np.int64)
    return _ended(np.where(where, numbers, 0))


def _ended(amounts: Indexes) -> Indexes:
    return np.append(amounts, 0)


def _by_run(lineage: Lineage, amounts: Indexes) -> Indexes:
    sums = np.zeros_like(amounts)
    np.add.at(sums, lineage.run, amounts[:-1])
    return sums


def _sum_up(parent: Indexes, levels: list[Indexes], amounts: Indexes) -> Indexes:
    """For each span the sum over itself and everything below it."""
    sums = amounts.copy()
    for level in levels:
        np.add.at(sums, parent[level], sums[level])
    return sums


def _sum_up_outermost(parent: Indexes, levels: list[Indexes], amounts: Indexes, reports: Flags) -> Indexes:
    """As `_sum_up`, but what a span reports stands for everything below it."""
    sums = np.zeros_like(amounts)
    for level in levels:
        sums[level] = np.where(reports[level], amounts[level], sums[level])
        np.add.at(sums, parent[level], sums[level])
    return np.where(reports, amounts, sums)


def _with_aggregates(
    spans: pa.Table, parent: Indexes, levels: list[Indexes], below: Measures
) -> tuple[Measures, npt.NDArray[np.str_]]:
    """Sums of the leaves; where none reports anything, the sums that the outermost wrappers report. And which it is."""
    wrappers = ~is_usage(spans) & is_original(spans)
    reported = {name: _amounts(spans, f"aggregate_{name}", wrappers) for name in _TOKENS}
    cost = _amounts(spans, "cost_total", wrappers)

    def outermost(amounts: Indexes, reports: Flags) -> Indexes:
        # Few SDKs report sums; the walk through the levels is as long as the one for the leaves.
        return _sum_up_outermost(parent, levels, amounts, reports) if reports.any() else amounts

    has_reported = _any(reported)
    aggregates = {name: outermost(amounts, has_reported) for name, amounts in reported.items()}
    has_leaves = _any({name: below[name] for name in _TOKENS})
    source = np.where(has_leaves, "leaves", np.where(_any(aggregates), "aggregate", ""))
    total = {
        **below,
        **{name: np.where(has_leaves, below[name], aggregates[name]) for name in _TOKENS},
        "cost_total": np.where(below["cost_total"] != 0, below["cost_total"], outermost(cost, cost != 0)),
    }
    return total, source


def _any(measures: Measures) -> Flags:
    flags: Flags = np.any([amounts != 0 for amounts in measures.values()], axis=0)
    return flags


def _columns(measures: Measures, rows: Indexes, prefix: str) -> dict[str, pa.Array]:
    names = {"total_cost_total": "total_cost"}
    return {
        names.get(prefix + name, prefix + name): (
            from_units(amounts[rows]) if name == "cost_total" else pa.array(amounts[rows].view(np.uint64))
        )
        for name, amounts in measures.items()
    }


def _trajectories(spans: pa.Table, lineage: Lineage) -> pa.ListArray:
    """For every span the tools called by the run that it is, in order of time."""
    calls = np.flatnonzero(is_step(spans) & is_kind(spans, "tool"))
    run = lineage.run[calls]
    calls, run = calls[order := np.argsort(run, kind="stable")], run[order]
    named = column(spans, "tool_name")
    tools = pc.if_else(pc.equal(named, ""), column(spans, "name"), named)
    offsets = np.searchsorted(run, np.arange(spans.num_rows + 1))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), tools.take(pa.array(calls)))
