"""A query that failed, said the way ClickHouse says it: code, name, message, and the HTTP status that goes with them."""

import re

from agentops_processor.errors import ProcessorError

# The statuses of ClickHouse's own HTTP interface by error code, 500 for all others. Two differ on purpose: READONLY is
# 403 (ClickHouse says 500), and TOO_MANY_SIMULTANEOUS_QUERIES is 503, which clients take as "try again".
_STATUS_OF_CODES = {
    400: (6, 8, 15, 25, 26, 27, 36, 37, 38, 41, 44, 53, 62, 72, 117, 123, 167, 168, 223, 321, 376, 427, 441, 675, 676),
    403: (164, 452, 497),
    404: (46, 47, 50, 56, 60, 63, 73, 81, 115),
    408: (159,),
    413: (229,),
    415: (779,),
    501: (48,),
    503: (202,),
}
_STATUS = {code: status for status, codes in _STATUS_OF_CODES.items() for code in codes}

_CODE = re.compile(r"Code: (\d+)\. (?:DB::Exception: )?")
# A client inside the engine reports a server inside the engine: the same code, name and version come up to three times.
_ECHO = re.compile(r"(?:Code: \d+\. DB::Exception: )+")
_TAIL = re.compile(r"(?:\.?\s*\((?:[A-Z][A-Z0-9_]+|version [^()]*(?:\([^()]*\))?)\))+\.?\s*$")
_NAME = re.compile(r"\(([A-Z][A-Z0-9_]+)\)")
# What the guard asked the engine is not what the user asked.
_GUARD_SCOPE = re.compile(
    r"(?:: In scope SELECT|: while executing 'FUNCTION) (?:parseQueryToJSON|formatQuery).*", re.DOTALL
)


class QueryError(ProcessorError):
    """A query that was refused or failed.

    Attributes:
        code: ClickHouse's error code.
        name: ClickHouse's name of the code.
        message: What is wrong, for the person who wrote the query.
    """

    def __init__(self, code: int, name: str, message: str) -> None:
        super().__init__(f"Code: {code}. DB::Exception: {message} ({name})")
        self.code = code
        self.name = name
        self.message = message

    @property
    def status(self) -> int:
        """The HTTP status."""
        return _STATUS.get(self.code, 500)

    @classmethod
    def from_text(cls, text: str) -> "QueryError":
        """Read ClickHouse's own words, `Code: 62. DB::Exception: Syntax error ... (SYNTAX_ERROR)`, without their echoes.

        A text of another shape is kept whole, under code 1002, UNKNOWN_EXCEPTION.
        """
        found = _CODE.search(text)
        if found is None:
            return cls(1002, "UNKNOWN_EXCEPTION", text.strip())
        message = _ECHO.sub("", text[found.end() :])
        tail = _TAIL.search(message)
        names = _NAME.findall(tail.group()) if tail else []
        message = _GUARD_SCOPE.sub("", message[: tail.start()] if tail else message)
        return cls(int(found[1]), names[-1] if names else "UNKNOWN_EXCEPTION", message.strip())


def access_denied(message: str) -> QueryError:
    """The query reads, but not what it may."""
    return QueryError(497, "ACCESS_DENIED", message)


def read_only(what: str) -> QueryError:
    """The statement does something other than read."""
    return QueryError(
        164,
        "READONLY",
        f"{what} is not possible here: this endpoint only reads (SELECT, SHOW, DESCRIBE, EXISTS, EXPLAIN)",
    )
