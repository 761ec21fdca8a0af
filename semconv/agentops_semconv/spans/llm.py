"""Spans of kind `llm`: One call of a model that generates. Its tokens may be summed over all spans.

A span is named `{gen_ai.operation.name} {gen_ai.request.model}`. What every kind has stands in `common`.

Generated from semconv/model by `make schema`. Do not edit.
"""

from __future__ import annotations

from agentops_semconv.kinds import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

KIND: Final = Kind.LLM
"""Value of `agentops.kind`."""

OPERATION_CHAT: Final = "chat"
"""Value of `gen_ai.operation.name`."""

OPERATION_GENERATE_CONTENT: Final = "generate_content"
"""Value of `gen_ai.operation.name`."""

OPERATION_TEXT_COMPLETION: Final = "text_completion"
"""Value of `gen_ai.operation.name`."""

OPERATION_FETCH_RESPONSE: Final = "fetch_response"
"""Value of `gen_ai.operation.name`."""

OPERATION_IMAGE: Final = "image"
"""Value of `gen_ai.operation.name`."""

OPERATION_AUDIO: Final = "audio"
"""Value of `gen_ai.operation.name`."""

OPERATION_VIDEO: Final = "video"
"""Value of `gen_ai.operation.name`."""

OPERATION_SPEECH: Final = "speech"
"""Value of `gen_ai.operation.name`."""

OPERATION_TRANSCRIPTION: Final = "transcription"
"""Value of `gen_ai.operation.name`."""

OPERATION_SPEECH_TO_TEXT: Final = "speech_to_text"
"""Value of `gen_ai.operation.name`."""

OPERATION_TEXT_TO_SPEECH: Final = "text_to_speech"
"""Value of `gen_ai.operation.name`."""

GEN_AI_PROVIDER_NAME: Final = "gen_ai.provider.name"
"""Provider of the model, as the client sees it. Required."""

GEN_AI_AGENT_NAME: Final = "gen_ai.agent.name"
"""Name of the agent. Required if the source has it."""

GEN_AI_WORKFLOW_NAME: Final = "gen_ai.workflow.name"
"""Name of the workflow. Required if the source has it."""

GEN_AI_RESPONSE_MODEL: Final = "gen_ai.response.model"
"""Model that answered. Required if the source has it."""

GEN_AI_RESPONSE_ID: Final = "gen_ai.response.id"
"""Id of the response. Required if the source has it."""

GEN_AI_RESPONSE_STATUS: Final = "gen_ai.response.status"
"""Status of the response. Required if the source has it."""

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

GEN_AI_REQUEST_MODEL: Final = "gen_ai.request.model"
"""Model asked for. Required if the model that answered is not known."""

GEN_AI_REQUEST_REASONING_LEVEL: Final = "gen_ai.request.reasoning.level"
"""Effort of reasoning asked for. Required if the source has it."""

AGENTOPS_REASONING_CONTENT: Final = "agentops.reasoning.content"
"""The thought. Required if the source has it."""

GEN_AI_PROMPT_NAME: Final = "gen_ai.prompt.name"
"""Name of the prompt in its registry. Required if the source has it."""

GEN_AI_PROMPT_VERSION: Final = "gen_ai.prompt.version"
"""Version of the prompt. Required if the source has it."""

AGENTOPS_PROMPT_VARIABLES: Final = "agentops.prompt.variables"
"""Values that fill the template: a JSON object. Required if the source has it."""

AGENTOPS_PROMPT_TEMPLATE: Final = "agentops.prompt.template"
"""Text of the template. Required if the source has it."""

AGENTOPS_PROMPT_TEMPLATE_FORMAT: Final = "agentops.prompt.template_format"
"""Language of the template. Required if the source has it."""

GEN_AI_USAGE_INPUT_TOKENS: Final = "gen_ai.usage.input_tokens"
"""All input tokens, cached ones included. Recommended."""

GEN_AI_USAGE_OUTPUT_TOKENS: Final = "gen_ai.usage.output_tokens"
"""All output tokens, reasoning included. Recommended."""

GEN_AI_RESPONSE_FINISH_REASONS: Final = "gen_ai.response.finish_reasons"
"""Why each answer ended. Recommended."""

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

GEN_AI_INPUT_MESSAGES: Final = "gen_ai.input.messages"
"""Messages sent to the model. Optional."""

