"""The SQL endpoint over HTTP: formats, encodings, limits, and what clients of ClickHouse expect."""

import gzip
import io
import json
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import clickhouse_connect
import httpx
import lz4.frame  # type: ignore[import-untyped]  # ships no type information
import pyarrow as pa
import pytest
import zstandard
from clickhouse_connect.driver import Client
from clickhouse_connect.driver.exceptions import DatabaseError

ENDLESS = "SELECT sum(sipHash64(number)) FROM numbers(1000000000000)"


@pytest.fixture(scope="module")
def client(endpoint: Any) -> Iterator[Client]:
    """clickhouse-connect, as anybody would use it."""
    with clickhouse_connect.get_client(host="127.0.0.1", port=endpoint.port) as connected:
        yield connected


def test_client_queries(client: Client) -> None:
    """clickhouse-connect reads rows, columns and types, in our database."""
    result = client.query("SELECT number, name, tags FROM spans ORDER BY number LIMIT 2")
    assert result.result_rows == [(0, "span 0", {"k": "v"}), (1, "span 1", {"k": "v"})]
    assert result.column_names == ("number", "name", "tags")
    assert [t.name for t in result.column_types] == ["UInt32", "String", "Map(String, String)"]
    assert int(result.summary["read_rows"]) > 0


def test_client_binds_parameters(client: Client) -> None:
    """Parameters are bound by the engine; many of them go as a form."""
    assert client.query("SELECT {x:UInt32} + 1, {s:String}", {"x": 41, "s": "a'b\\c\td\n"}).result_rows == [
        (42, "a'b\\c\td\n")
    ]
    ids = [f"{number:032x}" for number in range(300)]
    assert client.query("SELECT length({ids:Array(String)})", {"ids": ids}).result_rows == [(300,)]


def test_client_reads_frames(client: Client) -> None:
    """Arrow and pandas come out as they should."""
    assert client.query_arrow("SELECT number, name FROM spans ORDER BY number LIMIT 1").to_pylist() == [
        {"number": 0, "name": "span 0"}
    ]
    assert client.query_df("SELECT number FROM spans ORDER BY number LIMIT 3")["number"].tolist() == [0, 1, 2]


def test_client_streams(client: Client) -> None:
    """A long result comes in blocks."""
    with client.query_row_block_stream("SELECT number FROM numbers(1000000)") as blocks:
        assert sum(len(block) for block in blocks) == 1_000_000


def test_client_commands(client: Client) -> None:
    """Commands that read work, and say what they give."""
    assert client.command("SELECT count() FROM spans") == 100_000
    assert client.command("EXISTS spans") == 1
    assert ("spans",) in client.query("SHOW TABLES").result_rows
    assert client.query("DESCRIBE TABLE spans").result_rows[0][:2] == ("number", "UInt32")
    assert client.ping()


@pytest.mark.parametrize(
    "sql", ["SELECT number, name FROM spans WHERE number > 1e9", "SELECT number, name FROM spans LIMIT 0"]
)
def test_client_sees_columns_of_nothing(client: Client, sql: str) -> None:
    """A result of no rows still has its columns."""
    assert client.query(sql).column_names == ("number", "name")


def test_client_settings(client: Client) -> None:
    """Settings go with one query."""
    sql = "SELECT getSetting('join_use_nulls')"
    assert client.query(sql, settings={"join_use_nulls": 1}).result_rows == [(True,)]
    assert client.query(sql).result_rows == [(False,)]


def test_client_errors(client: Client) -> None:
    """Errors carry ClickHouse's code; writing is refused."""
    with pytest.raises(DatabaseError, match="UNKNOWN_IDENTIFIER") as unknown:
        client.query("SELECT nope")
    assert unknown.value.code == 47
    with pytest.raises(DatabaseError, match="only reads"):
        client.insert("spans", [[1, "x"]], column_names=["number", "name"])


