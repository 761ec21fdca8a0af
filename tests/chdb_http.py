"""A data directory in, ClickHouse's HTTP interface over the embedded engine out, writes allowed: a server for tests.

Run as a process of its own, because one process can have one data directory open:

    python chdb_http.py DIRECTORY PORT PASSWORD

Port 0 picks a free one; the port is printed. An empty password lets everybody in.
"""

import base64
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import chdb
import pyarrow as pa

# Parameters of the interface itself; every other one is a setting.
_NOT_SETTINGS = {
    *("query", "database", "default_format", "user", "password", "query_id", "session_id", "session_timeout"),
    *("wait_end_of_query", "buffer_size", "compress", "decompress", "client_protocol_version", "role", "quota_key"),
    *("send_progress_in_http_headers", "http_headers_progress_interval_ms", "enable_http_compression"),
}
_INSERT = re.compile(rb"(?is)\s*INSERT\s.*?\bFORMAT\s+\w+\s*$")
_FORMAT = re.compile(r"(?is)\bFORMAT\s+(\w+)\s*$")


class ChdbHttp:
    """The server in a child process.

    Args:
        directory: Its data.
        password: What the user `default` has to give; '' for nothing.

    Attributes:
        port: Where it listens on 127.0.0.1. The same after `start` as before `stop`.
    """

    def __init__(self, directory: Path, password: str = "") -> None:
        self.port = 0
        self._directory = directory
        self._password = password
        self.start()

    @property
    def url(self) -> str:
        """For `--clickhouse-url`, without a database."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it listens."""
        command = [sys.executable, __file__, str(self._directory), str(self.port), self._password]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert self._process.stdout
        self.port = int(self._process.stdout.readline())

    def stop(self) -> None:
        """Kill it, as a power cut would."""
        self._process.kill()
        self._process.communicate()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    directory: str
    password: str

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- named so by the base class
        """Say nothing: stdout carries the port, stderr the failures of the engine."""

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        url = urlsplit(self.path)
        arguments = dict(parse_qsl(url.query, keep_blank_values=True))
        body = self._body()
        if url.path == "/ping":
            self._reply(200, b"Ok.\n", {})
            return
        if not self._may_enter():
            self._fail("Code: 516. DB::Exception: default: Authentication failed. (AUTHENTICATION_FAILED)")
            return
        try:
            result = _run(self.directory, arguments, body)
        except RuntimeError as error:
            self._fail(str(error))
            return
        self._reply(200, result, {"X-ClickHouse-Timezone": "UTC", "X-ClickHouse-Summary": '{"written_rows":"0"}'})

    def _may_enter(self) -> bool:
        given = self.headers.get("Authorization", "").removeprefix("Basic ")
        return not self.password or base64.b64decode(given).decode() == f"default:{self.password}"

    def _body(self) -> bytes:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if encoding := self.headers.get("Content-Encoding"):
            return bytes(pa.input_stream(pa.py_buffer(data), compression=encoding).read())
        return data

    def _fail(self, message: str) -> None:
        code = re.search(r"Code: (\d+)", message)
        self._reply(500, message.encode(), {"X-ClickHouse-Exception-Code": code.group(1) if code else "1002"})

    def _reply(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # the client has gone
            self.wfile.write(body)


def _run(directory: str, arguments: Mapping[str, str], body: bytes) -> bytes:
    """Run one request on a connection of its own: USE and SET stay on a connection."""
    connection = chdb.connect(directory)
    try:
        if database := arguments.get("database"):
            connection.query(f"USE `{database}`")
        for name, value in arguments.items():
            if name not in _NOT_SETTINGS and not name.startswith("param_"):
                connection.query(f"SET {name} = '{value}'")
        statement, data = _split(arguments.get("query", ""), body)
        if data is not None:
            return _insert(connection, statement, data)
        parameters = {name.removeprefix("param_"): v for name, v in arguments.items() if name.startswith("param_")}
        default_format = arguments.get("default_format", "TabSeparated")
        return bytes(connection.query(statement, default_format, params=parameters).bytes() or b"")
    finally:
        connection.close()


def _split(query: str, body: bytes) -> tuple[str, bytes | None]:
    """The statement, and the data of an insert: in the body, behind the statement's line or alone."""
    if query:
        is_insert = _INSERT.match(query.encode())
        return (query, body) if is_insert else (f"{query}\n{body.decode()}", None)
    line, newline, rest = body.partition(b"\n")
    if newline and _INSERT.match(line):
        return line.decode(), rest
    return body.decode(), None


def _insert(connection: Any, statement: str, data: bytes) -> bytes:
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        connection.query(_FORMAT.sub(rf" FROM INFILE '{file.name}' FORMAT \1", statement))
    return b""


def _serve(directory: str, port: int, password: str) -> None:
    # One connection stays open: with the last one the engine would go.
    engine = chdb.connect(directory)
    handler = type("Handler", (_Handler,), {"directory": directory, "password": password})
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        print(server.server_port, flush=True)  # noqa: T201 -- how the parent learns the port
        server.serve_forever()
    engine.close()


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]), sys.argv[3])
