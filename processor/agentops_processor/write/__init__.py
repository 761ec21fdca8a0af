"""Spooled rows in, committed batches in ClickHouse out: each row exactly once."""