@pytest.mark.parametrize(
    ("fmt", "media", "expected"),
    [
        ("TabSeparated", "text/tab-separated-values", b"1\tx\n"),
        ("CSVWithNames", "text/csv", b'"a","b"\n1,"x"\n'),
        ("JSONEachRow", "application/x-ndjson", b'{"a":1,"b":"x"}\n'),
        ("JSONCompactEachRowWithNamesAndTypes", "application/x-ndjson", b'["a", "b"]\n["UInt8", "String"]\n[1, "x"]\n'),
        ("Native", "application/octet-stream", b"\x02\x01\x01a\x05UInt8\x01\x01b\x06String\x01x"),
        ("RowBinary", "application/octet-stream", b"\x01\x01x"),
        ("Null", "application/octet-stream", b""),
    ],
)
def test_formats(endpoint: Any, fmt: str, media: str, expected: bytes) -> None:
    """A format may be named in the query, the URL or a header, in this order of weight."""
    sql = "SELECT 1 AS a, 'x' AS b"
    ways = [
        endpoint.ask(f"{sql} FORMAT {fmt}", default_format="JSON"),
        endpoint.ask(sql, default_format=fmt),
        endpoint.http.post(endpoint.url, content=sql, headers={"X-ClickHouse-Format": fmt}),
    ]
    for response in ways:
        assert response.content == expected
        assert response.headers["X-ClickHouse-Format"] == fmt
        assert response.headers["Content-Type"].startswith(media)


def test_formats_with_frames(endpoint: Any) -> None:
    """Formats with a head and a foot are whole, however long the result."""
    arrow = endpoint.ask("SELECT number FROM numbers(300000) FORMAT Arrow")
    assert pa.ipc.open_file(pa.BufferReader(arrow.content)).read_all().num_rows == 300_000
    as_json = endpoint.ask("SELECT number FROM numbers(300000) FORMAT JSON").json()
    assert as_json["rows"] == len(as_json["data"]) == 300_000


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "zstd", "lz4"])
@pytest.mark.parametrize("rows", [0, 10, 500_000])
def test_compressed_answers(endpoint: Any, encoding: str, rows: int) -> None:
    """Answers are compressed as the client asks, short ones and long ones, and only if it asks."""
    undo: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.decompress,
        "deflate": zlib.decompress,
        "zstd": lambda data: zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read(),
        "lz4": lz4.frame.decompress,
    }
    sql = f"SELECT number FROM numbers({rows})"  # noqa: S608  (a test's own number)
    with endpoint.http.stream(
        "POST",
        endpoint.url,
        content=sql,
        params={"enable_http_compression": "1"},
        headers={"Accept-Encoding": encoding},
    ) as response:
        body = b"".join(response.iter_raw())
    assert response.headers["Content-Encoding"] == encoding
    assert undo[encoding](body) == b"".join(b"%d\n" % number for number in range(rows))
    plain = endpoint.http.post(endpoint.url, content="SELECT 1", headers={"Accept-Encoding": encoding})
    assert "Content-Encoding" not in plain.headers


def test_compressed_questions(endpoint: Any) -> None:
    """Queries may come compressed, and in chunks."""
    sql = b"SELECT 'compressed'"
    bodies = {
        "gzip": gzip.compress(sql),
        "deflate": zlib.compress(sql),
        "zstd": zstandard.compress(sql),
        "lz4": lz4.frame.compress(sql),
    }
    for encoding, body in bodies.items():
        chunks = (body[i : i + 5] for i in range(0, len(body), 5))
        response = endpoint.http.post(endpoint.url, content=chunks, headers={"Content-Encoding": encoding})
        assert response.text == "compressed\n"
    assert endpoint.http.post(endpoint.url, content=sql, headers={"Content-Encoding": "br"}).status_code == 500
    bomb = zstandard.compress(b" " * (64 << 20))
    assert endpoint.http.post(endpoint.url, content=bomb, headers={"Content-Encoding": "zstd"}).status_code == 413


