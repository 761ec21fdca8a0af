"""The HTTP server that the interfaces share."""

import signal
import threading

import httpx
import pytest
from agentops_processor.errors import ConfigurationError
from agentops_processor.http_server import HttpServer
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


async def hello(_request: Request) -> Response:
    """The only page."""
    return PlainTextResponse("hello")


APP = Starlette(routes=[Route("/", hello)])


def test_start_and_stop() -> None:
    """Port 0 gives a free port that is served when `start` returns and closed when `stop` does."""
    server = HttpServer(APP, "127.0.0.1", 0, "--http-port")
    port = server.start()
    assert httpx.get(f"http://127.0.0.1:{port}/").text == "hello"
    server.stop(5)
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/")


def test_stop_without_start() -> None:
    """Stopping what never started does nothing."""
    HttpServer(APP, "127.0.0.1", 0, "--http-port").stop(5)


def test_stop_at_once() -> None:
    """A server that is stopped before it served anything ends too."""
    server = HttpServer(APP, "127.0.0.1", 0, "--http-port")
    server.start()
    server.stop(5)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("http-")]


def test_idle_connection_does_not_hold_up_stopping() -> None:
    """A connection that is kept alive and idle is closed, not waited for."""
    server = HttpServer(APP, "127.0.0.1", 0, "--http-port")
    with httpx.Client() as client:
        client.get(f"http://127.0.0.1:{server.start()}/")
        server.stop(30)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("http-")]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_taken_port(host: str) -> None:
    """A port that is in use is a configuration error that names it and its option."""
    server = HttpServer(APP, host, 0, "--http-port")
    port = server.start()
    with pytest.raises(ConfigurationError, match=f"--sql-port: cannot listen on {host}:{port}"):
        HttpServer(APP, host, port, "--sql-port").start()
    server.stop(5)


def test_unknown_host() -> None:
    """An address that is not this machine's is a configuration error."""
    with pytest.raises(ConfigurationError, match=r"--http-port: cannot listen on 192\.0\.2\.1"):
        HttpServer(APP, "192.0.2.1", 0, "--http-port").start()


def test_signal_handlers_are_left_alone() -> None:
    """Who owns the process keeps its signal handlers."""
    before = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]
    server = HttpServer(APP, "127.0.0.1", 0, "--http-port")
    httpx.get(f"http://127.0.0.1:{server.start()}/")
    assert [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)] == before
    server.stop(5)
