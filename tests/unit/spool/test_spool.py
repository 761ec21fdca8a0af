"""What the spool promises to senders and to the writer."""

import threading
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import structlog
from agentops_processor.errors import ConfigurationError, OverloadedError
from agentops_processor.spool import Batch, Position, Record, Spool, Tally
from agentops_processor.spool.files import Files

SMALL_SEGMENT = 2_000  # bytes; a few records


def read(spool: Spool, rows: int = 1 << 30) -> Batch:
    """The next batch, which must be there."""
    batch = spool.next_batch(rows, 1 << 40, linger_s=0, wait_s=0)
    assert batch
    return batch


def test_records_come_back_in_order_and_equal(open_spool: Any, make_record: Any, read_all: Any) -> None:
    """What is appended is read in the order of arrival, over the borders of segments, with all of its tables."""
    spool = open_spool(segment_bytes=SMALL_SEGMENT)
    records = [make_record(n, rows=n + 1, scores=["x"] * (n + 1)) for n in range(30)]
    for record in records:
        spool.append(record)
    batch, *_ = read_all(spool)
    assert batch.records == records
    assert batch.first < batch.last
    assert batch.first.segment < batch.last.segment
    assert read_all(spool) == []


def test_pending_counts_what_is_not_released(open_spool: Any, make_record: Any, read_all: Any) -> None:
    """Counts go up with an append, stay while records are read, and go down with the release."""
    spool = open_spool()
    for n in range(4):
        spool.append(make_record(n, rows=2, scores=["x"]))
    before = spool.pending
    assert (before.records, before.spans, before.rows) == (4, 8, 12)
    assert 0 < before.bytes < spool.bytes_on_disk
    batch = read(spool, 3)
    assert spool.pending == before
    spool.release(batch.last)
    assert (spool.pending.records, spool.pending.spans) == (3, 6)
    (rest,) = read_all(spool)
    spool.release(rest.last)
    assert spool.pending == Tally()
    assert spool.released == rest.last


def test_batches_stop_at_rows_and_at_bytes(open_spool: Any, make_record: Any) -> None:
    """A batch holds no more rows or bytes than asked for, but always one record."""
    spool = open_spool()
    for n in range(6):
        spool.append(make_record(n, rows=10))
    record_bytes = spool.pending.bytes // 6
    sizes = [
        len(spool.next_batch(rows, size, linger_s=0, wait_s=0).records)
        for rows, size in ((25, 1 << 20), (100, 2 * record_bytes), (1, 1), (100, 1 << 20))
    ]
    assert sizes == [2, 2, 1, 1]
    assert spool.next_batch(1, 1, linger_s=0, wait_s=0) is None


def test_the_consumer_is_woken_by_an_append(open_spool: Any, make_record: Any) -> None:
    """Whoever waits for data gets it when it comes, long before the end of the wait."""
    spool = open_spool()
    timer = threading.Timer(0.05, lambda: spool.append(make_record(1)))
    timer.start()
    batch = spool.next_batch(100, 1 << 20, linger_s=0, wait_s=60)
    timer.join()
    assert [r.received_at_ns for r in batch.records] == [1]


def test_a_batch_lingers_for_company_until_it_is_full(open_spool: Any, make_record: Any) -> None:
    """With time to linger a batch waits for more records, and no longer than until it has enough."""
    spool = open_spool()
    spool.append(make_record(1))
    timer = threading.Timer(0.05, lambda: spool.append(make_record(2)))
    timer.start()
    batch = spool.next_batch(2, 1 << 20, linger_s=60, wait_s=0)
    timer.join()
    assert [r.received_at_ns for r in batch.records] == [1, 2]


def test_closing_wakes_the_consumer(open_spool: Any) -> None:
    """A consumer that waits for data does not hold up the end."""
    spool = open_spool()
    timer = threading.Timer(0.05, spool._backlog.close)
    timer.start()
    assert spool.next_batch(1, 1, linger_s=0, wait_s=60) is None
    timer.join()


def test_unreleased_records_come_again_after_a_restart(tmp_path: Path, make_record: Any, numbers: Any) -> None:
    """Read is not released: after a restart reading starts behind the last release, under the same id."""
    spool = Spool(tmp_path, segment_bytes=SMALL_SEGMENT)
    for n in range(10):
        spool.append(make_record(n))
    first = read(spool, 4)
    spool.release(first.last)
    second = read(spool, 3)
    spool_id, pending = spool.id, spool.pending
    spool.close()

    spool = Spool(tmp_path)
    assert (spool.id, spool.pending, spool.released) == (spool_id, pending, first.last)
    assert [r.received_at_ns for r in spool.read_range(second.first, second.last)] == [4, 5, 6]
    assert spool.oldest_received_at_ns == 4
    spool.append(make_record(10))
    assert numbers(spool) == [4, 5, 6, 7, 8, 9, 10]
    spool.close()