@pytest.mark.parametrize(
    "value",
    [
        "number", "toInt8(-1)", "1.5::Float32", "true", "'text'", "repeat('x', 300)", "toFixedString('ab', 3)", "NULL",
        "toNullable(number)", "number::Decimal(18, 12)", "number::Decimal(9, 2)", "number::Decimal(70, 2)", "toUInt256(1)",
        "today()", "now()", "now64(9, 'UTC')", "generateUUIDv4()", "toIPv4('1.2.3.4')", "toIPv6('::1')", "INTERVAL 1 DAY",
        "CAST('a, (b', 'Enum8(\\'a, (b\\' = 1, \\'c\\' = 2)')", "toLowCardinality(toString(number % 3))", "range(number % 5)",
        "toLowCardinality(toNullable(toString(number)))", "[toLowCardinality('x'), toLowCardinality('y')]", "emptyArrayString()",
        "map('k', [1.5], 'l', [])", "map(toLowCardinality('k'), 'v')", "(1, 'x', [NULL, 'y'])", "[map('a', ([1], 'b'))]",
        "CAST((1, 'x'), 'Tuple(a UInt8, `b c` String)')", "CAST([(1, 'x')], 'Nested(a UInt8, b String)')",
        "minSimpleState(number)",
    ],
)  # fmt: skip
@pytest.mark.parametrize("rows", [0, 3])
def test_native_of_later_revisions(endpoint: Any, value: str, rows: int) -> None:
    """Drivers that name a later revision of Native (Go's, in Grafana) get heads and flags, and the same values."""
    group = " GROUP BY number" if "State" in value else ""
    sql = f"SELECT {value} AS a, 'z' AS z FROM numbers({rows}){group} ORDER BY number FORMAT Native"  # noqa: S608
    if "UUID" in value:
        sql = sql.replace("generateUUIDv4()", "reinterpret(number::UInt128, 'UUID')")
    sql = sql.replace("now()", "toDateTime(number)").replace("now64(9, 'UTC')", "toDateTime64(number, 9, 'UTC')")
    plain = endpoint.ask(sql).content
    headed = endpoint.ask(sql, client_protocol_version="54460").content
    # One flag after each of two columns' types and one head a block; the rest is the same, in the same order.
    blocks = headed.count(b"\x01\x00\x02\xff\xff\xff\xff\x00\x02")
    assert blocks >= 1
    assert len(headed) == len(plain) + blocks * (8 + 2)
    bare = headed.replace(b"\x01\x00\x02\xff\xff\xff\xff\x00\x02", b"\x02").replace(
        b"\x01z\x06String\x00", b"\x01z\x06String"
    )
    kind = (
        endpoint.ask(f"DESCRIBE ({sql.removesuffix(' FORMAT Native')})")
        .text.split("\t")[1]
        .replace("\\'", "'")
        .encode()
    )
    name = b"\x01a" + bytes([len(kind)]) + kind
    assert bare.replace(name + b"\x00", name, bare.count(name)) == plain


def test_native_of_later_revisions_in_blocks(endpoint: Any) -> None:
    """A result of several blocks gets as many heads."""
    sql = "SELECT number, toString(number) AS s, toLowCardinality(s) AS l, [l] AS a FROM numbers(200000) FORMAT Native"
    plain = endpoint.ask(sql).content
    headed = endpoint.ask(sql, client_protocol_version="54460").content
    blocks = headed.count(b"\x01\x00\x02\xff\xff\xff\xff\x00\x04")
    assert blocks > 1
    assert len(headed) == len(plain) + blocks * (8 + 4)


def test_native_of_types_unknown(endpoint: Any) -> None:
    """A type whose length cannot be told is refused to such a driver, by name, with a way out."""
    response = endpoint.ask("SELECT sumState(1) AS a FORMAT Native", client_protocol_version="54460")
    assert response.status_code == 501
    assert "Column a is a AggregateFunction(sum, UInt8)" in response.text
    assert endpoint.ask("SELECT sumState(1) AS a FORMAT Native", client_protocol_version="54405").status_code == 200


def test_query_in_two_parts(endpoint: Any) -> None:
    """The query may begin in the URL and go on in the body."""
    assert endpoint.ask("WHERE number < 3", query="SELECT count() FROM spans").text == "3\n"


def test_binary_literals(endpoint: Any) -> None:
    """Bytes that are no UTF-8 pass through, in the query and in the result."""
    assert endpoint.ask(b"SELECT '\xff\xfe', '\\xfd' FORMAT RowBinary").content == b"\x02\xff\xfe\x01\xfd"
    assert endpoint.ask(b"SELECT '\xff' SETTINGS max_threads = 1 FORMAT RowBinary").content == b"\x01\xff"


def test_literals_survive(endpoint: Any) -> None:
    """What the statement says is what runs, although it is taken apart and put together again."""
    literals = [
        "18446744073709551615", "-9223372036854775808", "340282366920938463463374607431768211455", "1e308", "5e-324",
        "0.1", "inf", "-inf", "nan", "'a\\'b\\\\c\\n\\t\\0'", "'ünï日本'", "[1, NULL]", "(1, 'x')", "map('k', 1.5)", "NULL", "true",
        "toDecimal64('0.1', 3)", "'FORMAT JSON SETTINGS x = 1'", "INTERVAL 1 DAY", "DATE '2026-01-02'", "0x1F", "1_000",
    ]  # fmt: skip
    for literal in literals:
        plain = endpoint.ask(f"SELECT toString({literal}), toTypeName({literal})")
        assert plain.status_code == 200, plain.text
        assert endpoint.ask(f"SELECT toString({literal}), toTypeName({literal}) FORMAT TSV").text == plain.text
        assert (
            endpoint.ask(f"SELECT toString({literal}), toTypeName({literal}) SETTINGS max_threads = 1").text
            == plain.text
        )


