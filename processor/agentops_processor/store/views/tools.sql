-- FINAL, because a span that was sent twice must count once before the merges have seen it.
CREATE OR REPLACE VIEW tools AS
SELECT
    tenant_id,
    tool_name,
    count() AS calls,
    countIf(status = 'error') AS errors,
    errors / calls AS error_rate,
    quantile(0.5)(duration_ns) / 1e6 AS p50_ms,
    quantile(0.95)(duration_ns) / 1e6 AS p95_ms,
    max(start_time) AS last_used,
    arraySort(groupUniqArrayIf(service_name, service_name != '')) AS services,
    arraySort(groupUniqArrayIf(agent_name, agent_name != '')) AS agents
FROM spans FINAL
WHERE kind = 'tool' AND tool_name != '' AND duplicate_of = ''
GROUP BY tenant_id, tool_name
COMMENT 'One row per tool: how often it is called, how often it fails, how long it takes. Example: SELECT tool_name, calls, error_rate, p95_ms FROM tools ORDER BY errors DESC';
