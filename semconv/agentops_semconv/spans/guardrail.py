"""Spans of kind `guardrail`: One check by one guardrail.

A span is named `apply_guardrail {agentops.guardrail.name}`. What every kind has stands in `common`.

Generated from semconv/model by `make schema`. Do not edit.
"""

from __future__ import annotations

from agentops_semconv.kinds import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

KIND: Final = Kind.GUARDRAIL
"""Value of `agentops.kind`."""

OPERATION_APPLY_GUARDRAIL: Final = "apply_guardrail"
"""Value of `gen_ai.operation.name`."""

AGENTOPS_GUARDRAIL_NAME: Final = "agentops.guardrail.name"
"""Guardrail or rule that was applied. Required."""

AGENTOPS_GUARDRAIL_TRIGGERED: Final = "agentops.guardrail.triggered"
"""The verdict was not `allow`. Required."""

GEN_AI_AGENT_NAME: Final = "gen_ai.agent.name"
"""Name of the agent. Required if the source has it."""

GEN_AI_WORKFLOW_NAME: Final = "gen_ai.workflow.name"
"""Name of the workflow. Required if the source has it."""

AGENTOPS_COST_TOTAL: Final = "agentops.cost.total"
"""Cost of this one operation. Required if the source has it."""

AGENTOPS_COST_INPUT: Final = "agentops.cost.input"
"""Cost of the input. Required if the source has it."""

AGENTOPS_COST_OUTPUT: Final = "agentops.cost.output"
"""Cost of the output. Required if the source has it."""

AGENTOPS_COST_CACHE_READ: Final = "agentops.cost.cache_read"
"""Cost of reading from a cache. Required if the source has it."""

AGENTOPS_COST_CACHE_WRITE: Final = "agentops.cost.cache_write"
"""Cost of writing to a cache. Required if the source has it."""

AGENTOPS_COST_REASONING: Final = "agentops.cost.reasoning"
"""Cost of reasoning. Required if the source has it."""

AGENTOPS_COST_TOOL: Final = "agentops.cost.tool"
"""Cost of a tool call. Required if the source has it."""

AGENTOPS_COST_CURRENCY: Final = "agentops.cost.currency"
"""Currency of all costs on the span, ISO 4217; US dollars where absent. Required if the source has it."""

AGENTOPS_GUARDRAIL_TARGET_TYPE: Final = "agentops.guardrail.target_type"
"""What the guardrail looks at. Required if the source has it."""

AGENTOPS_GUARDRAIL_ACTION: Final = "agentops.guardrail.action"
"""What was done. Required if the source has it."""

AGENTOPS_GUARDRAIL_REASON: Final = "agentops.guardrail.reason"
"""Why. Required if the source has it."""

AGENTOPS_GUARDRAIL_FALLBACK: Final = "agentops.guardrail.fallback"
"""What was done in place of what was stopped. Required if the source has it."""

AGENTOPS_GUARDRAIL_ESCALATED_TO: Final = "agentops.guardrail.escalated_to"
"""Person, team or queue that was asked to decide. Required if the source has it."""

AGENTOPS_GUARDRAIL_ESCALATION_OUTCOME: Final = "agentops.guardrail.escalation_outcome"
"""What the person who was asked decided. Required if the source has it."""

AGENTOPS_GUARDRAIL_RISK_CATEGORY: Final = "agentops.guardrail.risk_category"
"""Risks that were found. Required if the source has it."""

AGENTOPS_GUARDRAIL_RISK_SCORE: Final = "agentops.guardrail.risk_score"
"""How grave the risk is. Required if the source has it."""

AGENTOPS_GUARDRAIL_POLICY_ID: Final = "agentops.guardrail.policy_id"
"""Id of the policy. Required if the source has it."""

AGENTOPS_GUARDRAIL_POLICY_VERSION: Final = "agentops.guardrail.policy_version"
"""Version of the policy. Required if the source has it."""

AGENTOPS_GUARDRAIL_VERDICT: Final = "agentops.guardrail.verdict"
"""What the guardrail found. Recommended."""

AGENTOPS_COST_SOURCE: Final = "agentops.cost.source"
"""Where the cost comes from. Optional."""

AGENTOPS_GUARDRAIL_ID: Final = "agentops.guardrail.id"
"""Id of the guardrail. Optional."""

AGENTOPS_GUARDRAIL_PROVIDER: Final = "agentops.guardrail.provider"
"""Who provides the guardrail. Optional."""

AGENTOPS_GUARDRAIL_TARGET_ID: Final = "agentops.guardrail.target_id"
"""Id of the span or call it looks at. Optional."""

AGENTOPS_GUARDRAIL_PHASE: Final = "agentops.guardrail.phase"
"""When the guardrail looks. Optional."""

AGENTOPS_GUARDRAIL_SCORE: Final = "agentops.guardrail.score"
"""Score behind the verdict. Optional."""

AGENTOPS_GUARDRAIL_THRESHOLD: Final = "agentops.guardrail.threshold"
"""Score from which the guardrail acts. Optional."""

AWS_BEDROCK_GUARDRAIL_ID: Final = "aws.bedrock.guardrail.id"
"""Guardrail configured at Bedrock. Optional."""
