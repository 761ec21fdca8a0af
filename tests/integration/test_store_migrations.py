"""Any earlier state of the database becomes today's, or is refused."""

from collections.abc import Callable

import pytest
from agentops_processor.columns import tables
from agentops_processor.errors import SchemaError
from agentops_processor.store.migrate import migrate
from agentops_processor.store.statements import migrations, views
from agentops_processor.store.store import Store


def test_migrating_again_does_nothing(open_store: Callable[[], Store]) -> None:
    """The first run makes everything and says what; the next finds nothing to do."""
    store = open_store()
    first = migrate(store)
    assert first == [
        *(f"migration {script.name}" for script in migrations()),
        *(f"view {script.name}" for script in views()),
    ]
    assert migrate(store) == []
    (row,) = store.query("SELECT engine FROM system.databases WHERE name = currentDatabase()").to_pylist()
    assert row == {"engine": "Atomic"}


def test_migration_that_a_crash_cut_short_is_done_again(store: Store) -> None:
    """A step that ran and was not recorded runs again without harm."""
    store.command("INSERT INTO spans (name) VALUES ('kept')")
    store.command("TRUNCATE TABLE schema_migrations")
    assert len(migrate(store)) == len(migrations()) + len(views())
    assert store.query("SELECT name FROM spans").to_pylist() == [{"name": "kept"}]


def test_newer_database_is_refused(store: Store) -> None:
    """An old program does not write into tables that it does not understand."""
    store.command("INSERT INTO schema_migrations (number, name, checksum) VALUES (999, '0999_future', 'x')")
    with pytest.raises(SchemaError, match="is at migration 999, this program knows"):
        migrate(store)


def test_changed_migration_is_refused(store: Store) -> None:
    """What has run is history; another text under its name is another program."""
    store.command("INSERT INTO schema_migrations (number, name, checksum) VALUES (1, '0001_spans', 'other')")
    with pytest.raises(SchemaError, match=r"migration 0001_spans .* is not the one in this program"):
        migrate(store)


def test_new_columns_reach_existing_tables_in_their_place(store: Store) -> None:
    """A column added to the column table appears where it stands there, and the rows keep what they have."""
    store.command("INSERT INTO spans (name) VALUES ('kept')")
    for view in views():
        store.command(f"DROP VIEW {view.name}")
    store.command("ALTER TABLE spans DROP COLUMN goal")
    store.command("ALTER TABLE spans DROP COLUMN `events.time`")
    assert migrate(store) == ["column spans.goal", "column spans.events.time"]
    (row,) = store.query("SELECT * FROM spans").to_pylist()
    assert list(row) == [column.name for column in tables()["spans"]]
    assert row["name"] == "kept"


def test_column_of_another_type_is_refused(store: Store) -> None:
    """Somebody else's table of the same name is not written to."""
    store.command("ALTER TABLE scores MODIFY COLUMN explanation LowCardinality(String)")
    with pytest.raises(SchemaError, match=r"column explanation of .* is LowCardinality"):
        migrate(store)


def test_view_whose_text_has_changed_is_replaced(store: Store) -> None:
    """Views follow the program and the column table; they hold no data."""
    store.command("INSERT INTO schema_migrations (number, name, checksum) VALUES (0, 'tools', 'older')")
    assert migrate(store) == ["view tools"]
