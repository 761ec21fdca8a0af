"""Bound ports in, what a newcomer needs to see out: endpoints, an exporter to copy, a first question."""

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from agentops_processor.config import Config


def banner(config: Config, grpc: int, http: int, sql: int, admin: int) -> RenderableType:
    """What `serve` prints when it is ready."""
    host = "127.0.0.1" if config.host in ("0.0.0.0", "::") else config.host  # noqa: S104 compared, not bound
    where = f"http://{host}:{sql}" if sql else "your ClickHouse, database agentops"
    lines = [
        f"  OTLP/gRPC  {host}:{grpc}",
        f"  OTLP/HTTP  http://{host}:{http}/v1/traces (protobuf and JSON)",
        f"  SQL        {where}",
        f"  Admin      http://{host}:{admin}/readyz and /metrics",
        f"  Data       {config.data_dir.resolve()}",
        "",
        "Send it spans, from any OpenTelemetry SDK, without a change of code:",
        "",
        f"  export OTEL_EXPORTER_OTLP_ENDPOINT=http://{host}:{grpc}",
        "  export OTEL_EXPORTER_OTLP_PROTOCOL=grpc",
        "",
        "Ask it, from another terminal:",
        "",
        f"  {question(host, sql)}",
        "",
        "Ctrl-C stops it cleanly.",
    ]
    return Group(Rule("agentops-processor is ready", align="left"), Text("\n".join(lines)))


def question(host: str, sql: int) -> str:
    """A first question to copy."""
    query = "SELECT agent_name, count() AS runs FROM spans WHERE kind = 'agent' GROUP BY agent_name"
    if not sql:
        return query
    return f'curl http://{host}:{sql} --data-binary "{query} FORMAT PrettyCompact"'
