"""`agentops-processor check`: recorded telemetry comes in, a report and an exit code for CI go out."""

from pathlib import Path
from typing import Annotated

import typer

from agentops_processor.check.options import FailOn, Format, Input


def check_command(  # noqa: PLR0917 the command line names them
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|FOLDER|-", help="OTLP requests or span documents: *.pb, *.json, *.jsonl; - is standard input."
        ),
    ],
    form: Annotated[
        Input | None, typer.Option("--input", help="What the files hold.", show_default="found out")
    ] = None,
    fmt: Annotated[Format, typer.Option("--format", help="github: annotations in GitHub Actions.")] = Format.TEXT,
    fail_on: Annotated[FailOn, typer.Option(help="The least level that makes the check fail.")] = FailOn.VIOLATION,
    config: Annotated[Path | None, typer.Option(help="A TOML file with other levels, and with filters.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="List spans without findings, too.")] = False,
) -> None:
    """Hold recorded spans against the schema; for the tests of an instrumentation library.

    Example: agentops-processor check captures/ --fail-on improvement

    Exit code 0: nothing to complain of, 1: findings at the level of --fail-on or above, 2: could not check.
    """
    # The engine and the schemas take half a second to load; --help should not.
    from agentops_processor.check.findings import ORDER  # noqa: PLC0415 see above
    from agentops_processor.check.report import report  # noqa: PLC0415 see above
    from agentops_processor.check.rules import load_rules  # noqa: PLC0415 see above
    from agentops_processor.check.run import check  # noqa: PLC0415 see above
    from agentops_processor.check.statistics import statistics  # noqa: PLC0415 see above

    spans = check(paths, form, load_rules(config))
    for line in report(fmt, spans, statistics(spans), everything=everything):
        typer.echo(line)
    if fail_on is not FailOn.NONE:
        failing = ORDER[ORDER.index(fail_on.value) :]
        if any(finding.level in failing for span in spans for finding in span.findings):
            raise typer.Exit(1)
