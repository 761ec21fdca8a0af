"""A question comes in, a file with the answer goes out: one query on the embedded engine, on a handle of its own.

A handle lives for one query: it gets the limits and the client's settings, then `readonly`, and is closed. So no setting
can leak into another query. Results go through a file that has no name any more when it is handed out: any format, any
size, little memory, and a slow reader holds up nobody.
"""

import json
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Condition, Event
from typing import Any, BinaryIO
from uuid import uuid4

import chdb

from agentops_processor.ask.guard import Guard
from agentops_processor.ask.limits import Limits, bounded
from agentops_processor.ask.native import HEADED_MOST_BYTES, HEADED_REVISION, empty_block
from agentops_processor.ask.native import headed as with_heads
from agentops_processor.ask.refusal import QueryError
from agentops_processor.ask.statement import Statement, parse

# Parsed statements kept; dashboards repeat themselves. Parsing takes about as long as a small query.
_STATEMENTS_KEPT = 128
# Seconds between two attempts to stop a query that is not yet, or still, listed as running.
_KILL_INTERVAL_S = 0.1
_NATIVE = "native"
# What ends a quoted string or name, or hides its end.
_TO_ESCAPE = re.compile(r"[\\'`]")
# Names that become part of a text that runs.
_PLAIN_NAME = re.compile(r"\w+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Question:
    """One query, as a client asks it.

    Attributes:
        sql: The text, with its FORMAT if it has one.
        database: The current database.
        default_format: The format if the text names none.
        settings: Settings the client asks for.
        parameters: Values of `{name:Type}`, escaped as in TabSeparated.
        native_revision: The revision of Native that the client reads, 0 for the oldest.
        id: Ours; marks the query in the engine.
        abandoned: Set when nobody waits for the answer any more.
    """

    sql: str
    database: str
    default_format: str = "TabSeparated"
    settings: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    native_revision: int = 0
    id: str = field(default_factory=lambda: uuid4().hex)
    abandoned: Event = field(default_factory=Event)


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a query.

    Attributes:
        file: The formatted result, open at its start. Whoever has the answer closes it.
        size: Its length, bytes.
        format: Its format.
        summary: What it cost, in the words of X-ClickHouse-Summary.
    """

    file: BinaryIO
    size: int
    format: str
    summary: dict[str, str]


class EmbeddedSql:
    """Runs read-only queries on the embedded engine.

    Safe to call from several threads. Must not be used in a forked child: the engine's threads are not there.

    Args:
        path: The engine's data directory, open elsewhere in this process or not.
        scratch: Directory for results on their way; created if needed, emptied at start.
        database: What unqualified tables are in.
        limits: What one query may cost.

    Raises:
        QueryError: The engine cannot be opened.
    """

    def __init__(self, path: Path, scratch: Path, database: str = "agentops", limits: Limits = Limits()) -> None:  # noqa: B008  (frozen)
        self._path = str(path)
        self._scratch = scratch
        self.database = database
        self.limits = limits
        self._running: dict[str, Question] = {}
        self._changed = Condition()
        self._closed = False
        self._parse = lru_cache(_STATEMENTS_KEPT)(self._parse_and_check)
        scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
        for leftover in scratch.glob("*.result"):
            leftover.unlink()
        # Holds the engine open: opening it takes half a second, one more handle a third of a millisecond.
        self._keeper = self._connect()
        with self._handle() as handle:
            self.timezone = _text(handle, "SELECT timezone()").strip()
            self._guard = Guard(
                _names(handle, "functions WHERE categories = 'AI' OR startsWith(lower(alias_to), 'ai')"),
                _names(handle, "table_functions"),
            )

    def run(self, question: Question) -> Answer:
        """Run one query to its end.

        Raises:
            QueryError: It was refused or failed.
        """
        with self._changed:
            if self._closed:
                raise _cancelled()
            self._running[question.id] = question
        try:
            return self._run(question)
        finally:
            with self._changed:
                del self._running[question.id]
                self._changed.notify_all()

    def stop(self, question: Question) -> None:
        """End a query that nobody waits for; returns when it has ended."""
        question.abandoned.set()
        while question.id in self._running:
            with suppress(QueryError), self._handle() as handle:
                _text(handle, f"KILL QUERY WHERE Settings['log_comment'] = '{question.id}' ASYNC")
            with self._changed:
                self._changed.wait_for(lambda: question.id not in self._running, _KILL_INTERVAL_S)

    def close(self) -> None:
        """Stop what runs, refuse what comes. The engine stays open for its other users.

        Called before the HTTP server is stopped, so that waiting clients hear of it.
        """
        with self._changed:
            self._closed = True
        for question in list(self._running.values()):
            self.stop(question)
        self._keeper.close()

    def _run(self, question: Question) -> Answer:
        statement = self._parse(question.sql)
        self._guard.check_names(statement, question.database, question.parameters)
        settings = bounded({**question.settings, **statement.settings}, self.limits)
        fmt = statement.format or question.default_format
        _check_plain_names(fmt, question.parameters)
        headed = question.native_revision >= HEADED_REVISION and fmt.lower() == _NATIVE
        # Clients parse the types that DESCRIBE gives, and so do we.
        settings["print_pretty_type_names"] = "0"
        if headed:
            settings["max_result_bytes"] = str(min(int(float(settings["max_result_bytes"])), HEADED_MOST_BYTES))
        result = self._scratch / f"{question.id}.result"
        with self._handle() as handle:
            _text(handle, _set({**settings, "log_comment": question.id, "readonly": _readonly(statement)}))
            _text(handle, f"USE `{_quoted(question.database)}`")
            if question.abandoned.is_set():
                raise _cancelled()
            try:
                summary = _answer(handle, statement, fmt, question.parameters, result)
                if headed:
                    result.write_bytes(b"".join(with_heads(result.read_bytes())))
                return Answer(result.open("rb"), result.stat().st_size, fmt, summary)
            finally:
                result.unlink(missing_ok=True)

    def _parse_and_check(self, sql: str) -> Statement:
        with self._handle() as handle:
            # Parsing is work too.
            _text(handle, _set({"readonly": "1", "max_execution_time": str(self.limits.execution_s)}))
            statement = parse(sql, lambda text, parameters: _text(handle, text, parameters))
        self._guard.check(statement)
        return statement

    def _connect(self) -> Any:
        try:
            return chdb.connect(self._path)
        except RuntimeError as error:
            raise QueryError.from_text(str(error)) from error

    @contextmanager
    def _handle(self) -> Iterator[Any]:
        handle = self._connect()
        try:
            yield handle
        finally:
            handle.close()


def _answer(handle: Any, statement: Statement, fmt: str, parameters: Mapping[str, str], result: Path) -> dict[str, str]:
    """Write the answer to a file; says what it cost."""
    started = time.perf_counter()
    if statement.kind == "SelectWithUnionQuery":
        into = f"{statement.sql} INTO OUTFILE '{_quoted(str(result))}' FORMAT {fmt}"
        cost = _execute(handle, into, "TabSeparated", parameters)
        if fmt.lower() == _NATIVE and result.stat().st_size == 0:
            described = _execute(handle, f"DESCRIBE TABLE ({statement.sql})", "JSONCompactEachRow", parameters).bytes()
            result.write_bytes(empty_block([tuple(json.loads(line)[:2]) for line in described.splitlines()]))
    else:
        # SHOW, DESCRIBE, EXISTS, EXPLAIN: short, and not all can write to a file.
        cost = _execute(handle, statement.sql, fmt, parameters)
        result.write_bytes(cost.bytes() or b"")
    return _summary(cost, int((time.perf_counter() - started) * 1e9))


def _check_plain_names(fmt: str, parameters: Mapping[str, str]) -> None:
    if not _PLAIN_NAME.fullmatch(fmt):
        raise QueryError(73, "UNKNOWN_FORMAT", f"Unknown format {fmt}")
    for name in parameters:
        if not _PLAIN_NAME.fullmatch(name):
            raise QueryError(36, "BAD_ARGUMENTS", f"A parameter cannot be named {name}")


def _cancelled() -> QueryError:
    return QueryError(394, "QUERY_WAS_CANCELLED", "Query was cancelled")


def _readonly(statement: Statement) -> str:
    # `system.settings` tells clients whether they may send settings, and under readonly = 1 it says never. 2 differs
    # from 1 in settings, which are already made, and in table functions.
    return "2" if statement.names >= {("system", "settings")} and not statement.table_functions else "1"


def _summary(cost: Any, elapsed_ns: int) -> dict[str, str]:
    numbers = {
        "read_rows": cost.storage_rows_read(),
        "read_bytes": cost.storage_bytes_read(),
        "written_rows": 0,
        "written_bytes": 0,
        "total_rows_to_read": cost.storage_rows_read(),
        "result_rows": cost.rows_read(),
        "result_bytes": cost.bytes_read(),
        "elapsed_ns": elapsed_ns,
    }
    return {name: str(number) for name, number in numbers.items()}


def _names(handle: Any, of: str) -> frozenset[str]:
    return frozenset(_text(handle, f"SELECT name FROM system.{of}").split())  # noqa: S608  (constant text)


def _set(settings: Mapping[str, str]) -> str:
    # Last come `readonly` and its like: they stay last because nothing can be set after them.
    return "SET " + ", ".join(f"{name} = '{_quoted(value)}'" for name, value in settings.items())


def _quoted(value: str) -> str:
    return _TO_ESCAPE.sub(r"\\\g<0>", value)


def _text(handle: Any, sql: str, parameters: Mapping[str, str] | None = None) -> str:
    """The output of a query of ours. Literals may hold any byte."""
    fmt = "TabSeparatedRaw" if parameters is None else "JSONCompactEachRow"
    raw: bytes = _execute(handle, sql, fmt, parameters or {}).bytes() or b""
    return raw.decode("utf-8", "surrogateescape")


def _execute(handle: Any, sql: str, fmt: str, parameters: Mapping[str, str]) -> Any:
    try:
        return handle.query(sql.encode("utf-8", "surrogateescape"), fmt, params=dict(parameters))
    except RuntimeError as error:  # chdb's own error is one, too
        raise QueryError.from_text(str(error)) from error
