"""A URL in, the store of a ClickHouse server or cluster out."""

import logging
import re
from collections.abc import Mapping
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

import clickhouse_connect
import pyarrow as pa
from clickhouse_connect.driver import Client

from agentops_processor.errors import ConfigurationError, SchemaError, StoreError
from agentops_processor.store.failures import classified
from agentops_processor.store.store import DATABASE, Store, insert_statement, write_stream

# 26.3 brought Map serialisation with buckets, the youngest feature that the tables use.
MINIMUM_VERSION = (26, 3)
# It warns at every request that fails, without saying which. Who made the request says more.
logging.getLogger("clickhouse_connect").setLevel(logging.ERROR)
_BAD_URL = "--clickhouse-url must look like http(s)://user:password@host:8123/database"


class ServerStore(Store):
    """A ClickHouse server or cluster. Connects at the first use, so a server that is away is no reason not to start.

    Args:
        url: `http(s)://[user[:password]@]host[:port][/database][?option=value]`, where the options are those of
            clickhouse-connect: `verify`, `ca_cert`, `client_cert`, `send_receive_timeout`, ...

    Attributes:
        address: The URL without user, password and options, for messages.

    Raises:
        ConfigurationError: The URL cannot be one.
    """

    def __init__(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            port = parts.port or (8443 if parts.scheme == "https" else 8123)
        except ValueError:
            raise ConfigurationError(_BAD_URL) from None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ConfigurationError(_BAD_URL)
        super().__init__(unquote(parts.path.strip("/")) or DATABASE)
        self.address = f"{parts.scheme}://{parts.hostname}:{port}/{self.database}"
        self._url = url
        self._options: dict[str, Any] = {
            **dict(parse_qsl(parts.query)),
            "interface": parts.scheme,
            "host": parts.hostname,
            "port": port,
            "username": unquote(parts.username or "default"),
            "password": unquote(parts.password or ""),
            # Sessions would allow one query at a time.
            "autogenerate_session_id": False,
        }
        self._connection: Client | None = None

    def connect(self) -> Self:
        """Another store on the same server."""
        return type(self)(self._url)

    def close(self) -> None:
        """Close the connections."""
        if self._connection:
            self._connection.close()

    def _client(self) -> Client:
        if self._connection is None:
            self._connection = self._open()
        return self._connection

    def _open(self) -> Client:
        try:
            with classified():
                client = clickhouse_connect.get_client(**self._options)
                if not client.command(f"EXISTS DATABASE {self.database}"):
                    client.command(f"CREATE DATABASE IF NOT EXISTS {self.database}")
        except SchemaError as error:
            advice = "check user and password in --clickhouse-url, and the rights of the user"
            raise SchemaError(f"{self.address} does not let us in ({advice}): {error}", error.code) from error
        except StoreError as error:
            advice = "is it running, and is --clickhouse-url its HTTP port?"
            raise type(error)(f"cannot use {self.address} ({advice}): {error}", error.code) from error
        _check_version(str(client.server_version), self.address)
        client.database = self.database
        return client

    def _send(self, table: str, rows: pa.Table, settings: Mapping[str, str]) -> None:
        sink = pa.BufferOutputStream()
        # In front of the data, not in the URL: the names of the columns alone are as long as some proxies allow.
        sink.write(f"{insert_statement(table, rows)}\n".encode())
        write_stream(rows, sink, compression="lz4")
        # A memoryview, because clickhouse-connect sends `bytes` again by itself when the connection breaks: with the
        # same token, which is wrong if the server has crashed in between.
        block: Any = memoryview(sink.getvalue())
        self._client().raw_insert("", insert_block=block, settings=dict(settings))


def _check_version(version: str, address: str) -> None:
    if tuple(int(number) for number in re.findall(r"\d+", version)[:2]) < MINIMUM_VERSION:
        wanted = ".".join(map(str, MINIMUM_VERSION))
        raise SchemaError(
            f"{address} is ClickHouse {version}, at least {wanted} is needed: upgrade it, or leave --clickhouse-url "
            "empty to use the embedded engine"
        )
