-- FINAL, because a span that was sent twice must count once before the merges have seen it.
-- A call belongs to an agent when its own span names the agent. Calls whose agent only an ancestor names are not seen
-- here.
CREATE OR REPLACE VIEW agents AS
WITH
    s.is_usage_leaf AND s.duplicate_of = '' AS is_counted,
    sumIf(s.input_tokens, is_counted) AS leaf_input_tokens,
    sumIf(s.output_tokens, is_counted) AS leaf_output_tokens,
    leaf_input_tokens + leaf_output_tokens > 0 AS has_leaf_usage
SELECT
    s.tenant_id AS tenant_id,
    s.agent_name AS agent_name,
    countIf(s.kind = 'agent' AND s.duplicate_of = '') AS runs,
    countIf(s.status = 'error') AS errors,
    countIf(s.kind = 'llm' AND s.duplicate_of = '') AS llm_calls,
    countIf(s.kind = 'tool' AND s.duplicate_of = '') AS tool_calls,
    if(has_leaf_usage, leaf_input_tokens, sum(s.aggregate_input_tokens)) AS input_tokens,
    if(has_leaf_usage, leaf_output_tokens, sum(s.aggregate_output_tokens)) AS output_tokens,
    sumIf(s.cost_total, is_counted) AS cost_total,
    max(s.start_time) AS last_seen
FROM spans AS s FINAL
WHERE s.agent_name != ''
GROUP BY tenant_id, agent_name
COMMENT 'One row per agent: runs, errors, calls and tokens of the spans that name it. Example: SELECT agent_name, runs, errors, llm_calls, tool_calls FROM agents ORDER BY last_seen DESC';
