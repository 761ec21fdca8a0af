"""Spans of kind `agent`: One invocation of an agent, or its creation. A container: what it spent is the sum of its parts.

A span is named `invoke_agent {gen_ai.agent.name}`. What every kind has stands in `common`.

Generated from semconv/model by `make schema`. Do not edit.
"""

from __future__ import annotations

from agentops_semconv.kinds import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

KIND: Final = Kind.AGENT
"""Value of `agentops.kind`."""

OPERATION_INVOKE_AGENT: Final = "invoke_agent"
"""Value of `gen_ai.operation.name`."""

OPERATION_CREATE_AGENT: Final = "create_agent"
"""Value of `gen_ai.operation.name`."""

GEN_AI_AGENT_NAME: Final = "gen_ai.agent.name"
"""Name of the agent. Required."""

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

AGENTOPS_HANDOFF_FROM: Final = "agentops.handoff.from"
"""Agent that hands over. Required if the source has it."""

AGENTOPS_HANDOFF_TO: Final = "agentops.handoff.to"
"""Agent that takes over. Required if the source has it."""

AGENTOPS_HANDOFF_REASON: Final = "agentops.handoff.reason"
"""Why it was handed over. Required if the source has it."""

AGENTOPS_TEAM_ID: Final = "agentops.team.id"
"""Id of the crew, swarm or group chat. Required if the source has it."""

AGENTOPS_TEAM_NAME: Final = "agentops.team.name"
"""Name of the crew, swarm or group chat. Required if the source has it."""

AGENTOPS_TEAM_MEMBERS: Final = "agentops.team.members"
"""Names of its agents. Required if the source has it."""

GEN_AI_AGENT_DESCRIPTION: Final = "gen_ai.agent.description"
"""Description of the agent. Required if the source has it."""

GEN_AI_AGENT_VERSION: Final = "gen_ai.agent.version"
"""Version of the agent. Required if the source has it."""

AGENTOPS_AGENT_ROLE: Final = "agentops.agent.role"
"""Role the agent plays. Required if the source has it."""

AGENTOPS_AGENT_PERSONA: Final = "agentops.agent.persona"
"""Persona or backstory. Required if the source has it."""

AGENTOPS_AGENT_PARENT_ID: Final = "agentops.agent.parent_id"
"""Id of the agent that delegated. Required if the source has it."""

AGENTOPS_AGENT_PARENT_NAME: Final = "agentops.agent.parent_name"
"""Name of the agent that delegated. Required if the source has it."""

GEN_AI_PROVIDER_NAME: Final = "gen_ai.provider.name"
"""Provider of the model, as the client sees it. Required if the source has it."""

GEN_AI_REQUEST_MODEL: Final = "gen_ai.request.model"
"""Model asked for. Required if the source has it."""

GEN_AI_INPUT_MESSAGES: Final = "gen_ai.input.messages"
"""Messages sent to the model. Optional."""

GEN_AI_OUTPUT_MESSAGES: Final = "gen_ai.output.messages"
"""Messages that came back. Optional."""

GEN_AI_SYSTEM_INSTRUCTIONS: Final = "gen_ai.system_instructions"
"""Instructions given apart from the messages. Optional."""

GEN_AI_TOOL_DEFINITIONS: Final = "gen_ai.tool.definitions"
"""Tools offered to the model. Optional."""

AGENTOPS_MESSAGE_ID: Final = "agentops.message.id"
"""Id of a message between agents. Optional."""

AGENTOPS_MESSAGE_TYPE: Final = "agentops.message.type"
"""Type of a message between agents. Optional."""

AGENTOPS_MESSAGE_SENDER: Final = "agentops.message.sender"
"""Agent that sent the message. Optional."""

AGENTOPS_MESSAGE_RECIPIENT: Final = "agentops.message.recipient"
"""Agent that received the message. Optional."""

AGENTOPS_MESSAGE_SIZE: Final = "agentops.message.size"
"""Size of the message, bytes. Optional."""

AGENTOPS_ARTIFACT_ID: Final = "agentops.artifact.id"
"""Id of a produced artifact. Optional."""

AGENTOPS_ARTIFACT_NAME: Final = "agentops.artifact.name"
"""Name of a produced artifact. Optional."""

AGENTOPS_ARTIFACT_TYPE: Final = "agentops.artifact.type"
"""Type of a produced artifact. Optional."""

AGENTOPS_ARTIFACT_URI: Final = "agentops.artifact.uri"
"""Where a produced artifact lies. Optional."""

AGENTOPS_ARTIFACT_VERSION: Final = "agentops.artifact.version"
"""Version of a produced artifact. Optional."""

AGENTOPS_ARTIFACT_HASH: Final = "agentops.artifact.hash"
"""Hash of the content of a produced artifact. Optional."""

AGENTOPS_POLICY_ID: Final = "agentops.policy.id"
"""Id of the policy that binds the step. Optional."""

AGENTOPS_POLICY_NAME: Final = "agentops.policy.name"
"""Name of the policy that binds the step. Optional."""

AGENTOPS_POLICY_VERSION: Final = "agentops.policy.version"
"""Version of the policy that binds the step. Optional."""

AGENTOPS_POLICY_TEXT: Final = "agentops.policy.text"
"""The policy in words. Optional."""

AGENTOPS_MODEL_CONFIG_ID: Final = "agentops.model_config.id"
"""Id of the stored set of model and parameters that was used. Optional."""

AGENTOPS_MODEL_CONFIG_NAME: Final = "agentops.model_config.name"
"""Name of the stored set of model and parameters that was used. Optional."""

AGENTOPS_MODEL_CONFIG_VERSION: Final = "agentops.model_config.version"
"""Version of the stored set of model and parameters that was used. Optional."""

AGENTOPS_AGENT_TYPE: Final = "agentops.agent.type"
"""Class of agent in its framework. Optional."""

AGENTOPS_AGENT_RUN_ID: Final = "agentops.agent.run_id"
"""Id of this one invocation. Optional."""

AGENTOPS_AGENT_TOOLS: Final = "agentops.agent.tools"
"""Names of the tools the agent may call. Optional."""

AGENTOPS_AGENT_MODELS: Final = "agentops.agent.models"
"""Models the agent may use. Optional."""

AGENTOPS_AGENT_KNOWLEDGE_BASES: Final = "agentops.agent.knowledge_bases"
"""Ids of the knowledge bases the agent may search; none, one or many. Optional."""

AGENTOPS_AGENT_PLANS: Final = "agentops.agent.plans"
"""Ids of the plans the agent made or follows; none, one or many. Optional."""

AGENTOPS_AGENT_POLICIES: Final = "agentops.agent.policies"
"""Ids of all policies that bind the agent. Optional."""

AGENTOPS_AGENT_MAX_STEPS: Final = "agentops.agent.max_steps"
"""Most steps the agent may take. Optional."""

AGENTOPS_AGENT_STEP_COUNT: Final = "agentops.agent.step_count"
"""Steps the agent took. Optional."""

AGENTOPS_PLAN_HISTORY: Final = "agentops.plan.history"
"""Earlier plans, newest last: a JSON array with revision and reason. Optional."""

AGENTOPS_PLAN_ID: Final = "agentops.plan.id"
"""Id of the plan, the same over its revisions. Optional."""

GEN_AI_PROMPT_NAME: Final = "gen_ai.prompt.name"
"""Name of the prompt in its registry. Optional."""

GEN_AI_PROMPT_VERSION: Final = "gen_ai.prompt.version"
"""Version of the prompt. Optional."""
