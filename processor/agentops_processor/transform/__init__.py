"""Bytes of one request in, columnar rows in the published vocabulary out."""
