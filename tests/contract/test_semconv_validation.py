"""What the package says of a span is what the processor says of it, though neither uses the other's code."""

import sys
from typing import Any

import pytest
from agentops_processor.transform.validate import Validator
from agentops_semconv import Example, Finding, Kind, iter_examples, schema_bundle, validate

each_example = pytest.mark.parametrize("example", list(iter_examples()), ids=lambda case: f"{case.kind}/{case.name}")
WRONG: tuple[Any, ...] = ("", "strange", -1, 0.5, True, None, [], ["strange"], [1], {"a": 1}, b"\x00")


@pytest.fixture(scope="module")
def processor() -> Validator:
    """The validator of the processor's hot path."""
    return Validator(schema_bundle())


@each_example
def test_an_example_gets_the_findings_it_states(example: Example) -> None:
    """Id, subject and order are those of the example, and it is valid if none is a violation."""
    findings = validate(example.span)
    assert tuple(map(str, findings)) == example.findings
    assert example.valid == all(finding.level != "violation" for finding in findings)


@each_example
def test_a_damaged_example_gets_the_processor_s_findings(example: Example, processor: Validator) -> None:
    """Whichever attribute is missing or wrong, both say the same of it, and are equally severe."""
    for key in example.span["attributes"].keys() - {"agentops.kind"}:
        rest = {k: v for k, v in example.span["attributes"].items() if k != key}
        for attributes in (rest, *({**rest, key: value} for value in WRONG)):
            document = {**example.span, "attributes": attributes}
            findings = validate(document)
            verdict = processor.check(document)
            assert sorted(map(str, findings)) == sorted(verdict.findings)
            violates = any(finding.level == "violation" for finding in findings)
            assert violates == (verdict.conformance == "violation")


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("kind", "sideways", "invalid_span_document:kind"),
        ("status", "fine", "invalid_span_document:status"),
        ("name", 5, "invalid_span_document:name"),
        ("type", "agentops.internal.agent", "span_type_mismatch:agentops.internal.agent"),
        ("kind", "producer", "span_kind_mismatch:producer"),
    ],
)
def test_a_wrong_field_gets_the_processor_s_findings(
    field: str, value: Any, expected: str, processor: Validator
) -> None:
    """The document around the attributes is judged alike."""
    document = {**next(iter_examples(Kind.TOOL, valid=True)).span, field: value}
    assert expected in map(str, validate(document))
    assert sorted(map(str, validate(document))) == sorted(processor.check(document).findings)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({}, ["name", "kind", "attributes"]),
        ({"name": "s", "kind": "client"}, ["attributes"]),
        ({"name": "s", "kind": "client", "attributes": []}, ["attributes"]),
    ],
)
def test_what_is_no_document_is_told_so(document: dict[str, Any], expected: list[str]) -> None:
    """A document without its fields is a finding, not a crash, and nothing is fetched to say so."""
    assert [str(finding) for finding in validate(document)] == [f"invalid_span_document:{f}" for f in expected]


def test_a_span_without_a_kind_is_not_passed_over() -> None:
    """The processor finds a kind for every span; in a tool's test a missing or unknown one is a violation."""
    base = {"name": "s", "kind": "client"}
    missing = validate({**base, "attributes": {}})
    assert [str(finding) for finding in missing] == ["required_attribute_not_present:agentops.kind"]
    unknown = validate({**base, "attributes": {"agentops.kind": "wizard"}})
    assert [(f.level, str(f)) for f in unknown] == [("violation", "undefined_enum_variant:agentops.kind")]
    assert validate({**base, "attributes": {"agentops.kind": Kind.UNKNOWN}}) == []


def test_a_tool_does_not_owe_what_the_processor_writes() -> None:
    """A span as it is emitted has no provenance; everything else is asked for."""
    span = next(iter_examples(Kind.TOOL, valid=True)).span
    written = ("agentops.normalizer.", "agentops.source.")
    emitted = {k: v for k, v in span["attributes"].items() if not k.startswith(written)}
    assert emitted != span["attributes"]
    assert validate({**span, "attributes": emitted})
    assert validate({**span, "attributes": emitted}, emitted=True) == []
    nothing = validate({**span, "attributes": {"agentops.kind": "tool"}}, emitted=True)
    assert "required_attribute_not_present:gen_ai.tool.name" in map(str, nothing)


def test_a_finding_has_weaver_s_shape() -> None:
    """Reports can be read by tools that know weaver's findings."""
    span = next(example for example in iter_examples(Kind.TOOL) if example.name == "no_call_id").span
    assert validate(span) == [
        Finding(
            id="recommended_attribute_not_present",
            level="improvement",
            signal_type="span",
            signal_name="execute_tool get_weather",
            context={"attribute_key": "gen_ai.tool.call.id", "kind": "tool"},
            message="`gen_ai.tool.call.id` would make this tool span more useful",
        )
    ]


def test_without_jsonschema_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The optional part is named in the error, not only the missing module."""
    from agentops_semconv import validation  # noqa: PLC0415 the package loads it on first use

    validation._validator.cache_clear()
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    with pytest.raises(ImportError, match=r"pip install 'agentops-semconv\[validate\]'"):
        validate(next(iter_examples()).span)


def test_examples_are_chosen_by_kind_and_verdict() -> None:
    """The two filters together and apart; changing what one caller got changes nothing for the next."""
    everything = list(iter_examples())
    assert {case.kind for case in iter_examples(Kind.LLM)} == {Kind.LLM}
    parts = [*iter_examples(valid=True), *iter_examples(valid=False)]
    assert sorted((c.kind, c.name) for c in parts) == sorted((c.kind, c.name) for c in everything)
    next(iter_examples()).span["attributes"].clear()
    assert next(iter_examples()) == everything[0]
