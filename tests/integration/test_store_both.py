"""One interface, two engines: what holds for the embedded engine holds for the server."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from agentops_processor.columns import insert_schema
from agentops_processor.errors import NotCommittedError, PoisonError, SchemaError, StoreError
from agentops_processor.store import failures
from agentops_processor.store.store import Store
from agentops_processor.store.tables import TABLES
from agentops_processor.write.batches import form_batches

from tests.rows import MONDAY, rows, spans


def _insert(store: Store, record: pa.RecordBatch, *, attempt: str = "a", table: str = "spans") -> int:
    """Insert rows as one batch, with the attempt as the token, and return the batch's id."""
    (batch,) = form_batches("here", [{table: record}])
    store.insert(table, batch.rows, attempt)
    return batch.batch_id


def _value(store: Store, sql: str) -> Any:
    return store.query(sql)[0][0].as_py()


def test_row_comes_back_as_it_went_in(store: Store) -> None:
    """Every column of every type, with the values that formats like to lose."""
    values: dict[str, Any] = {
        "start_time": MONDAY.replace(microsecond=123456),
        "name": "naïve 'quotes'\n\t\\ \x00 🤖",
        "evaluation_score": 0.1,
        "feedback_score": None,
        "cost_total": Decimal("0.000000000001"),
        "input_tokens": 2**64 - 1,
        "guardrail_triggered": True,
        "tags": ["a", ""],
        "attributes": [("k", "v"), ("", "ü")],
        "attributes_num": [("pi", 3.14)],
        "attributes_bool": [("yes", True), ("no", False)],
        "events.time": [MONDAY],
        "events.name": ["exception"],
        "events.attributes": [[("exception.type", "E")]],
    }
    columns: dict[str, Any] = {name.replace(".", "__"): [value] for name, value in values.items()}
    _insert(store, spans(1, **columns))
    (row,) = store.query("SELECT * FROM spans").to_pylist()
    assert {name: row[name] for name in values} == values
    assert list(row) == insert_schema("spans").names


def test_parameters_are_values_not_text(store: Store) -> None:
    """What a parameter holds never becomes SQL."""
    assert store.query("SELECT {x:String} AS x", {"x": "'; DROP TABLE spans"}).to_pylist() == [
        {"x": "'; DROP TABLE spans"}
    ]


def test_same_token_is_one_insert(store: Store) -> None:
    """A retry after a lost answer adds nothing; another token would."""
    for attempt in ("a", "a", "b"):
        _insert(store, spans(3), attempt=attempt)
    assert _value(store, "SELECT count() FROM spans") == 6


def test_count_of_a_batch_is_of_different_rows(store: Store) -> None:
    """Written twice or merged, a batch of three rows has three; a batch that never came has none."""
    batch_id = _insert(store, spans(3), attempt="a")
    _insert(store, spans(3), attempt="b")
    assert (store.count_batch("spans", batch_id), store.count_batch("spans", 1)) == (3, 0)
    store.command("OPTIMIZE TABLE spans FINAL")
    assert store.count_batch("spans", batch_id) == 3
    assert _value(store, "SELECT count() FROM spans") == 3


@pytest.mark.parametrize("table", sorted(TABLES))
def test_engine_agrees_on_the_key_and_the_partition(table: str, store: Store) -> None:
    """What the writer takes for one row and one partition is what the table takes for it."""
    (found,) = store.query(
        "SELECT sorting_key, partition_key, engine FROM system.tables WHERE database = currentDatabase() AND name = {t:String}",
        {"t": table},
    ).to_pylist()
    spec = TABLES[table]
    plain = {name for name in found["sorting_key"].split(", ") if "(" not in name}
    assert plain == set(spec.key)
    assert (found["partition_key"], found["engine"]) == (f"toMonday({spec.time})", "ReplacingMergeTree")


def test_batch_of_one_week_is_one_part(store: Store) -> None:
    """Monday to Sunday in UTC, whatever the zone of the host: an insert is whole or not at all."""
    times = [MONDAY.replace(hour=0), MONDAY + timedelta(days=6, hours=13, minutes=59)]
    _insert(store, spans(2, start_time=times))
    parts = "SELECT count() FROM system.parts WHERE database = currentDatabase() AND table = 'spans' AND active"
    assert _value(store, parts) == 1


def test_column_of_an_older_processor_gets_its_default(store: Store) -> None:
    """Null, where a column was not yet known, is read as the default."""
    _insert(store, spans(1).drop_columns(["error_stack", "cost_total", "tags", "attributes", "is_usage_leaf"]))
    sql = "SELECT error_stack, cost_total, tags, attributes, is_usage_leaf FROM spans"
    assert list(store.query(sql).to_pylist()[0].values()) == ["", Decimal(0), [], [], False]


def test_poison_is_told_from_what_passes_and_from_what_needs_a_person(store: Store) -> None:
    """Each kind asks for something else of the writer."""
    store.command("ALTER TABLE spans ADD CONSTRAINT c CHECK name != 'poison'")
    with pytest.raises(PoisonError) as poison:
        _insert(store, spans(2, name=["good", "poison"]))
    assert poison.value.code == 469
    with pytest.raises(PoisonError):
        _insert(store, spans(1, events__name=[["a name without a time"]]))
    assert _value(store, "SELECT count() FROM spans") == 0
    store.command("DROP TABLE scores")
    with pytest.raises(SchemaError):
        _insert(store, rows("scores", 1), table="scores")


def test_insert_names_its_columns(store: Store) -> None:
    """A column that the table lacks is an error, not a column that silently goes missing."""
    store.command("ALTER TABLE spans DROP COLUMN goal")
    with pytest.raises(SchemaError):
        _insert(store, spans(1))


def test_codes_are_the_engines(store: Store) -> None:
    """The numbers in our table mean what their names say."""
    for table in (failures._POISON, failures._SCHEMA, failures._NOT_COMMITTED):
        found = store.query(
            "SELECT errorCodeToName(arrayJoin({codes:Array(UInt32)})) AS name", {"codes": [*table.values()]}
        )
        assert found["name"].to_pylist() == [*table]


def test_another_connection_sees_the_same_database(store: Store) -> None:
    """For another thread, with settings of its own."""
    _insert(store, spans(2))
    other = store.connect()
    assert _value(other, "SELECT count() FROM spans") == 2
    other.close()
    store.ping()


def test_errors_of_questions_have_their_kind(store: Store) -> None:
    """Also when only reading."""
    with pytest.raises(StoreError):
        store.query("SELECT nonsense")
    with pytest.raises(NotCommittedError):
        store.query("SELECT * FROM numbers(100000000) ORDER BY rand() SETTINGS max_memory_usage = 1000000")
