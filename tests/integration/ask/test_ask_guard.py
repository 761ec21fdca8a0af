"""What the SQL endpoint refuses, and that it refuses no more."""

# ruff: noqa: S608  (the point is to inject)

from typing import Any

import pytest

PASSWD = "/etc/passwd"  # noqa: S105  (a file that every host has)
# Every one of these reads the host, the network, the process or another process, or writes. Each is refused before
# it runs.
TRAPS = {
    "scalar file": f"SELECT file('{PASSWD}')",
    "upper case": f"SELECT FILE('{PASSWD}')",
    "quoted": f"SELECT `file`('{PASSWD}')",
    "double-quoted": f"SELECT \"file\"('{PASSWD}')",
    "escaped in quotes": f"SELECT `fi\\x6ce`('{PASSWD}')",
    "comment between": f"SELECT file/* */('{PASSWD}')",
    "with": f"WITH file('{PASSWD}') AS x SELECT x",
    "cte": f"WITH x AS (SELECT file('{PASSWD}') AS y) SELECT * FROM x",
    "lambda": f"SELECT arrayMap(p -> file(p), ['{PASSWD}'])",
    "apply": f"SELECT * APPLY file FROM (SELECT '{PASSWD}' AS x)",
    "apply lambda": f"SELECT * APPLY (p -> file(p)) FROM (SELECT '{PASSWD}' AS x)",
    "columns apply": f"SELECT COLUMNS('x') APPLY(file) FROM (SELECT '{PASSWD}' AS x)",
    "replace": f"SELECT * REPLACE (file(x) AS x) FROM (SELECT '{PASSWD}' AS x)",
    "where": f"SELECT 1 WHERE file('{PASSWD}') != ''",
    "in": f"SELECT 1 IN file('{PASSWD}')",
    "order by": f"SELECT 1 ORDER BY file('{PASSWD}')",
    "limit": f"SELECT 1 LIMIT length(file('{PASSWD}'))",
    "window": f"SELECT count() OVER (PARTITION BY file('{PASSWD}'))",
    "qualify": f"SELECT count() OVER () QUALIFY file('{PASSWD}') != ''",
    "union": f"SELECT '' UNION ALL SELECT file('{PASSWD}')",
    "explain": f"EXPLAIN SELECT file('{PASSWD}')",
    "explain plan of constants": f"EXPLAIN actions = 1 SELECT file('{PASSWD}')",
    "from explain": f"SELECT * FROM (EXPLAIN SELECT file('{PASSWD}'))",
    "viewExplain": f"SELECT * FROM viewExplain('EXPLAIN', '', (SELECT file('{PASSWD}')))",
    "view explained": "SELECT * FROM (EXPLAIN SELECT 1)",
    "view": f"SELECT * FROM view(SELECT file('{PASSWD}'))",
    "show where": f"SHOW TABLES FROM system WHERE file('{PASSWD}') != ''",
    "show columns where": f"SHOW COLUMNS FROM spans WHERE file('{PASSWD}') != ''",
    "describe subquery": f"DESCRIBE (SELECT file('{PASSWD}'))",
    "describe table function": f"DESCRIBE TABLE file('{PASSWD}', 'LineAsString')",
    "settings in a subquery": "SELECT * FROM (SELECT 1 SETTINGS max_execution_time = 0)",
    "file table": f"SELECT * FROM file('{PASSWD}', 'LineAsString')",
    "file table of another database": f"SELECT * FROM default.`{PASSWD}`",
    "file exists": f"EXISTS TABLE default.`{PASSWD}`",
    "file described": f"DESCRIBE TABLE default.`{PASSWD}`",
    "file in": f"SELECT 'x' IN default.`{PASSWD}`",
    "file with readonly lifted": f"SELECT * FROM file('{PASSWD}', 'LineAsString') SETTINGS readonly = 0",
    "file beside system.settings": f"SELECT * FROM system.settings, file('{PASSWD}', 'LineAsString')",
    "url": "SELECT * FROM url('http://127.0.0.1:1/x', 'LineAsString')",
    "s3": "SELECT * FROM s3('http://127.0.0.1:1/x')",
    "remote": "SELECT * FROM remote('127.0.0.1', system.one)",
    "mysql": "SELECT * FROM mysql('127.0.0.1:1', 'd', 't', 'u', 'p')",
    "executable": "SELECT * FROM executable('x', 'TSV', 'a String')",
    "python": "SELECT * FROM Python(SCHEMA)",
    "eval": "SELECT * FROM eval('SELECT 1')",
    "merge": "SELECT * FROM merge('system', 'stack_trace')",
    "loop": f"SELECT * FROM loop(default, '{PASSWD}') LIMIT 1",
    "dictionary": "SELECT * FROM dictionary('x')",
    "filesystem": "SELECT * FROM filesystem('/etc')",
    "ai": "SELECT aiGenerate('x')",
    "kernel": "SELECT getOSKernelVersion()",
    "internal": "SELECT __getScalar('x')",
    "stack traces": "SELECT * FROM system.stack_trace",
    "stack traces in": "SELECT 1 IN system.stack_trace",
    "into outfile": "SELECT 1 INTO OUTFILE '{directory}/stolen' FORMAT CSV",
    "into outfile of show": "SHOW TABLES INTO OUTFILE '{directory}/stolen'",
    "into outfile of explain": "EXPLAIN SELECT 1 INTO OUTFILE '{directory}/stolen'",
    "into outfile of describe": "DESCRIBE TABLE spans INTO OUTFILE '{directory}/stolen'",
    "from infile": f"INSERT INTO spans (name) FROM INFILE '{PASSWD}' FORMAT LineAsString",
    "insert": "INSERT INTO spans (number) VALUES (1)",
    "insert select": "INSERT INTO spans (number) SELECT 1",
    "insert into function": "INSERT INTO FUNCTION file('{directory}/stolen') SELECT 1",
    "create table": "CREATE TABLE x (a UInt8) ENGINE = Memory",
    "create temporary table": "CREATE TEMPORARY TABLE x (a UInt8)",
    "create function": f"CREATE FUNCTION x AS () -> file('{PASSWD}')",
    "create view": f"CREATE VIEW x AS SELECT file('{PASSWD}')",
    "drop": "DROP TABLE spans",
    "truncate": "TRUNCATE TABLE spans",
    "rename": "RENAME TABLE spans TO x",
    "alter": "ALTER TABLE spans DELETE WHERE 1",
    "delete": "DELETE FROM spans WHERE 1",
    "update": "UPDATE spans SET name = '' WHERE 1",
    "optimize": "OPTIMIZE TABLE spans FINAL",
    "attach": "ATTACH DATABASE x",
    "detach": "DETACH TABLE spans",
    "backup": "BACKUP TABLE spans TO File('{directory}/stolen')",
    "restore": "RESTORE TABLE spans FROM File('{directory}/stolen')",
    "kill": "KILL QUERY WHERE 1",
    "system": "SYSTEM SHUTDOWN",
    "set": "SET max_threads = 1",
    "set readonly": "SET readonly = 0",
    "use": "USE system",
    "grant": "GRANT ALL ON *.* TO default",
    "create user": "CREATE USER x",
    "begin": "BEGIN TRANSACTION",
    "explain drop": "EXPLAIN AST DROP TABLE spans",
    "explain begin": "EXPLAIN AST BEGIN TRANSACTION",
    "explain override": "EXPLAIN TABLE OVERRIDE mysql('127.0.0.1:1', 'd', 't', 'u', 'p') COLUMNS (a UInt8)",
    "readonly in the query": "SELECT 1 SETTINGS readonly = 0",
    "ddl in the query": "SELECT 1 SETTINGS allow_ddl = 1",
    "filter with an expression": f"SELECT 1 SETTINGS additional_result_filter = 'file(\\'{PASSWD}\\') != 1'",
    "filters with an expression": "SELECT 1 SETTINGS additional_table_filters = {{'system.one': 'file(dummy)'}}",
    "format that writes a schema": "SELECT 1 FORMAT Protobuf SETTINGS output_format_schema = '{directory}/stolen'",
    "format that reads a template": f"SELECT 1 FORMAT Template SETTINGS format_template_row = '{PASSWD}'",
    "secrets": "SELECT 1 SETTINGS format_display_secrets_in_show_and_select = 1",
    "other dialect": "SELECT 1 SETTINGS dialect = 'prql'",
}


