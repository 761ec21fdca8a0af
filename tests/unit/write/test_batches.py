"""How records become batches that one insert can commit."""

from datetime import timedelta

import pyarrow as pa
import pytest
from agentops_processor.columns import insert_schema, tables, transform_schema
from agentops_processor.store.tables import TABLES
from agentops_processor.write.batches import form_batches

from tests.rows import MONDAY, rows, spans


def test_every_table_the_processor_writes_has_a_key() -> None:
    """A table without one could not be written."""
    assert TABLES.keys() == tables().keys()


def test_batch_has_one_table_and_one_week() -> None:
    """An insert into two partitions is not atomic."""
    times = [MONDAY, MONDAY + timedelta(days=6, hours=13), MONDAY + timedelta(days=6, hours=14)]
    records = [{"spans": spans(3, start_time=times)}, {"scores": rows("scores", 1)}]
    batches = form_batches("here", records)
    assert [(batch.table, batch.rows.num_rows) for batch in batches] == [("scores", 1), ("spans", 2), ("spans", 1)]


def test_batch_is_in_insert_order_and_every_row_has_its_id() -> None:
    """What is inserted is the column table, with the id that `count_batch` will ask for."""
    (batch,) = form_batches("here", [{"spans": spans(3)}])
    assert batch.rows.schema.equals(insert_schema("spans"))
    assert batch.rows["batch_id"].to_pylist() == [batch.batch_id] * 3


def test_same_records_give_the_same_ids_and_others_give_others() -> None:
    """After a crash the writer must find what it had begun, and nothing else."""
    records = [{"spans": spans(2)}, {"spans": spans(2, trace=2), "scores": rows("scores", 1)}]
    ids = [batch.batch_id for batch in form_batches("here", records)]
    assert [batch.batch_id for batch in form_batches("here", records)] == ids
    assert not {batch.batch_id for batch in form_batches("there", records)} & set(ids)
    assert len(set(ids)) == 2


def test_of_rows_with_the_same_key_the_last_stays() -> None:
    """The table would keep one of them: the count that the writer expects must say so. Both came in, both are done."""
    first, second = spans(2, name=["a", "b"]), spans(2, name=["c", "d"])
    (batch,) = form_batches("here", [{"spans": first}, {"spans": second}])
    assert batch.rows["name"].to_pylist() == ["c", "d"]
    assert batch.received == 4


def test_same_span_id_in_two_traces_is_two_rows() -> None:
    """Only the whole key makes two rows the same."""
    record = spans(2, span_id=["00000000000000aa"] * 2, trace_id=["1" * 32, "2" * 32])
    (batch,) = form_batches("here", [{"spans": record}])
    assert batch.rows.num_rows == 2


def test_record_of_an_older_processor_lacks_columns_and_is_taken() -> None:
    """What was spooled before an upgrade is written after it; ClickHouse reads null as the default."""
    old = spans(2).drop_columns(["error_stack"])
    (batch,) = form_batches("here", [{"spans": old}, {"spans": spans(1, trace=2)}])
    assert batch.rows.schema.names == insert_schema("spans").names
    assert batch.rows["error_stack"].null_count == 2


def test_table_that_nobody_knows_is_an_error() -> None:
    """Rows that cannot be written must not be taken for written."""
    with pytest.raises(KeyError):
        form_batches("here", [{"dreams": pa.record_batch({"a": [1]})}])


def test_halves_hold_all_rows_under_ids_that_are_always_the_same() -> None:
    """A bisection that a crash interrupts is taken up where it was."""
    (batch,) = form_batches("here", [{"spans": spans(5)}])
    first, second = batch.halves()
    assert [half.batch_id for half in batch.halves()] == [first.batch_id, second.batch_id]
    assert len({batch.batch_id, first.batch_id, second.batch_id}) == 3
    names = transform_schema("spans").names
    assert pa.concat_tables([first.rows, second.rows]).select(names) == batch.rows.select(names)
    assert first.received + second.received == batch.received
    assert set(second.rows["batch_id"].to_pylist()) == {second.batch_id}
