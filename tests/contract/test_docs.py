"""The documentation is whole: what the code offers is described, and what is linked exists."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from agentops_processor.config import ENV_PREFIX, Config, flag_of
from agentops_processor.receive.http import PATHS
from agentops_processor.store.statements import views
from agentops_processor.telemetry import CounterName, GaugeName, HistogramName
from agentops_processor.transform.validate import LEVELS
from agentops_semconv import Kind

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SOURCES = ROOT / "processor" / "agentops_processor"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def _columns() -> Iterator[str]:
    for table in json.loads((SOURCES / "generated" / "columns.json").read_text()).values():
        for column in table:
            attribute = f"`{column['attribute']}`" if "attribute" in column else ""
            yield f"| `{column['name']}` | `{column['type']}` | {column['doc']} | {attribute} |"


def _options() -> Iterator[str]:
    for name in Config.model_fields:
        yield f"| `{flag_of(name)}` | `{ENV_PREFIX}{name.upper()}` |"


def _metrics() -> Iterator[str]:
    for names, ending in ((CounterName, "_total"), (GaugeName, ""), (HistogramName, "")):
        yield from (f"| `agentops_{name}{ending}" for name in get_args(names))


def _named_in_code(pattern: str) -> set[str]:
    """Reasons and warnings have no list of their own: each stands where it happens."""
    return {found for file in SOURCES.rglob("*.py") for found in re.findall(pattern, file.read_text())}


def _reasons() -> Iterator[str]:
    yield from (f"| `{name}` |" for name in _named_in_code(r'Rejected\(\s*"(\w+)"'))


def _warnings() -> Iterator[str]:
    yield from (f"| `{name}` |" for name in _named_in_code(r'warn(?:ings\.append)?\("(\w+)"'))


DESCRIBED = {
    "kinds": ("dialects.md", (f"`{kind}`" for kind in Kind)),
    "columns": ("sql.md", _columns()),
    "views": ("sql.md", (f"`{view.name}`" for view in views())),
    "findings": ("sql.md", (f"`{finding}`" for finding in LEVELS)),
    "warnings": ("sql.md", _warnings()),
    "options": ("operate.md", _options()),
    "metrics": ("operate.md", _metrics()),
    "paths": ("receive.md", (f"`{path}`" for path in PATHS)),
    "reasons": ("receive.md", _reasons()),
}


@pytest.mark.parametrize("what", DESCRIBED)
def test_what_the_code_offers_is_described(what: str) -> None:
    """Nobody has to read the code to learn what there is; the missing lines can be copied from the failure."""
    page, wanted = DESCRIBED[what]
    text = (DOCS / page).read_text()
    assert [line for line in wanted if line not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link names a file of the repository, and a heading in it where it says so."""
    broken = []
    for link in re.findall(r"\]\((?!https?://)([^)]+)\)", page.read_text()):
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (heading and heading not in _headings(target)):
            broken.append(link)
    assert broken == []


def test_decisions_are_short_and_complete() -> None:
    """A decision has a number, context, decision and consequences, on less than a page."""
    pages = sorted((DOCS / "decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text()
        assert re.findall(r"^## (.+)", text, re.MULTILINE) == ["Context", "Decision", "Consequences"], page.name
        assert text.count("\n") <= 40, page.name


def _headings(page: Path) -> set[str]:
    """Anchors of a page's headings, as code hosts make them."""
    titles = re.findall(r"^#+ (.+)", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