@pytest.mark.parametrize("trap", TRAPS)
def test_refused(endpoint: Any, trap: str) -> None:
    """It is refused with 403 and a reason; no byte of a file comes out and none is written."""
    directory = endpoint.directory
    sql = TRAPS[trap].replace("{directory}", str(directory)).replace("{{", "{").replace("}}", "}")
    response = endpoint.ask(sql)
    assert "root:" not in response.text
    assert response.status_code == 403, response.text
    assert response.headers["X-ClickHouse-Exception-Code"] in {"164", "452", "497"}
    assert response.text.startswith("Code: ")
    assert not (directory / "stolen").exists()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1; DROP TABLE spans",
        "SELECT 1; SELECT 2",
        "SELECT 1;\n-- comment\nSET readonly = 0",
        "SELECT 1 -- x\n; SELECT 2",
    ],
)
def test_one_statement(endpoint: Any, sql: str) -> None:
    """A body with two statements is a syntax error: neither runs."""
    response = endpoint.ask(sql)
    assert response.status_code == 400
    assert "Multi-statements are not allowed" in response.text
    assert endpoint.ask("SELECT count() FROM spans").text == "100000\n"


@pytest.mark.parametrize(
    "parameters",
    [
        {"readonly": "0"},
        {"allow_ddl": "1"},
        {"allow_introspection_functions": "1"},
        {"additional_result_filter": f"file('{PASSWD}') = ''"},
        {"implicit_table_at_top_level": PASSWD},
        {"output_format_schema": "stolen"},
        {"format_schema": PASSWD},
        {"dialect": "kusto"},
        {"max_execution_time); SELECT 1": "1"},
    ],
)
def test_refused_settings(endpoint: Any, parameters: dict[str, str]) -> None:
    """Settings that would open a door are refused in the URL as they are in the text."""
    response = endpoint.ask("SELECT 1", **parameters)
    assert response.status_code == 403, response.text
    assert response.headers["X-ClickHouse-Exception-Code"] == "452"


