"""Tables for people."""

import io

from agentops_processor.ask.client import Table
from agentops_processor.ask.table import print_table
from rich.console import Console


def drawn(table: Table, width: int = 60) -> list[str]:
    """The lines of a table that say something."""
    out = io.StringIO()
    print_table(table, Console(file=out, width=width))
    return [line.rstrip() for line in out.getvalue().splitlines() if line.strip()]


def test_alignment() -> None:
    """Numbers stand to the right, text to the left; NULL and lists are readable."""
    table = Table(
        ["name", "tokens", "tags"],
        ["LowCardinality(String)", "Nullable(UInt64)", "Array(String)"],
        [["a", 5, ["x"]], ["bcd", None, []], ["e", 12345, []]],
    )
    lines = drawn(table)
    assert lines[0].split() == ["name", "tokens", "tags"]
    assert [line.index(value) + len(value) for line, value in zip(lines[2:5], ["5", "NULL", "12345"], strict=True)] == [
        14
    ] * 3
    assert '["x"]' in lines[2]
    assert lines[-1] == "3 rows"


def test_long_text() -> None:
    """Long text is cut to the width with an ellipsis, on one line; numbers are never cut; markup is text."""
    table = Table(["n", "text"], ["UInt64", "String"], [[18446744073709551615, "a\nb [red]" * 100]])
    lines = drawn(table, 50)
    assert "18446744073709551615" in lines[2]
    assert lines[2].endswith("…")
    assert "a b [red]" in lines[2]
    assert len(lines) == 4
    assert lines[-1] == "1 row"


def test_many_rows() -> None:
    """No more than a thousand rows are drawn, and the count says so."""
    lines = drawn(Table(["n"], ["UInt64"], [[n] for n in range(1200)]))
    assert len(lines) == 1003
    assert lines[-1] == "1200 rows, the first 1000 shown"


def test_nothing() -> None:
    """A result without rows has its columns; one without columns is nothing."""
    assert drawn(Table(["n"], ["UInt64"], []))[-1] == "0 rows"
    assert drawn(Table([], [], [])) == ["0 rows"]