def test_headers(endpoint: Any) -> None:
    """The headers that clients read are there."""
    headers = endpoint.ask("SELECT number FROM spans LIMIT 7", query_id="mine", session_id="any", user="any").headers
    assert headers["X-ClickHouse-Query-Id"] == "mine"
    assert headers["X-ClickHouse-Server-Display-Name"] == "agentops-processor"
    assert headers["X-ClickHouse-Timezone"] == endpoint.ask("SELECT timezone()").text.strip()
    assert json.loads(headers["X-ClickHouse-Summary"])["result_rows"] == "7"
    assert endpoint.http.get(f"{endpoint.url}/ping").text == "Ok.\n"
    assert endpoint.http.get(endpoint.url).text == "Ok.\n"


@pytest.mark.parametrize(
    ("sql", "parameters", "status", "code"),
    [
        ("SELECT 1,,", {}, 400, "62"),
        ("", {}, 400, "62"),
        ("SELECT {x:UInt32}", {}, 500, "456"),
        ("SELECT {x:UInt32}", {"param_x": "y"}, 500, "457"),
        ("SELECT nope", {}, 404, "47"),
        ("SELECT nope(1)", {}, 404, "46"),
        ("SELECT * FROM nope", {}, 404, "60"),
        ("SELECT 1", {"database": "nope"}, 404, "81"),
        ("SELECT 1 FORMAT Nope", {}, 404, "73"),
        ("SELECT 1", {"default_format": "Nope'; --"}, 404, "73"),
        ("SELECT 1", {"output_format_nope": "1"}, 404, "115"),
        ("SELECT throwIf(number = 900000) FROM numbers(1000000)", {}, 500, "395"),
        (ENDLESS, {"max_execution_time": "0.2"}, 408, "159"),
        ("SELECT groupArray(number) FROM numbers(1000000000)", {}, 500, "241"),
        ("SELECT number FROM numbers(4000000)", {}, 500, "396"),
        ("SELECT repeat(toString(number), 200) FROM numbers(300000) SETTINGS max_block_size = 1000", {}, 500, "396"),
        ("SELECT number FROM numbers(100)", {"max_result_rows": "10"}, 500, "396"),
        ("SELECT 1", {"compress": "1"}, 501, "48"),
        (f"SELECT '{'x' * 300_000}'", {}, 413, "229"),
        ("SELECT " + "+".join(["1"] * 900), {}, 400, "167"),
    ],
)
def test_errors(endpoint: Any, sql: str, parameters: dict[str, str], status: int, code: str) -> None:
    """Errors come as ClickHouse's text, code and status, never in the middle of an answer."""
    response = endpoint.ask(sql, **parameters)
    assert (response.status_code, response.headers.get("X-ClickHouse-Exception-Code")) == (status, code), response.text[
        :999
    ]
    assert response.text.startswith(f"Code: {code}. DB::Exception: ")
    assert "parseQueryToJSON" not in response.text
    assert str(endpoint.directory) not in response.text


def test_limits_only_get_tighter(endpoint: Any) -> None:
    """A client may lower a limit; raising it, or asking for none, leaves ours."""
    sql = "SELECT getSetting('max_execution_time')"
    for asked, effective in [
        ("2", "2"),
        ("3000", "5"),
        ("0", "5"),
        ("0.0", "5"),
        ("-1", "5"),
        ("1e9", "5"),
        ("inf", "5"),
    ]:
        assert endpoint.ask(sql, max_execution_time=asked).text.strip() == effective
        if "-" not in asked and "inf" not in asked:
            assert endpoint.ask(f"{sql} SETTINGS max_execution_time = {asked}").text.strip() == effective


