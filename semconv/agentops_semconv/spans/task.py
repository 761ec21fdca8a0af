"""Spans of kind `task`: One unit of work with a goal of its own.

A span is named `execute_task {agentops.task.name}`. What every kind has stands in `common`.

Generated from semconv/model by `make schema`. Do not edit.
"""

from __future__ import annotations

from agentops_semconv.kinds import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

KIND: Final = Kind.TASK
"""Value of `agentops.kind`."""

OPERATION_EXECUTE_TASK: Final = "execute_task"
"""Value of `gen_ai.operation.name`."""

AGENTOPS_TASK_NAME: Final = "agentops.task.name"
"""Name of the task. Required."""

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

AGENTOPS_TASK_ID: Final = "agentops.task.id"
"""Id of the task. Required if the source has it."""

AGENTOPS_TASK_DESCRIPTION: Final = "agentops.task.description"
"""What is to be done. Required if the source has it."""

AGENTOPS_TASK_STATUS: Final = "agentops.task.status"
"""State of the task. Required if the source has it."""

AGENTOPS_TASK_DEPENDENCIES: Final = "agentops.task.dependencies"
"""Ids of the tasks that must finish before. Required if the source has it."""

AGENTOPS_TASK_EXPECTED_OUTPUT: Final = "agentops.task.expected_output"
"""What the result should look like. Required if the source has it."""

AGENTOPS_TASK_ASSIGNEE: Final = "agentops.task.assignee"
"""Agent that does the task. Required if the source has it."""

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

AGENTOPS_TASK_PARENT_ID: Final = "agentops.task.parent_id"
"""Id of the task that contains this one. Optional."""

AGENTOPS_TASK_RESULT: Final = "agentops.task.result"
"""Result of the task; text or JSON. Optional."""

AGENTOPS_TASK_TYPE: Final = "agentops.task.type"
"""Type of the task in its framework. Optional."""

AGENTOPS_TASK_PRIORITY: Final = "agentops.task.priority"
"""Priority of the task. Optional."""

AGENTOPS_PLAN_ID: Final = "agentops.plan.id"
"""Id of the plan, the same over its revisions. Optional."""

AGENTOPS_PLAN_CURRENT_STEP: Final = "agentops.plan.current_step"
"""Step of the plan that is being done. Optional."""

AGENTOPS_WORKFLOW_ID: Final = "agentops.workflow.id"
"""Id of the workflow's definition. Optional."""

AGENTOPS_WORKFLOW_RUN_ID: Final = "agentops.workflow.run_id"
"""Id of this one run. Optional."""
