"""The commands that look at things: each takes parsed arguments, prints, and leaves an exit code."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Column, Table

from agentops_processor.config import Config
from agentops_processor.errors import ConfigurationError

if TYPE_CHECKING:
    from agentops_processor.write.dead_letters import DeadLetters

_HTTP = f"http://127.0.0.1:{Config.model_fields['http_port'].default}"
_SQL = f"http://127.0.0.1:{Config.model_fields['sql_port'].default}"

Endpoint = Annotated[str, typer.Option("--endpoint", help="Base URL of the processor's OTLP/HTTP port.")]

dead_letters = typer.Typer(
    name="dead-letters", help="Rows that ClickHouse would never take: list, show, replay.", no_args_is_help=True
)
plan_app = typer.Typer(name="plan", help="The mapping tables.", no_args_is_help=True)


def demo(
    endpoint: Endpoint = _HTTP, sql_url: Annotated[str, typer.Option("--sql-url", help="Where to ask.")] = _SQL
) -> None:
    """Replay a recorded multi-agent run and ask five questions in SQL.

    Goes to the running processor, or starts one of its own in a temporary folder when none runs.
    """
    from agentops_processor.demo import run_demo

    run_demo(endpoint, sql_url, Console())


def replay(
    path: Annotated[Path, typer.Argument(help="A file with an OTLP request in protobuf, or a folder of *.pb files.")],
    endpoint: Endpoint = _HTTP,
) -> None:
    """Send recorded OTLP requests to a running processor, with fresh trace ids and times moved to now."""
    from agentops_processor.replay import read_requests, renew, send, spans_of

    requests = read_requests(path)
    traces = renew(requests)
    sending = track(requests, "sending", console=Console(stderr=True), transient=True)
    refused = sum(send(request, endpoint) for request in sending)
    count = sum(1 for request in requests for _ in spans_of(request))
    typer.echo(f"{count} spans of {len(traces)} traces sent in {len(requests)} requests, {refused} refused")


def schema(
    kind: Annotated[str, typer.Argument(help="A span kind, like tool; empty for the bundle of all.")] = "",
) -> None:
    """Print the JSON Schema of a span kind, or the bundle of all of them."""
    from agentops_semconv import schema_bundle

    bundle = schema_bundle()
    if not kind:
        typer.echo(json.dumps(bundle, indent=2))
        return
    schemas = {url.rpartition("/")[2].removesuffix(".schema.json"): found for url, found in bundle["$defs"].items()}
    if kind not in schemas:
        raise ConfigurationError(f"there is no schema {kind!r}; known are {', '.join(sorted(schemas))}")
    typer.echo(json.dumps(schemas[kind], indent=2))


@plan_app.command("explain")
def plan_explain(keys: Annotated[list[str], typer.Argument(help="Attribute keys, as an SDK sends them.")]) -> None:
    """Say what becomes of an attribute: which canonical attribute it fills, by which rule of which dialect."""
    from agentops_processor import plan
    from agentops_processor.explain import explain_key

    for key in keys:
        for line in explain_key(plan.load(), key):
            typer.echo(line)


DataDir = Annotated[Path, typer.Option("--data-dir", envvar="AGENTOPS_DATA_DIR", help="Data folder of the processor.")]
LetterId = Annotated[str, typer.Argument(help="Id, as `dead-letters list` shows it.")]
_DATA_DIR = Path(Config.model_fields["data_dir"].default)


@dead_letters.command("list")
def dead_letters_list(data_dir: DataDir = _DATA_DIR) -> None:
    """List what is in the dead-letter store, the oldest first."""
    table = Table(Column("id", no_wrap=True), "refused at", "table", "rows", "code", "reason", box=None)
    for letter in _letters(data_dir).list():
        when = datetime.fromtimestamp(letter.refused_at_ns / 1e9, UTC).isoformat(timespec="seconds")
        table.add_row(letter.id, when, letter.table, str(letter.rows), str(letter.code), letter.reason)
    Console().print(table if table.row_count else "no dead letters")


@dead_letters.command("show")
def dead_letters_show(letter_id: LetterId, data_dir: DataDir = _DATA_DIR) -> None:
    """Print one dead letter: why, and its rows as JSON, one a line."""
    try:
        letter, rows = _letters(data_dir).show(letter_id)
    except KeyError:
        raise _no_letter(letter_id, data_dir) from None
    typer.echo(f"{letter.rows} rows of {letter.table}, refused with code {letter.code}: {letter.reason}", err=True)
    for row in rows.to_pylist():
        typer.echo(json.dumps(row, default=str))


@dead_letters.command("replay")
def dead_letters_replay(letter_id: LetterId, data_dir: DataDir = _DATA_DIR) -> None:
    """Have the rows tried again, by the running processor or at its next start."""
    try:
        letter = _letters(data_dir).replay(letter_id)
    except KeyError:
        raise _no_letter(letter_id, data_dir) from None
    typer.echo(f"{letter.rows} rows of {letter.table} will be tried again")


def _letters(data_dir: Path) -> "DeadLetters":
    from agentops_processor.write.dead_letters import DeadLetters

    if not (data_dir / "dead-letters").is_dir():
        raise ConfigurationError(f"--data-dir: {data_dir} is not the data folder of a processor")
    return DeadLetters(data_dir / "dead-letters")


def _no_letter(letter_id: str, data_dir: Path) -> ConfigurationError:
    return ConfigurationError(f"there is no dead letter {letter_id!r} in {data_dir}; `dead-letters list` shows them")
