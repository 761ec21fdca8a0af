"""Native blocks as the engine writes them come in; Native as drivers want it goes out.

The engine writes revision 0 of the format, and nothing for a result without rows. ClickHouse's HTTP interface writes the
revision that a client names in `client_protocol_version`, and always a block. Go's driver, which Grafana uses, insists.
"""

import re
import struct
from collections.abc import Iterator, Sequence

from agentops_processor.ask.refusal import QueryError

# From this revision on a block begins with a head, and each column says whether its serialization is a special one.
# clickhouse-connect names 54405 and, where it finds no head, goes on with revision 0.
HEADED_REVISION = 54454
# Bytes of a result that is put into that revision: it is held in memory, and every string in it is looked at.
HEADED_MOST_BYTES = 64 << 20
# Field 1, "overflow rows": no; field 2, "bucket": -1, none; end.
_HEAD = b"\x01\x00\x02\xff\xff\xff\xff\x00"
_USUAL_SERIALIZATION = b"\x00"

# Bytes of a value, by type.
_WIDTH = {
    **dict.fromkeys(("Bool", "Enum8", "Int8", "Nothing", "UInt8"), 1),
    **dict.fromkeys(("BFloat16", "Date", "Enum16", "Int16", "UInt16"), 2),
    **dict.fromkeys(("Date32", "DateTime", "Decimal32", "Float32", "IPv4", "Int32", "Time", "UInt32"), 4),
    **dict.fromkeys(("DateTime64", "Decimal64", "Float64", "Int64", "Time64", "UInt64"), 8),
    **dict.fromkeys(("Decimal128", "IPv6", "Int128", "UInt128", "UUID"), 16),
    **dict.fromkeys(("Decimal256", "Int256", "UInt256"), 32),
}
# A Decimal of up to so many digits has so many bytes.
_DECIMAL_WIDTHS = ((9, 4), (18, 8), (38, 16), (76, 32))
# A type and its arguments: a quoted string, a bracket, a comma, or anything up to the next of them.
_TOKEN = re.compile(r"'(?:[^'\\]|\\.|'')*'|`(?:[^`\\]|\\.)*`|[(),]|[^'`(),]+")
_ELEMENT_NAME = re.compile(r"(?:\w+|`(?:[^`\\]|\\.)*`) (?=[A-Z])")
_HAS_KEYS, _KEY_WIDTH = 0x200, 0xF


def headed(native: bytes) -> Iterator[bytes]:
    """The same blocks in revision 54454 to 54460, in pieces.

    Raises:
        QueryError: A column is of a type whose end cannot be found.
    """
    reader = _Reader(native)
    while reader.at < len(native):
        start = reader.at
        columns, rows = reader.number(), reader.number()
        yield _HEAD + native[start : reader.at]
        for _ in range(columns):
            start = reader.at
            name, kind = reader.string(), reader.string()
            yield native[start : reader.at] + _USUAL_SERIALIZATION
            start = reader.at
            try:
                if rows:
                    reader.skip_prefix(kind)
                    reader.skip(kind, rows)
            except KeyError as error:
                hint = f"Column {name} is a {kind}, which this driver cannot be sent; convert it with toString"
                raise QueryError(48, "NOT_IMPLEMENTED", hint) from error
            yield native[start : reader.at]


def empty_block(columns: Sequence[tuple[str, str]]) -> bytes:
    """A block of no rows, given the columns' names and types."""
    return _leb128(len(columns)) + _leb128(0) + b"".join(_string(text) for column in columns for text in column)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def number(self) -> int:
        """A variable-length number."""
        value = shift = 0
        while (byte := self.data[self.at]) & 0x80:
            value |= (byte & 0x7F) << shift
            shift += 7
            self.at += 1
        self.at += 1
        return value | byte << shift

    def string(self) -> str:
        """A string with its length before it."""
        length = self.number()
        self.at += length
        return self.data[self.at - length : self.at].decode("utf-8", "replace")

    def skip_prefix(self, kind: str) -> None:
        """Skip what a column says before its values: the version of each dictionary in it."""
        name, arguments = _parts(kind)
        if name == "LowCardinality":
            self._number64()
        elif name in {"Array", "Map", "Nested", "Nullable", "Tuple"}:
            for argument in arguments:
                self.skip_prefix(argument)

    def skip(self, kind: str, rows: int) -> None:
        """Skip the values of a column, or of what is nested in one.

        Raises:
            KeyError: The type is not known.
        """
        name, arguments = _parts(kind)
        match name:
            case "String":
                for _ in range(rows):
                    length = self.number()
                    self.at += length
            case "Nullable":
                self.at += rows
                self.skip(arguments[0], rows)
            case "Array" | "Map" | "Nested":
                self.at += 8 * rows
                inner = struct.unpack_from("<Q", self.data, self.at - 8)[0] if rows else 0
                for argument in arguments:
                    self.skip(argument, inner)
            case "Tuple":
                for argument in arguments:
                    self.skip(argument, rows)
            case "LowCardinality":
                self._skip_dictionary(arguments[0], rows)
            case "SimpleAggregateFunction":
                self.skip(arguments[1], rows)
            case _:
                self.at += rows * _width(name, arguments)

    def _skip_dictionary(self, kind: str, rows: int) -> None:
        if not rows:
            return
        flags = self._number64()
        if flags & _HAS_KEYS:
            # NULL is the first key, so the keys themselves are not nullable.
            name, arguments = _parts(kind)
            self.skip(arguments[0] if name == "Nullable" else kind, self._number64())
        self.at += 8 + (rows << (flags & _KEY_WIDTH))

    def _number64(self) -> int:
        self.at += 8
        value: int = struct.unpack_from("<Q", self.data, self.at - 8)[0]
        return value


def _width(name: str, arguments: Sequence[str]) -> int:
    if name == "FixedString":
        return int(arguments[0])
    if name == "Decimal":
        return next(width for digits, width in _DECIMAL_WIDTHS if int(arguments[0]) <= digits)
    return 8 if name.startswith("Interval") else _WIDTH[name]


def _parts(kind: str) -> tuple[str, list[str]]:
    """The name of a type and its arguments, without the names that elements of tuples may have."""
    name, bracket, rest = kind.partition("(")
    arguments, depth = [""], 0
    for piece in _TOKEN.findall(rest[:-1]) if bracket else ():
        depth += (piece == "(") - (piece == ")")
        if piece == "," and not depth:
            arguments.append("")
        else:
            arguments[-1] += piece
    elements = name in {"Nested", "Tuple"}
    return name, [
        _ELEMENT_NAME.sub("", text.strip(), count=1) if elements else text.strip() for text in arguments if text
    ]


def _string(text: str) -> bytes:
    raw = text.encode()
    return _leb128(len(raw)) + raw


def _leb128(number: int) -> bytes:
    low, high = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + _leb128(high) if high else bytes([low])
