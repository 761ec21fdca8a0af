"""What reaches `spans` becomes rows of `steps` and `runs`, once, whatever happens on the way."""

import secrets
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import resources
from typing import Any

import pyarrow as pa
import pytest
from agentops_processor.assemble import follow
from agentops_processor.assemble.assemble import assemble
from agentops_processor.assemble.follow import Assembler
from agentops_processor.errors import NotCommittedError, PoisonError
from agentops_processor.model import Encoding, RequestContext
from agentops_processor.plan import load
from agentops_processor.store.partitions import by_partition
from agentops_processor.store.store import Store
from agentops_processor.telemetry import Metrics
from agentops_processor.transform.engine import ReferenceEngine

from tests.rows import MONDAY, spans

Open = Callable[..., Assembler]

SUMS = "SELECT sum(input_tokens), sum(output_tokens), sum(cost_total) FROM {}"


@pytest.fixture
def assembler(store: Store) -> Iterator[Open]:
    """Opens assemblers that look when they are told to, and at once; they are stopped at the end."""
    opened: list[Assembler] = []

    def open_(quiet_s: float = 0) -> Assembler:
        opened.append(Assembler(store, Metrics(), quiet_s=quiet_s))
        return opened[-1]

    yield open_
    for one in opened:
        one.stop(5)


def write(store: Store, *batches: pa.RecordBatch) -> None:
    """Insert spans as the writer does."""
    for _, part in by_partition("spans", pa.Table.from_batches(batches)):
        store.insert("spans", part, secrets.token_hex(8))


def catch_up(assembler: Assembler) -> None:
    """Look until there is nothing left, a moment after the last write: the end of a round is excluded."""
    time.sleep(0.002)
    while assembler.round():
        pass