@pytest.mark.parametrize("name", [f"default.{PASSWD}", "system.stack_trace", r"system.stack\x5ftrace"])
def test_refused_parameters(endpoint: Any, name: str) -> None:
    """A table that is named by parameters is checked like any other."""
    schema, table = name.split(".", 1)
    response = endpoint.ask("SELECT * FROM {d:Identifier}.{t:Identifier}", param_d=schema, param_t=table)
    assert response.status_code in {400, 403}
    half = endpoint.ask("SELECT * FROM {t:Identifier}", database=schema if schema == "system" else "", param_t=table)
    assert half.status_code in {400, 403, 404}


@pytest.mark.parametrize("sql", ["SELECT -0.", "SELECT [1e20]", "SHOW GRANTS"])
def test_unchecked(endpoint: Any, sql: str) -> None:
    """What the engine's parser cannot show in full is refused, and the refusal does not call it writing."""
    response = endpoint.ask(sql)
    assert response.status_code == 403
    assert "cannot be checked" in response.text


def test_string_that_looks_like_sql(endpoint: Any) -> None:
    """What stands in strings, comments and names is not code."""
    sql = (
        f"SELECT 'file(''{PASSWD}'')' AS `DROP TABLE x`, '; SET readonly = 0' -- INTO OUTFILE 'x'\nFORMAT TSVWithNames"
    )
    assert (
        endpoint.ask(sql).text == f"DROP TABLE x\t\\'; SET readonly = 0\\'\nfile(\\'{PASSWD}\\')\t; SET readonly = 0\n"
    )


