"""One ASGI app comes in, a bound port goes out: uvicorn in a thread of its own."""

import math
import socket
from threading import Thread

import uvicorn
from starlette.types import ASGIApp

from agentops_processor.errors import ConfigurationError

# Seconds an idle connection is kept. Exporters send every 5 s by default; closing at about the same moment would
# make them meet a closed connection.
_KEEP_ALIVE_S = 75
# Seconds that uvicorn needs beyond the grace to see that it should stop (it looks every 0.1 s) and to clean up.
_STOP_MARGIN_S = 1.0


class HttpServer:
    """Serves an app over HTTP.

    Args:
        app: What answers the requests. Its lifespan events are not sent.
        host: Address to listen on.
        port: Port to listen on, 0 for any free one.
        option: The option that sets the port, to be named in errors: `--http-port`.
    """

    def __init__(self, app: ASGIApp, host: str, port: int, option: str) -> None:
        self._host, self._port, self._option = host, port, option
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                loop="asyncio",
                http="httptools",
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="error",
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_keep_alive=_KEEP_ALIVE_S,
            )
        )
        self._thread: Thread | None = None

    def start(self) -> int:
        """Begin to serve; returns the bound port. Connections are taken from now on.

        Raises:
            ConfigurationError: The address cannot be listened on.
        """
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        try:
            listener = socket.create_server((self._host, self._port), family=family)
        except OSError as error:
            raise ConfigurationError(
                f"{self._option}: cannot listen on {self._host}:{self._port} ({error.strerror or error}). "
                "Choose another port, or 0 for any free one."
            ) from error
        # asyncio sets this only on sockets it made itself. Without it an answer, written as head and body, waits 40 ms
        # for the client's delayed acknowledgement of the head.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        port: int = listener.getsockname()[1]
        # Not in the main thread, so uvicorn leaves the signal handlers alone.
        self._thread = Thread(target=self._server.run, args=([listener],), name=f"http-{port}", daemon=True)
        self._thread.start()
        return port

    def stop(self, grace_s: float) -> None:
        """Take no new requests, and return when those in flight are answered, or after `grace_s` seconds."""
        if self._thread is None:
            return
        self._server.config.timeout_graceful_shutdown = math.ceil(grace_s)
        self._server.should_exit = True
        self._thread.join(grace_s + _STOP_MARGIN_S)
