"""Evaluations and feedback of any shape in, rows of the `scores` table out, without the identity of their span."""

from typing import Any

from agentops_processor.transform.jsontext import as_text
from agentops_processor.transform.transforms import MISSING, to_float

Score = dict[str, Any]


def score(name: Any, value: Any, **fields: Any) -> Score:
    """One row; a value that is no number becomes the label when there is none."""
    number = None if value is None else to_float(value)
    label = as_text(fields.pop("label", ""))
    if number is MISSING:
        number, label = None, label or as_text(value)
    return {"name": as_text(name), "value": number, "label": label, **{k: as_text(v) for k, v in fields.items()}}


def from_family(items: list[Any], kind: str, scope: str) -> list[Score]:
    """OpenInference's `evaluations.N.evaluation.*` and `annotations.N.annotation.*`."""
    found = []
    for item in items:
        inner = next((v for v in item.values() if isinstance(v, dict)), item) if isinstance(item, dict) else {}
        if inner.get("name"):
            found.append(
                score(
                    inner["name"],
                    inner.get("score"),
                    label=inner.get("label", ""),
                    explanation=inner.get("explanation"),
                    source=as_text(inner.get("annotator_kind")).lower(),
                    kind=kind,
                    metadata=inner.get("metadata"),
                    score_id=inner.get("identifier"),
                    scope=scope,
                )
            )
    return found


def from_event(attributes: dict[str, Any]) -> Score | None:
    """OpenTelemetry's event `gen_ai.evaluation.result`, also with the short names that OpenLIT writes."""
    get = attributes.get
    name = get("gen_ai.evaluation.name") or get("name")
    if not name:
        return None
    return score(
        name,
        get("gen_ai.evaluation.score.value", get("score.value")),
        label=get("gen_ai.evaluation.score.label", get("score.label", "")),
        explanation=get("gen_ai.evaluation.explanation", get("explanation")),
        kind="evaluation",
    )


def from_values(kind: str, values: dict[str, Any]) -> Score | None:
    """What a span of kind evaluation or feedback says of itself."""
    get = values.get
    if kind == "evaluation" and get("gen_ai.evaluation.name"):
        return score(
            get("gen_ai.evaluation.name"),
            get("gen_ai.evaluation.score.value"),
            label=get("gen_ai.evaluation.score.label", ""),
            explanation=get("gen_ai.evaluation.explanation"),
            source=get("agentops.evaluation.evaluator_type", ""),
            test_case_id=get("agentops.evaluation.test_case_id", ""),
            dataset=get("agentops.dataset.name", ""),
            experiment=get("agentops.experiment.name", ""),
            trace_id=get("agentops.evaluation.target_trace_id", ""),
            span_id=get("agentops.evaluation.target_span_id", ""),
            metadata=get("agentops.evaluation.metadata", ""),
            kind=kind,
        )
    if kind == "feedback" and get("agentops.feedback.name"):
        return score(
            get("agentops.feedback.name"),
            get("agentops.feedback.score"),
            label=get("agentops.feedback.label", ""),
            explanation=get("agentops.feedback.comment"),
            source=get("agentops.feedback.source", ""),
            trace_id=get("agentops.feedback.target_trace_id", ""),
            span_id=get("agentops.feedback.target_span_id", ""),
            metadata=get("agentops.feedback.metadata", ""),
            kind=kind,
        )
    return None
