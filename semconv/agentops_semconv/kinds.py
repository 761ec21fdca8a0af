"""The kinds of span and the identity of the convention: the little that almost every user needs.

Generated from semconv/model by `make schema`. Do not edit.
"""

from enum import StrEnum

SCHEMA_URL = "https://agentops-processor.dev/schemas/agentops-dev/0.1.0"


class Kind(StrEnum):
    """`agentops.kind`: What the span is. No other value is allowed."""

    AGENT = "agent"
    """An agent at work, or being set up."""
    REASONING = "reasoning"
    """One step of thought."""
    PLANNING = "planning"
    """Making or changing a plan."""
    WORKFLOW = "workflow"
    """A crew, graph, pipeline or flow that contains the rest."""
    TASK = "task"
    """One unit of work with a goal of its own."""
    TOOL = "tool"
    """One call of a tool."""
    RETRIEVAL = "retrieval"
    """One search for documents."""
    MEMORY = "memory"
    """One read or write of a memory store."""
    EVALUATION = "evaluation"
    """One judgement by a metric."""
    GUARDRAIL = "guardrail"
    """One check by a guardrail."""
    LLM = "llm"
    """One call of a model that generates."""
    EMBEDDING = "embedding"
    """One call of an embedding model."""
    RERANKING = "reranking"
    """One reordering of documents."""
    PROMPT = "prompt"
    """Fetching or rendering a prompt."""
    FEEDBACK = "feedback"
    """One judgement by a person or a system."""
    UNKNOWN = "unknown"
    """An AI span without a usable sign of what it is."""
