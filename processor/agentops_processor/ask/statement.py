"""SQL text comes in; one statement goes out: what to run, and everything in it that the guard has to know.

ClickHouse's own parser gives the tree (`parseQueryToJSON`). The text that runs is made from that same tree
(`formatQueryFromJSON`) and must give that tree again, so nothing can run that was not looked at.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from agentops_processor.ask.refusal import QueryError, access_denied, read_only

# Runs SQL with parameters, gives the output in JSONCompactEachRow.
Run = Callable[[str, dict[str, str]], str]
Node = dict[str, Any]

# Statements that the engine's parser gives no tree for, in the words of its formatter. What `source` names is judged as
# `SELECT * FROM source`.
_QUOTED = r"(?:`(?:[^`\\]|\\.)*`|\w+)"
_NO_TREE = re.compile(
    rf"""
    (?P<sql>
        DESCRIBE\ TABLE\ (?P<described>.+?)
      | (?:SHOW\ CREATE|EXISTS)\ (?:TABLE|VIEW|DICTIONARY)\ (?P<named>{_QUOTED}(?:\.{_QUOTED})?)
      | SHOW\ CREATE\ DATABASE\ {_QUOTED} | EXISTS\ DATABASE\ {_QUOTED}
      | SHOW\ (?:PROCESSLIST|ENGINES) | SHOW\ SETTING\ {_QUOTED} | SHOW\ FUNCTIONS(?:\ I?LIKE\ '(?:[^'\\]|\\.)*')?
    )
    (?:\ FORMAT\ (?P<format>\w+))?
    """,
    re.VERBOSE | re.DOTALL,
)
_READING = frozenset({"DESCRIBE", "EXISTS", "EXPLAIN", "SELECT", "SHOW", "WITH"})
# The tree keeps the meaning of brackets, not the brackets: `(a)` comes back as `a`.
_PARSE = """
SELECT
    parseQueryToJSON({sql:String}) AS tree,
    replaceRegexpAll(formatQueryFromJSON(tree), '[() ]', '')
        = replaceRegexpAll(formatQuerySingleLine({sql:String}), '[() ]', '') AS faithful
"""
_PRINT = "SELECT formatQueryFromJSON({tree:String}) AS text, parseQueryToJSON(text) AS tree"
_NOT_SUPPORTED = 36  # BAD_ARGUMENTS: the parser has no tree for this statement


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, parsed.

    Attributes:
        sql: What to run: no FORMAT, no settings at the top.
        format: The FORMAT of the text, '' if it has none.
        kind: What it is: the node type at the top, or the statement's words if there is no tree.
        settings: The settings at the top of the text.
        inner_settings: Settings of subqueries, which stay in `sql`.
        kinds: The node types of itself and of all statements within.
        functions: Every function that is called, by name.
        table_functions: Those that stand where a table stands.
        names: Every qualified name and every table name, in parts. A part that is a parameter is `{parameter}`.
        writes_file: Whether INTO OUTFILE is anywhere in it.
    """

    sql: str
    format: str
    kind: str
    settings: dict[str, str]
    inner_settings: tuple[tuple[str, str], ...]
    kinds: frozenset[str]
    functions: frozenset[str]
    table_functions: frozenset[str]
    names: frozenset[tuple[str, ...]]
    writes_file: bool


def parse(sql: str, run: Run) -> Statement:
    """Parse one statement.

    Raises:
        QueryError: It is no SQL, more than one statement, or a kind that cannot be looked at.
    """
    try:
        tree = _tree(sql, run)
    except QueryError as error:
        if error.code != _NOT_SUPPORTED:
            raise
        return _parse_without_tree(sql, run, error)
    fmt = tree.pop("format_ast", {}).get("name", "")
    settings = dict(_take_settings(tree))
    text, printed = _rows(_PRINT, {"tree": _escaped(json.dumps(tree, ensure_ascii=False))}, run)
    _demand_equal(_meaning(json.loads(printed)), _meaning(tree))
    return _statement(tree, text.strip(), fmt, settings)


def _parse_without_tree(sql: str, run: Run, why: QueryError) -> Statement:
    text: str = _rows("SELECT formatQuerySingleLine({sql:String})", {"sql": _escaped(sql)}, run)[0]
    found = _NO_TREE.fullmatch(text.strip())
    if found is None:
        word = text.split(" ", 1)[0].upper()
        raise access_denied(f"The query cannot be checked: {why.message}") if word in _READING else read_only(word)
    source = found["described"] or found["named"]
    tree = _tree(f"SELECT * FROM {source}", run) if source else {"type": "SelectQuery"}  # noqa: S608  (parsed, not run)
    statement = _statement(tree, found["sql"], found["format"] or "", {})
    return replace(statement, kind=found["sql"].split(" ", 1)[0])


