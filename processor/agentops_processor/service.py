"""The composition root: configuration in, a running processor out. Reads as the picture in the README.

receive ──▶ transform ──▶ spool ──▶ ack        write ──▶ ClickHouse ──▶ assemble, ask
"""

import os
import signal
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from rich.console import Console

from agentops_processor import plan
from agentops_processor.admin import admin_app
from agentops_processor.assemble.follow import Assembler
from agentops_processor.banner import banner
from agentops_processor.config import Config
from agentops_processor.http_server import HttpServer
from agentops_processor.logs import configure_logs
from agentops_processor.pipeline import Ingest
from agentops_processor.receive.grpc import GrpcReceiver
from agentops_processor.receive.http import otlp_app
from agentops_processor.spool.spool import Spool
from agentops_processor.store.embedded import EmbeddedStore
from agentops_processor.store.migrate import migrate as migrate_store
from agentops_processor.store.server import ServerStore
from agentops_processor.store.store import Store
from agentops_processor.telemetry import Metrics
from agentops_processor.transform.engine import ReferenceEngine
from agentops_processor.write.dead_letters import DeadLetters
from agentops_processor.write.writer import Writer

if TYPE_CHECKING:
    from agentops_processor.ask.embedded import EmbeddedSql

_log = structlog.get_logger(__name__)

# Seconds. Together under the 10 s in which a stop has to end: requests in flight, then the spool, then the readers.
_RECEIVE_GRACE_S = 3.0
_DRAIN_S = 4.0
_ASSEMBLE_GRACE_S = 1.0
_ASK_GRACE_S = 0.5


@dataclass(frozen=True, slots=True)
class Ports:
    """The ports that were bound; `sql` is 0 where ClickHouse answers SQL itself."""

    grpc: int
    http: int
    sql: int
    admin: int


class Service:
    """One processor: `start`, then `stop`."""

    def __init__(self, config: Config) -> None:
        """Open what is kept on disk.

        Raises:
            ConfigurationError: An option cannot work, with what to do.
        """
        data = config.data_dir
        self._config = config
        self._metrics = Metrics()
        self._spool = Spool(data / "spool", config.max_spool_bytes)
        self._store = open_store(config)
        self._prepared = False
        if isinstance(self._store, EmbeddedStore):
            self._prepare()  # a mistake here is the user's to see at once; a server may be away for a while
        self._writer = Writer(
            self._spool,
            self._store,
            DeadLetters(data / "dead-letters"),
            self._metrics,
            intent_path=data / "intent.json",
            prepare=self._prepare,
        )
        self._assembler = Assembler(self._store, self._metrics)
        self._metrics.count("spans_received", self._spool.pending.spans)
        ingest = Ingest(ReferenceEngine(plan.load()), self._spool, self._metrics)
        limit, host = config.max_request_bytes, config.host
        self._grpc = GrpcReceiver(ingest, host, config.grpc_port, limit, self._metrics)
        self._http = HttpServer(otlp_app(ingest, limit, self._metrics), host, config.http_port, "--http-port")
        self._admin = HttpServer(
            admin_app(self._metrics, self.troubles, self._writer.report), host, config.admin_port, "--admin-port"
        )
        self._sql: HttpServer | None = None
        self._sql_engine: EmbeddedSql | None = None
        self._receiving = False

    def start(self) -> Ports:
        """Begin to serve; returns when every port is bound.

        Raises:
            ConfigurationError: A port is taken, or the database does not fit.
        """
        try:
            self._writer.start()
            self._assembler.start()
            sql = self._start_sql()
            ports = Ports(self._grpc.start(), self._http.start(), sql, self._admin.start())
        except BaseException:
            self.stop()  # the engine's threads must not outlive the interpreter
            raise
        self._receiving = True
        return ports

    def troubles(self) -> list[str]:
        """Why the service is not ready, one sentence each."""
        found = [] if self._receiving else ["not receiving: starting or stopping"]
        if not self._spool.healthy():
            found.append("the spool refuses spans: its disk is full or failing, or its budget is used up")
        if not self._writer.healthy():
            found.append(
                f"ClickHouse takes no spans, they wait in the spool: {self._writer.problem or 'not tried yet'}"
            )
        elif not self._prepared:
            found.append("ClickHouse has not answered yet, spans wait in the spool")
        return found

    def stop(self) -> None:
        """Stop receiving, write what is spooled, close. What cannot be written in time stays in the spool."""
        self._receiving = False
        self._grpc.stop(_RECEIVE_GRACE_S)
        self._http.stop(_RECEIVE_GRACE_S)
        self._writer.stop(_DRAIN_S)
        self._assembler.stop(_ASSEMBLE_GRACE_S)
        if self._sql and self._sql_engine:
            self._sql_engine.close()  # first, so that clients that wait for an answer get one
            self._sql.stop(_ASK_GRACE_S)
        self._admin.stop(_ASK_GRACE_S)
        self._store.close()
        left = self._spool.pending.spans
        self._spool.close()
        _log.info("stopped", spans_left_in_spool=left)

    def _start_sql(self) -> int:
        if not isinstance(self._store, EmbeddedStore):
            return 0
        # Not before it is needed: the engine is an extra, and 200 MiB.
        from agentops_processor.ask.embedded import EmbeddedSql  # noqa: PLC0415
        from agentops_processor.ask.endpoint import sql_app  # noqa: PLC0415

        self._sql_engine = EmbeddedSql(self._store.path, self._config.data_dir / "scratch")
        self._sql = HttpServer(sql_app(self._sql_engine), self._config.host, self._config.sql_port, "--sql-port")
        return self._sql.start()

    def _prepare(self) -> None:
        done = migrate_store(self._store)
        if done:
            _log.info("the database is up to date", done=len(done), last=done[-1])
        self._prepared = True


def open_store(config: Config) -> Store:
    """The store that the configuration names."""
    if config.clickhouse_url:
        return ServerStore(config.clickhouse_url)
    return EmbeddedStore(config.data_dir / "clickhouse")


def migrate(config: Config) -> list[str]:
    """Bring the database up to date; returns what was done, one line each."""
    configure_logs(config.log_level)
    store = open_store(config)
    try:
        return migrate_store(store)
    finally:
        store.close()


def serve(config: Config) -> None:
    """Run until SIGTERM or SIGINT, then stop cleanly; a second signal ends the process at once."""
    configure_logs(config.log_level)
    stopping = threading.Event()

    def on_signal(number: int, _frame: object) -> None:
        if stopping.is_set():
            os._exit(128 + number)  # what was acknowledged is on disk already
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    service = Service(config)
    ports = service.start()
    Console(file=sys.stdout, highlight=False).print(
        banner(config, ports.grpc, ports.http, ports.sql, ports.admin), soft_wrap=True
    )
    stopping.wait()
    _log.info("stopping: taking no new spans, writing those in the spool")
    service.stop()
