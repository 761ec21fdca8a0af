-- One row per span. The columns come from the column table of the processor; here is how they are stored.
--
-- Sort key: the tenant leads every query. Within an hour the spans of a trace lie together, ordered by time: agents
-- send the whole conversation again at every call, and neighbours that repeat each other compress 9 times better than
-- in order of arrival. The primary key stops at the hash of the trace: the rest would only make it bigger in memory.
--
-- ReplacingMergeTree: the same span sent again, by an exporter's retry or by ours, is the same key, and merges keep
-- one. Until then `FINAL` does.
--
-- Partitions of a week: an insert into one partition is one part, whole or not at all, and retention drops whole weeks.
CREATE TABLE IF NOT EXISTS spans
(
    {columns:spans},

    -- 'key=value' of every string attribute: `has(attribute_items, 'k=v')` is answered from its index. Stores nothing.
    attribute_items Array(String) ALIAS arrayMap(kv -> concat(kv.1, '=', kv.2), CAST(attributes, 'Array(Tuple(String, String))')),

    INDEX i_trace    trace_id        TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX i_session  session_id      TYPE bloom_filter(0.01)  GRANULARITY 1,
    INDEX i_user     user_id         TYPE bloom_filter(0.01)  GRANULARITY 1,
    INDEX i_batch    batch_id        TYPE minmax GRANULARITY 1,
    INDEX i_duration duration_ns     TYPE minmax GRANULARITY 1,
    INDEX i_status   status          TYPE set(4) GRANULARITY 1,
    INDEX i_items    attribute_items TYPE text(tokenizer = 'array'),
    INDEX i_input    lower(input)    TYPE text(tokenizer = 'splitByNonAlpha'),
    INDEX i_output   lower(output)   TYPE text(tokenizer = 'splitByNonAlpha')
)
ENGINE = ReplacingMergeTree(ingested_at)
PARTITION BY toMonday(start_time)
PRIMARY KEY (tenant_id, toStartOfHour(start_time), xxHash32(trace_id))
ORDER BY (tenant_id, toStartOfHour(start_time), xxHash32(trace_id), trace_id, start_time, span_id)
SETTINGS
    -- Rows carry prompts of 100 KB: the default of 10 MiB would cut granules to a hundred rows.
    index_granularity_bytes = 67108864,
    -- A fresh part is one file instead of two per column: a third of the CPU and of the fsyncs of an insert. A batch is
    -- at most 32 MiB, so the first merges make the wide parts that narrow reads like.
    min_bytes_for_wide_part = 67108864,
    -- Ten at once, not each with its neighbour: a trickle of small inserts spent as much CPU on merges as on inserts.
    min_parts_to_merge_at_once = 10,
    -- Inserts whose token is remembered.
    non_replicated_deduplication_window = 1000,
    -- One key of a map is read without the others: 4 to 10 times faster, written by merges only.
    map_serialization_version = 'with_buckets',
    map_serialization_version_for_zero_level_parts = 'basic',
    map_buckets_min_avg_size = 8,
    -- The spool lets go of rows that are committed: committed has to mean on stable storage.
    fsync_after_insert = 1,
    fsync_part_directory = 1;