def _tree(sql: str, run: Run) -> Node:
    try:
        tree, faithful = _rows(_PARSE, {"sql": _escaped(sql)}, run)
        parsed: Node = json.loads(tree)
    except RecursionError as error:
        raise QueryError(167, "TOO_DEEP_AST", "The query nests too deep to be checked") from error
    _demand_equal(faithful, 1)
    return parsed


def _meaning(tree: Node) -> Node:
    """The tree without the mark of how a function was written: `a::UInt8` comes back as `CAST(a, 'UInt8')`."""
    for node in _nodes(tree):
        node.pop("is_operator", None)
    return tree


def _demand_equal(printed: object, meant: object) -> None:
    if printed != meant:
        raise access_denied("The query cannot be checked: ClickHouse does not print back what it has parsed")


def _rows(sql: str, parameters: dict[str, str], run: Run) -> list[Any]:
    row: list[Any] = json.loads(run(sql, parameters))
    return row


def _escaped(value: str) -> str:
    """A parameter's value, which ClickHouse reads as it reads a TabSeparated field. Bytes that are no UTF-8 survive."""
    raw = value.encode("utf-8", "surrogateescape")
    for plain, escape in ((b"\\", b"\\\\"), (b"\t", b"\\t"), (b"\n", b"\\n"), (b"\0", b"\\0")):
        raw = raw.replace(plain, escape)
    return raw.decode("utf-8", "backslashreplace")


def _take_settings(query: Node) -> Iterator[tuple[str, str]]:
    """Take the settings that hold for the whole statement out of the tree."""
    if query["type"] == "ExplainQuery" and "query" in query:
        yield from _take_settings(query["query"])
    selects = query.get("list_of_selects", {}).get("children", [])
    if selects:
        yield from _changes(selects[-1].pop("settings", {}))
    yield from _changes(query.pop("settings_ast", {}))


def _changes(settings: Node) -> Iterator[tuple[str, str]]:
    for change in settings.get("changes", []):
        value = change["value"].get("value")
        if isinstance(value, bool):
            value = int(value)
        # A map or a parameter could hold an expression (`additional_table_filters`).
        if not isinstance(value, str | int | float) or change["value"]["field_type"] == "CustomType":
            raise QueryError(452, "SETTING_CONSTRAINT_VIOLATION", f"Setting {change['name']} takes a plain value here")
        yield change["name"], str(value)


def _statement(tree: Node, text: str, fmt: str, settings: dict[str, str]) -> Statement:
    nodes = list(_nodes(tree))
    in_tables = {node["table_function"]["name"] for node in nodes if "table_function" in node}
    called = {node["name"] for node in nodes if node.get("type") == "Function"}
    applied = {node["func_name"] for node in nodes if "func_name" in node}
    return Statement(
        sql=text,
        format=fmt,
        kind=tree["type"],
        settings=settings,
        inner_settings=tuple(change for node in nodes for change in _changes(node)),
        kinds=frozenset(_kinds(tree, nodes)),
        functions=frozenset(called | applied),
        table_functions=frozenset(in_tables),
        names=frozenset(_name(node) for node in nodes if node.get("type") in {"Identifier", "TableIdentifier"}),
        writes_file=any("out_file" in node for node in nodes),
    )


def _nodes(tree: Node) -> Iterator[Node]:
    """Every node of the tree."""
    waiting: list[Any] = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            yield item
            # The settings of EXPLAIN itself (`header = 1`) are options of its output, not settings of the engine.
            skip = "settings" if item.get("type") == "ExplainQuery" else None
            waiting.extend(value for key, value in item.items() if key != skip)


def _kinds(tree: Node, nodes: list[Node]) -> Iterator[str]:
    # Not every statement's type ends in "Query" (`TransactionControl`), but what stands where a statement stands is one.
    yield tree["type"]
    for node in nodes:
        kind = node.get("type", "")
        if kind.endswith("Query"):
            yield kind
        if kind == "ExplainQuery" and "query" in node:
            yield node["query"]["type"]


def _name(node: Node) -> tuple[str, ...]:
    parameters = iter(child["name"] for child in node.get("children", []) if child["type"] == "QueryParameter")
    parts = node.get("name_parts", [node["name"]])
    return tuple(part or f"{{{next(parameters, '')}}}" for part in parts)
