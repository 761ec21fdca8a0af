"""Decompression: every encoding is read whole, or refused with a message that helps."""

import gzip
import zlib
from collections.abc import Callable

import pytest
import zstandard
from agentops_processor.errors import MalformedRequestError, OverloadedError, TooLargeError, UnsupportedMediaError
from agentops_processor.receive.limits import Budget, codec_of, decompress

LIMIT = 1 << 20
PLAIN = bytes(i * i * i >> 8 & 0xFF for i in range(5000)) * 3
COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "zstd": zstandard.compress,
}
each_encoding = pytest.mark.parametrize("encoding", COMPRESSORS)


def read(body: bytes, encoding: str, limit: int = LIMIT) -> bytes:
    """Decompress with room enough."""
    with Budget(4 * LIMIT).lease() as take:
        return decompress(body, codec_of(encoding), limit, take)


@pytest.mark.parametrize("encoding", ["", "identity", " Identity"])
def test_plain_body(encoding: str) -> None:
    """A body that is not compressed is handed on as it is."""
    assert read(PLAIN, encoding) == PLAIN


@each_encoding
def test_round_trip(encoding: str) -> None:
    """What was compressed comes out as it was, whatever the case of the header."""
    assert read(COMPRESSORS[encoding](PLAIN), encoding.upper()) == PLAIN


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_members_in_a_row(encoding: str) -> None:
    """Several gzip members or zstd frames are one body."""
    compress = COMPRESSORS[encoding]
    assert read(compress(PLAIN) + compress(b"") + compress(b"end"), encoding) == PLAIN + b"end"


def test_zstd_without_content_size() -> None:
    """A zstd frame need not say how long its content is, as when a sender streams it."""
    stream = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    assert read(stream.compress(PLAIN) + stream.flush(), "zstd") == PLAIN


@each_encoding
def test_no_bytes(encoding: str) -> None:
    """Zero bytes are an empty request, whatever encoding the header says."""
    assert read(b"", encoding) == b""


@each_encoding
def test_limit_is_inclusive(encoding: str) -> None:
    """A body of exactly the limit is taken; one byte more is refused, naming the limit and the option."""
    body = COMPRESSORS[encoding](b"a" * 5000)
    assert len(read(body, encoding, limit=5000)) == 5000
    with pytest.raises(TooLargeError, match=r"decompressed.*4999 bytes.*--max-request-bytes"):
        read(body, encoding, limit=4999)


@each_encoding
@pytest.mark.parametrize("cut", [1, 5, -8, -1])
def test_cut_off(encoding: str, cut: int) -> None:
    """A compressed body that ends early is malformed, never silently shorter."""
    with pytest.raises(MalformedRequestError, match="cut off"):
        read(COMPRESSORS[encoding](PLAIN)[:cut], encoding)


@each_encoding
def test_not_compressed(encoding: str) -> None:
    """A plain body under a compressing Content-Encoding is malformed."""
    with pytest.raises(MalformedRequestError, match="Content-Encoding"):
        read(b"\x0a plain protobuf, say", encoding)


def test_corrupt_gzip() -> None:
    """A flipped bit is found by gzip's checksum."""
    body = bytearray(gzip.compress(PLAIN))
    body[100] ^= 1
    with pytest.raises(MalformedRequestError):
        read(bytes(body), "gzip")


@pytest.mark.parametrize("encoding", ["br", "snappy", "gzip, gzip"])
def test_unknown_encoding(encoding: str) -> None:
    """An encoding that is not read is refused with the ones that are."""
    with pytest.raises(UnsupportedMediaError, match="Use gzip, zstd, deflate, or none"):
        codec_of(encoding)


def test_budget_gives_back() -> None:
    """Room that one request held is there for the next, also when it asked for too much."""
    budget = Budget(10)
    for _ in range(2):
        with budget.lease() as take:
            take(10)
            with pytest.raises(OverloadedError):
                take(1)


def test_budget_is_shared() -> None:
    """Requests that do not fit beside each other are refused for now, with a time to retry."""
    budget = Budget(10)
    with budget.lease() as first, budget.lease() as second:
        first(6)
        with pytest.raises(OverloadedError) as refused:
            second(5)
        second(4)
    assert refused.value.retry_after_s > 0


def test_inflated_bytes_are_on_the_budget() -> None:
    """Inflated bytes count as held, so that many bombs at once do not add up."""
    with Budget(1000).lease() as take, pytest.raises(OverloadedError):
        decompress(gzip.compress(b"a" * 5000), codec_of("gzip"), LIMIT, take)