@pytest.mark.parametrize(
    ("sql", "parameters"),
    [
        ("SELECT 1 FORMAT `TSV; SELECT 'x' INTO OUTFILE '{directory}/stolen'`", {}),
        ("SELECT 1 SETTINGS max_threads = 1 FORMAT `TSV; SELECT 'x' INTO OUTFILE '{directory}/stolen'`", {}),
        ("DESCRIBE TABLE spans FORMAT `TSV; SELECT 'x' INTO OUTFILE '{directory}/stolen'`", {}),
        ("SHOW TABLES FORMAT `TSV; SELECT 'x' INTO OUTFILE '{directory}/stolen'`", {}),
        ("SELECT 1", {"default_format": "TSV; SELECT 'x' INTO OUTFILE '{directory}/stolen'"}),
        ("SELECT 1", {"database": "\\`; SELECT 'x' INTO OUTFILE '{directory}/stolen'; --"}),
        ("SELECT 1", {"database": "agentops`; SELECT 'x' INTO OUTFILE '{directory}/stolen'; --"}),
        ("SELECT 1", {"param_x = 1; SELECT 'x' INTO OUTFILE '{directory}/stolen'; --": "1"}),
        ("SELECT {x:String}", {"param_x": "'; SELECT 'x' INTO OUTFILE '{directory}/stolen'; --"}),
        ("SELECT 1", {"session_timezone": "UTC'; SELECT 'x' INTO OUTFILE '{directory}/stolen'; --"}),
        ("SELECT 1 SETTINGS session_timezone = 'UTC\\'; SELECT 1 INTO OUTFILE \\'{directory}/stolen\\'; --'", {}),
        (
            "SELECT `a; SELECT 'x' INTO OUTFILE '{directory}/stolen'` FROM (SELECT 1 AS `a; SELECT 'x' INTO OUTFILE '{directory}/stolen'`)",
            {},
        ),
        ("SELECT 1 AS `x` INTO/**/OUTFILE '{directory}/stolen'", {}),
    ],
)
def test_nothing_slips_into_the_text(endpoint: Any, sql: str, parameters: dict[str, str]) -> None:
    """Names and values that hold SQL stay names and values: whatever the answer, nothing is written."""
    place = str(endpoint.directory)
    changed = {k.replace("{directory}", place): v.replace("{directory}", place) for k, v in parameters.items()}
    response = endpoint.ask(sql.replace("{directory}", place), **changed)
    assert not (endpoint.directory / "stolen").exists()
    assert response.status_code in {200, 400, 403, 404, 500}
    assert endpoint.ask("SELECT 1").text == "1\n"


def test_get_only_reads(endpoint: Any) -> None:
    """A GET reads, and refuses what does not."""
    assert endpoint.http.get(endpoint.url, params={"query": "SELECT 1"}).text == "1\n"
    refused = endpoint.http.get(endpoint.url, params={"query": "DROP TABLE spans"})
    assert refused.status_code == 403


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM names LIMIT 1",
        "WITH RECURSIVE x AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM x WHERE n < 5) SELECT * FROM x",
        "SELECT number, tags['k'], row_number() OVER (PARTITION BY name ORDER BY number) FROM spans LIMIT 1 BY name LIMIT 3",
        "SELECT name, count(), quantiles(0.5, 0.9)(number) FROM spans GROUP BY ALL WITH TOTALS",
        "SELECT arrayMap(x -> x + 1, [1]), format('{}', 1), (SELECT max(number) FROM spans), number::String FROM spans LIMIT 1",
        "SELECT * FROM numbers(3) UNION ALL SELECT * FROM generateSeries(1, 2) EXCEPT SELECT 1",
        "SELECT * FROM values('a UInt8', 1, 2) AS v JOIN spans ON spans.number = v.a",
        "SELECT count() FROM system.tables; -- the end",
        "SELECT '\\xff', 'ünï'",
        "SELECT (1), 1 - (-1), -(number), NOT (number = 1), (number), ((number + 1)) * 2, [(1, 2)][1].2 FROM spans LIMIT 1",
        "SELECT number::String, (1,), (), number > 1 ? 'a' : 'b', CASE name WHEN 'x' THEN 1 END, null::Nullable(Int8) FROM spans",
        "SHOW TABLES",
        "SHOW TABLES FROM agentops LIKE 's%'",
        "SHOW COLUMNS FROM spans",
        "SHOW CREATE TABLE agentops.spans",
        "SHOW CREATE DATABASE agentops",
        "SHOW DATABASES",
        "SHOW PROCESSLIST",
        "SHOW FUNCTIONS LIKE 'plus'",
        "DESCRIBE TABLE spans",
        "DESC (SELECT 1)",
        "EXISTS TABLE spans",
        "EXISTS spans",
        "EXPLAIN indexes = 1 SELECT * FROM spans WHERE number = 1",
        "EXPLAIN AST SELECT 1",
        "EXPLAIN PIPELINE SELECT 1 SETTINGS max_threads = 1",
        "SELECT * FROM information_schema.tables LIMIT 1",
        "SELECT * FROM system.settings LIMIT 1",
    ],
)
def test_reading_passes(endpoint: Any, sql: str) -> None:
    """All ways to read pass, and give something."""
    response = endpoint.ask(sql)
    assert response.status_code == 200, response.text
    assert response.content
