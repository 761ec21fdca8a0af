"""agentops-processor: OTLP of AI agents in, one vocabulary, ClickHouse out."""

from importlib.metadata import version

__version__ = version("agentops-processor")
__all__ = ["__version__"]
