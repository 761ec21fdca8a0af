"""The command line: parses, then calls. Every command's help is written for a newcomer.

A command imports what it needs when it runs, so that `--help` and `sql` answer at once.
"""

import inspect
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from agentops_processor import __version__, commands
from agentops_processor.ask.command import sql_command
from agentops_processor.check.command import check_command
from agentops_processor.config import ENV_PREFIX, Config, flag_of, load
from agentops_processor.errors import ProcessorError

app = typer.Typer(
    name="agentops-processor",
    help="Takes OpenTelemetry traces of AI agents, gives them one vocabulary, keeps them safe, and answers SQL.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _with_options(command: Callable[..., None], *names: str) -> Callable[..., None]:
    """Give a command the options of the configuration, each declared once there. It gets those that were given."""

    def run(**flags: Any) -> None:
        command(**flags)

    parameters = []
    for name in names or tuple(Config.model_fields):
        field = Config.model_fields[name]
        option = typer.Option(
            flag_of(name),
            envvar=f"{ENV_PREFIX}{name.upper()}",
            help=field.description,
            metavar="<int>" if isinstance(field.default, int) else "<str>",
            show_default=str(field.default) or "empty",
        )
        # As text, whatever it is: the configuration reads the values, and tells of all mistakes at once.
        annotation: Any = Annotated[str | None, option]
        parameters.append(inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation))
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # typer reads it, functions may have it
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    run.__doc__ = command.__doc__
    return run


def _serve(**flags: Any) -> None:
    """Serve: take OTLP, write to ClickHouse, answer SQL. Ends cleanly on Ctrl-C or SIGTERM.

    With no option at all, everything listens on 127.0.0.1 and data is kept in ./agentops-data.
    A TOML file with the same names is read from AGENTOPS_CONFIG.
    """
    from agentops_processor.service import serve

    serve(load(flags))


app.command("serve")(_with_options(_serve))


def _migrate(**flags: Any) -> None:
    """Create or update the tables and views, and stop. `serve` does it at start as well."""
    from agentops_processor.service import migrate

    for line in migrate(load(flags)) or ["nothing to do: the database is up to date"]:
        typer.echo(line)


app.command("migrate")(_with_options(_migrate, "data_dir", "clickhouse_url"))

app.command("sql")(sql_command)
app.command("demo")(commands.demo)
app.command("check")(check_command)
app.command("replay")(commands.replay)
app.command("schema")(commands.schema)
app.add_typer(commands.plan_app)
app.add_typer(commands.dead_letters)


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        typer.echo(f"agentops-processor {__version__}")
        raise typer.Exit


def main() -> None:
    """Run a command; mistakes of the user become one readable message and exit code 2."""
    try:
        app()
    except ProcessorError as error:
        Console(stderr=True, highlight=False).print(Text("error: ", "bold red") + Text(str(error)), soft_wrap=True)
        sys.exit(2)
