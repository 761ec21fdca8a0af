"""The attributes that spans of every kind have, with what is asked of them.

Generated from semconv/model by `make schema`. Do not edit.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

AGENTOPS_KIND: Final = "agentops.kind"
"""What the span is. Required."""

GEN_AI_OPERATION_NAME: Final = "gen_ai.operation.name"
"""Name of the operation. Required."""

AGENTOPS_SOURCE_DIALECTS: Final = "agentops.source.dialects"
"""Dialects found on the span, in order of authority. Required."""

AGENTOPS_NORMALIZER_VERSION: Final = "agentops.normalizer.version"
"""Version of the tables that normalised the span; a span that carries it is left as it is. Required."""

AGENTOPS_NORMALIZER_KIND_RULE: Final = "agentops.normalizer.kind_rule"
"""The evidence that decided the kind and where it stands: `explicit`, `operation`, `key` or `span_name`, a colon, and the attribute or prefix. Required."""

AGENTOPS_OPERATION_ORIGINAL: Final = "agentops.operation.original"
"""Operation name as the source wrote it, where it was changed. Required if the source has it."""

AGENTOPS_FRAMEWORK_NAME: Final = "agentops.framework.name"
"""Agent framework that made the span; never a model provider. Required if the source has it."""

GEN_AI_CONVERSATION_ID: Final = "gen_ai.conversation.id"
"""Conversation or thread to which the span belongs. Required if the source has it."""

SESSION_ID: Final = "session.id"
"""Session of the end user. Required if the source has it."""

USER_ID: Final = "user.id"
"""End user. Required if the source has it."""

GEN_AI_AGENT_ID: Final = "gen_ai.agent.id"
"""Stable id of the agent. Required if the source has it."""

ERROR_TYPE: Final = "error.type"
"""Class of the error, of low cardinality. Required if the status is error."""

AGENTOPS_ERROR_MESSAGE: Final = "agentops.error.message"
"""Message of the error, for people. Required if the source has it."""

AGENTOPS_NORMALIZER_WARNINGS: Final = "agentops.normalizer.warnings"
"""Codes of what the normaliser repaired or doubts. Required if the source has it."""

AGENTOPS_NORMALIZER_DROPPED: Final = "agentops.normalizer.dropped"
"""Source keys that were removed after mapping. Required if the source has it."""

AGENTOPS_NORMALIZER_DUPLICATE_OF: Final = "agentops.normalizer.duplicate_of"
"""Id of the span that describes the same operation better. Required if the source has it."""

AGENTOPS_CONTENT_REDACTED: Final = "agentops.content.redacted"
"""Some content was withheld or removed. Required if the source has it."""

AGENTOPS_CONTENT_TRUNCATED: Final = "agentops.content.truncated"
"""Some content was cut. Required if the source has it."""

AGENTOPS_CONTENT_ORIGINAL_SIZE: Final = "agentops.content.original_size"
"""Size of the content before it was cut, characters. Required if the source has it."""

AGENTOPS_NODE_ID: Final = "agentops.node.id"
"""Id of the node that the span executes. Required if the source has it."""

AGENTOPS_NODE_NAME: Final = "agentops.node.name"
"""Name of the node that the span executes. Required if the source has it."""

AGENTOPS_NODE_TYPE: Final = "agentops.node.type"
"""Type of the node that the span executes. Required if the source has it."""

AGENTOPS_NODE_PARENT_ID: Final = "agentops.node.parent_id"
"""Id of the node that led here. Required if the source has it."""

AGENTOPS_NODE_INDEX: Final = "agentops.node.index"
"""Position of the node among its siblings. Required if the source has it."""

AGENTOPS_NODE_ITERATION: Final = "agentops.node.iteration"
"""Number of the pass through the node. Required if the source has it."""

AGENTOPS_FRAMEWORK_VERSION: Final = "agentops.framework.version"
"""Version of the framework or its instrumentation. Optional."""

GEN_AI_MAIN_AGENT_ID: Final = "gen_ai.main_agent.id"
"""Id of the conversation's root agent. Optional."""

GEN_AI_MAIN_AGENT_NAME: Final = "gen_ai.main_agent.name"
"""Name of the conversation's root agent. Optional."""

