"""The validate step: verdicts on span documents."""

import copy
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest
from agentops_processor.transform.validate import LEVELS, MAX_FINDINGS, Validator
from agentops_semconv import SCHEMA_URL, attributes, schema_bundle
from hypothesis import given
from hypothesis import strategies as st

BUNDLE = schema_bundle()
VALIDATOR = Validator(BUNDLE)
ORACLE = jsonschema.Draft202012Validator(BUNDLE)
KINDS = sorted(attributes()["kinds"])
KEYS = sorted(attributes()["attributes"])


def _span(
    more: dict[str, Any] | None = None, *, kind: Any = "tool", status: str = "unset", otel_kind: str = "internal"
) -> dict[str, Any]:
    common = {
        "agentops.kind": kind,
        "gen_ai.operation.name": "execute_tool",
        "agentops.source.dialects": ["otel-genai"],
        "agentops.normalizer.version": "0.1.0",
        "agentops.normalizer.kind_rule": "operation",
        "gen_ai.tool.name": "search",
        "gen_ai.tool.call.id": "call_1",
    }
    return {"name": "x", "type": "", "kind": otel_kind, "status": status, "attributes": common | (more or {})}


def test_a_sound_span_is_ok() -> None:
    """No findings, conformance ok."""
    verdict = VALIDATOR.check(_span())
    assert (verdict.conformance, verdict.findings) == ("ok", ())


@pytest.mark.parametrize("kind", ["unknown", "dream", "", None, 7, ["tool"]])
def test_a_span_of_no_known_kind_is_unchecked(kind: Any) -> None:
    """What is not known cannot be held to anything."""
    verdict = VALIDATOR.check(_span(kind=kind))
    assert (verdict.conformance, verdict.findings) == ("unchecked", ())


def test_a_span_without_kind_is_unchecked() -> None:
    """The same goes for a span that was never normalised."""
    assert VALIDATOR.check({"name": "GET /", "kind": "server", "attributes": {}}).conformance == "unchecked"


@pytest.mark.parametrize(
    ("span", "conformance", "finding"),
    [
        (_span(otel_kind="producer"), "information", "span_kind_mismatch:producer"),
        (_span({"agentops.tool.approval": "later"}), "information", "undefined_enum_variant:agentops.tool.approval"),
        (_span({"agentops.tool.nmae": "x"}), "improvement", "missing_attribute:agentops.tool.nmae"),
        (_span({"agentops.tool.status": "later"}), "violation", "undefined_enum_variant:agentops.tool.status"),
        (_span({"agentops.tool.attempt": -1}), "violation", "value_out_of_range:agentops.tool.attempt"),
        (_span({"agentops.tags": "a,b"}), "violation", "type_mismatch:agentops.tags"),
        (_span({"agentops.tags": ["a", 1, 2]}), "violation", "type_mismatch:agentops.tags"),
        (_span({"agentops.tool.version": None}), "violation", "type_mismatch:agentops.tool.version"),
        (_span({"agentops.tool.version": b"1"}), "violation", "type_mismatch:agentops.tool.version"),
        (_span({"agentops.tags": [b"a"]}), "violation", "type_mismatch:agentops.tags"),
        (_span({"agentops.cost.total": float("nan")}), "violation", "type_mismatch:agentops.cost.total"),
        (_span(status="error"), "violation", "conditionally_required_attribute_not_present:error.type"),
        (_span() | {"type": "agentops.client.llm"}, "violation", "span_type_mismatch:agentops.client.llm"),
        (_span() | {"status": "fine"}, "violation", "invalid_span_document:status"),
    ],
)
def test_a_finding_has_its_level(span: dict[str, Any], conformance: str, finding: str) -> None:
    """One thing wrong gives one finding, and the conformance is its level."""
    verdict = VALIDATOR.check(span)
    assert (verdict.conformance, verdict.findings) == (conformance, (finding,))


def test_the_gravest_level_wins() -> None:
    """An improvement beside an information makes the span an improvement."""
    verdict = VALIDATOR.check(_span({"agentops.tool.nmae": "x"}, otel_kind="producer"))
    assert verdict.conformance == "improvement"
    assert verdict.findings == ("missing_attribute:agentops.tool.nmae", "span_kind_mismatch:producer")


def test_span_types_and_names_of_others_are_no_concern() -> None:
    """Other registries' span types, the AgentOps SDK's names and application attributes draw no finding."""
    span = _span({"agentops.span.kind": "tool", "agentops.tool.input": "{}", "app.region": "north", "raw": b"\x00"})
    assert VALIDATOR.check(span | {"type": "gen_ai.client.tool"}).conformance == "ok"


