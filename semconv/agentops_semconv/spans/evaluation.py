"""Spans of kind `evaluation`: One judgement by one metric.

A span is named `evaluate {gen_ai.evaluation.name}`. What every kind has stands in `common`.

Generated from semconv/model by `make schema`. Do not edit.
"""

from __future__ import annotations

from agentops_semconv.kinds import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

KIND: Final = Kind.EVALUATION
"""Value of `agentops.kind`."""

OPERATION_EVALUATE: Final = "evaluate"
"""Value of `gen_ai.operation.name`."""

GEN_AI_EVALUATION_NAME: Final = "gen_ai.evaluation.name"
"""Metric. Required."""

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

GEN_AI_EVALUATION_SCORE_VALUE: Final = "gen_ai.evaluation.score.value"
"""Score. Required if the evaluation did not fail and there is no label."""

GEN_AI_EVALUATION_SCORE_LABEL: Final = "gen_ai.evaluation.score.label"
"""Label that stands for the score. Required if the source has it."""

AGENTOPS_EVALUATION_TARGET_TRACE_ID: Final = "agentops.evaluation.target_trace_id"
"""Trace that is judged, 32 hexadecimal digits. Required if the source has it."""

AGENTOPS_EVALUATION_TARGET_SPAN_ID: Final = "agentops.evaluation.target_span_id"
"""Span that is judged, 16 hexadecimal digits. Required if the source has it."""

AGENTOPS_EVALUATION_TARGET_SCOPE: Final = "agentops.evaluation.target_scope"
"""How much is judged. Required if the source has it."""

AGENTOPS_EVALUATION_TARGET_TYPE: Final = "agentops.evaluation.target_type"
"""What is judged. Required if the source has it."""

AGENTOPS_EVALUATION_TARGET_ID: Final = "agentops.evaluation.target_id"
"""Id of what is judged, where it is not a span. Required if the source has it."""

AGENTOPS_COST_SOURCE: Final = "agentops.cost.source"
"""Where the cost comes from. Optional."""

GEN_AI_EVALUATION_EXPLANATION: Final = "gen_ai.evaluation.explanation"
"""Why the score is what it is. Optional."""

AGENTOPS_EVALUATION_ID: Final = "agentops.evaluation.id"
"""Id of the evaluation. Optional."""

AGENTOPS_EVALUATION_CRITERIA: Final = "agentops.evaluation.criteria"
"""What was asked of the evaluator. Optional."""

AGENTOPS_EVALUATION_PASSED: Final = "agentops.evaluation.passed"
"""Whether the score is good enough. Optional."""

AGENTOPS_EVALUATION_THRESHOLD: Final = "agentops.evaluation.threshold"
"""Score that separates passed from failed. Optional."""

AGENTOPS_EVALUATION_HIGHER_IS_BETTER: Final = "agentops.evaluation.higher_is_better"
"""Whether a higher score is better. Optional."""

AGENTOPS_EVALUATION_METADATA: Final = "agentops.evaluation.metadata"
"""Free metadata of the evaluation: a JSON object. Optional."""

AGENTOPS_EVALUATION_EVALUATOR_NAME: Final = "agentops.evaluation.evaluator_name"
"""Name of the evaluator. Optional."""

AGENTOPS_EVALUATION_EVALUATOR_TYPE: Final = "agentops.evaluation.evaluator_type"
"""What judges. Optional."""

AGENTOPS_EVALUATION_TEST_CASE_ID: Final = "agentops.evaluation.test_case_id"
"""Test case that is judged. Optional."""

AGENTOPS_EVALUATION_EXPECTED_OUTPUT: Final = "agentops.evaluation.expected_output"
"""What a right answer would be; text or JSON. Optional."""

AGENTOPS_EVALUATION_EXPECTED_TRAJECTORY: Final = "agentops.evaluation.expected_trajectory"
"""Steps that a right run would take: a JSON array of `{kind, name}`. Optional."""

AGENTOPS_EVALUATION_MODE: Final = "agentops.evaluation.mode"
"""When it is judged. Optional."""
