"""Findings of every id, in words."""

from pathlib import Path
from typing import get_args

import pytest
import yaml
from agentops_processor.check.findings import LEVELS, ORDER, CheckedSpan, Explainer
from agentops_processor.check.judge import Judge
from agentops_processor.check.read import Document, Request, Where
from agentops_processor.check.structure import Rule, check_structure, load_structure
from agentops_processor.model import Encoding
from agentops_processor.plan import load
from agentops_processor.transform import validate
from agentops_semconv import schema_bundle
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.contract.test_docs import _reasons
from tests.otlp import new_ids, request_of, tool_span

EXAMPLES = Path(__file__).resolve().parents[3] / "semconv" / "examples"
HERE = Where("here")


def _judge(*spans: Span) -> list[CheckedSpan]:
    body = request_of(spans).SerializeToString()
    return list(Judge(load()).judge([Request(HERE, Encoding.PROTOBUF, body)]))


def test_order_has_every_level() -> None:
    """Levels are compared by their place in the order."""
    assert set(ORDER) == set(get_args(validate.Level)) == set(LEVELS.values())


def test_every_reason_of_a_refusal_is_known() -> None:
    """What a processor refuses can be given another level, or be filtered."""
    assert {reason.strip("| `") for reason in _reasons()} <= LEVELS.keys()


@pytest.mark.parametrize("finding", sorted(validate.LEVELS))
def test_every_finding_has_words(finding: str) -> None:
    """Whatever the schema finds can be said, and every variable of the message stands in the context."""
    made = Explainer().explain(f"{finding}:agentops.tool.name", "tool", {"agentops.tool.name": 7})
    assert made.message
    assert "{" not in made.message
    assert "agentops.tool.name" in made.context.values()


def test_documents_deserve_what_the_convention_says() -> None:
    """A span document has the findings of the published example, at levels that add up to its conformance."""
    spans = [yaml.safe_load(path.read_text())["span"] for path in sorted(EXAMPLES.glob("*/*.yaml"))]
    validator = validate.Validator(schema_bundle())
    for span, checked in zip(spans, Judge(load()).judge(Document(HERE, span) for span in spans), strict=True):
        verdict = validator.check(span)
        if verdict.conformance != "unchecked":
            assert tuple(f"{f.id}:{f.subject}" for f in checked.findings) == verdict.findings
            assert checked.conformance == verdict.conformance


def test_span_without_a_kind() -> None:
    """A span that nothing is known of is no success."""
    span = tool_span(*new_ids(1))
    del span.attributes[:]
    span.name = "GET /"
    (checked,) = _judge(span)
    assert [finding.id for finding in checked.findings] == ["span_type_unknown"]
    checked.findings.clear()
    assert checked.conformance == "unchecked"


def test_refused_span() -> None:
    """What a processor would refuse is a violation, beside the spans that it would take."""
    bad, good = (tool_span(span_id) for span_id in new_ids(2))
    bad.trace_id = b""
    refused, taken = _judge(bad, good)
    assert [(f.id, f.level) for f in refused.findings] == [("invalid_trace_id", "violation")]
    assert (taken.kind, taken.service, taken.scope, taken.dialects) == ("tool", "test", "tests", ("otel-genai",))


def test_structure_over_requests() -> None:
    """A parent may come in another request; one that never comes, and circles, are found."""
    family = {"a": "", "b": "a", "c": "gone", "d": "e", "e": "d", "f": "d", "g": "g"}
    spans = [CheckedSpan(HERE, name, "tool", "t", name, parent) for name, parent in family.items()]
    spans += [CheckedSpan(HERE, "other", "tool", "u", "h", "a"), CheckedSpan(HERE, "document", "tool")]
    check_structure(iter(spans), [])
    found = {span.name: [f"{f.id}:{f.subject}" for f in span.findings] for span in spans if span.findings}
    assert found == {
        "c": ["parent_not_present:gone"],
        "other": ["parent_not_present:a"],
        "d": ["parent_cycle:e"],
        "e": ["parent_cycle:d"],
        "g": ["parent_cycle:g"],
    }


RULE = Rule("r", "Tools are called by agents.", ["tool"], ["agent"], ["agent.name"], {"x": [1, 2]})


@pytest.mark.parametrize(
    ("kinds", "attributes", "broken"),
    [
        (["agent", "task"], {"x": 1}, False),
        (["task", "task"], {"x": 2}, True),
        ([], {"x": 1}, True),
        (["task"], {"x": 1, "agent.name": "bot"}, False),
        (["task"], {"x": 3}, False),
        (["task"], {}, False),
    ],
)
def test_rules_of_structure(kinds: list[str], attributes: dict[str, object], broken: bool) -> None:
    """An ancestor at any height or an attribute keeps a rule, and `when` decides who is asked."""
    spans = [
        CheckedSpan(HERE, "", kind, "t", str(depth), str(depth - 1) if depth else "")
        for depth, kind in enumerate(kinds)
    ]
    child = CheckedSpan(HERE, "", "tool", "t", "child", str(len(kinds) - 1) if kinds else "", attributes=attributes)
    check_structure([child, *spans], [RULE])
    assert [f"{f.id}:{f.subject}" for f in child.findings] == ["structure_violation:r"] * broken


def test_what_is_not_there_may_keep_a_rule() -> None:
    """Below an ancestor that did not arrive, `within` is not asked; a rule of attributes alone still is."""
    alone = Rule("alone", "Says so itself.", ["tool"], link=["y"])
    orphan = CheckedSpan(HERE, "", "task", "t", "a", "gone")
    child = CheckedSpan(HERE, "", "tool", "t", "b", "a", attributes={"x": 1})
    check_structure([orphan, child], [RULE, alone])
    assert [finding.subject for finding in child.findings] == ["alone"]


def test_rules_of_the_convention() -> None:
    """The published rules can be read, and every one asks for something."""
    rules = load_structure()
    assert rules
    assert all(rule.brief and rule.child and (rule.within or rule.link) for rule in rules)
