"""A directory in, the store of the engine embedded in this process out."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import clickhouse_connect
import pyarrow as pa
from clickhouse_connect.driver import Client, exceptions

from agentops_processor.errors import ConfigurationError
from agentops_processor.store.store import DATABASE, Store, insert_statement, write_stream


class EmbeddedStore(Store):
    """The engine inside this process, on a directory that no other process may have open.

    Queries in a forked child hang, so processes that use it are spawned. A `readonly` that is set on a store's
    connection stays: take one with `connect` for it.

    Args:
        path: Directory of the data; made if missing.
        database: Name of the database; made if missing.

    Attributes:
        path: Directory of the data, absolute: what `chdb.connect` takes for more connections in this process.

    Raises:
        ConfigurationError: The directory is in use, or chdb is not installed.
    """

    def __init__(self, path: Path, database: str = DATABASE) -> None:
        super().__init__(database)
        self.path = path.resolve()
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._connection = _open_engine(self.path)
        # chdb's own default database is of another engine, which knows no refreshable views.
        self.command(f"CREATE DATABASE IF NOT EXISTS {database} ENGINE = Atomic")
        self._connection.database = database

    def connect(self) -> Self:
        """Another connection to the same engine, with settings of its own."""
        return type(self)(self.path, self.database)

    def close(self) -> None:
        """Close the connection; with the last one in the process, the engine."""
        self._connection.close()

    def _client(self) -> Client:
        return self._connection

    def _send(self, table: str, rows: pa.Table, settings: Mapping[str, str]) -> None:
        # A nameless file beside the data: nothing of it survives a crash, no content is left in /tmp, and it never
        # reaches the disk. Measured against clickhouse-connect's raw_insert and insert_arrow (named files in /tmp)
        # and against `FROM Python(table)` (needs the driver's private handle): all within 10 % of each other.
        with tempfile.TemporaryFile(dir=self.path) as file:
            write_stream(rows, file)
            file.seek(0)
            origin = f"FROM INFILE '/dev/fd/{file.fileno()}'"
            given = ", ".join(f"{name} = '{value}'" for name, value in settings.items())
            self._connection.command(insert_statement(table, rows, origin, f"SETTINGS {given}"))


def _open_engine(path: Path) -> Client:
    try:
        return clickhouse_connect.get_client(interface="chdb", path=str(path))
    except ImportError as error:
        raise ConfigurationError(
            "the embedded engine is not installed: pip install 'agentops-processor[embedded]', or give --clickhouse-url"
        ) from error
    except exceptions.Error as error:
        raise ConfigurationError(
            f"cannot open the data directory {path}. One process owns it: if another agentops-processor runs on it, "
            f"stop that one, ask it through its SQL port, or choose another --data-dir. The engine says: {error}"
        ) from error