def ask(store: Store, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    return [tuple(row.values()) for row in store.query(sql).to_pylist()]


def agent_and_llm(trace: int, **columns: Any) -> pa.RecordBatch:
    """An agent that calls a model."""
    ids = [f"{trace:08x}{i:08x}" for i in range(2)]
    return spans(
        2,
        trace=trace,
        **{
            "parent_span_id": ["", ids[0]],
            "kind": ["agent", "llm"],
            "is_usage_leaf": [False, True],
            "input_tokens": [0, 7],
            "agent_name": ["solo", ""],
            **columns,
        },
    )


def test_recorded_run_of_several_agents(store: Store, assembler: Open) -> None:
    """A real request of the OpenAI Agents SDK: who ran, what each called, what it used, and who handed over to whom."""
    body = (resources.files("agentops_processor.demo") / "refund-001.pb").read_bytes()
    result = ReferenceEngine(load()).transform(body, RequestContext("default", Encoding.PROTOBUF, time.time_ns()))
    write(store, result.tables["spans"])
    catch_up(assembler())
    runs = ask(
        store,
        "SELECT agent_path, trajectory, llm_calls, total_llm_calls, errors, input_tokens, total_input_tokens, usage_source "
        "FROM runs FINAL ORDER BY depth, start_time",
    )
    root = "Refund workflow"
    assert runs == [
        ([root], [], 0, 6, 0, 0, 2543, "leaves"),
        ([root, "planner"], [], 1, 1, 0, 45, 45, "leaves"),
        ([root, "triage_agent"], ["lookup_order", "handoff to refund_agent"], 2, 2, 0, 583, 583, "leaves"),
        ([root, "refund_agent"], ["search_policy", "issue_refund"], 3, 3, 1, 1915, 1915, "leaves"),
    ]
    (leaves,) = ask(store, SUMS.format("spans FINAL WHERE is_usage_leaf AND duplicate_of = ''"))
    assert ask(store, SUMS.format("steps FINAL")) == [leaves]
    assert ask(store, SUMS.format("runs FINAL")) == [leaves]
    assert ask(store, "SELECT total_input_tokens, total_output_tokens, total_cost FROM runs FINAL WHERE depth = 0") == [
        leaves
    ]
    edges = ask(store, "SELECT from_agent, to_agent FROM handoffs WHERE relation = 'follows' ORDER BY 1")
    assert edges == [("planner", "triage_agent"), ("triage_agent", "refund_agent")]
    assert ask(store, "SELECT tools FROM trajectories") == [
        (["lookup_order", "handoff to refund_agent", "search_policy", "issue_refund"],)
    ]


def test_late_spans_change_the_rows_and_add_none_twice(store: Store, assembler: Open) -> None:
    """Children come first and are steps of nobody; when their agent comes they are its steps."""
    follower = assembler()
    both = agent_and_llm(1)
    write(store, both[1:])
    catch_up(follower)
    assert ask(store, "SELECT run_id, agent_name, depth FROM steps FINAL") == [("", "", 0)]
    assert ask(store, "SELECT count() FROM runs") == [(0,)]
    write(store, both[:1])
    catch_up(follower)
    assert ask(store, "SELECT run_id, agent_name, depth FROM steps FINAL") == [(f"{1:08x}{0:08x}", "solo", 1)]
    assert ask(store, "SELECT total_input_tokens FROM runs FINAL") == [(7,)]
    catch_up(follower)
    assert ask(store, "SELECT count() FROM steps") == [(2,)]  # the last look found nothing to do


def test_late_leaf_finds_an_agent_that_began_hours_ago(store: Store, assembler: Open) -> None:
    """The first look is near what came; a parent that is missing there is looked for further back."""
    follower = assembler()
    both = agent_and_llm(
        1, start_time=[MONDAY, MONDAY + timedelta(hours=5)], end_time=[MONDAY + timedelta(hours=5)] * 2
    )
    write(store, both[:1])
    catch_up(follower)
    write(store, both[1:])
    catch_up(follower)
    assert ask(store, "SELECT agent_path FROM steps FINAL") == [(["solo"],)]
    assert ask(store, "SELECT total_llm_calls FROM runs FINAL") == [(1,)]


def test_agent_over_several_weeks_is_assembled_with_all_below_it(store: Store, assembler: Open) -> None:
    """Rows of several partitions; the agent's own time says where to look for what is below it."""
    weeks = timedelta(days=15)
    both = agent_and_llm(1, start_time=[MONDAY, MONDAY + weeks], end_time=[MONDAY + weeks] * 2)
    follower = assembler()
    write(store, both[1:])
    catch_up(follower)
    write(store, both[:1])
    catch_up(follower)
    assert ask(store, "SELECT agent_path FROM steps FINAL") == [(["solo"],)]
    assert ask(store, "SELECT total_input_tokens FROM runs FINAL") == [(7,)]


def test_restart_goes_on_where_the_last_one_was(store: Store, assembler: Open) -> None:
    """Also after a kill: what came meanwhile is assembled, whenever it was received, and what is old is left alone."""
    write(store, agent_and_llm(1))
    catch_up(assembler())
    long_ago = [MONDAY - timedelta(days=300)] * 2
    write(store, agent_and_llm(2, ingested_at=long_ago))
    catch_up(assembler())
    assert ask(store, "SELECT count() FROM runs FINAL") == [(2,)]
    store.command("TRUNCATE TABLE runs")
    store.command("TRUNCATE TABLE assembly_progress")
    catch_up(assembler())
    assert ask(store, "SELECT count() FROM runs FINAL") == [(2,)]


def test_traces_are_left_alone_until_they_are_quiet(store: Store, assembler: Open) -> None:
    """A trace that is still growing waits; its turn is not forgotten."""
    write(store, agent_and_llm(1))
    patient = assembler(quiet_s=1.0)
    catch_up(patient)
    assert ask(store, "SELECT count() FROM runs") == [(0,)]
    while not ask(store, "SELECT 1 FROM runs"):
        catch_up(patient)
    assert ask(store, "SELECT now64(3) - max(written_at) >= 1 FROM spans") == [(1,)]


def test_failure_of_the_database_is_tried_again(store: Store, assembler: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """A round that failed leaves everything to the next one."""
    follower = assembler()
    write(store, agent_and_llm(1))
    insert = follower._store.insert

    def refuse(table: str, rows: pa.Table, token: str) -> None:
        raise NotCommittedError(f"{table} {rows.num_rows} {token}")

    monkeypatch.setattr(follower._store, "insert", refuse)
    with pytest.raises(NotCommittedError):
        catch_up(follower)
    monkeypatch.setattr(follower._store, "insert", insert)
    catch_up(follower)
    assert ask(store, "SELECT count() FROM runs") == [(1,)]


def test_trace_that_is_refused_does_not_hold_up_the_others(
    store: Store, assembler: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is left out, and said in the log."""
    follower = assembler()
    write(store, *(agent_and_llm(trace) for trace in range(1, 6)))
    insert = follower._store.insert

    def refuse(table: str, rows: pa.Table, token: str) -> None:
        if f"{3:032x}" in rows.to_pydict().get("trace_id", ()):
            raise PoisonError("third")
        insert(table, rows, token)

    monkeypatch.setattr(follower._store, "insert", refuse)
    catch_up(follower)
    assert ask(store, "SELECT uniqExact(trace_id), countIf(trace_id LIKE '%3') FROM runs") == [(4, 0)]


def test_large_trace_is_assembled_alone(store: Store, assembler: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded by the cap or by one trace; none is left out."""
    monkeypatch.setattr(follow, "_MAX_SPANS", 5)
    write(store, *(agent_and_llm(trace) for trace in range(1, 5)), spans(20, trace=9, kind=["tool"] * 20))
    read: list[int] = []

    def watch(rows: pa.Table) -> tuple[pa.Table, pa.Table]:
        read.append(rows.num_rows)
        return assemble(rows)

    monkeypatch.setattr(follow, "assemble", watch)
    catch_up(assembler())
    assert sorted(read) == [4, 4, 20]
    assert ask(store, "SELECT count() FROM steps") == [(24,)]


def test_thread_follows_and_stops(store: Store) -> None:
    """Started, it does by itself what the rounds do; stopped, it lets go of the database."""
    follower = Assembler(store, Metrics(), quiet_s=0, poll_s=0.01)
    follower.start()
    write(store, agent_and_llm(1))
    deadline = time.monotonic() + 10
    while not ask(store, "SELECT 1 FROM runs") and time.monotonic() < deadline:
        time.sleep(0.01)
    assert ask(store, "SELECT count() FROM runs FINAL") == [(1,)]
    assert follower.stop(5)