GEN_AI_MAIN_AGENT_DESCRIPTION: Final = "gen_ai.main_agent.description"
"""Description of the conversation's root agent. Optional."""

AGENTOPS_CONVERSATION_NAME: Final = "agentops.conversation.name"
"""Title of the conversation. Optional."""

AGENTOPS_TURN_ID: Final = "agentops.turn.id"
"""Id of the user's turn in the conversation. Optional."""

AGENTOPS_TURN_INDEX: Final = "agentops.turn.index"
"""Number of the user's turn in the conversation. Optional."""

AGENTOPS_CUSTOMER_ID: Final = "agentops.customer.id"
"""Tenant, customer or organisation of the end user. Optional."""

AGENTOPS_APP_ID: Final = "agentops.app.id"
"""Id of the AI application, where it is not the service. Optional."""

AGENTOPS_APP_NAME: Final = "agentops.app.name"
"""Name of the AI application, where it is not the service. Optional."""

AGENTOPS_APP_VERSION: Final = "agentops.app.version"
"""Version of the AI application, where it is not the service. Optional."""

AGENTOPS_TAGS: Final = "agentops.tags"
"""Tags. Optional."""

AGENTOPS_METADATA: Final = "agentops.metadata"
"""Free metadata: one JSON object. Optional."""

AGENTOPS_TRACE_NAME: Final = "agentops.trace.name"
"""Name of the whole trace for display, on its root. Optional."""

AGENTOPS_LEVEL: Final = "agentops.level"
"""How much the span matters to a reader. Optional."""

AGENTOPS_RELEASE: Final = "agentops.release"
"""Release label set on the span. Optional."""

AGENTOPS_IO_INPUT: Final = "agentops.io.input"
"""Input of a step when it is not a list of messages; text or JSON. Optional."""

AGENTOPS_IO_OUTPUT: Final = "agentops.io.output"
"""Output of a step when it is not a list of messages; text or JSON. Optional."""

AGENTOPS_IO_INPUT_MIME_TYPE: Final = "agentops.io.input_mime_type"
"""Media type of the input. Optional."""

AGENTOPS_IO_OUTPUT_MIME_TYPE: Final = "agentops.io.output_mime_type"
"""Media type of the output. Optional."""

AGENTOPS_ERROR_STACK: Final = "agentops.error.stack"
"""Stack trace. Optional."""

AGENTOPS_ERROR_CODE: Final = "agentops.error.code"
"""Code of the error as its vendor gives it. Optional."""

AGENTOPS_ERROR_CATEGORY: Final = "agentops.error.category"
"""Domain of the error. Optional."""

AGENTOPS_ERROR_RETRYABLE: Final = "agentops.error.retryable"
"""Whether trying again may help. Optional."""

AGENTOPS_EXPERIMENT_ID: Final = "agentops.experiment.id"
"""Id of the experiment. Optional."""

AGENTOPS_EXPERIMENT_NAME: Final = "agentops.experiment.name"
"""Name of the experiment. Optional."""

AGENTOPS_EXPERIMENT_DESCRIPTION: Final = "agentops.experiment.description"
"""What the experiment tries. Optional."""

AGENTOPS_EXPERIMENT_METADATA: Final = "agentops.experiment.metadata"
"""Free metadata of the experiment: a JSON object. Optional."""

AGENTOPS_EXPERIMENT_RUN_ID: Final = "agentops.experiment.run_id"
"""Id of the one run of the experiment. Optional."""

AGENTOPS_EXPERIMENT_VARIANT: Final = "agentops.experiment.variant"
"""Variant that the experiment tries here. Optional."""

AGENTOPS_DATASET_ID: Final = "agentops.dataset.id"
"""Id of the dataset. Optional."""

AGENTOPS_DATASET_NAME: Final = "agentops.dataset.name"
"""Name of the dataset. Optional."""

AGENTOPS_DATASET_VERSION: Final = "agentops.dataset.version"
"""Version of the dataset. Optional."""

AGENTOPS_DATASET_ITEM_ID: Final = "agentops.dataset.item_id"
"""Id of the dataset's item. Optional."""

AGENTOPS_DATASET_ITEM_VERSION: Final = "agentops.dataset.item_version"
"""Version of the dataset's item. Optional."""
