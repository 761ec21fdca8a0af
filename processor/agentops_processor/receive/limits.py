"""Compressed bodies come in, plain bodies go out, and nothing is ever held that is over a limit.

A compressed body may be a bomb: it is inflated piece by piece, and given up one byte past the limit.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

import pyarrow as pa

from agentops_processor.errors import MalformedRequestError, OverloadedError, TooLargeError, UnsupportedMediaError

# Content-Encoding to the codec that reads it, None where there is nothing to do. HTTP's `deflate` is the zlib format,
# which Arrow's gzip codec tells from gzip by the first bytes.
_CODECS: dict[str, str | None] = {"": None, "identity": None, "gzip": "gzip", "deflate": "gzip", "zstd": "zstd"}
# Bytes inflated in one step: large enough to make the calls cheap, small beside any limit.
_STEP_BYTES = 1 << 20
# Seconds after which a sender may find room again: bodies are held for the few milliseconds of one group commit.
_RETRY_AFTER_S = 1.0

Take = Callable[[int], None]
"""Asks for room for so many more bytes of one request. Raises OverloadedError if there is none now."""


def codec_of(content_encoding: str) -> str | None:
    """Codec for `decompress` by the value of a Content-Encoding header ('' where there is none).

    Raises:
        UnsupportedMediaError: The encoding is not one that is read here.
    """
    try:
        return _CODECS[content_encoding.strip().lower()]
    except KeyError:
        raise UnsupportedMediaError(
            f"Content-Encoding {content_encoding!r} is not read here. Use gzip, zstd, deflate, or none."
        ) from None


def decompress(body: bytes | bytearray, codec: str | None, max_bytes: int, take: Take) -> bytes:
    """The plain body, of at most `max_bytes`. Several members or frames in a row are one body; no bytes stay none.

    Raises:
        OverloadedError: There is no room for it now.
        MalformedRequestError: The body is cut off or is not what its Content-Encoding says.
        TooLargeError: It would be over `max_bytes`.
    """
    if codec is None:
        return bytes(body)
    pieces: list[bytes] = []
    size = 0
    try:
        with pa.CompressedInputStream(pa.py_buffer(body), codec) as stream:
            while piece := stream.read(min(_STEP_BYTES, max_bytes + 1 - size)):
                size += len(piece)
                if size > max_bytes:
                    raise too_large("decompressed", max_bytes)
                take(len(piece))
                pieces.append(piece)
    except OSError as error:
        raise MalformedRequestError(
            f"The body cannot be decompressed ({error}): it is cut off, or compressed in another way than its "
            "Content-Encoding says."
        ) from error
    return b"".join(pieces)


def too_large(what: str, max_bytes: int) -> TooLargeError:
    """The error for a body that is over the limit; `what` says where it was measured."""
    return TooLargeError(
        f"The {what} request body is over the limit of {max_bytes} bytes. Export smaller batches "
        "(OTEL_BSP_MAX_EXPORT_BATCH_SIZE), or start the processor with a higher --max-request-bytes."
    )


class Budget:
    """Bytes of requests that may be held at once, so that many large bodies cannot exhaust the memory. Thread-safe."""

    def __init__(self, total_bytes: int) -> None:
        self._free = total_bytes
        self._lock = Lock()

    @contextmanager
    def lease(self) -> Iterator[Take]:
        """Room for one request; all of it is given back at the end of the block."""
        taken = 0

        def take(size: int) -> None:
            nonlocal taken
            with self._lock:
                if size > self._free:
                    raise OverloadedError("Too many bytes are being received at once. Retry later.", _RETRY_AFTER_S)
                self._free -= size
                taken += size

        try:
            yield take
        finally:
            with self._lock:
                self._free += taken
