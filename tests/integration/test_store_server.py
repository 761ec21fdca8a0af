"""What is special about a server: it can be away, refuse us, be too old, or break off in the middle."""

import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from agentops_processor.errors import MaybeCommittedError, NotCommittedError, SchemaError
from agentops_processor.store import server
from agentops_processor.store.migrate import migrate
from agentops_processor.store.server import ServerStore
from agentops_processor.write.batches import form_batches

from tests.chdb_http import ChdbHttp
from tests.rows import spans

(_BATCH,) = form_batches("here", [{"spans": spans(3)}])


def _free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


class _Breaker(BaseHTTPRequestHandler):
    """Stands between a store and a server; when told to, it passes a request on and hangs up before the answer."""

    port: int
    breaks = False
    broken = 0

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- named so by the base class
        """Say nothing."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        upstream = HTTPConnection("127.0.0.1", self.port)
        upstream.request("POST", self.path, body)
        answer = upstream.getresponse()
        data = answer.read()
        upstream.close()
        if self.breaks:
            type(self).broken += 1
            return
        self.send_response(answer.status)
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def breaker(clickhouse_url: str) -> Iterator[tuple[type[_Breaker], ServerStore]]:
    """A breaker in front of the server, and a migrated store behind it."""
    port = ServerStore(clickhouse_url)._options["port"]
    handler = type("Handler", (_Breaker,), {"port": port})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as between:
        thread = threading.Thread(target=between.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        store = ServerStore(clickhouse_url.replace(f":{port}", f":{between.server_port}"))
        migrate(store)
        yield handler, store
        store.close()
        between.shutdown()
        thread.join()


def test_server_that_is_away_is_not_committed_and_named() -> None:
    """The message names the address and the option, never the password."""
    port = _free_port()
    store = ServerStore(f"http://default:sesame@127.0.0.1:{port}")
    with pytest.raises(
        NotCommittedError, match=rf"cannot use http://127.0.0.1:{port}/agentops .*--clickhouse-url"
    ) as caught:
        store.insert("spans", _BATCH.rows, "t")
    assert "sesame" not in f"{caught.value!r} {caught.value.__cause__!r}"


def test_wrong_password_needs_a_person(tmp_path: Path) -> None:
    """Told at once, with the option to look at; the right one is let in."""
    engine = ChdbHttp(tmp_path, password="sesame")  # noqa: S106 -- the server's, for this test
    with pytest.raises(SchemaError, match="check user and password in --clickhouse-url") as caught:
        ServerStore(engine.url.replace("//", "//default:guess@")).ping()
    assert caught.value.code == 516
    assert "guess" not in str(caught.value)
    ServerStore(engine.url.replace("//", "//default:sesame@")).ping()
    engine.stop()


def test_server_that_is_too_old_is_refused(clickhouse_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first statement that it would not understand."""
    monkeypatch.setattr(server, "MINIMUM_VERSION", (99, 1))
    with pytest.raises(SchemaError, match=r"is ClickHouse \d.*, at least 99.1 is needed: upgrade it"):
        ServerStore(clickhouse_url).ping()
    monkeypatch.undo()
    ServerStore(clickhouse_url).ping()


def test_answer_that_is_lost_may_have_committed(breaker: tuple[type[_Breaker], ServerStore]) -> None:
    """The request is sent once, however it ends: only the writer may decide to send it again."""
    between, store = breaker
    between.breaks = True
    with pytest.raises(MaybeCommittedError):
        store.insert("spans", _BATCH.rows, "t")
    assert between.broken == 1
    between.breaks = False
    assert store.count_batch("spans", _BATCH.batch_id) == 3
