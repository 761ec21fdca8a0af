"""An HTTP request comes in, in the dialect of ClickHouse's interface; a question goes out."""

from collections.abc import Mapping
from email import message_from_bytes, policy

from starlette.requests import Request

from agentops_processor.ask.embedded import Question
from agentops_processor.ask.encodings import decompress
from agentops_processor.ask.refusal import QueryError

# Parameters that are no settings. Who asks, and in which session, makes no difference here.
_NOT_SETTINGS = frozenset(
    {
        "client_protocol_version",
        "compress",
        "database",
        "decompress",
        "default_format",
        "enable_http_compression",
        "password",
        "query",
        "query_id",
        "quota_key",
        "role",
        "session_check",
        "session_id",
        "session_timeout",
        "user",
    }
)
_PARAMETER = "param_"
# Clients that were told no database say `default`; the tables are not there.
_UNSAID = frozenset({"", "default"})
# Parameters of a query may be long (thousands of ids); more than this is a mistake.
_MAX_BODY_BYTES = 4 << 20


async def read_question(request: Request, database: str, max_query_bytes: int) -> Question | None:
    """What the request asks; None if nothing at all, which a GET of `/` may be.

    Raises:
        QueryError: The request cannot be understood, or is too large.
    """
    asked = dict(request.query_params)
    body = decompress(await _body(request), request.headers.get("content-encoding", ""), _MAX_BODY_BYTES + 1)
    if len(body) > _MAX_BODY_BYTES:
        raise _too_large(_MAX_BODY_BYTES)
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        asked |= _form(request.headers["content-type"], body)
        body = b""
    # The query may be in the URL, in the body, or begin in the one and go on in the other.
    sql = "\n".join(part for part in (asked.get("query", ""), body.decode("utf-8", "surrogateescape")) if part)
    if not sql.strip():
        if request.method == "GET":
            return None
        raise QueryError(62, "SYNTAX_ERROR", "Empty query")
    if len(sql) > max_query_bytes:
        raise _too_large(max_query_bytes)
    for framing in ("compress", "decompress"):
        if asked.get(framing, "0") != "0":
            hint = "use Accept-Encoding and Content-Encoding with lz4, zstd, gzip or deflate"
            raise QueryError(
                48, "NOT_IMPLEMENTED", f"{framing}=1, ClickHouse's own framing, is not spoken here; {hint}"
            )
    return Question(
        sql=sql,
        database=_database(asked, request.headers, database),
        default_format=asked.get("default_format") or request.headers.get("x-clickhouse-format") or "TabSeparated",
        settings={k: v for k, v in asked.items() if k not in _NOT_SETTINGS and not k.startswith(_PARAMETER)},
        native_revision=_revision(asked),
        parameters={k.removeprefix(_PARAMETER): v for k, v in asked.items() if k.startswith(_PARAMETER)},
    )


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_BODY_BYTES:
            raise _too_large(_MAX_BODY_BYTES)
    return bytes(body)


def _too_large(most: int) -> QueryError:
    return QueryError(229, "QUERY_IS_TOO_LARGE", f"The query is longer than {most} bytes")


def _form(content_type: str, body: bytes) -> dict[str, str]:
    """The fields of a form: how clickhouse-connect sends parameters that are too long for a URL."""
    message = message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body, policy=policy.HTTP)
    fields: dict[str, str] = {}
    for part in message.iter_parts():
        name, value = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(value, bytes):
            fields[name] = value.decode("utf-8", "replace")
    return fields


def _revision(asked: Mapping[str, str]) -> int:
    wanted = asked.get("client_protocol_version", "0")
    return int(wanted) if wanted.isdecimal() else 0


def _database(asked: Mapping[str, str], headers: Mapping[str, str], database: str) -> str:
    wanted = asked.get("database") or headers.get("x-clickhouse-database", "")
    return database if wanted in _UNSAID else wanted
