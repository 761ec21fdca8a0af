"""Spans of kind `reranking`: One reordering of documents by a model.

A span is named `rerank {gen_ai.request.model}`. What every kind has stands in `common`.

Generated from semconv/model by `make schema`. Do not edit.
"""

from __future__ import annotations

from agentops_semconv.kinds import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

KIND: Final = Kind.RERANKING
"""Value of `agentops.kind`."""

OPERATION_RERANK: Final = "rerank"
"""Value of `gen_ai.operation.name`."""

GEN_AI_REQUEST_MODEL: Final = "gen_ai.request.model"
"""Model asked for. Required."""

GEN_AI_AGENT_NAME: Final = "gen_ai.agent.name"
"""Name of the agent. Required if the source has it."""

GEN_AI_WORKFLOW_NAME: Final = "gen_ai.workflow.name"
"""Name of the workflow. Required if the source has it."""

GEN_AI_PROVIDER_NAME: Final = "gen_ai.provider.name"
"""Provider of the model, as the client sees it. Required if the source has it."""

GEN_AI_RESPONSE_MODEL: Final = "gen_ai.response.model"
"""Model that answered. Required if the source has it."""

GEN_AI_RESPONSE_ID: Final = "gen_ai.response.id"
"""Id of the response. Required if the source has it."""

GEN_AI_RESPONSE_STATUS: Final = "gen_ai.response.status"
"""Status of the response. Required if the source has it."""

GEN_AI_USAGE_INPUT_TOKENS: Final = "gen_ai.usage.input_tokens"
"""All input tokens, cached ones included. Required if the source has it."""

GEN_AI_USAGE_OUTPUT_TOKENS: Final = "gen_ai.usage.output_tokens"
"""All output tokens, reasoning included. Required if the source has it."""

GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS: Final = "gen_ai.usage.cache_read.input_tokens"
"""Part of the input read from a cache, tokens. Required if the source has it."""

GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS: Final = "gen_ai.usage.cache_write.input_tokens"
"""Part of the input written to a cache, tokens. Required if the source has it."""

GEN_AI_USAGE_REASONING_OUTPUT_TOKENS: Final = "gen_ai.usage.reasoning.output_tokens"
"""Part of the output spent on reasoning, tokens. Required if the source has it."""

AGENTOPS_USAGE_TOTAL_TOKENS: Final = "agentops.usage.total_tokens"
"""Input and output tokens together. Required if the source has it."""

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

GEN_AI_RETRIEVAL_TOP_K: Final = "gen_ai.retrieval.top_k"
"""Most documents to return. Required if the source has it."""

AGENTOPS_RERANK_INPUT_DOCUMENTS: Final = "agentops.rerank.input_documents"
"""Documents before reranking: a JSON array. Required if the source has it."""

AGENTOPS_USAGE_DETAILS: Final = "agentops.usage.details"
"""Counts of other units (images, seconds, characters): a JSON object. Optional."""

AGENTOPS_USAGE_SOURCE: Final = "agentops.usage.source"
"""Where the counts come from. Optional."""

GEN_AI_USAGE_TEXT_INPUT_TOKENS: Final = "gen_ai.usage.text.input_tokens"
"""Part of the input that is text, tokens. Optional."""

GEN_AI_USAGE_TEXT_OUTPUT_TOKENS: Final = "gen_ai.usage.text.output_tokens"
"""Part of the output that is text, tokens. Optional."""

GEN_AI_USAGE_TEXT_CACHE_READ_INPUT_TOKENS: Final = "gen_ai.usage.text.cache_read.input_tokens"
"""Part of the input read from a cache that is text, tokens. Optional."""

GEN_AI_USAGE_IMAGE_INPUT_TOKENS: Final = "gen_ai.usage.image.input_tokens"
"""Part of the input that is image, tokens. Optional."""

GEN_AI_USAGE_IMAGE_OUTPUT_TOKENS: Final = "gen_ai.usage.image.output_tokens"
"""Part of the output that is image, tokens. Optional."""

GEN_AI_USAGE_IMAGE_CACHE_READ_INPUT_TOKENS: Final = "gen_ai.usage.image.cache_read.input_tokens"
"""Part of the input read from a cache that is image, tokens. Optional."""

GEN_AI_USAGE_AUDIO_INPUT_TOKENS: Final = "gen_ai.usage.audio.input_tokens"
"""Part of the input that is audio, tokens. Optional."""

GEN_AI_USAGE_AUDIO_OUTPUT_TOKENS: Final = "gen_ai.usage.audio.output_tokens"
"""Part of the output that is audio, tokens. Optional."""

GEN_AI_USAGE_AUDIO_CACHE_READ_INPUT_TOKENS: Final = "gen_ai.usage.audio.cache_read.input_tokens"
"""Part of the input read from a cache that is audio, tokens. Optional."""

AGENTOPS_REQUEST_PARAMETERS: Final = "agentops.request.parameters"
"""Every other parameter of the request: a JSON object. Optional."""

AGENTOPS_REQUEST_ATTEMPT: Final = "agentops.request.attempt"
"""Number of the attempt at one logical call. Optional."""

GEN_AI_REQUEST_ENCODING_FORMATS: Final = "gen_ai.request.encoding_formats"
"""Encodings asked for. Optional."""

SERVER_ADDRESS: Final = "server.address"
"""Host of the model's endpoint. Optional."""

SERVER_PORT: Final = "server.port"
"""Port of the model's endpoint. Optional."""

OPENAI_API_TYPE: Final = "openai.api.type"
"""OpenAI API in use. Optional."""

OPENAI_REQUEST_SERVICE_TIER: Final = "openai.request.service_tier"
"""Service tier asked for. Optional."""

OPENAI_RESPONSE_SERVICE_TIER: Final = "openai.response.service_tier"
"""Service tier that answered. Optional."""

OPENAI_RESPONSE_SYSTEM_FINGERPRINT: Final = "openai.response.system_fingerprint"
"""Configuration of the backend that answered. Optional."""

AZURE_RESOURCE_PROVIDER_NAMESPACE: Final = "azure.resource_provider.namespace"
"""Azure resource provider that served the request. Optional."""

AGENTOPS_MODEL_CONFIG_ID: Final = "agentops.model_config.id"
"""Id of the stored set of model and parameters that was used. Optional."""

AGENTOPS_MODEL_CONFIG_NAME: Final = "agentops.model_config.name"
"""Name of the stored set of model and parameters that was used. Optional."""

AGENTOPS_MODEL_CONFIG_VERSION: Final = "agentops.model_config.version"
"""Version of the stored set of model and parameters that was used. Optional."""

AGENTOPS_COST_SOURCE: Final = "agentops.cost.source"
"""Where the cost comes from. Optional."""

GEN_AI_RETRIEVAL_QUERY_TEXT: Final = "gen_ai.retrieval.query.text"
"""Text of the query. Optional."""

GEN_AI_RETRIEVAL_DOCUMENTS: Final = "gen_ai.retrieval.documents"
"""Documents found. Optional."""
