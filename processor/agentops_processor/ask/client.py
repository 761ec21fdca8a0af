"""SQL and a URL come in, a table or the server's bytes go out: ClickHouse's HTTP interface, from the asking side.

Works against the SQL endpoint of a running processor and against any ClickHouse server.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import urllib3

from agentops_processor.ask.refusal import QueryError
from agentops_processor.errors import ProcessorError

# One JSON array a line: names, types, then the rows.
_TABLE_FORMAT = "JSONCompactEachRowWithNamesAndTypes"
# Seconds to connect, and to wait for an answer: longer than the endpoint lets a query wait and run.
_TIMEOUT = urllib3.Timeout(connect=5, read=120)
_CHUNK_BYTES = 1 << 16


class Unreachable(ProcessorError):  # noqa: N818  (says what the server is)
    """Nothing answers at the URL."""


class Table(NamedTuple):
    """A result.

    Attributes:
        columns: Names of the columns.
        types: Their ClickHouse types.
        rows: Values as JSON has them: numbers, strings, lists, None.
    """

    columns: list[str]
    types: list[str]
    rows: list[list[Any]]


def query_table(url: str, sql: str) -> Table:
    """Run a query and take its result as a table.

    Args:
        url: `http[s]://[user:password@]host:port[/?database=…]`; the database is `agentops` unless said.
        sql: One statement, without a FORMAT.

    Raises:
        Unreachable: Nothing answers there.
        QueryError: The server refused the query, or it failed.
        ValueError: The query has a FORMAT of its own.
    """
    result = query_any(url, sql)
    if isinstance(result, bytes):
        raise ValueError("A query for a table must not have a FORMAT")  # noqa: TRY004  (of the query, not of a value)
    return result


def query_any(url: str, sql: str) -> Table | bytes:
    """Like `query_table`, but gives the bytes of the answer if the query has a FORMAT of its own."""
    with _asked(url, sql, _TABLE_FORMAT) as response:
        body = response.read()
        if response.headers.get("X-ClickHouse-Format", _TABLE_FORMAT) != _TABLE_FORMAT:
            return body
    lines = [json.loads(line.decode("utf-8", "replace")) for line in body.split(b"\n") if line]
    return Table(lines[0], lines[1], lines[2:]) if lines else Table([], [], [])


def run_sql(url: str, sql: str, fmt: str, out: BinaryIO | None = None) -> None:
    """Run a query and copy its result, in any format of ClickHouse, to `out` (standard output).

    Raises:
        Unreachable: Nothing answers there.
        QueryError: The server refused the query, or it failed.
    """
    target = out or sys.stdout.buffer
    with _asked(url, sql, fmt) as response:
        for chunk in response.stream(_CHUNK_BYTES):
            target.write(chunk)
    target.flush()


@contextmanager
def _asked(url: str, sql: str, fmt: str) -> Iterator[urllib3.BaseHTTPResponse]:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"}:
        raise Unreachable(f"{url} is not a http:// or https:// URL")
    # The whole answer is made before the first byte is sent, so an error is never in the middle of it.
    asked = {"database": "agentops", "wait_end_of_query": "1", **dict(parse_qsl(parts.query)), "default_format": fmt}
    address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path or '/'}"
    headers = {"Content-Type": "text/plain; charset=UTF-8"}
    if parts.username is not None:
        headers |= {"X-ClickHouse-User": unquote(parts.username), "X-ClickHouse-Key": unquote(parts.password or "")}
    target = f"{address}?{urlencode(asked)}"
    with urllib3.PoolManager(timeout=_TIMEOUT, retries=False) as http:
        try:
            response = http.request("POST", target, body=sql.encode(), headers=headers, preload_content=False)
            if response.status != 200:  # noqa: PLR2004  (OK)
                raise QueryError.from_text(response.read().decode("utf-8", "replace"))
            yield response
        except urllib3.exceptions.HTTPError as error:
            raise Unreachable(f"Nothing answers at {address}") from error
