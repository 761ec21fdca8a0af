-- One row per evaluation or feedback, wherever it came from. Stored like spans, for the same reasons.
CREATE TABLE IF NOT EXISTS scores
(
    {columns:scores},

    INDEX i_trace trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX i_batch batch_id TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(ingested_at)
PARTITION BY toMonday(created_at)
PRIMARY KEY (tenant_id, toStartOfHour(created_at), xxHash32(trace_id))
ORDER BY (tenant_id, toStartOfHour(created_at), xxHash32(trace_id), trace_id, created_at, score_id)
SETTINGS
    min_bytes_for_wide_part = 67108864,
    min_parts_to_merge_at_once = 10,
    non_replicated_deduplication_window = 1000,
    fsync_after_insert = 1,
    fsync_part_directory = 1;
