"""Files in, requests and documents out, or a mistake that says where."""

import json
from pathlib import Path
from typing import Any

import pytest
from agentops_processor.check.options import Input
from agentops_processor.check.read import Document, Request, read
from agentops_processor.errors import ConfigurationError
from agentops_processor.model import Encoding

REQUEST: dict[str, Any] = {"resourceSpans": []}
DOCUMENT = {"name": "x", "kind": "internal", "attributes": {"agentops.kind": "tool"}}


def _write(folder: Path, name: str, data: object) -> str:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data, indent=2).encode())
    return str(path)


def _shape(piece: Request | Document) -> tuple[str, Any]:
    return str(piece.where), piece.encoding if isinstance(piece, Request) else piece.span


def test_a_folder_in_the_order_of_names(tmp_path: Path) -> None:
    """Every capture below a folder is read, whatever else lies there."""
    (tmp_path / "b").mkdir()
    files = [
        _write(tmp_path, "a.json", REQUEST),
        _write(tmp_path / "b", "1.pb", b"\x0a\x00"),
        _write(tmp_path, "c.jsonl", DOCUMENT),
    ]
    _write(tmp_path, "notes.md", b"#")
    found = [_shape(piece) for piece in read([str(tmp_path)])]
    assert found == list(zip(files, [Encoding.JSON, Encoding.PROTOBUF, DOCUMENT], strict=True))


def test_lines_and_arrays(tmp_path: Path) -> None:
    """Many requests and documents in one file are told apart, one by one, with their place."""
    lines = _write(tmp_path, "a.txt", json.dumps(REQUEST).encode() + b"\n\n" + json.dumps(DOCUMENT).encode())
    array = _write(tmp_path, "b.json", [DOCUMENT, REQUEST])
    found = [_shape(piece) for piece in read([lines, array])]
    assert found == [
        (f"{lines}:1", Encoding.JSON),
        (f"{lines}:3", DOCUMENT),
        (f"{array}[0]", DOCUMENT),
        (f"{array}[1]", Encoding.JSON),
    ]


def test_protobuf_that_starts_with_a_brace(tmp_path: Path) -> None:
    """The length of the first resource can be the character of a brace."""
    path = _write(tmp_path, "capture", b"\n{\x12" + bytes(122))
    assert [_shape(piece) for piece in read([path])] == [(path, Encoding.PROTOBUF)]


def test_what_was_asked_for_is_what_is_read(tmp_path: Path) -> None:
    """`--input` decides, whatever the file looks like."""
    path = _write(tmp_path, "a.json", {**DOCUMENT, "resourceSpans": []})
    assert isinstance(next(read([path], Input.DOCUMENTS)), Document)
    assert isinstance(next(read([path], Input.OTLP)), Request)


@pytest.mark.parametrize(
    ("name", "data", "form", "said"),
    [
        ("a.json", b'{"name": 1,\n oops', None, r"a\.json:2: not JSON"),
        ("a.jsonl", b'{"resourceSpans": []}\n{"name"', None, r"a\.jsonl:2: not JSON"),
        ("a.json", b"\xff\xfe{", None, r"a\.json: not JSON"),
        ("a.json", b"[" * 100_000, None, r"a\.json: not JSON"),
        ("a.json", {"other": 1}, None, r"a\.json: neither an OTLP request"),
        ("a.json", [REQUEST, 1], None, r"a\.json\[1\]: neither"),
        ("a.json", {"name": "x", "attributes": []}, None, r"a\.json: a span document looks like"),
        ("a.pb", b"\x0a\x00", Input.DOCUMENTS, r"a\.pb: is not JSON"),
        ("a.pb", b"", None, r"a\.pb: is empty"),
    ],
)
def test_mistakes_say_where(tmp_path: Path, name: str, data: object, form: Input | None, said: str) -> None:
    """What cannot be read is named, with its line or item."""
    with pytest.raises(ConfigurationError, match=said):
        list(read([_write(tmp_path, name, data)], form))


def test_nothing_there(tmp_path: Path) -> None:
    """A missing file and a folder without captures are mistakes, too."""
    with pytest.raises(ConfigurationError, match=r"none\.pb: cannot be read"):
        list(read([str(tmp_path / "none.pb")]))
    with pytest.raises(ConfigurationError, match="files below"):
        list(read([str(tmp_path)]))
