"""A process with an embedded store that is being written to, and the SQL endpoint beside it. Prints its port.

The engine takes one data directory per process, so this is not the process of the tests.
"""

import sys
import threading
from pathlib import Path

import clickhouse_connect
from agentops_processor.ask.embedded import EmbeddedSql
from agentops_processor.ask.endpoint import sql_app
from agentops_processor.ask.limits import Limits
from agentops_processor.http_server import HttpServer

SCHEMA = """
CREATE DATABASE agentops ENGINE = Atomic;
CREATE TABLE agentops.spans (number UInt32, name String, tags Map(String, String)) ENGINE = MergeTree ORDER BY number;
CREATE TABLE agentops.ticks (at DateTime64(3)) ENGINE = MergeTree ORDER BY at;
CREATE VIEW agentops.names AS SELECT name, count() AS spans FROM agentops.spans GROUP BY name;
INSERT INTO agentops.spans SELECT number, concat('span ', toString(number % 10)), map('k', 'v') FROM numbers(100000)
"""
# Small enough for tests to run into each of them.
LIMITS = Limits(
    execution_s=5, memory_bytes=512 << 20, result_rows=3_000_000, result_bytes=256 << 20, parallel=3, wait_s=2.0
)


def main(directory: Path) -> None:
    """Serve until standard input ends."""
    writer = clickhouse_connect.get_client(interface="chdb", path=str(directory / "data"))
    for statement in SCHEMA.split(";"):
        writer.command(statement)
    engine = EmbeddedSql(directory / "data", directory / "scratch", limits=LIMITS)
    server = HttpServer(sql_app(engine), "127.0.0.1", 0, "--sql-port")
    print(server.start(), flush=True)  # noqa: T201  (tells the port)
    stop = threading.Event()
    ticking = threading.Thread(target=_tick, args=(writer, stop))
    ticking.start()
    sys.stdin.read()
    engine.close()
    server.stop(1)
    stop.set()
    ticking.join()
    writer.close()


def _tick(writer: clickhouse_connect.driver.Client, stop: threading.Event) -> None:
    while not stop.wait(0.02):
        writer.command("INSERT INTO agentops.ticks VALUES (now64(3))")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
