-- Two ways from agent to agent: one runs inside of the other (`delegates`), or one begins when the other under the same
-- run has ended (`follows`). Runs of the same agent are no handoff.
CREATE OR REPLACE VIEW handoffs AS
SELECT
    tenant_id,
    from_agent,
    to_agent,
    relation,
    count() AS times,
    uniqExact(trace_id) AS traces,
    max(start_time) AS last_seen
FROM
(
    SELECT
        tenant_id,
        trace_id,
        start_time,
        agent_name AS to_agent,
        toUnixTimestamp64Nano(start_time) AS start_ns,
        lagInFrame(agent_name) OVER siblings AS previous,
        lagInFrame(start_ns + duration_ns) OVER siblings AS previous_end_ns,
        arrayJoin([
            ('delegates', if(length(agent_path) > 1, agent_path[-2], '')),
            ('follows', if(previous_end_ns <= start_ns, previous, ''))
        ]) AS edge,
        edge.1 AS relation,
        edge.2 AS from_agent
    FROM runs FINAL
    WINDOW siblings AS (PARTITION BY tenant_id, trace_id, parent_run_id ORDER BY step_index ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
)
WHERE from_agent != '' AND from_agent != to_agent
GROUP BY tenant_id, from_agent, to_agent, relation
COMMENT 'One row per agent that hands work to another: inside of its own run (delegates), or after it (follows). Example: SELECT from_agent, to_agent, relation, times FROM handoffs ORDER BY times DESC';