GEN_AI_OUTPUT_MESSAGES: Final = "gen_ai.output.messages"
"""Messages that came back. Optional."""

GEN_AI_SYSTEM_INSTRUCTIONS: Final = "gen_ai.system_instructions"
"""Instructions given apart from the messages. Optional."""

GEN_AI_TOOL_DEFINITIONS: Final = "gen_ai.tool.definitions"
"""Tools offered to the model. Optional."""

GEN_AI_REQUEST_MAX_TOKENS: Final = "gen_ai.request.max_tokens"
"""Most tokens to generate. Optional."""

GEN_AI_REQUEST_CHOICE_COUNT: Final = "gen_ai.request.choice.count"
"""Number of answers asked for. Optional."""

GEN_AI_REQUEST_TEMPERATURE: Final = "gen_ai.request.temperature"
"""Temperature. Optional."""

GEN_AI_REQUEST_TOP_P: Final = "gen_ai.request.top_p"
"""Share of probability to sample from. Optional."""

GEN_AI_REQUEST_TOP_K: Final = "gen_ai.request.top_k"
"""Number of candidates to sample from. Optional."""

GEN_AI_REQUEST_STOP_SEQUENCES: Final = "gen_ai.request.stop_sequences"
"""Sequences that end the answer. Optional."""

GEN_AI_REQUEST_FREQUENCY_PENALTY: Final = "gen_ai.request.frequency_penalty"
"""Penalty on repeating a token often. Optional."""

GEN_AI_REQUEST_PRESENCE_PENALTY: Final = "gen_ai.request.presence_penalty"
"""Penalty on repeating a token at all. Optional."""

GEN_AI_REQUEST_SEED: Final = "gen_ai.request.seed"
"""Seed of the sampling. Optional."""

GEN_AI_REQUEST_STREAM: Final = "gen_ai.request.stream"
"""The answer was asked for as a stream. Optional."""

GEN_AI_REQUEST_PREVIOUS_RESPONSE_ID: Final = "gen_ai.request.previous_response.id"
"""Response that this request goes on from. Optional."""

GEN_AI_REQUEST_STREAM_CURSOR: Final = "gen_ai.request.stream_cursor"
"""Place in a stream from which to go on. Optional."""

GEN_AI_OUTPUT_TYPE: Final = "gen_ai.output.type"
"""Type of output asked for. Optional."""

AGENTOPS_REQUEST_TOOL_CHOICE: Final = "agentops.request.tool_choice"
"""Which tools the model may or must call; text or JSON. Optional."""

AGENTOPS_REQUEST_RESPONSE_FORMAT: Final = "agentops.request.response_format"
"""Shape the answer must have; text or JSON. Optional."""

GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK: Final = "gen_ai.response.time_to_first_chunk"
"""Time to the first chunk of the answer, seconds. Optional."""

AGENTOPS_RESPONSE_TOKENS_PER_SECOND: Final = "agentops.response.tokens_per_second"
"""Output tokens per second. Optional."""

AGENTOPS_REASONING_SUMMARY: Final = "agentops.reasoning.summary"
"""The provider's summary of the thought. Optional."""

GEN_AI_CONVERSATION_COMPACTED: Final = "gen_ai.conversation.compacted"
"""The conversation was compacted before this call; only ever true. Optional."""

AWS_BEDROCK_GUARDRAIL_ID: Final = "aws.bedrock.guardrail.id"
"""Guardrail configured at Bedrock. Optional."""

AGENTOPS_PROMPT_ID: Final = "agentops.prompt.id"
"""Id of the prompt in its registry. Optional."""

AGENTOPS_PROMPT_LABEL: Final = "agentops.prompt.label"
"""Label by which the version was asked for. Optional."""

AGENTOPS_PROMPT_URL: Final = "agentops.prompt.url"
"""Where the prompt can be read. Optional."""

AGENTOPS_PROMPT_VENDOR: Final = "agentops.prompt.vendor"
"""Registry that holds the prompt. Optional."""

AGENTOPS_PROMPT_HASH: Final = "agentops.prompt.hash"
"""Hash of the template. Optional."""

AGENTOPS_PROMPT_RENDERED: Final = "agentops.prompt.rendered"
"""Text of the template with its values. Optional."""