def test_a_range_is_read_again_exactly(open_spool: Any, make_record: Any) -> None:
    """Reading a range again gives the same records, changes nothing, and ends with the release."""
    spool = open_spool(segment_bytes=SMALL_SEGMENT)
    for n in range(20):
        spool.append(make_record(n))
    batches = [read(spool, 6) for _ in range(3)]
    for batch in batches:
        assert spool.read_range(batch.first, batch.last) == batch.records
    spool.release(batches[0].last)
    assert spool.read_range(batches[1].first, batches[1].last) == batches[1].records
    with pytest.raises(LookupError, match="released"):
        spool.read_range(batches[0].first, batches[0].last)


def test_release_of_what_was_not_read_skips_it(tmp_path: Path, make_record: Any, numbers: Any) -> None:
    """After a restart a range that proves to be safe is released at once; reading goes on behind it."""
    spool = Spool(tmp_path)
    for n in range(5):
        spool.append(make_record(n, rows=3))
    batch = read(spool, 9)
    spool.close()
    spool = Spool(tmp_path)
    spool.release(batch.last)
    assert spool.pending.spans == 6
    assert numbers(spool) == [3, 4]
    spool.close()


def test_released_segments_are_removed(open_spool: Any, tmp_path: Path, make_record: Any, read_all: Any) -> None:
    """Space comes back: sealed segments as soon as they are released, the growing one when nothing is pending."""
    spool = open_spool(segment_bytes=SMALL_SEGMENT)
    for n in range(30):
        spool.append(make_record(n))
    segments = len(list(tmp_path.glob("spool/*.seg")))
    half = read(spool, 15)
    spool.release(half.last)
    assert 0 < len(list(tmp_path.glob("spool/*.seg"))) < segments
    (rest,) = read_all(spool)
    spool.release(rest.last)
    assert list(tmp_path.glob("spool/*.seg")) == []
    assert spool.bytes_on_disk == 0
    spool.append(make_record(99))
    batch = read(spool)
    assert batch.first > rest.last


def test_positions_are_never_used_twice(tmp_path: Path, make_record: Any) -> None:
    """A drained spool goes on with higher numbers after a restart: batch ids made of positions stay unique."""
    last = Position(0, 0)
    for n in range(3):
        spool = Spool(tmp_path, segment_bytes=1)
        spool.append(make_record(n))
        batch = read(spool)
        assert batch.first > last
        last = batch.last
        spool.release(last)
        spool.close()


def test_the_number_of_a_damaged_segment_is_not_used_again(tmp_path: Path, make_record: Any) -> None:
    """A segment set aside keeps its name and its positions to itself."""
    spool = Spool(tmp_path)
    spool.append(make_record(1))
    lost = read(spool).last
    spool.close()
    (path,) = tmp_path.glob("*.seg")
    data = bytearray(path.read_bytes())
    data[60] ^= 1  # in the schemas
    path.write_bytes(data)
    spool = Spool(tmp_path)
    assert spool.pending == Tally()
    spool.append(make_record(2))
    assert read(spool).first.segment > lost.segment
    spool.close()


def test_the_oldest_record_is_known_read_or_not(open_spool: Any, make_record: Any) -> None:
    """The age of the backlog is that of the first record that is not released."""
    spool = open_spool()
    assert spool.oldest_received_at_ns is None
    for n in (5, 6, 7):
        spool.append(make_record(n))
    assert spool.oldest_received_at_ns == 5
    batch = read(spool, 1)
    assert spool.oldest_received_at_ns == 5
    spool.release(batch.last)
    assert spool.oldest_received_at_ns == 6


def test_a_full_spool_refuses_until_it_is_released(open_spool: Any, make_record: Any) -> None:
    """Past its budget nothing is stored and the sender is told when to come again; a release makes room."""
    spool = open_spool(max_bytes=20_000)
    size = 250  # bytes; at most, of one record
    stored = 0
    while spool.bytes_on_disk + size <= 20_000:
        spool.append(make_record(stored))
        stored += 1
    with pytest.raises(OverloadedError, match="full") as refused:
        spool.append(make_record(stored, rows=100))
    assert refused.value.retry_after_s > 0
    assert spool.pending.records == stored > 10
    assert spool.bytes_on_disk <= 20_000
    batch = read(spool)
    assert len(batch.records) == stored
    spool.release(batch.last)
    spool.append(make_record(stored, rows=100))


