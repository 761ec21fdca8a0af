"""ClickHouse, embedded or served: one interface for whoever writes and whoever asks."""
