"""Spans of kind `feedback`: One judgement by a person or a system on what was done.

A span is named `record_feedback {agentops.feedback.name}`. What every kind has stands in `common`.

Generated from semconv/model by `make schema`. Do not edit.
"""

from __future__ import annotations

from agentops_semconv.kinds import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

KIND: Final = Kind.FEEDBACK
"""Value of `agentops.kind`."""

OPERATION_RECORD_FEEDBACK: Final = "record_feedback"
"""Value of `gen_ai.operation.name`."""

AGENTOPS_FEEDBACK_NAME: Final = "agentops.feedback.name"
"""What was judged. Required."""

GEN_AI_AGENT_NAME: Final = "gen_ai.agent.name"
"""Name of the agent. Required if the source has it."""

GEN_AI_WORKFLOW_NAME: Final = "gen_ai.workflow.name"
"""Name of the workflow. Required if the source has it."""

AGENTOPS_FEEDBACK_SCORE: Final = "agentops.feedback.score"
"""Score that was given. Required if the recording did not fail and there is neither label nor comment."""

AGENTOPS_FEEDBACK_LABEL: Final = "agentops.feedback.label"
"""Label that was given. Required if the source has it."""

AGENTOPS_FEEDBACK_COMMENT: Final = "agentops.feedback.comment"
"""Comment that was given. Required if the source has it."""

AGENTOPS_FEEDBACK_SOURCE: Final = "agentops.feedback.source"
"""Who judged. Required if the source has it."""

AGENTOPS_FEEDBACK_TYPE: Final = "agentops.feedback.type"
"""Whether someone meant to judge. Required if the source has it."""

AGENTOPS_FEEDBACK_SIGNAL: Final = "agentops.feedback.signal"
"""What someone did from which implicit feedback is inferred. Required if the source has it."""

AGENTOPS_FEEDBACK_TARGET_TRACE_ID: Final = "agentops.feedback.target_trace_id"
"""Trace that was judged, 32 hexadecimal digits. Required if the source has it."""

AGENTOPS_FEEDBACK_TARGET_SPAN_ID: Final = "agentops.feedback.target_span_id"
"""Span that was judged, 16 hexadecimal digits. Required if the source has it."""

AGENTOPS_EVALUATION_TARGET_SCOPE: Final = "agentops.evaluation.target_scope"
"""How much is judged. Required if the source has it."""

AGENTOPS_FEEDBACK_CORRECTION: Final = "agentops.feedback.correction"
"""What would have been right; text or JSON. Optional."""

AGENTOPS_FEEDBACK_ID: Final = "agentops.feedback.id"
"""Id of the feedback. Optional."""

AGENTOPS_FEEDBACK_METADATA: Final = "agentops.feedback.metadata"
"""Free metadata of the feedback: a JSON object. Optional."""
