"""The view `conformance_by_service`, on spans that came twice."""

from typing import Any

from agentops_processor.store.store import Store
from agentops_processor.write.batches import form_batches

from tests.rows import spans

A, B, C = "required_attribute_not_present:a", "deprecated:b", "missing_attribute:c"


def _insert(store: Store, *conformance_and_findings: tuple[str, list[str]]) -> None:
    """Insert spans of one service, twice, as an exporter that retries does."""
    count = len(conformance_and_findings)
    conformance, findings = map(list, zip(*conformance_and_findings, strict=True))
    columns: dict[str, Any] = {
        "span_id": [f"{number:016x}" for number in range(count)],
        "service_name": ["svc"] * count,
        "scope_name": ["lib"] * count,
        "kind": ["llm"] * count,
    }
    made = spans(count, conformance=conformance, findings=findings, **columns)
    (batch,) = form_batches("here", [{"spans": made}])
    for attempt in ("first", "second"):
        store.insert("spans", batch.rows, attempt)


def test_spans_and_findings_count_once(store: Store) -> None:
    """Every conformance is counted, the score is the share without a violation, frequent findings come first."""
    _insert(store, ("ok", []), ("violation", [A, B]), ("improvement", [B]), ("improvement", [B, C]), ("unchecked", []))
    assert store.query("SELECT * FROM conformance_by_service").to_pylist() == [
        {
            "tenant_id": "default",
            "service_name": "svc",
            "scope_name": "lib",
            "kind": "llm",
            "spans": 5,
            "ok": 1,
            "information": 0,
            "improvement": 2,
            "violation": 1,
            "unchecked": 1,
            "share_without_violation": 0.8,
            "top_findings": [B, C, A],
        }
    ]


def test_no_findings(store: Store) -> None:
    """A service without fault has an empty list."""
    _insert(store, ("ok", []))
    (row,) = store.query("SELECT share_without_violation, top_findings FROM conformance_by_service").to_pylist()
    assert row == {"share_without_violation": 1.0, "top_findings": []}
