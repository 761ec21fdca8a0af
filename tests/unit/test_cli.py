"""The command line: its help, its options, and how it tells of mistakes."""

import sys

import pytest
import typer
from agentops_processor import __version__, cli
from agentops_processor.config import Config, flag_of
from agentops_processor.errors import ConfigurationError
from typer.testing import CliRunner

COMMANDS = ["serve", "migrate", "sql", "demo", "check", "replay", "schema", "plan", "dead-letters"]


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Runs commands in this process, on a wide terminal without colours."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERM", "dumb")
    return CliRunner()


def _help(runner: CliRunner, *command: str) -> str:
    result = runner.invoke(cli.app, [*command, "--help"])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(runner: CliRunner, command: str) -> None:
    """Every command is in the list with a line about it, and has a help of its own."""
    listed = next(line for line in _help(runner).splitlines() if line.startswith(f"│ {command} "))
    assert len(listed.strip("│ ").removeprefix(command).strip()) > 10
    assert f"agentops-processor {command}" in _help(runner, command) or command in _help(runner, command)


@pytest.mark.parametrize("option", sorted(Config.model_fields))
def test_serve_help(runner: CliRunner, option: str) -> None:
    """The help of `serve` shows every option with its variable, its default and what it does."""
    text = " ".join(_help(runner, "serve").replace("│", " ").split())
    field = Config.model_fields[option]
    after = text[text.index(f" {flag_of(option)} ") :]
    assert str(field.description) in after
    assert f"[env var: AGENTOPS_{option.upper()}]" in after
    assert f"[default: ({str(field.default) or 'empty'})]" in after


def test_migrate_takes_what_it_needs(runner: CliRunner) -> None:
    """A command has the options it uses and no others."""
    text = _help(runner, "migrate")
    assert "--clickhouse-url" in text
    assert "--grpc-port" not in text


def test_version(runner: CliRunner) -> None:
    """`--version` prints the version and stops."""
    result = runner.invoke(cli.app, ["--version"])
    assert (result.exit_code, result.output) == (0, f"agentops-processor {__version__}\n")


def test_options_reach_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command gets the flags and variables that were given, as text, and None for all others."""
    got = {}

    def command(**flags: object) -> None:
        """Take options."""
        got.update(flags)

    app = typer.Typer()
    app.command()(cli._with_options(command, "grpc_port", "http_port", "host"))
    monkeypatch.setenv("AGENTOPS_HTTP_PORT", "4")
    monkeypatch.delenv("AGENTOPS_HOST", raising=False)
    result = CliRunner().invoke(app, ["--grpc-port", "3"])
    assert result.exit_code == 0, result.output
    assert got == {"grpc_port": "3", "http_port": "4", "host": None}


def test_mistakes_are_readable(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong options end with exit code 2 and one line each, without a traceback, before anything starts."""
    monkeypatch.setattr(sys, "argv", ["agentops-processor", "serve", "--grpc-port=abc", "--log-level=[loud]"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    printed, told = capsys.readouterr()
    assert printed == ""
    first, second = told.splitlines()
    assert first.startswith("error: --grpc-port (AGENTOPS_GRPC_PORT): 'abc' is wrong")
    assert second.startswith("--log-level (AGENTOPS_LOG_LEVEL): '[loud]' is wrong")


def test_bugs_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only mistakes of the user become a message; a bug keeps its traceback."""

    def fail() -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(cli, "app", fail)
    with pytest.raises(RuntimeError):
        cli.main()


def test_configuration_error_of_a_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What a command finds wrong later is told the same way, also text that looks like markup."""

    def fail() -> None:
        raise ConfigurationError("--sql-port: cannot listen on [::1]:8123")

    monkeypatch.setattr(cli, "app", fail)
    with pytest.raises(SystemExit):
        cli.main()
    assert capsys.readouterr().err == "error: --sql-port: cannot listen on [::1]:8123\n"
