"""Files, folders and standard input in, OTLP requests and span documents out, each with the place where it stands."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agentops_processor.check.options import Input
from agentops_processor.errors import ConfigurationError
from agentops_processor.model import Encoding

STANDARD_INPUT = "-"
_SUFFIXES = frozenset({".pb", ".json", ".jsonl"})
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What no JSON text has, and every protobuf request with a span: the tag of the scope's spans is 0x12."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the input.

    Attributes:
        file: Path as given or found, `-` for standard input.
        line: Counted from 1; 0 for the file as a whole.
        item: Of a JSON array, counted from 0; -1 for none.
    """

    file: str
    line: int = 0
    item: int = -1

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        return f"{self.file}{line}" + (f"[{self.item}]" if self.item >= 0 else "")


@dataclass(frozen=True, slots=True)
class Request:
    """One OTLP request."""

    where: Where
    encoding: Encoding
    body: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """One span document, as `agentops_processor.transform.validate` describes it; `attributes` is a dict."""

    where: Where
    span: dict[str, Any]


def read(paths: Sequence[str], form: Input | None = None) -> Iterator[Request | Document]:
    """Everything in the files, in the folders in the order of names, and on standard input.

    Raises:
        ConfigurationError: A file cannot be read, or holds neither; the message says which, and where in it.
    """
    for path in paths:
        for file in _files(path):
            yield from _pieces(file, _bytes(file), form)


def _files(path: str) -> Iterator[str]:
    if path == STANDARD_INPUT or not Path(path).is_dir():
        yield path
        return
    found = sorted(file for file in Path(path).rglob("*") if file.suffix in _SUFFIXES and file.is_file())
    if not found:
        raise ConfigurationError(f"{path}: no {', '.join(sorted(_SUFFIXES))} files below")
    yield from map(str, found)


def _bytes(file: str) -> bytes:
    try:
        data = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be read: {error.strerror}") from error
    if not data.strip():
        raise ConfigurationError(f"{file}: is empty")
    return data


def _pieces(file: str, data: bytes, form: Input | None) -> Iterator[Request | Document]:
    if not _is_json(file, data):
        if form is Input.DOCUMENTS:
            raise ConfigurationError(f"{file}: is not JSON, and span documents are")
        yield Request(Where(file), Encoding.PROTOBUF, data)
        return
    for where, value, text in _values(file, data):
        yield _piece(where, value, text, form)


def _is_json(file: str, data: bytes) -> bool:
    """By the name of the file, else by what it starts with: a protobuf request can start with a brace, too."""
    if (suffix := Path(file).suffix) in _SUFFIXES:
        return suffix != ".pb"
    return data.lstrip()[:1] in (b"{", b"[") and not _BINARY.search(data)


def _values(file: str, data: bytes) -> Iterator[tuple[Where, Any, bytes]]:
    """The values of a JSON file: its one value, the items of its array, or one a line."""
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError) as error:
        yield from _lines(file, data, error)
        return
    if isinstance(whole, list):
        for number, item in enumerate(whole):
            yield Where(file, item=number), item, json.dumps(item).encode()
    else:
        yield Where(file), whole, data


def _lines(file: str, data: bytes, not_whole: Exception) -> Iterator[tuple[Where, Any, bytes]]:
    """One value a line. A file whose first line is no value is one broken value, and its own error says more."""
    lines = [(number, line) for number, line in enumerate(data.splitlines(), 1) if line.strip()]
    for number, line in lines:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            if number == lines[0][0]:
                at = f":{not_whole.lineno}" if isinstance(not_whole, json.JSONDecodeError) else ""
                raise ConfigurationError(f"{file}{at}: not JSON: {not_whole}") from not_whole
            raise ConfigurationError(f"{file}:{number}: not JSON: {error}") from error
        yield Where(file, number), value, line


def _piece(where: Where, value: Any, text: bytes, form: Input | None) -> Request | Document:
    keys = value.keys() if isinstance(value, dict) else ()
    if form is None and ("resourceSpans" in keys or "resource_spans" in keys):
        form = Input.OTLP
    if form is None and "name" in keys and "attributes" in keys:
        form = Input.DOCUMENTS
    match form:
        case Input.OTLP:
            return Request(where, Encoding.JSON, text)
        case Input.DOCUMENTS if isinstance(value, dict) and isinstance(value.get("attributes"), dict):
            return Document(where, value)
        case Input.DOCUMENTS:
            raise ConfigurationError(f'{where}: a span document looks like {{"name": …, "attributes": {{…}}}}')
    raise ConfigurationError(f"{where}: neither an OTLP request (resourceSpans) nor a span document (name, attributes)")
