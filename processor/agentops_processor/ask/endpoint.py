"""SQL over HTTP comes in, rows go out: the part of ClickHouse's HTTP interface that reads, over the embedded engine.

What does not read is refused by the guard; a query whose client has left is stopped.
"""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from agentops_processor.ask.embedded import Answer, EmbeddedSql, Question
from agentops_processor.ask.encodings import COMPRESSORS, accepted
from agentops_processor.ask.refusal import QueryError
from agentops_processor.ask.request import read_question

_DISPLAY_NAME = "agentops-processor"
# Bytes of a result that are read, compressed and sent at once. Results up to that go out in one piece.
_CHUNK_BYTES = 1 << 20
_MEDIA_TYPES = (
    ("JSONEachRow", "application/x-ndjson; charset=UTF-8"),
    ("JSONCompactEachRow", "application/x-ndjson; charset=UTF-8"),
    ("JSON", "application/json; charset=UTF-8"),
    ("CSV", "text/csv; charset=UTF-8"),
    ("TSV", "text/tab-separated-values; charset=UTF-8"),
    ("TabSeparated", "text/tab-separated-values; charset=UTF-8"),
    ("Pretty", "text/plain; charset=UTF-8"),
    ("Vertical", "text/plain; charset=UTF-8"),
    ("Markdown", "text/markdown; charset=UTF-8"),
)


def sql_app(engine: EmbeddedSql) -> Starlette:
    """The ASGI app of the SQL endpoint.

    Args:
        engine: Runs the queries. The app does not close it.
    """
    return Starlette(routes=[Route("/ping", _ping), Route("/", _SqlEndpoint(engine), methods=["GET", "POST"])])


async def _ping(_request: Request) -> Response:
    return PlainTextResponse("Ok.\n")


class _SqlEndpoint:
    def __init__(self, engine: EmbeddedSql) -> None:
        self._engine = engine
        self._slots = asyncio.Semaphore(engine.limits.parallel)
        # One thread for each query that runs, one to stop each.
        self._threads = ThreadPoolExecutor(2 * engine.limits.parallel, thread_name_prefix="sql")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        query_id = request.query_params.get("query_id", "")
        try:
            question = await read_question(request, self._engine.database, self._engine.limits.query_bytes)
            if question is None:
                response: Response = PlainTextResponse("Ok.\n")
            else:
                query_id = query_id or question.id
                response = self._response(request, await self._ask(question, receive), query_id)
        except QueryError as error:
            response = PlainTextResponse(f"{error}\n", error.status, {"X-ClickHouse-Exception-Code": str(error.code)})
        except ClientDisconnect:
            return
        response.headers["X-ClickHouse-Query-Id"] = _header(query_id)
        response.headers["X-ClickHouse-Server-Display-Name"] = _DISPLAY_NAME
        await response(scope, receive, send)

    async def _ask(self, question: Question, receive: Receive) -> Answer:
        """Run the query in a thread.

        Raises:
            QueryError: It was refused or failed, or there was no place for it in time.
            ClientDisconnect: Nobody waits for the answer any more.
        """
        limits = self._engine.limits
        try:
            await asyncio.wait_for(self._slots.acquire(), limits.wait_s)
        except TimeoutError:
            busy = f"{limits.parallel} queries are running, none ended within {limits.wait_s:g} s. Try again later"
            raise QueryError(202, "TOO_MANY_SIMULTANEOUS_QUERIES", busy) from None
        work = asyncio.get_running_loop().run_in_executor(self._threads, self._engine.run, question)
        # The place is free when the query has ended, which may be after its client has left.
        work.add_done_callback(lambda _: self._slots.release())
        gone = asyncio.ensure_future(_gone(receive))
        either: set[asyncio.Future[Any]] = {work, gone}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            if not work.done():
                work.add_done_callback(_discard)
                self._threads.submit(self._engine.stop, question)
        if not work.done():
            raise ClientDisconnect
        return work.result()

    def _response(self, request: Request, answer: Answer, query_id: str) -> Response:
        headers = {
            "X-ClickHouse-Format": answer.format,
            "X-ClickHouse-Timezone": self._engine.timezone,
            "X-ClickHouse-Summary": json.dumps(answer.summary, separators=(",", ":")),
            "Content-Type": _media_type(answer.format),
            "X-ClickHouse-Query-Id": _header(query_id),
        }
        encoding = None
        if request.query_params.get("enable_http_compression") in {"1", "true"}:
            encoding = accepted(request.headers.get("accept-encoding", ""))
        if encoding:
            headers["Content-Encoding"] = encoding
        if answer.size <= _CHUNK_BYTES:
            return Response(b"".join(_chunks(answer, encoding)), headers=headers)
        return _FileResponse(answer, encoding, headers)


class _FileResponse(StreamingResponse):
    def __init__(self, answer: Answer, encoding: str | None, headers: dict[str, str]) -> None:
        super().__init__(_chunks(answer, encoding), headers=headers)
        self._file = answer.file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._file:
            await super().__call__(scope, receive, send)


def _chunks(answer: Answer, encoding: str | None) -> Iterator[bytes]:
    with answer.file as file:
        compressor = COMPRESSORS[encoding]() if encoding else None
        while chunk := file.read(_CHUNK_BYTES):
            yield compressor.compress(chunk) if compressor else chunk
        if compressor:
            yield compressor.flush()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _discard(work: "asyncio.Future[Answer]") -> None:
    if work.exception() is None:
        work.result().file.close()


def _media_type(fmt: str) -> str:
    return next((media for prefix, media in _MEDIA_TYPES if fmt.startswith(prefix)), "application/octet-stream")


def _header(value: str) -> str:
    return "".join(c for c in value if c.isascii() and c.isprintable())
