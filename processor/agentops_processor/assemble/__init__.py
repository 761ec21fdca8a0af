"""Traces that have come to rest in, their steps and agent runs out."""
