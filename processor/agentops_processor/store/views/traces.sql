-- FINAL, because a span that was sent twice must count once before the merges have seen it.
-- Tokens and cost are those of the leaves. Where no leaf reports any, the largest sum that a wrapper reports stands in:
-- the outermost wrapper covers all others, so its sum is the largest.
CREATE OR REPLACE VIEW traces AS
WITH
    ['unchecked', 'ok', 'information', 'improvement', 'violation'] AS from_best_to_worst,
    (s.parent_span_id != '', s.start_time) AS nearness_to_root, -- the root may never come: then the earliest span stands in
    s.is_usage_leaf AND s.duplicate_of = '' AS is_counted,
    sumIf(s.input_tokens, is_counted) AS leaf_input_tokens,
    sumIf(s.output_tokens, is_counted) AS leaf_output_tokens,
    sumIf(s.cost_total, is_counted) AS leaf_cost,
    leaf_input_tokens + leaf_output_tokens > 0 AS has_leaf_usage,
    if(s.response_model != '', s.response_model, s.request_model) AS model
SELECT
    s.tenant_id AS tenant_id,
    s.trace_id AS trace_id,
    argMin(s.name, nearness_to_root) AS root_name,
    argMin(s.service_name, nearness_to_root) AS service_name,
    arraySort(groupUniqArrayIf(s.agent_name, s.agent_name != '')) AS agent_names,
    max(s.session_id) AS session_id,
    max(s.user_id) AS user_id,
    min(s.start_time) AS start_time,
    max(s.end_time) AS end_time,
    toUInt64(greatest(0, toUnixTimestamp64Nano(end_time) - toUnixTimestamp64Nano(start_time))) AS duration_ns,
    uniqExact(s.span_id) AS spans,
    uniqExactIf(s.span_id, s.status = 'error') AS errors,
    uniqExactIf(s.span_id, s.kind = 'llm' AND s.duplicate_of = '') AS llm_calls,
    uniqExactIf(s.span_id, s.kind = 'tool' AND s.duplicate_of = '') AS tool_calls,
    if(has_leaf_usage, leaf_input_tokens, max(s.aggregate_input_tokens)) AS input_tokens,
    if(has_leaf_usage, leaf_output_tokens, max(s.aggregate_output_tokens)) AS output_tokens,
    if(leaf_cost > 0, leaf_cost, max(s.cost_total)) AS cost_total,
    arraySort(groupUniqArrayIf(model, model != '')) AS models,
    from_best_to_worst[max(indexOf(from_best_to_worst, s.conformance))] AS conformance
FROM spans AS s FINAL
GROUP BY tenant_id, trace_id
COMMENT 'One row per trace. Example: SELECT root_name, duration_ns / 1e6 AS ms, llm_calls, input_tokens, cost_total FROM traces ORDER BY start_time DESC LIMIT 20';
