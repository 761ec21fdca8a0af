"""Compressed bodies."""

import pytest
from agentops_processor.ask.encodings import COMPRESSORS, accepted, decompress
from agentops_processor.ask.refusal import QueryError
from hypothesis import given
from hypothesis import strategies as st


@given(st.lists(st.binary()), st.sampled_from(sorted(COMPRESSORS)))
def test_round_trip(chunks: list[bytes], encoding: str) -> None:
    """What is compressed in pieces comes back whole."""
    compressor = COMPRESSORS[encoding]()
    body = b"".join([compressor.compress(chunk) for chunk in chunks]) + compressor.flush()
    assert decompress(body, encoding, 1 << 20) == b"".join(chunks)


@pytest.mark.parametrize("encoding", COMPRESSORS)
def test_bombs(encoding: str) -> None:
    """No more is unpacked than was asked for."""
    compressor = COMPRESSORS[encoding]()
    body = compressor.compress(bytes(50 << 20)) + compressor.flush()
    assert len(decompress(body, encoding, 1000)) == 1000


@pytest.mark.parametrize("encoding", COMPRESSORS)
def test_garbage(encoding: str) -> None:
    """A body that is not what it says is an error that says so."""
    with pytest.raises(QueryError, match=f"not {encoding}"):
        decompress(b"SELECT 1", encoding, 1000)


def test_unknown() -> None:
    """An encoding that is not known is refused, and the known ones are named."""
    with pytest.raises(QueryError, match="br is not one of lz4, zstd, gzip, deflate"):
        decompress(b"", "br", 1)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("gzip, deflate", "gzip"),
        ("lz4,zstd,gzip", "lz4"),
        ("br, ZSTD;q=0.5", "zstd"),
        ("gzip;q=0, deflate", "deflate"),
        ("identity", None),
        ("", None),
    ],
)
def test_choice(header: str, expected: str | None) -> None:
    """Of what the client takes, the cheapest is used."""
    assert accepted(header) == expected
