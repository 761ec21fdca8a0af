"""Spans of kind `workflow`: One run of a crew, graph, pipeline, chain or flow. A container: what it spent is the sum of its parts.

A span is named `invoke_workflow {gen_ai.workflow.name}`. What every kind has stands in `common`.

Generated from semconv/model by `make schema`. Do not edit.
"""

from __future__ import annotations

from agentops_semconv.kinds import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

KIND: Final = Kind.WORKFLOW
"""Value of `agentops.kind`."""

OPERATION_INVOKE_WORKFLOW: Final = "invoke_workflow"
"""Value of `gen_ai.operation.name`."""

GEN_AI_WORKFLOW_NAME: Final = "gen_ai.workflow.name"
"""Name of the workflow. Required."""

GEN_AI_AGENT_NAME: Final = "gen_ai.agent.name"
"""Name of the agent. Required if the source has it."""

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

AGENTOPS_WORKFLOW_TYPE: Final = "agentops.workflow.type"
"""How the workflow is organised. Required if the source has it."""

AGENTOPS_WORKFLOW_STATUS: Final = "agentops.workflow.status"
"""State of the run. Required if the source has it."""

AGENTOPS_WORKFLOW_DEFINITION: Final = "agentops.workflow.definition"
"""Definition of the workflow as JSON. Required if the source has it."""

AGENTOPS_WORKFLOW_HISTORY: Final = "agentops.workflow.history"
"""Earlier runs, newest last: a JSON array of `{run_id, status, start_time, result}`. Required if the source has it."""

AGENTOPS_PLAN_ID: Final = "agentops.plan.id"
"""Id of the plan, the same over its revisions. Required if the source has it."""

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

AGENTOPS_WORKFLOW_ID: Final = "agentops.workflow.id"
"""Id of the workflow's definition. Optional."""

AGENTOPS_WORKFLOW_RUN_ID: Final = "agentops.workflow.run_id"
"""Id of this one run. Optional."""

AGENTOPS_WORKFLOW_VERSION: Final = "agentops.workflow.version"
"""Version of the workflow. Optional."""

AGENTOPS_WORKFLOW_DESCRIPTION: Final = "agentops.workflow.description"
"""What the workflow does. Optional."""

AGENTOPS_WORKFLOW_TASKS: Final = "agentops.workflow.tasks"
"""Ids of the tasks of the workflow, also of those that have not started. Optional."""

AGENTOPS_PLAN_CURRENT_STEP: Final = "agentops.plan.current_step"
"""Step of the plan that is being done. Optional."""

AGENTOPS_GRAPH_NODES: Final = "agentops.graph.nodes"
"""Nodes of the graph: a JSON array. Optional."""

AGENTOPS_GRAPH_EDGES: Final = "agentops.graph.edges"
"""Edges of the graph: a JSON array. Optional."""
