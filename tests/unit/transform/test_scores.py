"""Scores: evaluations and feedback from spans, families of keys and events, each with its target."""

from typing import Any

import pytest
from agentops_processor.transform.scores import from_event, score

from tests.spans import finish, rows_of


def scores(attributes: dict[str, Any], **fields: Any) -> list[dict[str, Any]]:
    """The rows of `scores` of one span."""
    return rows_of([finish(attributes, **fields)], "scores")


def test_an_evaluation_span_scores_its_target() -> None:
    """The target is the span that was judged, not the judge."""
    (found,) = scores(
        {
            "gen_ai.operation.name": "evaluate",
            "gen_ai.evaluation.name": "faithful",
            "gen_ai.evaluation.score.value": 0.9,
            "agentops.evaluation.target_trace_id": "12" * 16,
            "agentops.evaluation.target_span_id": "34" * 8,
            "agentops.evaluation.evaluator_type": "llm",
            "session.id": "s",
        }
    )
    assert (found["name"], found["value"], found["kind"], found["source"]) == ("faithful", 0.9, "evaluation", "llm")
    assert (found["trace_id"], found["span_id"], found["session_id"]) == ("12" * 16, "34" * 8, "s")


def test_a_feedback_span_is_a_score() -> None:
    """A label alone is a score too."""
    (found,) = scores({"agentops.kind": "feedback", "agentops.feedback.name": "thumb", "agentops.feedback.label": "up"})
    assert (found["kind"], found["value"], found["label"]) == ("feedback", None, "up")


@pytest.mark.parametrize(
    ("prefix", "member", "kind", "on_span"),
    [
        ("evaluations", "evaluation", "evaluation", True),
        ("trace.evaluations", "evaluation", "evaluation", False),
        ("session.annotations", "annotation", "feedback", False),
    ],
)
def test_families_of_scores(prefix: str, member: str, kind: str, on_span: bool) -> None:
    """OpenInference hangs scores of a span, a trace or a session on any span; the keys stay beside them."""
    start = f"{prefix}.0.{member}."
    span = finish({f"{start}name": "tone", f"{start}score": 1, f"{start}annotator_kind": "HUMAN", f"{prefix}.1.x.y": 2})
    (found,) = rows_of([span], "scores")
    assert (found["name"], found["value"], found["source"], found["kind"]) == ("tone", 1.0, "human", kind)
    assert found["span_id"] == (span.span_id if on_span else "")
    assert span.rest[prefix]


def test_a_score_that_is_no_number_is_a_label() -> None:
    """Words in the place of a number are kept; a label of its own stays."""
    assert score("a", "good")["label"] == "good"
    assert score("a", "good", label="fine")["label"] == "fine"
    assert score("a", [1])["label"] == "[1]"


def test_ids_are_stable_and_differ() -> None:
    """The same request gives the same ids; two scores of a span have two."""
    keys = {f"evaluations.{i}.evaluation.name": "tone" for i in range(2)}
    first, second = scores(keys), scores(keys)
    assert [s["score_id"] for s in first] == [s["score_id"] for s in second]
    assert len({s["score_id"] for s in first}) == 2


def test_a_nameless_result_is_no_score() -> None:
    """There is nothing to call it."""
    assert from_event({"gen_ai.evaluation.score.value": 1}) is None
