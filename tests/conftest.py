"""ClickHouse for tests, embedded and behind HTTP; the same tests run on both.

chdb has one data directory open per process, and closes it with the last connection. So an embedded store in a test
has a directory of its own and is closed at the end of the test: a test that leaves one open fails the next. Whatever
else needs an engine at the same time runs in a process of its own, as the HTTP server does.

The HTTP server is the embedded engine behind ClickHouse's HTTP interface (chdb_http.py), one for the session with a
database per test; or the real server named by AGENTOPS_TEST_CLICKHOUSE_URL, such as http://user:password@host:8123.
"""

import os
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# The tests import their helpers as `tests.NAME`, from wherever pytest is started.
sys.path.append(str(Path(__file__).parents[1]))

from agentops_processor.store.embedded import EmbeddedStore
from agentops_processor.store.migrate import migrate
from agentops_processor.store.server import ServerStore
from agentops_processor.store.store import Store

from tests.chdb_http import ChdbHttp


@pytest.fixture(scope="session")
def _clickhouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a server, without a database."""
    if url := os.environ.get("AGENTOPS_TEST_CLICKHOUSE_URL"):
        yield url.rstrip("/")
        return
    server = ChdbHttp(tmp_path_factory.mktemp("clickhouse"))
    yield server.url
    server.stop()


@pytest.fixture
def clickhouse_url(_clickhouse: str) -> Iterator[str]:
    """URL of a ClickHouse server with a database that nobody else uses, empty; it is dropped at the end."""
    url = f"{_clickhouse}/test_{uuid.uuid4().hex}"
    yield url
    store = ServerStore(url)
    store.command(f"DROP DATABASE {store.database}")
    store.close()


@pytest.fixture(params=["embedded", "server"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Opens the same empty database, embedded and behind HTTP in turn; what it opened is closed at the end."""
    url = request.getfixturevalue("clickhouse_url") if request.param == "server" else ""
    opened: list[Store] = []

    def open_() -> Store:
        opened.append(ServerStore(url) if url else EmbeddedStore(tmp_path / "clickhouse"))
        return opened[-1]

    yield open_
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    """A migrated store, embedded and behind HTTP in turn."""
    store = open_store()
    migrate(store)
    return store
