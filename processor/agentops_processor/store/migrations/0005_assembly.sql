-- When a row reached the table. Not `ingested_at`: rows wait in spools for as long as the database is away, and come
-- late from dead letters; who follows the table must not miss them. Whoever inserts need not know of it.
ALTER TABLE spans ADD COLUMN IF NOT EXISTS written_at DateTime64(3, 'UTC') MATERIALIZED now64(3) CODEC(Delta(8), ZSTD(1));

ALTER TABLE spans ADD INDEX IF NOT EXISTS i_written written_at TYPE minmax GRANULARITY 1;

-- Rows that are there already have reached it now.
ALTER TABLE spans MATERIALIZE COLUMN written_at;

-- How far assembly has come: whatever reached `spans` before `written_until` is in `steps` and `runs`. Without a row,
-- everything is assembled again.
CREATE TABLE IF NOT EXISTS assembly_progress
(
    name String,
    written_until DateTime64(3, 'UTC'),
    saved_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = ReplacingMergeTree(saved_at) ORDER BY name;
