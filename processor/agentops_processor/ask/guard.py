"""A parsed statement comes in; it passes, or a refusal says why.

The handle that runs it is read-only as well, but that alone is not enough: the scalar function `file` reads the host's
files, INTO OUTFILE writes them, and some functions call out.
"""

from collections.abc import Mapping

from agentops_processor.ask.limits import check_setting
from agentops_processor.ask.refusal import QueryError, access_denied, read_only
from agentops_processor.ask.statement import Statement

# Statements, by the node types of ClickHouse's parser. What is not here does not run.
_READING = frozenset(
    {
        "ExplainQuery",
        "SelectIntersectExceptQuery",
        "SelectQuery",
        "SelectWithUnionQuery",
        "SetQuery",  # the SETTINGS clause; a statement of its own is refused
        "ShowColumnsQuery",
        "ShowIndexesQuery",
        "ShowTablesQuery",
        "TablesInSelectQuery",
    }
)
# Table functions that make rows from nothing or from a query. All others read files, hosts or objects of the process.
_HARMLESS_TABLE_FUNCTIONS = frozenset(
    {
        "generate_series",
        "generaterandom",
        "generateseries",
        "null",
        "numbers",
        "numbers_mt",
        "sqlstandardvalues",
        "values",
        "view",
    }
)
# Functions that share their name with a table function and are harmless themselves.
_HARMLESS_FUNCTIONS = _HARMLESS_TABLE_FUNCTIONS | {"format"}
_REFUSED_FUNCTIONS = {
    "file": "reads files of the host",
    "catboostevaluate": "loads libraries of the host",
    "hascolumnintable": "can reach other hosts",
    "filesystemavailable": "tells about the host",
    "filesystemcapacity": "tells about the host",
    "filesystemunreserved": "tells about the host",
    "getoskernelversion": "tells about the host",
    "getmacro": "tells about the host",
    "showcertificate": "tells about the host",
    "addresstoline": "reads the memory map of the process",
    "addresstolinewithinlines": "reads the memory map of the process",
    "addresstosymbol": "reads the memory map of the process",
    "logtrace": "writes to the log of the process",
}
# Interrupt every thread of the process, or show its insides.
_REFUSED_SYSTEM_TABLES = ("stack_trace", "symbols", "jemalloc_", "certificates", "fail_points", "remote_data_paths")
# The engine's own overlay of the working directory: every file of the host is a table of it.
_FILES_DATABASE = "default"


class Guard:
    """Decides whether a statement may run.

    Args:
        calling_out: Names of functions that use the network, as the engine lists them.
        table_functions: Names of all table functions of the engine.
    """

    def __init__(self, calling_out: frozenset[str], table_functions: frozenset[str]) -> None:
        self._reasons = dict.fromkeys(map(str.lower, table_functions), "reads from outside the database")
        self._reasons.update(dict.fromkeys(map(str.lower, calling_out), "uses the network"))
        for name in _HARMLESS_FUNCTIONS:
            self._reasons.pop(name, None)
        self._reasons.update(_REFUSED_FUNCTIONS)

    def check(self, statement: Statement) -> None:
        """Check all that does not depend on parameters.

        Raises:
            QueryError: The statement may not run.
        """
        if statement.kind == "SetQuery":
            raise read_only("SET")
        for kind in statement.kinds - _READING:
            raise read_only(kind.removesuffix("Query").upper())
        if statement.writes_file:
            raise access_denied("INTO OUTFILE would write to the host of the processor")
        for name in statement.functions:
            # Functions with two underscores are the engine's own, called by what it rewrites queries to.
            reason = "is internal to the engine" if name.startswith("__") else self._reasons.get(name.lower())
            if reason:
                raise access_denied(f"Function {name} {reason}")
        for name in statement.table_functions:
            if name.lower() not in _HARMLESS_TABLE_FUNCTIONS:
                raise access_denied(f"Table function {name} reads from outside the database")
        for name, value in statement.inner_settings:
            check_setting(name, value)

    def check_names(self, statement: Statement, database: str, parameters: Mapping[str, str]) -> None:
        """Check the names of tables, given the current database and the parameters' values.

        Raises:
            QueryError: A table may not be read.
        """
        for name in statement.names:
            parts = [_value(part, parameters) for part in name]
            schema, table = ([database, *parts])[-2:]
            if len(parts) > 1 and parts[0] == _FILES_DATABASE:
                raise access_denied(f"{'.'.join(parts)}: database {_FILES_DATABASE} holds the files of the host")
            if schema == "system" and table.startswith(_REFUSED_SYSTEM_TABLES):
                raise access_denied(f"Table system.{table} shows the insides of the process")


def _value(part: str, parameters: Mapping[str, str]) -> str:
    if not part.startswith("{"):
        return part
    value = parameters.get(part.strip("{}"), "")
    # Parameters come escaped; an identifier that needs that is not one we know.
    if "\\" in value:
        raise QueryError(36, "BAD_ARGUMENTS", "A parameter of type Identifier holds a backslash")
    return value
