-- FINAL, because a span that was sent twice must count once before the merges have seen it.
CREATE OR REPLACE VIEW conformance_by_service AS
WITH sumMap(s.findings, arrayMap(finding -> toUInt64(1), s.findings)) AS counted
SELECT
    s.tenant_id AS tenant_id,
    s.service_name AS service_name,
    s.scope_name AS scope_name,
    s.kind AS kind,
    count() AS spans,
    countIf(s.conformance = 'ok') AS ok,
    countIf(s.conformance = 'information') AS information,
    countIf(s.conformance = 'improvement') AS improvement,
    countIf(s.conformance = 'violation') AS violation,
    countIf(s.conformance = 'unchecked') AS unchecked,
    1 - violation / spans AS share_without_violation,
    arraySlice(arraySort((finding, times) -> (-toInt64(times), finding), counted.1, counted.2), 1, 5) AS top_findings
FROM spans AS s FINAL
GROUP BY tenant_id, service_name, scope_name, kind
COMMENT 'One row per service, instrumentation scope and kind: how well its spans hold against the schema, and the five findings that most of them have. Example: SELECT service_name, kind, spans, share_without_violation, top_findings FROM conformance_by_service ORDER BY violation DESC';
