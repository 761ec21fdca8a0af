-- FINAL, because a span that was sent twice must count once before the merges have seen it.
-- Only leaves that repeat no other span: what a wrapper reports is the sum of its leaves.
CREATE OR REPLACE VIEW models AS
SELECT
    s.tenant_id AS tenant_id,
    s.provider_name AS provider_name,
    if(s.response_model != '', s.response_model, s.request_model) AS model,
    count() AS calls,
    countIf(s.status = 'error') AS errors,
    sum(s.input_tokens) AS input_tokens,
    sum(s.output_tokens) AS output_tokens,
    sum(s.cache_read_tokens) AS cache_read_tokens,
    sum(s.reasoning_tokens) AS reasoning_tokens,
    sum(s.cost_total) AS cost_total,
    quantile(0.5)(s.duration_ns) / 1e6 AS p50_ms,
    quantile(0.95)(s.duration_ns) / 1e6 AS p95_ms,
    ifNotFinite(quantileIf(0.5)(s.time_to_first_token_ns, s.time_to_first_token_ns > 0), 0) / 1e6 AS p50_time_to_first_token_ms,
    ifNotFinite(quantileIf(0.95)(s.time_to_first_token_ns, s.time_to_first_token_ns > 0), 0) / 1e6 AS p95_time_to_first_token_ms
FROM spans AS s FINAL
WHERE s.is_usage_leaf AND s.duplicate_of = ''
GROUP BY tenant_id, provider_name, model
COMMENT 'One row per model: calls, errors, tokens, cost in USD, latency. Example: SELECT model, calls, input_tokens, cost_total, p95_ms FROM models ORDER BY cost_total DESC';
