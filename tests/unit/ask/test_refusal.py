"""ClickHouse's error texts."""

import pytest
from agentops_processor.ask.refusal import QueryError, access_denied, read_only


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Code: 62. DB::Exception: Syntax error: failed at position 8 (x): x. Expected one of: a (b), c. (SYNTAX_ERROR)",
            "Code: 62. DB::Exception: Syntax error: failed at position 8 (x): x. Expected one of: a (b), c (SYNTAX_ERROR)",
        ),
        (
            "Code: 60. DB::Exception: Unknown table x. (UNKNOWN_TABLE) (version 25.3.1.1 (official build))\n",
            "Code: 60. DB::Exception: Unknown table x (UNKNOWN_TABLE)",
        ),
        (
            "Code: 73. DB::Exception: Code: 73. DB::Exception: Unknown format X. (UNKNOWN_FORMAT) (version 26.9.2.1). (UNKNOWN_FORMAT)",
            "Code: 73. DB::Exception: Unknown format X (UNKNOWN_FORMAT)",
        ),
        (
            "Streaming query failed: Code: 47. DB::Exception: No `x`\nin scope (UNKNOWN_IDENTIFIER)",
            "Code: 47. DB::Exception: No `x`\nin scope (UNKNOWN_IDENTIFIER)",
        ),
        (
            "Code: 62. DB::Exception: Syntax error: at 9: In scope SELECT parseQueryToJSON('a (B) c'). (SYNTAX_ERROR)",
            "Code: 62. DB::Exception: Syntax error: at 9 (SYNTAX_ERROR)",
        ),
        ("<html>not ClickHouse</html>\n", "Code: 1002. DB::Exception: <html>not ClickHouse</html> (UNKNOWN_EXCEPTION)"),
        ("", "Code: 1002. DB::Exception:  (UNKNOWN_EXCEPTION)"),
    ],
)
def test_texts(text: str, expected: str) -> None:
    """Code, message and name are found, echoes and our own wrapping are dropped."""
    assert str(QueryError.from_text(text)) == expected


def test_statuses() -> None:
    """The HTTP status follows from the code."""
    assert access_denied("no").status == read_only("DROP").status == 403
    assert QueryError(62, "SYNTAX_ERROR", "").status == 400
    assert QueryError(60, "UNKNOWN_TABLE", "").status == 404
    assert QueryError(159, "TIMEOUT_EXCEEDED", "").status == 408
    assert QueryError(241, "MEMORY_LIMIT_EXCEEDED", "").status == 500
