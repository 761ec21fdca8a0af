"""Spans of kind `planning`: Making a plan, or changing it.

A span is named `plan {gen_ai.agent.name}`. What every kind has stands in `common`.

Generated from semconv/model by `make schema`. Do not edit.
"""

from __future__ import annotations

from agentops_semconv.kinds import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

KIND: Final = Kind.PLANNING
"""Value of `agentops.kind`."""

OPERATION_PLAN: Final = "plan"
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

AGENTOPS_PLAN_STEPS: Final = "agentops.plan.steps"
"""Current plan: a JSON array of `{id, description, status, depends_on, assignee, tool}`. Required if the source has it."""

AGENTOPS_PLAN_TEXT: Final = "agentops.plan.text"
"""Current plan as text, where it has no structure. Required if the source has it."""

AGENTOPS_PLAN_HISTORY: Final = "agentops.plan.history"
"""Earlier plans, newest last: a JSON array with revision and reason. Required if the source has it."""

AGENTOPS_PLAN_ID: Final = "agentops.plan.id"
"""Id of the plan, the same over its revisions. Optional."""

AGENTOPS_PLAN_REVISION: Final = "agentops.plan.revision"
"""Number of the revision. Optional."""

AGENTOPS_PLAN_STATUS: Final = "agentops.plan.status"
"""State of the plan. Optional."""

AGENTOPS_PLAN_CURRENT_STEP: Final = "agentops.plan.current_step"
"""Step of the plan that is being done. Optional."""

AGENTOPS_WORKFLOW_ID: Final = "agentops.workflow.id"
"""Id of the workflow's definition. Optional."""

AGENTOPS_WORKFLOW_RUN_ID: Final = "agentops.workflow.run_id"
"""Id of this one run. Optional."""
