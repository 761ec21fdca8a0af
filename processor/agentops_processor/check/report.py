"""Checked spans and their statistics in, lines out, in the format that was asked for."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from agentops_processor.check.findings import ORDER, CheckedSpan, Finding
from agentops_processor.check.options import Format
from agentops_processor.check.read import STANDARD_INPUT

_COMMANDS: Final = {"information": "notice", "improvement": "warning", "violation": "error"}
_LEVELS: Final = ("ok", *ORDER, "unchecked")


def report(fmt: Format, spans: Sequence[CheckedSpan], numbers: Mapping[str, Any], *, everything: bool) -> Iterator[str]:
    """The report, line by line. Spans without findings are listed only if `everything` is asked for."""
    listed = [span for span in spans if everything or span.findings]
    lines = _REPORTS[fmt](listed, numbers)
    return map(_printable, lines) if fmt in (Format.TEXT, Format.GITHUB) else lines


def _text(spans: Sequence[CheckedSpan], numbers: Mapping[str, Any]) -> Iterator[str]:
    for span in spans:
        ids = f"  trace {span.trace_id} span {span.span_id}" if span.span_id else ""
        yield f"{span.where}: {span.name or '(refused)'}  {span.kind}  {span.conformance}{ids}"
        for finding in span.findings:
            yield f"  {finding.level:<11}  {finding.id}  {finding.message}"
    if spans:
        yield ""
    yield from _table("kind", _LEVELS, {kind: [c.get(x, 0) for x in _LEVELS] for kind, c in numbers["kinds"].items()})
    if numbers["findings"]:
        dialects = numbers["dialects"]
        rows = {
            id_: [count, *(dialects[d]["findings"].get(id_, 0) for d in dialects)]
            for id_, count in numbers["findings"].items()
        }
        yield ""
        yield from _table("finding", ("all", *dialects), rows)
    yield ""
    yield _summary(numbers)


def _summary(numbers: Mapping[str, Any]) -> str:
    coverage = "; ".join(f"{c['seen']} of {c['all']} {what} seen" for what, c in numbers["coverage"].items())
    levels = ", ".join(f"{count} {level}" for level, count in numbers["conformance"].items())
    return f"{numbers['spans']} spans: {levels}; {coverage}"


def _table(title: str, columns: Sequence[str], rows: Mapping[str, Sequence[int]]) -> Iterator[str]:
    """Aligned columns, as wide as they need to be: the terminal of a CI system has no width."""
    first = max(map(len, (title, *rows)))
    widths = [max(len(column), 6) for column in columns]
    yield "  ".join((title.ljust(first), *(c.rjust(w) for c, w in zip(columns, widths, strict=True))))
    for name, counts in rows.items():
        yield "  ".join((name.ljust(first), *(str(n).rjust(w) for n, w in zip(counts, widths, strict=True))))


def _json(spans: Sequence[CheckedSpan], numbers: Mapping[str, Any]) -> Iterator[str]:
    documents = [
        {
            "source": str(span.where),
            "trace_id": span.trace_id,
            "span_id": span.span_id,
            "name": span.name,
            "kind": span.kind,
            "service": span.service,
            "scope": span.scope,
            "dialects": span.dialects,
            "conformance": span.conformance,
            "findings": [_sample(span, finding) for finding in span.findings],
        }
        for span in spans
    ]
    yield json.dumps({"spans": documents, "statistics": numbers}, indent=2)


def _jsonl(spans: Sequence[CheckedSpan], _: Mapping[str, Any]) -> Iterator[str]:
    for span in spans:
        place = {"source": str(span.where), "trace_id": span.trace_id, "span_id": span.span_id}
        for finding in span.findings:
            sample = _sample(span, finding)
            yield json.dumps({**sample, "context": {**finding.context, **place}})


def _sample(span: CheckedSpan, finding: Finding) -> dict[str, Any]:
    """A finding in the shape of weaver's live check."""
    return {
        "id": finding.id,
        "level": finding.level,
        "signal_type": "span",
        "signal_name": span.name,
        "context": dict(finding.context),
        "message": finding.message,
    }


def _github(spans: Sequence[CheckedSpan], numbers: Mapping[str, Any]) -> Iterator[str]:
    """One workflow command for all that is the same, the gravest first: only the first ten of a level are shown."""
    same: Counter[tuple[str, str, str, str]] = Counter()
    first: dict[tuple[str, str, str, str], CheckedSpan] = {}
    for span in spans:
        for finding in span.findings:
            key = (finding.level, finding.id, span.name, finding.message)
            same[key] += 1
            first.setdefault(key, span)
    for one in sorted(same, key=lambda one: (-ORDER.index(one[0]), -same[one])):
        level, id_, name, message = one
        where = first[one].where
        place = "" if where.file == STANDARD_INPUT else f"file={_property(where.file)},line={where.line or 1},"
        times = f" ({same[one]} times)" if same[one] > 1 else ""
        text = f"{name}: {message}{times}" if name else f"{message}{times}"
        yield f"::{_COMMANDS[level]} {place}title={_property(id_)}::{_data(text)}"
    yield _data(_summary(numbers))


def _printable(line: str) -> str:
    """What a sender put into a name starts no line of its own, and moves no cursor: CI systems take orders from lines."""
    if line.isprintable():
        return line
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_REPORTS: Final[Mapping[Format, Callable[[Sequence[CheckedSpan], Mapping[str, Any]], Iterator[str]]]] = {
    Format.TEXT: _text,
    Format.JSON: _json,
    Format.JSONL: _jsonl,
    Format.GITHUB: _github,
}
