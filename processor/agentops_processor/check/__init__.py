"""Recorded telemetry in, findings against the schema out: the command that an instrumentation library's CI runs."""
