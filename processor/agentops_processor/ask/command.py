"""`agentops-processor sql`: a query from the command line comes in, a table or raw output goes out."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from agentops_processor.ask.client import Table, Unreachable, query_any, run_sql
from agentops_processor.ask.refusal import QueryError
from agentops_processor.ask.table import print_table

_FAILED, _MISUSED = 1, 2


def sql_command(
    query: Annotated[
        str | None, typer.Argument(help="The SQL; standard input if neither it nor --file is given.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Read the SQL from a file.", dir_okay=False)] = None,
    fmt: Annotated[
        str | None,
        typer.Option(
            "--format", help="Any output format of ClickHouse (JSONEachRow, CSVWithNames, Parquet, …), unchanged."
        ),
    ] = None,
    url: Annotated[
        str,
        typer.Option(
            envvar="AGENTOPS_SQL_URL",
            help="A running processor's SQL endpoint, or a ClickHouse server: http[s]://[user:password@]host:port",
        ),
    ] = "http://127.0.0.1:8123",
) -> None:
    """Ask a running processor, or a ClickHouse server, in SQL.

    Example: agentops-processor sql "SELECT kind, count() FROM spans GROUP BY kind"

    Exit code 0: answered, 1: the query was refused or failed, 2: no query, or nothing answers.
    """
    sql = _read(query, file)
    try:
        if fmt:
            run_sql(url, sql, fmt)
        else:
            _show(query_any(url, sql))
    except QueryError as error:
        _fail(str(error), _FAILED)
    except Unreachable as error:
        _fail(
            f"{error}. Is the processor running? Start it with `make run`, or name another address with --url.",
            _MISUSED,
        )


def _read(query: str | None, file: Path | None) -> str:
    if query is not None and file is not None:
        raise typer.BadParameter("give the SQL or --file, not both")
    if query is None and file is None and sys.stdin.isatty():
        raise typer.BadParameter("give the SQL, --file, or standard input")
    try:
        sql = query if query is not None else file.read_text() if file else sys.stdin.read()
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"cannot read {file or 'standard input'}: {error}") from error
    if not sql.strip():
        raise typer.BadParameter("the query is empty")
    return sql


def _show(result: Table | bytes) -> None:
    if isinstance(result, Table):
        print_table(result)
    else:
        sys.stdout.buffer.write(result)
        sys.stdout.buffer.flush()


def _fail(message: str, code: int) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(code)
