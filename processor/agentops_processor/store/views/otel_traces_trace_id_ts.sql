-- As in the exporter: the first and the last start of a span, in whole seconds.
CREATE OR REPLACE VIEW otel_traces_trace_id_ts AS
SELECT
    trace_id AS TraceId,
    toDateTime(min(start_time)) AS Start,
    toDateTime(max(start_time)) AS End,
    tenant_id
FROM spans
GROUP BY tenant_id, trace_id
COMMENT 'When each trace happened, as in the OpenTelemetry Collector''s ClickHouse exporter. Example: SELECT Start, End FROM otel_traces_trace_id_ts WHERE TraceId = ''…''';
