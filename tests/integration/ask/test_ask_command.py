"""`agentops-processor sql` against a running endpoint."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest
import typer
from agentops_processor.ask.client import query_table
from agentops_processor.ask.command import sql_command
from typer.testing import CliRunner, Result

app = typer.Typer()
app.command("sql")(sql_command)


def run(*arguments: str, stdin: str = "") -> Result:
    """Run the command as a terminal of 80 columns would."""
    return CliRunner().invoke(app, list(arguments), input=stdin, env={"COLUMNS": "80"})


def test_table(endpoint: Any) -> None:
    """A query from the argument gives a table and the number of rows."""
    result = run("SELECT name, count() AS spans FROM spans GROUP BY name ORDER BY name LIMIT 2", "--url", endpoint.url)
    assert result.exit_code == 0, result.output
    assert "span 0" in result.stdout
    assert "10000" in result.stdout
    assert result.stdout.endswith("2 rows\n")


def test_sources(endpoint: Any, tmp_path: Path) -> None:
    """The query may come from a file or from standard input."""
    file = tmp_path / "query.sql"
    file.write_text("SELECT 'from the file'")
    assert "from the file" in run("-f", str(file), "--url", endpoint.url).stdout
    assert "from stdin" in run("--url", endpoint.url, stdin="SELECT 'from stdin'").stdout


def test_formats(endpoint: Any) -> None:
    """--format, or FORMAT in the query, gives the server's bytes as they are."""
    for arguments in (["SELECT 1 AS a", "--format", "JSONEachRow"], ["SELECT 1 AS a FORMAT JSONEachRow"]):
        assert run(*arguments, "--url", endpoint.url).stdout_bytes == b'{"a":1}\n'
    parquet = run("SELECT 1 AS a", "--format", "Parquet", "--url", endpoint.url).stdout_bytes
    assert parquet[:4] == parquet[-4:] == b"PAR1"


def test_failures(endpoint: Any) -> None:
    """ClickHouse's own words on standard error and exit code 1; nothing on standard output."""
    for arguments in (["SELECT nope"], ["SELECT nope", "--format", "CSV"]):
        result = run(*arguments, "--url", endpoint.url)
        assert result.exit_code == 1
        assert result.stdout == ""
        assert result.stderr.startswith("Code: 47. DB::Exception: Unknown expression identifier `nope`")
        assert "Traceback" not in result.output


def test_nobody_there() -> None:
    """If nothing listens, it says where and what to do, with exit code 2."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    result = run("SELECT 1", "--url", f"http://127.0.0.1:{port}")
    assert result.exit_code == 2
    assert f"Nothing answers at http://127.0.0.1:{port}/" in result.stderr
    assert "make run" in result.stderr
    assert "not a http:// or https:// URL" in run("SELECT 1", "--url", f"127.0.0.1:{port}").stderr


def test_misuse(tmp_path: Path) -> None:
    """No query, two queries, or a file that is not there: exit code 2."""
    assert run(stdin="").exit_code == 2
    assert run("SELECT 1", "-f", str(tmp_path / "x")).exit_code == 2
    assert run("-f", str(tmp_path / "x")).exit_code == 2


def test_query_table(endpoint: Any) -> None:
    """Columns, types and rows, for whoever makes something of them."""
    url = f"{endpoint.url.replace('//', '//some%20one:secret@')}/?database=system"
    table = query_table(
        url,
        "SELECT one.dummy AS n, currentDatabase() AS d, NULL AS e, [1, 2] AS l, toDateTime64('2026-01-02', 3) AS t FROM one",
    )
    assert table.columns == ["n", "d", "e", "l", "t"]
    assert table.types == ["UInt8", "String", "Nullable(Nothing)", "Array(UInt8)", "DateTime64(3)"]
    assert table.rows == [[0, "system", None, [1, 2], "2026-01-02 00:00:00.000"]]
    assert query_table(endpoint.url, "SELECT 1 AS a WHERE 0") == (["a"], ["UInt8"], [])
    assert json.loads(json.dumps(query_table(endpoint.url, "SHOW TABLES LIKE 'spans'").rows)) == [["spans"]]
    with pytest.raises(ValueError, match="FORMAT"):
        query_table(endpoint.url, "SELECT 1 FORMAT CSV")