def test_a_spool_has_one_process(tmp_path: Path) -> None:
    """A second opener is told which directory is taken and what to do, and the first is not disturbed."""
    spool = Spool(tmp_path)
    with pytest.raises(ConfigurationError, match=f"{tmp_path}.*another process"):
        Spool(tmp_path)
    spool.close()
    Spool(tmp_path).close()


def test_a_closed_spool_refuses(open_spool: Any, make_record: Any) -> None:
    """An append that comes too late is refused, not lost and not left waiting."""
    spool = open_spool()
    spool._appender.close()
    with pytest.raises(OverloadedError, match="shutting down"):
        spool.append(make_record(1))


def test_many_threads_share_their_syncs(tmp_path: Path, make_record: Any, files: Any, numbers: Any) -> None:
    """1 000 appends of 32 threads need far fewer syncs than 1 000, and each is stored once."""
    spool = Spool(tmp_path, files=files)
    files.syncs = 0
    todo = iter(range(1_000))

    def work() -> None:
        for n in todo:
            spool.append(make_record(n))

    threads = [threading.Thread(target=work) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert files.syncs < 500
    assert sorted(numbers(spool)) == list(range(1_000))
    spool.close()


def test_what_comes_during_a_sync_shares_the_next(tmp_path: Path, make_record: Any) -> None:
    """A lone append does not wait for company; all that arrive while it syncs are stored with one more sync."""
    syncing, go_on = threading.Event(), threading.Event()
    syncs = []

    class SlowFiles(Files):
        def sync(self, fd: int) -> None:
            syncs.append(fd)
            syncing.set()
            assert go_on.wait(10)
            super().sync(fd)

    go_on.set()
    spool = Spool(tmp_path, files=SlowFiles())
    go_on.clear()
    syncing.clear()
    syncs.clear()
    threads = [threading.Thread(target=spool.append, args=(make_record(n),)) for n in range(20)]
    threads[0].start()
    assert syncing.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(spool._appender._commits._queue) < 19:
        threads[-1].join(0.001)
    go_on.set()
    for thread in threads:
        thread.join()
    assert len(syncs) == 2
    spool.close()


def test_one_schema_per_table(open_spool: Any, make_record: Any) -> None:
    """A table that changes its columns within a process is a mistake of the caller and is not stored."""
    spool = open_spool()
    spool.append(make_record(1))
    other = Record("tenant", 2, {"spans": pa.record_batch({"number": ["text"]})})
    with pytest.raises(ValueError, match="two schemas"):
        spool.append(other)
    assert spool.pending.records == 1


def test_dictionaries_are_refused(open_spool: Any) -> None:
    """A column that could not be read back is not stored in the first place."""
    batch = pa.record_batch({"names": pa.array([["a"]], pa.list_(pa.dictionary(pa.int8(), pa.string())))})
    with pytest.raises(ValueError, match="column names is dictionary-encoded"):
        open_spool().append(Record("tenant", 1, {"spans": batch}))


def test_damage_while_running_costs_what_it_hit(open_spool: Any, tmp_path: Path, make_record: Any) -> None:
    """A record that cannot be read any more is skipped with errors in the log, and leaves the counts."""
    spool = open_spool()
    for n in range(5):
        spool.append(make_record(n, rows=2))
    size = spool.pending.bytes // 5
    (path,) = tmp_path.glob("spool/*.seg")
    with path.open("r+b") as file:
        file.seek(-3 * size + 30, 2)  # into the third record
        file.write(b"\x00\xff")
    with structlog.testing.capture_logs() as logs:
        batch = read(spool)
    assert [r.received_at_ns for r in batch.records] == [0, 1, 3, 4]
    assert [entry["log_level"] for entry in logs] == ["error", "error"]
    assert logs[0]["lost_bytes"] == size
    assert (logs[1]["records"], logs[1]["spans"]) == (1, 2)
    assert spool.pending.spans == 8
    spool.release(batch.last)
    assert spool.pending == Tally()
    spool.close()
    Spool(tmp_path / "spool").close()
    assert [p.suffix for p in tmp_path.glob("spool/*seg*")] == [".damaged"]


def test_a_lost_cursor_loses_no_record(tmp_path: Path, make_record: Any, numbers: Any) -> None:
    """Without the cursor file everything that is there is read again, under the id of the segments."""
    spool = Spool(tmp_path)
    for n in range(3):
        spool.append(make_record(n))
    spool.release(read(spool, 1).last)
    spool_id = spool.id
    spool.close()
    (tmp_path / "cursor").write_bytes(b"\xff" * 8192)
    with structlog.testing.capture_logs() as logs:
        spool = Spool(tmp_path)
    assert [entry["log_level"] for entry in logs] == ["error"]
    assert spool.id == spool_id
    assert numbers(spool) == [0, 1, 2]
    spool.close()
