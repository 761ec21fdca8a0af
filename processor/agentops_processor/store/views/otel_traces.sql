-- The names and types of the OpenTelemetry Collector's ClickHouse exporter, for tools that know those. Attributes that
-- became columns are put back under their canonical names; a query that does not ask for SpanAttributes reads none.
-- Rows are as they came: without FINAL a look-up by TraceId uses the index of trace_id.
CREATE OR REPLACE VIEW otel_traces AS
SELECT
    start_time AS Timestamp,
    trace_id AS TraceId,
    span_id AS SpanId,
    parent_span_id AS ParentSpanId,
    trace_state AS TraceState,
    name AS SpanName,
    initcap(otel_kind) AS SpanKind,
    service_name AS ServiceName,
    resource AS ResourceAttributes,
    scope_name AS ScopeName,
    scope_version AS ScopeVersion,
    CAST(
        mapUpdate(
            mapFilter((k, v) -> v != '', map({promoted:spans})),
            mapUpdate(
                CAST(attributes, 'Map(String, String)'),
                mapUpdate(
                    mapApply((k, v) -> (toString(k), toString(v)), attributes_num),
                    mapApply((k, v) -> (toString(k), toString(v)), attributes_bool)))),
        'Map(LowCardinality(String), String)') AS SpanAttributes,
    duration_ns AS Duration,
    initcap(status) AS StatusCode,
    status_message AS StatusMessage,
    events.time AS `Events.Timestamp`,
    events.name AS `Events.Name`,
    events.attributes AS `Events.Attributes`,
    links.trace_id AS `Links.TraceId`,
    links.span_id AS `Links.SpanId`,
    arrayMap(x -> '', links.span_id) AS `Links.TraceState`,
    links.attributes AS `Links.Attributes`,
    tenant_id
FROM spans
COMMENT 'Spans in the columns of the OpenTelemetry Collector''s ClickHouse exporter, and tenant_id. Example: SELECT Timestamp, SpanName, Duration FROM otel_traces WHERE TraceId = ''…'' ORDER BY Timestamp';
