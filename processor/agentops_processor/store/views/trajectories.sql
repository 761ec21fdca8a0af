-- FINAL, because a trace that was assembled again must count once before the merges have seen it.
CREATE OR REPLACE VIEW trajectories AS
SELECT
    tenant_id,
    trace_id,
    min(start_time) AS started_at,
    arrayMap(step -> if(step.5 != '', step.5, step.4), arraySort(groupArray((start_time, span_id, kind, name, tool_name))) AS steps) AS trajectory,
    arrayMap(step -> step.3, steps) AS kinds,
    arrayMap(step -> if(step.5 != '', step.5, step.4), arrayFilter(step -> step.3 = 'tool', steps)) AS tools,
    countIf(status = 'error') AS errors
FROM steps FINAL
GROUP BY tenant_id, trace_id
COMMENT 'One row per trace: its steps in the order of their start, and the tools among them. Example: SELECT tools, count() AS traces, avg(errors) FROM trajectories GROUP BY tools ORDER BY traces DESC';