def test_settings_do_not_leak(endpoint: Any) -> None:
    """Whatever one query sets, no other sees, and the writer writes on."""
    names = ["join_use_nulls", "max_execution_time", "max_threads", "readonly", "session_timezone", "max_block_size"]
    seen = "SELECT " + ", ".join(f"getSetting('{name}')" for name in names)
    before = endpoint.ask(seen).text
    changes = {"join_use_nulls": "1", "max_execution_time": "1", "max_threads": "1", "session_timezone": "Asia/Tokyo"}
    for _ in range(8):
        assert endpoint.ask(f"{seen} SETTINGS max_block_size = 7", **changes, database="system").text != before
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(lambda _: endpoint.ask(seen).text, range(16))) == {before}
    assert endpoint.ask("SELECT currentDatabase()").text == "agentops\n"


def test_reads_what_is_being_written(endpoint: Any) -> None:
    """Queries see what another handle of the process writes meanwhile."""
    before = int(endpoint.ask("SELECT count() FROM ticks").text)
    deadline = time.monotonic() + 10
    while int(endpoint.ask("SELECT count() FROM ticks").text) <= before + 3:
        assert time.monotonic() < deadline, "the writer stands still"


def test_slow_queries_hold_up_nobody(endpoint: Any) -> None:
    """Beside slow queries fast ones are fast; where all places are taken, a query waits, then is told to come back."""
    with ThreadPoolExecutor(3) as threads:
        slow = [threads.submit(endpoint.ask, ENDLESS, query_id=f"slow{i}") for i in range(2)]
        started = time.monotonic()
        for _ in range(5):
            assert endpoint.ask("SELECT 1").text == "1\n"
        assert time.monotonic() - started < 2
        slow.append(threads.submit(endpoint.ask, ENDLESS))
        busy = [endpoint.ask("SELECT 2") for _ in range(2)]
        assert {response.status_code for response in busy} <= {200, 503}
        assert {response.result().status_code for response in slow} == {408}
    assert endpoint.ask("SELECT 3").text == "3\n"


def test_abandoned_queries_give_their_places_back(endpoint: Any) -> None:
    """When its client leaves, a query is stopped, long before its time is over."""
    for _ in range(4):
        with pytest.raises(httpx.ReadTimeout):
            endpoint.http.post(endpoint.url, content=ENDLESS, timeout=0.3)
    # Three places, five seconds a query, two seconds of patience: had they stayed, this would be refused.
    assert endpoint.ask("SELECT 1").text == "1\n"
    deadline = time.monotonic() + 3
    while endpoint.ask("SELECT count() FROM system.processes WHERE query LIKE 'SELECT sum(%'").text != "0\n":
        assert time.monotonic() < deadline, "they still run"


def test_abandoned_answers_leave_nothing(endpoint: Any) -> None:
    """A client that leaves in the middle of an answer leaves no file and no open file behind."""
    for _ in range(3):
        with endpoint.http.stream("POST", endpoint.url, content="SELECT number FROM numbers(3000000)") as response:
            next(response.iter_raw(1000))
    assert endpoint.ask("SELECT 1").status_code == 200
    assert list((endpoint.directory / "scratch").iterdir()) == []


@pytest.mark.parametrize("fmt", ["Native", "JSON", "TabSeparated"])
def test_long_results_need_little_memory(endpoint: Any, fmt: str) -> None:
    """A million rows, 140 MB as JSON, go through without being held: the process grows by less than 256 MiB."""
    before = endpoint.memory_peak_bytes()
    sql = f"SELECT number, repeat('x', 100) AS text FROM numbers(1000000) FORMAT {fmt}"  # noqa: S608  (a test's own format)
    with endpoint.http.stream("POST", endpoint.url, content=sql, timeout=30) as response:
        assert sum(len(chunk) for chunk in response.iter_raw()) > 100_000_000
    assert endpoint.memory_peak_bytes() - before < 256 << 20


def test_shutdown(ending_endpoint: Any) -> None:
    """A process that stops tells the clients that wait, and does not wait for their queries."""
    with ThreadPoolExecutor(1) as threads:
        slow = threads.submit(ending_endpoint.ask, ENDLESS)
        deadline = time.monotonic() + 4
        while ending_endpoint.ask("SELECT count() FROM system.processes WHERE query LIKE 'SELECT sum(%'").text != "1\n":
            assert time.monotonic() < deadline, "it does not run"
        started = time.monotonic()
        ending_endpoint.stop()
        assert "QUERY_WAS_CANCELLED" in slow.result().text
        assert time.monotonic() - started < 4
