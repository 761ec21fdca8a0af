"""A database of any earlier state in, the tables and views of this program out.

Three steps, each harmless to repeat: the numbered migrations that have not run; columns that the column table has
gained since; views whose text has changed. What has run is recorded in `schema_migrations`: migrations under their
number, views under 0. Two processors may do it at once.
"""

from agentops_processor.columns import tables
from agentops_processor.errors import SchemaError
from agentops_processor.store.statements import Script, checksum, migrations, views
from agentops_processor.store.store import Store

_RECORDS = """
CREATE TABLE IF NOT EXISTS schema_migrations
(
    number UInt32,
    name String,
    checksum String,
    applied_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = MergeTree ORDER BY (number, name)
"""


def migrate(store: Store) -> list[str]:
    """Bring the database up to date.

    Returns:
        What was done, one line each, for people; empty when nothing was to do.

    Raises:
        SchemaError: The database is newer than the program, or was made by another line of it.
        StoreError: ClickHouse refused a step or did not answer. Run it again.
    """
    store.command(_RECORDS)
    recorded = _recorded(store)
    _refuse_newer(store, recorded)
    return [*_migrate_tables(store, recorded), *_add_columns(store), *_replace_views(store, recorded)]


def _recorded(store: Store) -> dict[tuple[int, str], str]:
    """The last checksum by number and name."""
    rows = store.query(
        "SELECT number, name, argMax(checksum, applied_at) AS checksum FROM schema_migrations GROUP BY ALL"
    )
    return {(row["number"], row["name"]): row["checksum"] for row in rows.to_pylist()}


def _refuse_newer(store: Store, recorded: dict[tuple[int, str], str]) -> None:
    known = migrations()[-1].number
    found = max((number for number, _ in recorded), default=0)
    if found > known:
        raise SchemaError(
            f"database {store.database} is at migration {found}, this program knows {known}: "
            "run a newer agentops-processor, or give it another database"
        )


def _migrate_tables(store: Store, recorded: dict[tuple[int, str], str]) -> list[str]:
    done = []
    for script in migrations():
        before, now = recorded.get((script.number, script.name)), checksum(script.template)
        if before is None:
            _run(store, script, script.number, now)
            done.append(f"migration {script.name}")
        elif before != now:
            raise SchemaError(
                f"migration {script.name} of database {store.database} is not the one in this program: they come from "
                "different builds. Run the build that made the database, or give this one another database"
            )
    return done


def _add_columns(store: Store) -> list[str]:
    """Give existing tables the columns that they lack, each in its place."""
    done = []
    for table, columns in tables().items():
        found = store.query(
            "SELECT name, type FROM system.columns WHERE database = {database:String} AND table = {table:String}",
            {"database": store.database, "table": table},
        )
        types = dict(zip(found["name"].to_pylist(), found["type"].to_pylist(), strict=True))
        place = "FIRST"
        for column in columns:
            if column.name not in types:
                store.command(f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {column.ddl} {place}")
                done.append(f"column {table}.{column.name}")
            elif types[column.name] != column.type:
                raise SchemaError(
                    f"column {column.name} of {store.database}.{table} is {types[column.name]}, {column.type} is needed"
                )
            place = f"AFTER `{column.name}`"
    return done


def _replace_views(store: Store, recorded: dict[tuple[int, str], str]) -> list[str]:
    done = []
    for script in views():
        now = checksum(script.rendered)
        if recorded.get((0, script.name)) != now:
            _run(store, script, 0, now)
            done.append(f"view {script.name}")
    return done


def _run(store: Store, script: Script, number: int, digest: str) -> None:
    for statement in script.statements():
        store.command(statement)
    record = f"({number}, '{script.name}', '{digest}')"
    store.command(f"INSERT INTO schema_migrations (number, name, checksum) VALUES {record}")  # noqa: S608 -- all ours
