"""SQL files in, statements ready to run out: placeholders filled from the column table.

{columns:spans}   the column lines of CREATE TABLE spans
{promoted:spans}  'attribute', text of the column, ... for every column that is filled by an attribute
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

from agentops_processor.columns import Column, ddl_lines, tables

_PLACEHOLDER = re.compile(r"\{(columns|promoted):(\w+)\}")
_STATEMENT_END = re.compile(r";\s*\n")


@dataclass(frozen=True, slots=True)
class Script:
    """One SQL file.

    Attributes:
        name: File name without `.sql`; of a migration it starts with its number.
        template: Its text, placeholders unfilled.
    """

    name: str
    template: str

    @property
    def number(self) -> int:
        """Number of a migration, counted from 1."""
        return int(self.name.partition("_")[0])

    @property
    def rendered(self) -> str:
        """Its text with the placeholders filled."""
        return _PLACEHOLDER.sub(_fill, self.template)

    def statements(self) -> Iterator[str]:
        """Its statements, in order. A statement ends with a semicolon at the end of a line."""
        return (statement for part in _STATEMENT_END.split(self.rendered + "\n") if (statement := part.strip()))


def checksum(text: str) -> str:
    """What tells two texts apart, hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def migrations() -> list[Script]:
    """The numbered migrations in order: each runs once per database and never changes."""
    return _scripts(resources.files(__package__) / "migrations")


def views() -> list[Script]:
    """The views in order of their names: each is replaced whenever its rendered text changes."""
    return _scripts(resources.files(__package__) / "views")


def _scripts(folder: Traversable) -> list[Script]:
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return [Script(file.name.removesuffix(".sql"), file.read_text(encoding="utf-8")) for file in files]


def _fill(placeholder: re.Match[str]) -> str:
    what, table = placeholder.groups()
    if what == "columns":
        return ",\n    ".join(ddl_lines(table))
    return ",\n                ".join(f"'{c.attribute}', {_text(c)}" for c in tables()[table] if c.attribute)


def _text(column: Column) -> str:
    """SQL for the value as the exporter would write it; '' where the column is unset."""
    name = f"`{column.name}`"
    match column.type.partition("(")[0]:
        case "String" | "LowCardinality":
            return f"toString({name})"
        case "Nullable":
            return f"ifNull(toString({name}), '')"
        case "Array" | "Map":
            return f"if(empty({name}), '', toJSONString({name}))"
        case _:
            return f"if({name} = 0, '', toString({name}))"
