"""Nothing that a span says is lost: every value that was sent is found again in its row."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from agentops_processor.transform.jsontext import as_text, parse
from agentops_processor.transform.span import Span

from tests.captures import Capture, Request, Row, captures, read, reference

CONVERTED = {
    r"gen_ai\.(system|provider\.name)|llm\.(provider|system)": "aliases of a provider become its one name",
    r"gen_ai\.operation\.name|llm\.request\.type|openinference\.span\.kind|traceloop\.span\.kind": "evidence of the kind",
    r"(gen_ai|llm)\..*finish_reasons?": "aliases of a reason become its one name",
    r".*\.role": "roles become those of OpenTelemetry's messages",
    r".*\.type|.*#type": "types of content blocks become those of OpenTelemetry's parts",
    r".*\.(task|guardrail)\.status|.*#status": "aliases of a status become its one name",
    r".*\.tags": "a text with commas becomes a list",
    r"gen_ai\.server\.time_to_first_token": "milliseconds become seconds",
    r".*#(lc|object)": "the envelope of a serialised message",
}
"""Leaves that may come back as another value, by key (`key#member` inside JSON), each with the reason."""


def _leaves(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """Every scalar of a value with its key; what a JSON text holds counts, not how it was written."""
    value = parse(value)
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _leaves(f"{key.partition('#')[0]}#{name}", member)
    elif isinstance(value, list):
        for member in value:
            yield from _leaves(key, member)
    elif value not in (None, ""):
        yield key, _plain(value)


def _plain(value: Any) -> str:
    """One text for a value, whether it is written as an integer, a float or a string."""
    text = as_text(value).strip()
    return re.sub(r"^(-?\d+)\.0+$", r"\1", text)


def _sent(span: Span) -> Iterator[tuple[str, str]]:
    for attributes in (span.attributes, *(event.attributes for event in span.events)):
        for key, value in attributes.items():
            yield from _leaves(key, value)


def _stored(row: Row) -> tuple[set[str], str]:
    """The scalars of a row, and all its text."""
    scalars = {leaf for column, value in row.items() for _, leaf in _leaves(column, _unpaired(value))}
    return scalars, "\n".join(scalars)


def _unpaired(value: Any) -> Any:
    """A map comes out of Arrow as pairs."""
    if isinstance(value, list) and value and all(isinstance(v, tuple) for v in value):
        return dict(value)
    return [_unpaired(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("capture", captures(), ids=lambda capture: capture.name)
def test_every_value_is_found_again(capture: Capture) -> None:
    """A scalar of an attribute or event is a scalar of the row, part of a text there, or a named conversion."""
    lost = set()
    for request in capture.requests:
        spans = request.decode()
        rows = _by_span(request)
        for span in spans:
            scalars, text = _stored(rows[span.span_id])
            for key, leaf in _sent(span):
                if (
                    leaf not in scalars
                    and not (len(leaf) > 7 and leaf in text)
                    and not any(re.fullmatch(p, key) for p in CONVERTED)
                ):
                    lost.add((key, leaf[:80]))
    assert not lost


def _by_span(request: Request) -> dict[str, Row]:
    batch = reference().transform(request.body, request.context).tables["spans"]
    return {row["span_id"]: row for row in read(batch)}


def test_a_lost_value_is_noticed() -> None:
    """The comparison fails for a value that is not in the row."""
    scalars, text = _stored({"attributes": [("a", "kept")], "input": '[{"x": 7}]'})
    assert {"kept", "7"} <= scalars
    assert "lost" not in text
