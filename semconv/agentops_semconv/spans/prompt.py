"""Spans of kind `prompt`: Fetching a prompt from its registry, or filling its template.

A span is named `render_prompt {gen_ai.prompt.name}`. What every kind has stands in `common`.

Generated from semconv/model by `make schema`. Do not edit.
"""

from __future__ import annotations

from agentops_semconv.kinds import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

KIND: Final = Kind.PROMPT
"""Value of `agentops.kind`."""

OPERATION_RENDER_PROMPT: Final = "render_prompt"
"""Value of `gen_ai.operation.name`."""

GEN_AI_AGENT_NAME: Final = "gen_ai.agent.name"
"""Name of the agent. Required if the source has it."""

GEN_AI_WORKFLOW_NAME: Final = "gen_ai.workflow.name"
"""Name of the workflow. Required if the source has it."""

GEN_AI_PROMPT_NAME: Final = "gen_ai.prompt.name"
"""Name of the prompt in its registry. Required if the template is not recorded."""

GEN_AI_PROMPT_VERSION: Final = "gen_ai.prompt.version"
"""Version of the prompt. Required if the source has it."""

AGENTOPS_PROMPT_TEMPLATE: Final = "agentops.prompt.template"
"""Text of the template. Required if the source has it."""

AGENTOPS_PROMPT_TEMPLATE_FORMAT: Final = "agentops.prompt.template_format"
"""Language of the template. Required if the source has it."""

AGENTOPS_PROMPT_VARIABLES: Final = "agentops.prompt.variables"
"""Values that fill the template: a JSON object. Required if the source has it."""

GEN_AI_PROMPT_VARIABLE: Final = "gen_ai.prompt.variable"
"""One value that fills the template, by its name. Optional."""

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

MCP_METHOD_NAME: Final = "mcp.method.name"
"""Method of the MCP request. Optional."""
