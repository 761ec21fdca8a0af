"""The value types that stages exchange."""

import dataclasses

import pytest
from agentops_processor import errors, model
from agentops_processor.errors import OverloadedError, ProcessorError, StoreError

VALUE_TYPES = [model.RequestContext, model.Rejected, model.TransformResult, model.Answer]


@pytest.mark.parametrize("value_type", VALUE_TYPES)
def test_values_stay_as_they_are(value_type: type) -> None:
    """Stages on several threads share values: none can be changed, and none grows attributes."""
    value = value_type(*[None] * len(dataclasses.fields(value_type)))
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, dataclasses.fields(value_type)[0].name, "other")
    assert not hasattr(value, "__dict__")


def test_encodings_are_text() -> None:
    """Encodings compare with and print as the words in recorded requests."""
    assert model.Encoding("json") is model.Encoding.JSON
    assert f"{model.Encoding.PROTOBUF}" == "protobuf"


def test_error_tree() -> None:
    """Every exception of ours is in the tree that the module draws, and below ProcessorError."""
    ours = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]
    assert all(issubclass(error, ProcessorError) for error in ours)
    assert errors.__doc__
    assert [name for name in (error.__name__ for error in ours) if f"- {name}" not in errors.__doc__] == []


def test_errors_carry_what_to_do() -> None:
    """An overload says when to come back; a failure of ClickHouse carries its code."""
    assert OverloadedError("full", 2.5).retry_after_s == 2.5
    assert (StoreError("no table", 60).code, StoreError("broken pipe").code) == (60, 0)
