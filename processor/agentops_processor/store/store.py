"""Rows and SQL in, committed rows and Arrow tables out: what embedded engine and server have in common.

Both are reached through clickhouse-connect and behave alike; they differ in how they are opened and in how the bytes
of an insert travel. A store is used by one thread at a time; `connect` gives another one on the same database.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, Self

import pyarrow as pa
from clickhouse_connect.driver import Client

from agentops_processor.errors import ConfigurationError
from agentops_processor.store.failures import classified
from agentops_processor.store.tables import TABLES

DATABASE = "agentops"

_INSERT_SETTINGS = {
    # An acknowledged insert is written; the server's default is to buffer it.
    "async_insert": "0",
    "distributed_foreground_insert": "1",
    # The token of a retry must be looked at, whatever the profile of the user says.
    "insert_deduplicate": "1",
    "deduplicate_insert": "enable",
    # The writer has removed equal keys from the batch. Letting the engine merge the block again costs a third more.
    "optimize_on_insert": "0",
    # The full-text indexes are built by the merges: they take half of the time of an insert.
    "exclude_materialize_skip_indexes_on_insert": "i_input,i_output",
}


class Store(ABC):
    """One database.

    Attributes:
        database: Its name. SQL may name tables without it.
    """

    def __init__(self, database: str) -> None:
        if not re.fullmatch(r"\w+", database):
            raise ConfigurationError(f"{database!r} cannot name a database: letters, digits and _ only")
        self.database = database

    @abstractmethod
    def connect(self) -> Self:
        """Another store on the same database, for another thread."""

    @abstractmethod
    def close(self) -> None:
        """Free the connection. The store is not used afterwards."""

    def insert(self, table: str, rows: pa.Table, token: str) -> None:
        """Insert rows of one partition and return when they are committed.

        Args:
            table: Name of the table.
            rows: Columns by name; what is missing gets its default.
            token: Inserts with the same token are one insert, as long as the engine lives.

        Raises:
            NotCommittedError: Nothing was written. The same rows with the same token may be sent again.
            MaybeCommittedError: Unknown. Ask `count_batch`; if rows are missing, send all with a new token.
            PoisonError: ClickHouse will never take these rows.
            SchemaError: The database does not fit.
        """
        with classified():
            self._send(table, rows, {**_INSERT_SETTINGS, "insert_deduplication_token": token})

    def count_batch(self, table: str, batch_id: int) -> int:
        """How many different rows of a batch are in the table, whatever was merged or written twice.

        Raises:
            StoreError: The question was not answered.
        """
        key = ", ".join(TABLES[table].key)
        # On a replicated table only a replica that has every acknowledged insert may answer.
        sql = f"SELECT uniqExact({key}) AS n FROM {table} WHERE batch_id = {batch_id:d} SETTINGS select_sequential_consistency = 1"  # noqa: S608 -- names from our own table, and an integer
        return int(self.query(sql)["n"][0].as_py())

    def command(self, sql: str) -> None:
        """Run a statement that returns no rows.

        Raises:
            StoreError: It failed, see its kind.
        """
        with classified():
            self._client().command(sql)

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> pa.Table:
        """Run a query and return its rows.

        Args:
            sql: The query; `{name:Type}` stands for a parameter.
            parameters: Values of the parameters.

        Raises:
            StoreError: It failed, see its kind.
        """
        with classified():
            return self._client().query_arrow(sql, parameters=dict(parameters or {}))

    def ping(self) -> None:
        """Return when the database answers.

        Raises:
            StoreError: It does not; the message says what to do.
        """
        self.command("SELECT 1")

    @abstractmethod
    def _client(self) -> Client: ...

    @abstractmethod
    def _send(self, table: str, rows: pa.Table, settings: Mapping[str, str]) -> None: ...


def insert_statement(table: str, rows: pa.Table, origin: str = "", settings: str = "") -> str:
    """The INSERT for what `write_stream` writes. Names every column: one that the table lacks is an error."""
    names = ", ".join(f"`{name}`" for name in rows.column_names)
    return f"INSERT INTO {table} ({names}) {origin} {settings} FORMAT ArrowStream"


def write_stream(rows: pa.Table, sink: Any, compression: str | None = None) -> None:
    """Write rows in ClickHouse's format `ArrowStream`."""
    options = pa.ipc.IpcWriteOptions(compression=compression)
    with pa.ipc.new_stream(sink, rows.schema, options=options) as stream:
        stream.write_table(rows)
