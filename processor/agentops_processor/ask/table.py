"""A result comes in, a table for people goes out."""

import re

import orjson
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from agentops_processor.ask.client import Table

_NUMBER = re.compile(r"(?:(?:Nullable|LowCardinality)\()*(?:U?Int|B?Float|Decimal)")
# Rows on the screen; whoever wants more wants a file (`--format`).
_MOST_ROWS = 1000
# Characters. Names and states stay whole; only longer text gives way to the width of the terminal.
_SHORT = 16


def print_table(table: Table, console: Console | None = None, title: str | None = None) -> None:
    """Print a result: numbers to the right, long text cut to the width of the terminal, and how many rows there are.

    Args:
        table: The result.
        console: Where to print, standard output if not given.
        title: A line above.
    """
    screen = console or Console()
    drawn = RichTable(box=SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    rows = [[_cell(value) for value in row] for row in table.rows[:_MOST_ROWS]]
    for index, (name, kind) in enumerate(zip(table.columns, table.types, strict=True)):
        widest = max((len(row[index]) for row in rows), default=0)
        # `no_wrap` on a column exempts it from getting narrower.
        if _NUMBER.match(kind):  # a number cut short would be another number
            drawn.add_column(Text(name), justify="right", min_width=widest, no_wrap=True)
        elif max(widest, len(name)) <= _SHORT:
            drawn.add_column(Text(name), no_wrap=True)
        else:
            drawn.add_column(Text(name, no_wrap=True, overflow="ellipsis"))
    for row in rows:
        drawn.add_row(*row)
    if table.columns:
        screen.print(drawn)
    screen.print(_count(len(table.rows)), style="dim", highlight=False)


def _cell(value: object) -> Text:
    if value is None:
        return Text("NULL", style="dim")
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return Text("".join(c if c.isprintable() else " " for c in text), no_wrap=True, overflow="ellipsis")


def _count(rows: int) -> str:
    noun = "row" if rows == 1 else "rows"
    return f"{rows} {noun}" + (f", the first {_MOST_ROWS} shown" if rows > _MOST_ROWS else "")
