"""Checked spans in, counts out: by kind, by finding, by dialect, and how much of the convention was seen."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from agentops_semconv import attributes

from agentops_processor.check.findings import CheckedSpan

NO_DIALECT = "none"
REFUSED = "refused"
# What the processor writes itself is no achievement of the sender.
_OURS = ("agentops.normalizer.", "agentops.source.")


def statistics(spans: Iterable[CheckedSpan]) -> dict[str, Any]:
    """Counts, ready to be written as JSON; each table in the order of its counts, the largest first.

    A span counts for the dialect with the most authority on it.
    """
    count = 0
    conformance: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    dialects: dict[str, Counter[str]] = {}
    findings: Counter[str] = Counter()
    per_dialect: Counter[str] = Counter()
    attributes_seen: set[str] = set()
    for span in spans:
        count += 1
        dialect = span.dialects[0] if span.dialects else NO_DIALECT
        ids = [finding.id for finding in span.findings]
        conformance[span.conformance] += 1
        kinds.setdefault(span.kind or REFUSED, Counter())[span.conformance] += 1
        per_dialect[dialect] += 1
        dialects.setdefault(dialect, Counter()).update(ids)
        findings.update(ids)
        attributes_seen.update(span.attributes)
    return {
        "spans": count,
        "conformance": _sorted(conformance),
        "kinds": {kind: _sorted(kinds[kind]) for kind in sorted(kinds)},
        "findings": _sorted(findings),
        "dialects": {
            dialect: {"spans": spans_, "findings": _sorted(dialects[dialect])}
            for dialect, spans_ in _sorted(per_dialect).items()
        },
        "coverage": _coverage(set(kinds), attributes_seen),
    }


def _coverage(kinds_seen: set[str], attributes_seen: set[str]) -> dict[str, dict[str, Any]]:
    registry = attributes()
    kinds = set(registry["kinds"])
    names = {
        name
        for name, entry in registry["attributes"].items()
        if not name.startswith(_OURS) and not entry.get("deprecated")
    }
    return {"kinds": _share(kinds_seen & kinds, kinds), "attributes": _share(attributes_seen & names, names)}


def _share(seen: set[str], every: set[str]) -> dict[str, Any]:
    return {"seen": len(seen), "all": len(every), "share": round(len(seen) / len(every), 4)}


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
