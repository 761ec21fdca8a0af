"""A transformed request in, the body of one frame out, and back.

Layout of a body, little endian, every part padded with zeros to 8 bytes so that Arrow reads it in place:

    u32   length of the header
    ...   header, JSON: {"tenant": str, "received_at_ns": int, "tables": {name: [rows, bytes]}}
    ...   one Arrow IPC message per table, in the order of "tables"

The first frame of a segment has `{"tables": {name: [0, bytes]}}` and an Arrow schema message per table; the
messages of all later frames are record batches of these schemas. A schema of 120 columns takes 8 KB and more
time to read than the rows of a small request: once per segment is enough.

The batches are not compressed: LZ4 makes 100 spans three times smaller, for 6 us a span instead of 1.5, and makes
a single span larger, because Arrow compresses each column alone.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import google_crc32c
import orjson
import pyarrow as pa

_LENGTH = struct.Struct("<I")
_ALIGNMENT = 8  # bytes; what Arrow asks for


@dataclass(frozen=True, slots=True)
class Record:
    """One accepted request: what is stored, read and released as a whole.

    Attributes:
        tenant_id: Owner of the rows.
        received_at_ns: Wall clock at arrival, nanoseconds since the Unix epoch.
        tables: Rows per table. A table without rows is not stored, and is missing when read back.
    """

    tenant_id: str
    received_at_ns: int
    tables: Mapping[str, pa.RecordBatch]


@dataclass(frozen=True, slots=True)
class Tally:
    """How much there is of something: records, rows of `spans`, rows of all tables, bytes on disk."""

    records: int = 0
    spans: int = 0
    rows: int = 0
    bytes: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.records + other.records, self.spans + other.spans, self.rows + other.rows, self.bytes + other.bytes
        )

    def __sub__(self, other: "Tally") -> "Tally":
        return Tally(
            self.records - other.records, self.spans - other.spans, self.rows - other.rows, self.bytes - other.bytes
        )


@dataclass(frozen=True, slots=True)
class Body:
    """An encoded frame body, not yet placed in a segment.

    Attributes:
        parts: The bytes, in order.
        size: Their length.
        crc: CRC32C over them.
        spans: Rows of table `spans`.
        rows: Rows of all tables.
    """

    parts: Sequence[Any]
    size: int
    crc: int
    spans: int
    rows: int


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a record body.

    Attributes:
        tenant_id: Owner of the rows.
        received_at_ns: Wall clock at arrival, nanoseconds since the Unix epoch.
        tables: Rows and bytes per table.
    """

    tenant_id: str
    received_at_ns: int
    tables: Mapping[str, tuple[int, int]]

    def tally(self, size: int) -> Tally:
        """What the record adds to the spool, given its bytes on disk."""
        return Tally(1, self.tables.get("spans", (0, 0))[0], sum(rows for rows, _ in self.tables.values()), size)


def encode(record: Record) -> Body:
    """Encode a record. All the costly work of an append happens here, on the caller's thread."""
    tables = {name: (batch.num_rows, batch.serialize()) for name, batch in record.tables.items() if batch.num_rows}
    return _pack({"tenant": record.tenant_id, "received_at_ns": record.received_at_ns}, tables)


def encode_schemas(schemas: Mapping[str, pa.Schema]) -> Body:
    """Encode the first frame of a segment."""
    return _pack({}, {name: (0, schema.serialize()) for name, schema in schemas.items()})


def decode_header(body: bytes) -> Header:
    """Read the header of a record body without touching its rows."""
    header, _ = _unpack_header(body)
    return Header(header["tenant"], header["received_at_ns"], header["tables"])


def decode(body: bytes, schemas: Mapping[str, pa.Schema]) -> Record:
    """Read a record. Its batches point into the body: no copy, and they keep it alive."""
    header, offset = _unpack_header(body)
    messages = _messages(body, header, offset)
    tables = {name: pa.ipc.read_record_batch(message, schemas[name]) for name, message in messages.items()}
    return Record(header["tenant"], header["received_at_ns"], tables)


def decode_schemas(body: bytes) -> dict[str, pa.Schema]:
    """Read the first frame of a segment."""
    header, offset = _unpack_header(body)
    return {name: pa.ipc.read_schema(message) for name, message in _messages(body, header, offset).items()}


def _pack(header: dict[str, Any], tables: Mapping[str, tuple[int, pa.Buffer]]) -> Body:
    sizes = {name: [rows, message.size] for name, (rows, message) in tables.items()}
    text = orjson.dumps({**header, "tables": sizes})
    parts: list[Any] = [_padded(_LENGTH.pack(len(text)) + text)]
    for _, message in tables.values():
        parts.append(message)
        if padding := -message.size % _ALIGNMENT:
            parts.append(bytes(padding))
    crc = 0
    for part in parts:
        crc = google_crc32c.extend(crc, part)
    rows = {name: rows for name, (rows, _) in tables.items()}
    return Body(parts, sum(map(len, parts)), crc, rows.get("spans", 0), sum(rows.values()))


def _unpack_header(body: bytes) -> tuple[dict[str, Any], int]:
    end = _LENGTH.size + _LENGTH.unpack_from(body)[0]
    return orjson.loads(body[_LENGTH.size : end]), end + -end % _ALIGNMENT


def _messages(body: bytes, header: dict[str, Any], offset: int) -> dict[str, pa.Buffer]:
    buffer, messages = pa.py_buffer(body), {}
    for name, (_, size) in header["tables"].items():
        messages[name] = buffer.slice(offset, size)
        offset += size + -size % _ALIGNMENT
    return messages


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % _ALIGNMENT)
