"""The SQL files and what is filled into them."""

import pytest
from agentops_processor.columns import tables
from agentops_processor.store.statements import Script, migrations, views


def test_migrations_are_numbered_without_a_gap() -> None:
    """Two files with one number, or a missing one, would run in an order that nobody meant."""
    assert [script.number for script in migrations()] == list(range(1, len(migrations()) + 1))


def test_statements_end_with_a_semicolon_at_the_end_of_a_line() -> None:
    """A semicolon inside a line belongs to the statement."""
    script = Script("0001_x", "SELECT ';' AS a;\n-- next\nSELECT 2;\n")
    assert list(script.statements()) == ["SELECT ';' AS a", "-- next\nSELECT 2"]


@pytest.mark.parametrize("table", sorted(tables()))
def test_columns_come_from_the_column_table(table: str) -> None:
    """No SQL file repeats a column list: every table's DDL has every column of the one owner, as it says."""
    script = next(script for script in migrations() if f"{{columns:{table}}}" in script.template)
    for column in tables()[table]:
        assert column.ddl in script.rendered


def test_every_promoted_attribute_is_put_back_for_the_exporters_view() -> None:
    """What a tool looks for in SpanAttributes is there, though it lives in a column."""
    view = next(script for script in views() if script.name == "otel_traces")
    for column in tables()["spans"]:
        if column.attribute:
            assert f"'{column.attribute}'" in view.rendered


@pytest.mark.parametrize("script", views(), ids=lambda script: script.name)
def test_view_says_what_it_is(script: Script) -> None:
    """Every view is named like its file, can be replaced, and carries a comment with an example."""
    (statement,) = script.statements()
    assert f"CREATE OR REPLACE VIEW {script.name} AS" in statement
    assert "Example: SELECT" in statement.rpartition("COMMENT")[2]
