"""Spans of kind `reasoning`: One step of thought: a turn of an agent's loop, or extended thinking.

A span is named `reason`. What every kind has stands in `common`.

Generated from semconv/model by `make schema`. Do not edit.
"""

from __future__ import annotations

from agentops_semconv.kinds import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

KIND: Final = Kind.REASONING
"""Value of `agentops.kind`."""

OPERATION_REASON: Final = "reason"
"""Value of `gen_ai.operation.name`."""

GEN_AI_AGENT_NAME: Final = "gen_ai.agent.name"
"""Name of the agent. Required if the source has it."""

GEN_AI_WORKFLOW_NAME: Final = "gen_ai.workflow.name"
"""Name of the workflow. Required if the source has it."""

AGENTOPS_GOAL: Final = "agentops.goal"
"""What the run, agent or step tries to achieve. Required if the source has it."""

AGENTOPS_CONSTRAINTS: Final = "agentops.constraints"
"""Limits and rules that must be respected. Required if the source has it."""

AGENTOPS_CONTEXT: Final = "agentops.context"
"""Context handed to the step besides its messages; text or JSON. Required if the source has it."""

AGENTOPS_USAGE_AGGREGATED: Final = "agentops.usage.aggregated"
"""The numbers on this span sum up its descendants. Required if the source has it."""

AGENTOPS_USAGE_AGGREGATE_INPUT_TOKENS: Final = "agentops.usage.aggregate.input_tokens"
"""Input tokens that a container reports for what it contains. Required if the source has it."""

AGENTOPS_USAGE_AGGREGATE_OUTPUT_TOKENS: Final = "agentops.usage.aggregate.output_tokens"
"""Output tokens that a container reports for what it contains. Required if the source has it."""

AGENTOPS_USAGE_AGGREGATE_CACHE_READ_INPUT_TOKENS: Final = "agentops.usage.aggregate.cache_read_input_tokens"
"""Input tokens read from a cache, reported by a container. Required if the source has it."""

AGENTOPS_USAGE_AGGREGATE_CACHE_WRITE_INPUT_TOKENS: Final = "agentops.usage.aggregate.cache_write_input_tokens"
"""Input tokens written to a cache, reported by a container. Required if the source has it."""

AGENTOPS_USAGE_AGGREGATE_REASONING_OUTPUT_TOKENS: Final = "agentops.usage.aggregate.reasoning_output_tokens"
"""Output tokens spent on reasoning, reported by a container. Required if the source has it."""

AGENTOPS_USAGE_AGGREGATE_TOTAL_TOKENS: Final = "agentops.usage.aggregate.total_tokens"
"""All tokens that a container reports for what it contains. Required if the source has it."""

AGENTOPS_COST_AGGREGATE_TOTAL: Final = "agentops.cost.aggregate_total"
"""Cost that a container reports for what it contains. Required if the source has it."""

AGENTOPS_REASONING_CONTENT: Final = "agentops.reasoning.content"
"""The thought. Required if the source has it."""

AGENTOPS_REASONING_STEP: Final = "agentops.reasoning.step"
"""Number of the step in its loop. Required if the source has it."""

AGENTOPS_REASONING_KNOWLEDGE: Final = "agentops.reasoning.knowledge"
"""What was looked up for the thought: a JSON array of `{id, source, content, score}`. Required if the source has it."""

AGENTOPS_REASONING_RULES: Final = "agentops.reasoning.rules"
"""Rules of inference the thought follows. Required if the source has it."""

AGENTOPS_REASONING_BOUNDARY: Final = "agentops.reasoning.boundary"
"""What the thought must stay within. Required if the source has it."""

AGENTOPS_REASONING_CONCLUSION: Final = "agentops.reasoning.conclusion"
"""What was concluded; text or JSON. Required if the source has it."""

AGENTOPS_PLAN_ID: Final = "agentops.plan.id"
"""Id of the plan, the same over its revisions. Required if the source has it."""

AGENTOPS_REASONING_SUMMARY: Final = "agentops.reasoning.summary"
"""The provider's summary of the thought. Optional."""

AGENTOPS_REASONING_ATTEMPT: Final = "agentops.reasoning.attempt"
"""Number of the attempt at this step. Optional."""

AGENTOPS_REASONING_OUTCOME: Final = "agentops.reasoning.outcome"
"""What the thought led to. Optional."""