def test_an_unspecified_otel_kind_contradicts_nothing() -> None:
    """A sender that leaves the OTel kind out has not said anything wrong."""
    assert VALIDATOR.check(_span(otel_kind="unspecified")).conformance == "ok"


def test_a_failed_step_is_not_asked_for_more() -> None:
    """Recommended attributes are what a successful step reports."""
    span = _span({"error.type": "timeout"}, status="error")
    del span["attributes"]["gen_ai.tool.call.id"]
    assert VALIDATOR.check(span).conformance == "ok"


def test_a_deprecated_attribute_is_worth_improving() -> None:
    """A renamed attribute stays valid for a while, with a hint."""
    bundle = copy.deepcopy(BUNDLE)
    tool = bundle["$defs"][f"{SCHEMA_URL}/span/tool.schema.json"]
    tool["properties"]["attributes"]["properties"]["agentops.tool.kind"]["deprecated"] = True
    verdict = Validator(bundle).check(_span({"agentops.tool.kind": "mcp"}))
    assert (verdict.conformance, verdict.findings) == ("improvement", ("deprecated:agentops.tool.kind",))


def test_a_long_list_of_wrong_items_is_one_finding() -> None:
    """However many items are wrong, the attribute is wrong once."""
    assert VALIDATOR.check(_span({"agentops.tags": [1] * 10_000})).findings == ("type_mismatch:agentops.tags",)


def test_findings_are_capped_and_the_rest_counted() -> None:
    """A span with many unknown names has at most `MAX_FINDINGS`, the last of which says how many more there are."""
    verdict = VALIDATOR.check(_span({f"agentops.x{i:02}": 1 for i in range(40)}))
    assert len(verdict.findings) == MAX_FINDINGS
    assert verdict.findings[-1] == f"more_findings:{40 - (MAX_FINDINGS - 1)}"


_scalars = st.none() | st.booleans() | st.integers(-2, 2**63) | st.floats() | st.text(max_size=3)
_values = _scalars | st.lists(_scalars, max_size=2) | st.sampled_from(["completed", "allow", "error", "stop"])
_typed = {"string": st.text(max_size=3), "any": st.just("{}"), "int": st.integers(0, 9), "double": st.floats(0, 9)}


@st.composite
def _documents(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(KINDS))
    table = attributes()["attributes"]
    whole = {key: _whole(table[key]) for key in table if table[key]["kinds"].get(kind) == "required"}
    base = {key: draw(value) for key, value in whole.items()} | {"agentops.kind": kind}
    dropped = draw(st.sets(st.sampled_from(KEYS), max_size=2))
    more = draw(st.dictionaries(st.sampled_from([*KEYS, "agentops.x", "y"]), _values, max_size=3))
    values = {key: value for key, value in (base | more).items() if key not in dropped or key == "agentops.kind"}
    return {
        "name": draw(st.text(max_size=2)),
        "type": draw(st.sampled_from(["", "agentops.internal.agent", "gen_ai.client.inference"])),
        "kind": draw(st.sampled_from(["internal", "client", "unspecified", "peer"])),
        "status": draw(st.sampled_from(["unset", "ok", "error"])),
        "attributes": values,
    }


def _whole(attribute: dict[str, Any]) -> st.SearchStrategy[Any]:
    if attribute["type"] == "boolean":
        return st.booleans()
    if attribute["type"].endswith("[]"):
        return st.lists(st.text(max_size=3), max_size=2)
    return _typed[attribute["type"]]


@given(_documents())
def test_no_violation_means_the_oracle_accepts(document: dict[str, Any]) -> None:
    """The fast path never lets a span pass that the published schema refuses, and every finding has a level."""
    verdict = VALIDATOR.check(document)
    assert all(finding.partition(":")[0] in LEVELS for finding in verdict.findings)
    if verdict.conformance == "unchecked":
        assert document["attributes"]["agentops.kind"] not in KINDS
    elif verdict.conformance != "violation":
        assert ORACLE.is_valid(document)
    else:
        assert verdict.findings


@given(_documents())
def test_a_violation_means_the_oracle_refuses(document: dict[str, Any]) -> None:
    """Nobody is blamed for what the published schema allows; numbers that JSON cannot write are the exception."""
    numbers = [n for v in document["attributes"].values() for n in (v if isinstance(v, list) else [v])]
    finite = all(n - n == 0 for n in numbers if isinstance(n, float))
    if finite and VALIDATOR.check(document).conformance == "violation":
        assert not ORACLE.is_valid(document)
