"""Settings that clients ask for."""

import pytest
from agentops_processor.ask.limits import Limits, bounded, check_setting
from agentops_processor.ask.refusal import QueryError
from hypothesis import given
from hypothesis import strategies as st

LIMITS = Limits(execution_s=60)


@given(st.one_of(st.text(), st.integers().map(str), st.floats().map(str)))
def test_limits_never_grow(asked: str) -> None:
    """Whatever is asked, the limit that the engine is told is a number between nothing and ours."""
    told = bounded({"max_execution_time": asked}, LIMITS)["max_execution_time"]
    assert 0 < float(told) <= 60


def test_what_the_engine_is_told() -> None:
    """All our limits are there, with what the client may choose; what changes nothing is dropped."""
    told = bounded({"join_use_nulls": "1", "wait_end_of_query": "1", "readonly": "2", "max_result_rows": "5"}, LIMITS)
    assert told.keys() == LIMITS.settings().keys() | {"join_use_nulls"}
    assert told["max_result_rows"] == "5"
    assert told["max_memory_usage"] == str(2 << 30)


@pytest.mark.parametrize(
    "name",
    [
        "allow_ddl",
        "output_format_schema",
        "format_schema",
        "additional_table_filters",
        "dialect",
        "max_threads = 1, x",
        "",
        "readonly",
    ],
)
def test_refused(name: str) -> None:
    """A setting that is not known to be harmless is refused by its name."""
    with pytest.raises(QueryError, match="SETTING_CONSTRAINT_VIOLATION"):
        check_setting(name, "0")
