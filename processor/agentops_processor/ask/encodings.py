"""Compressed bodies come in and go out: gzip, deflate, zstd and lz4, as Content-Encoding names them."""

import io
import re
import zlib
from collections.abc import Callable
from typing import Protocol

import lz4.frame  # type: ignore[import-untyped]  # ships no type information
import zstandard

from agentops_processor.ask.refusal import QueryError

# zlib's names for "with a gzip header" and "with a zlib header".
_GZIP, _ZLIB = 31, 15
_NEVER = re.compile(r";\s*q=0(?:\.0*)?\s*$")
# Fastest levels: results go over a local network, and columns of one kind compress well at any level.
_LEVEL = 1


class Compressor(Protocol):
    """Takes bytes in pieces, gives compressed bytes in pieces."""

    def compress(self, data: bytes, /) -> bytes:
        """Take a piece, give what is ready."""
        ...

    def flush(self) -> bytes:
        """End, give the rest."""
        ...


class _Lz4:
    def __init__(self) -> None:
        self._frame = lz4.frame.LZ4FrameCompressor()
        self._header: bytes = self._frame.begin()

    def compress(self, data: bytes) -> bytes:
        header, self._header = self._header, b""
        return header + bytes(self._frame.compress(data))

    def flush(self) -> bytes:
        header, self._header = self._header, b""
        return header + bytes(self._frame.flush())


# In order of preference where a client takes several: lz4 costs least.
COMPRESSORS: dict[str, Callable[[], Compressor]] = {
    "lz4": _Lz4,
    "zstd": lambda: zstandard.ZstdCompressor(_LEVEL).compressobj(),
    "gzip": lambda: zlib.compressobj(_LEVEL, wbits=_GZIP),
    "deflate": lambda: zlib.compressobj(_LEVEL, wbits=_ZLIB),
}
# Body and most bytes wanted, to bytes.
_DECOMPRESSORS: dict[str, Callable[[bytes, int], bytes]] = {
    "lz4": lambda body, most: bytes(lz4.frame.LZ4FrameDecompressor().decompress(body, max_length=most)),
    "zstd": lambda body, most: zstandard.ZstdDecompressor().stream_reader(io.BytesIO(body)).read(most),
    "gzip": lambda body, most: zlib.decompressobj(_GZIP).decompress(body, most),
    "deflate": lambda body, most: zlib.decompressobj(_ZLIB).decompress(body, most),
    "": lambda body, most: body[:most],
    "identity": lambda body, most: body[:most],
}


def accepted(accept_encoding: str) -> str | None:
    """The encoding to answer with, given an Accept-Encoding header; None for none."""
    offers = {offer.split(";")[0].strip() for offer in accept_encoding.lower().split(",") if not _NEVER.search(offer)}
    return next((name for name in COMPRESSORS if name in offers), None)


def decompress(body: bytes, encoding: str, most: int) -> bytes:
    """Undo a Content-Encoding, giving no more than `most` bytes.

    Raises:
        QueryError: The encoding is not known, or the body is not in it.
    """
    method = _DECOMPRESSORS.get(encoding.strip().lower())
    if method is None:
        known = ", ".join(COMPRESSORS)
        raise QueryError(89, "UNKNOWN_COMPRESSION_METHOD", f"Content-Encoding {encoding} is not one of {known}")
    try:
        return method(body, most)
    except (zlib.error, zstandard.ZstdError, RuntimeError) as error:  # lz4 raises a bare RuntimeError
        raise QueryError(271, "CANNOT_DECOMPRESS", f"The body is not {encoding}: {error}") from error
