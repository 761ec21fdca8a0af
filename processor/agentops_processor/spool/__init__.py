"""Rows in, durable segments out: what is acknowledged is on stable storage."""
