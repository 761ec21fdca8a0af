-- One row per agent invocation, with its sums. Computed from `spans`, again whenever spans come late: a merge keeps the row with the greatest version,
-- and until then `FINAL` does. Stored in the order of `spans`, and as durable: what is recorded as assembled has to be there.
CREATE TABLE IF NOT EXISTS runs
(
    {columns:runs},

    INDEX i_trace trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX i_run   run_id   TYPE bloom_filter(0.01)  GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toMonday(start_time)
PRIMARY KEY (tenant_id, toStartOfHour(start_time), xxHash32(trace_id))
ORDER BY (tenant_id, toStartOfHour(start_time), xxHash32(trace_id), trace_id, start_time, span_id)
SETTINGS
    min_bytes_for_wide_part = 67108864,
    min_parts_to_merge_at_once = 10,
    non_replicated_deduplication_window = 1000,
    fsync_after_insert = 1,
    fsync_part_directory = 1;
