"""ClickHouse in, out come the traces that got rows lately, and the narrow columns of whole traces.

A table of spans is ordered by tenant, hour and hash of the trace. So a trace is found quickly when its hours are
known, and they are not: what has just come may be a leaf whose ancestors began long ago. `survey` looks around what is
known, and wider as long as it finds a reason to.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from agentops_processor.store.store import Store

Key = tuple[str, str]
"""Tenant and trace."""

_HOUR_NS = 3600 * 10**9
# A child starts while its parent runs. This much earlier or later if clocks differ, or if it was left behind.
_MARGIN_NS = _HOUR_NS
# How far back to look for a parent that was not found near: as long as most agents run. What runs for longer is
# assembled with everything below it when its own span comes, at its end.
_LOOK_BACK_NS = 6 * _HOUR_NS
# Looks at a trace; each goes as far as what the one before has found. Real traces need one or two.
_MAX_LOOKS = 4
_MAX_TIME_NS = 2**63 - 1

# Two tenants may have a trace of the same id; then both are taken, which is more work and no error.
_IN_GROUP = """
    tenant_id IN %(tenants)s
    AND trace_id IN %(traces)s
    AND start_time >= fromUnixTimestamp64Nano(%(start)s) AND start_time <= fromUnixTimestamp64Nano(%(end)s)
"""
_ARRIVALS = """
SELECT
    tenant_id,
    trace_id,
    count() AS spans,
    toUnixTimestamp64Milli(min(written_at)) AS first_written_ms,
    toUnixTimestamp64Milli(max(written_at)) AS last_written_ms,
    toUnixTimestamp64Nano(min(start_time)) AS start_ns,
    toUnixTimestamp64Nano(max(end_time)) AS end_ns
FROM spans
WHERE written_at >= fromUnixTimestamp64Milli(%(since)s) AND written_at < fromUnixTimestamp64Milli(%(until)s)
GROUP BY tenant_id, trace_id
"""
_SURVEY = f"""
SELECT
    tenant_id,
    trace_id,
    count() AS spans,
    toUnixTimestamp64Nano(min(start_time)) AS start_ns,
    toUnixTimestamp64Nano(max(end_time)) AS end_ns,
    uniqExactArray(arrayMap(id -> cityHash64(id), if(parent_span_id = '', [span_id], [span_id, parent_span_id])))
        > uniqExact(cityHash64(span_id)) AS lacks_parents
FROM spans
WHERE {_IN_GROUP}
GROUP BY tenant_id, trace_id
"""  # noqa: S608 -- our own text
_SPANS = f"""
SELECT
    tenant_id, trace_id, span_id, parent_span_id, name, kind, service_name, start_time, duration_ns, status, error_type,
    request_model, response_model, agent_name, workflow_name, task_name, plan_id, tool_name, goal,
    is_usage_leaf, input_tokens, output_tokens, aggregate_input_tokens, aggregate_output_tokens, cost_total,
    duplicate_of, ingested_at, toUnixTimestamp64Milli(written_at) AS written_at_ms,
    multiIf(
        kind != 'agent', '',
        output != '', substringUTF8(output, 1, 200),
        substringUTF8(JSONExtractString(output_messages, -1, 'parts', -1, 'content'), 1, 200)
    ) AS outcome
FROM spans
WHERE {_IN_GROUP}
"""  # noqa: S608 -- our own text


@dataclass(frozen=True, slots=True)
class Arrival:
    """A trace that got rows.

    Attributes:
        key: Its tenant and id.
        spans: How many rows it got.
        first_written_ms: When it got the first of them, Unix milliseconds by ClickHouse's clock.
        last_written_ms: The last.
        start_ns: Start of the earliest span of them.
        end_ns: End of the latest.
    """

    key: Key
    spans: int
    first_written_ms: int
    last_written_ms: int
    start_ns: int
    end_ns: int


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a trace lies in the table.

    Attributes:
        key: Its tenant and id.
        spans: How many rows it has there, as far as known.
        start_ns: No row that is wanted starts before.
        end_ns: No row that is wanted starts after.
    """

    key: Key
    spans: int
    start_ns: int
    end_ns: int


def now_ms(store: Store) -> int:
    """Now by ClickHouse's clock, which `written_at` is by, Unix milliseconds."""
    return int(store.query("SELECT toUnixTimestamp64Milli(now64(3)) AS now")["now"][0].as_py())


def arrivals(store: Store, since_ms: int, until_ms: int) -> list[Arrival]:
    """The traces that got rows in a time, which excludes its end."""
    rows = store.query(_ARRIVALS, {"since": max(since_ms, 0), "until": until_ms}).to_pylist()
    return [Arrival((row.pop("tenant_id"), row.pop("trace_id")), **row) for row in rows]


def next_write_ms(store: Store, since_ms: int) -> int | None:
    """When the first row was written that is not older than `since_ms`."""
    (row,) = store.query(
        "SELECT count() AS n, toUnixTimestamp64Milli(min(written_at)) AS first FROM spans "
        "WHERE written_at >= fromUnixTimestamp64Milli(%(since)s)",
        {"since": since_ms},
    ).to_pylist()
    return int(row["first"]) if row["n"] else None


def survey(store: Store, group: Sequence[Arrival]) -> list[Extent]:
    """Where traces lie, with all ancestors and descendants of the rows that they got."""
    done: list[Extent] = []
    todo = [Extent(a.key, a.spans, _back(a.start_ns, _MARGIN_NS), _ahead(a.end_ns)) for a in group]
    for _ in range(_MAX_LOOKS):
        looked, todo = todo, []
        start_ns, end_ns = min(e.start_ns for e in looked), max(e.end_ns for e in looked)
        for row in store.query(_SURVEY, _parameters(looked)).to_pylist():
            found = Extent((row["tenant_id"], row["trace_id"]), row["spans"], row["start_ns"], row["end_ns"])
            wanted_ns = _back(found.start_ns, _LOOK_BACK_NS if row["lacks_parents"] else 0)
            if start_ns <= wanted_ns and found.end_ns <= end_ns:
                done.append(found)
            else:
                todo.append(replace(found, start_ns=wanted_ns, end_ns=_ahead(found.end_ns)))
        if not todo:
            break
    return done + todo


def read(store: Store, group: Sequence[Extent]) -> pa.Table:
    """The spans of traces, in the columns that `assemble` wants."""
    return store.query(_SPANS, _parameters(group))


def _parameters(group: Sequence[Extent]) -> dict[str, object]:
    return {
        "tenants": tuple({e.key[0] for e in group}),
        "traces": tuple({e.key[1] for e in group}),
        "start": min(e.start_ns for e in group),
        "end": max(e.end_ns for e in group),
    }


def _back(time_ns: int, by_ns: int) -> int:
    return max(time_ns - by_ns, 0)


def _ahead(time_ns: int) -> int:
    return min(time_ns + _MARGIN_NS, _MAX_TIME_NS)
