"""Microseconds per span: assembling 100 000 spans of 5 000 traces in memory, and following them in the embedded engine."""

import secrets
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from agentops_processor.assemble import reader
from agentops_processor.assemble.assemble import assemble
from agentops_processor.assemble.follow import Assembler
from agentops_processor.columns import tables, transform_schema
from agentops_processor.store.embedded import EmbeddedStore
from agentops_processor.store.migrate import migrate
from agentops_processor.store.partitions import by_partition
from agentops_processor.telemetry import Metrics

TRACES, SPANS = 5_000, 20
# A workflow, three agents, and what they do.
KINDS = ["workflow", *(["agent", "llm", "tool", "llm", "tool", "llm"] * 3), "evaluation"]
PARENTS = [-1, *(i for agent in (1, 7, 13) for i in (0, agent, agent, agent, agent, agent)), 0]
_NOW_NS = time.time_ns()


def spans() -> pa.Table:
    """The spans, as the writer inserts them."""
    count = TRACES * SPANS
    number = np.arange(count)
    trace, place = number // SPANS, number % SPANS
    ids = [f"{i * 0x9E3779B97F4A7C15 % 2**64:016x}" for i in range(count)]
    parents = [ids[t * SPANS + PARENTS[p]] if PARENTS[p] >= 0 else "" for t, p in zip(trace, place, strict=True)]
    is_llm = np.array([kind == "llm" for kind in KINDS])[place]
    start = pa.array(_NOW_NS + number * 10_000).cast(pa.timestamp("ns", "UTC"))
    given: dict[str, Any] = {
        "tenant_id": ["default"] * count,
        "trace_id": [f"{t * 0x9E3779B97F4A7C15 % 2**64:032x}" for t in trace.tolist()],
        "span_id": ids,
        "parent_span_id": parents,
        "kind": [KINDS[p] for p in place],
        "name": [KINDS[p] for p in place],
        "agent_name": [f"agent {p}" if KINDS[p] == "agent" else "" for p in place],
        "tool_name": [f"tool {p}" if KINDS[p] == "tool" else "" for p in place],
        "is_usage_leaf": is_llm,
        "input_tokens": np.where(is_llm, 1000, 0),
        "output": ["An answer of some length. " * 10] * count,
        "start_time": start,
        "end_time": start,
        "ingested_at": start.cast(pa.timestamp("ms", "UTC"), safe=False),
    }
    empty = {"String": "", "LowCardinality": "", "Array": [], "Map": []}
    for column in tables()["spans"]:
        default = empty.get(column.type.partition("(")[0])
        if column.name not in given and default is not None and column.filled_by == "transform":
            given[column.name] = [default] * count
    schema = pa.schema([field for field in transform_schema("spans") if field.name in given])
    return pa.table({field.name: pa.array(given[field.name], field.type) for field in schema})


def timed(what: str, work: Callable[[], Any]) -> Any:
    """Print the microseconds of CPU per span of some work; its result."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    per_span = [
        1e6 * (now - then) / (TRACES * SPANS) for now, then in ((time.perf_counter(), wall), (time.process_time(), cpu))
    ]
    print(f"{what:<40} {per_span[0]:6.2f} µs/span of time {per_span[1]:6.2f} µs/span of CPU")  # noqa: T201 -- its purpose
    return result


def main() -> None:
    """Measure."""
    with tempfile.TemporaryDirectory() as folder:
        store = EmbeddedStore(Path(folder))
        migrate(store)
        rows = spans()
        for i in range(0, rows.num_rows, 10_000):
            for _, part in by_partition("spans", rows[i : i + 10_000]):
                store.insert("spans", part, secrets.token_hex(8))
        time.sleep(0.1)
        came = timed("find the traces that came", lambda: reader.arrivals(store, 0, 2**42))
        groups = [came[i : i + 5_000] for i in range(0, len(came), 5_000)]
        extents = timed("survey them", lambda: [reader.survey(store, group) for group in groups])
        read = pa.concat_tables(timed("read them", lambda: [reader.read(store, group) for group in extents]))
        for _ in range(3):
            timed("assemble", lambda: assemble(read))
        follower = Assembler(store, Metrics(), quiet_s=0)

        def catch_up() -> None:
            while follower.round():
                pass

        timed("follow, groups of 5 000 traces, all in all", catch_up)
        follower.stop(5)
        store.close()


if __name__ == "__main__":
    main()
