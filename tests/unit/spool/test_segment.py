"""The file format: what a damaged or torn file still gives."""

import itertools
from pathlib import Path
from typing import Any

import google_crc32c
import pytest
import structlog
from agentops_processor.errors import ConfigurationError
from agentops_processor.spool.files import Files
from agentops_processor.spool.record import Tally, decode, encode
from agentops_processor.spool.recover import Segment, recover
from agentops_processor.spool.segment import Damage, Frame, Position, SegmentReader, SegmentWriter, segment_path

SPOOL_ID = bytes(range(16))
START = Position(0, 0)


@pytest.fixture
def write_segment(tmp_path: Path, make_record: Any) -> Any:
    """Writes records of the given numbers to segment 1, returns its bytes and the end of each record."""

    def write(*numbers: int) -> tuple[bytes, list[int]]:
        writer = SegmentWriter(tmp_path, 1, SPOOL_ID, Files())
        ends = []
        for number in numbers:
            record = make_record(number)
            writer.write([encode(record)], {"spans": record.tables["spans"].schema})
            ends.append(writer.size)
        writer.close()
        path = segment_path(tmp_path, 1)
        data = path.read_bytes()
        path.unlink()
        return data, ends

    return write


def numbers_in(segments: list[Segment]) -> list[int]:
    """What can be read from recovered segments."""
    found = []
    for segment in segments:
        reader = SegmentReader(segment.path, SPOOL_ID)
        assert reader.schemas
        frames = [item for item in reader.frames(reader.first, segment.size) if isinstance(item, Frame)]
        found += [decode(frame.body, reader.schemas).received_at_ns for frame in frames]
        reader.close()
    return found


def recover_from(directory: Path, *files: bytes) -> tuple[list[int], list[Any]]:
    """Recover a directory of segments 1, 2, ... and say what can be read and what was logged."""
    for number, data in enumerate(files, 1):
        segment_path(directory, number).write_bytes(data)
    with structlog.testing.capture_logs() as logs:
        found = numbers_in(recover(directory, SPOOL_ID, START, Files()))
    return found, logs


def test_every_truncation_keeps_exactly_the_whole_records(tmp_path: Path, write_segment: Any) -> None:
    """Wherever the last segment was torn, all records before the cut are there and nothing else, without an error."""
    data, ends = write_segment(10, 11, 12)
    for cut in range(len(data) + 1):
        found, logs = recover_from(tmp_path, data[:cut])
        assert found == [10, 11, 12][: sum(end <= cut for end in ends)]
        assert {entry["log_level"] for entry in logs} <= {"warning"}


def test_every_flipped_byte_is_noticed_and_costs_one_record(tmp_path: Path, write_segment: Any) -> None:
    """A damaged record is never read; the records around it are, and the file is kept for a person to look at."""
    data, ends = write_segment(10, 11, 12)
    first = ends[0] - (ends[1] - ends[0])
    bounds = list(itertools.pairwise([first, *ends]))
    for offset in range(first, len(data)):
        flipped = bytearray(data)
        flipped[offset] ^= 0x10
        found, logs = recover_from(tmp_path, bytes(flipped))
        assert found == [n for n, (start, end) in zip((10, 11, 12), bounds, strict=True) if not start <= offset < end]
        is_tail = offset >= ends[1]
        assert [entry["log_level"] for entry in logs] == ["warning" if is_tail else "error"]
        assert is_tail or logs[0]["lost_records"] == 1


def test_a_damaged_first_frame_sets_the_segment_aside(tmp_path: Path, write_segment: Any) -> None:
    """Without its schemas no record can be read: the file gets another name, and an error says how many are lost."""
    data, ends = write_segment(10, 11)
    flipped = bytearray(data)
    flipped[60] ^= 1
    found, logs = recover_from(tmp_path, bytes(flipped))
    assert found == []
    assert [(entry["log_level"], entry["lost_records"]) for entry in logs] == [("error", len(ends))]
    assert segment_path(tmp_path, 1).with_suffix(".seg.damaged").read_bytes() == bytes(flipped)
    assert not segment_path(tmp_path, 1).exists()


def test_a_damaged_preamble_costs_nothing(tmp_path: Path, write_segment: Any) -> None:
    """The checksums of the frames decide, the preamble only tells the version."""
    data, _ = write_segment(10, 11)
    for offset in range(40):
        flipped = bytearray(data)
        flipped[offset] ^= 1
        assert recover_from(tmp_path, bytes(flipped)) == ([10, 11], [])


def test_a_torn_segment_before_the_last_is_damage(tmp_path: Path, write_segment: Any) -> None:
    """Only the last segment can be torn by a crash; a short one before it is reported and kept as it is."""
    data, ends = write_segment(10, 11)
    other = SegmentWriter(tmp_path, 2, SPOOL_ID, Files())
    other.close()
    found, logs = recover_from(tmp_path, data[:-5], b"")
    assert found == [10]
    assert [entry["lost_bytes"] for entry in logs] == [len(data) - 5 - ends[0]]
    assert segment_path(tmp_path, 1).stat().st_size == len(data) - 5


def test_bytes_of_another_segment_are_no_records(tmp_path: Path, write_segment: Any) -> None:
    """A frame is a record only in the segment that it was written to."""
    data, _ = write_segment(10, 11)
    path = segment_path(tmp_path, 2)
    path.write_bytes(data)
    reader = SegmentReader(path, SPOOL_ID)
    assert list(reader.frames(40, len(data))) == [Damage(40, len(data))]
    reader.close()


def test_another_version_is_refused(tmp_path: Path, write_segment: Any) -> None:
    """A segment of a later format stops the start with words on what to do, and is not touched."""
    data, _ = write_segment(10)
    preamble = data[:8] + (2).to_bytes(4, "little") + bytes(4) + data[16:40]
    crc = google_crc32c.value(preamble).to_bytes(4, "little")
    later = preamble[:12] + crc + preamble[16:] + data[40:]
    with pytest.raises(ConfigurationError, match="format version 2"):
        recover_from(tmp_path, later)
    assert segment_path(tmp_path, 1).read_bytes() == later


def test_what_is_released_is_not_counted_again(tmp_path: Path, write_segment: Any) -> None:
    """Recovery counts what lies behind the cursor, and removes a segment of which nothing does."""
    data, ends = write_segment(10, 11, 12)
    path = segment_path(tmp_path, 1)
    path.write_bytes(data)
    (segment,) = recover(tmp_path, SPOOL_ID, Position(1, ends[0]), Files())
    assert segment.unread == Tally(2, 2, 2, ends[2] - ends[0])
    assert recover(tmp_path, SPOOL_ID, Position(1, ends[2]), Files()) == []
    assert not path.exists()
