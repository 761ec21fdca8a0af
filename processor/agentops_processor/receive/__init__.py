"""OTLP in: bytes from the network, within limits, handed on; answers out."""
