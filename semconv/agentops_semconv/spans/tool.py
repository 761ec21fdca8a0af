"""Spans of kind `tool`: One call of a tool, a skill or a command, here or on an MCP server.

A span is named `execute_tool {gen_ai.tool.name}`. What every kind has stands in `common`.

Generated from semconv/model by `make schema`. Do not edit.
"""

from __future__ import annotations

from agentops_semconv.kinds import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

KIND: Final = Kind.TOOL
"""Value of `agentops.kind`."""

OPERATION_EXECUTE_TOOL: Final = "execute_tool"
"""Value of `gen_ai.operation.name`."""

GEN_AI_TOOL_NAME: Final = "gen_ai.tool.name"
"""Name of the tool. Required."""

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

GEN_AI_TOOL_TYPE: Final = "gen_ai.tool.type"
"""Where the tool runs: `function`, `extension` or `datastore`. Required if the source has it."""

GEN_AI_TOOL_DESCRIPTION: Final = "gen_ai.tool.description"
"""Description of the tool. Required if the source has it."""

AGENTOPS_TOOL_STATUS: Final = "agentops.tool.status"
"""How the call ended. Required if the source has it."""

AGENTOPS_TOOL_VERSION: Final = "agentops.tool.version"
"""Version of the tool. Required if the source has it."""

AGENTOPS_TOOL_CONFIG: Final = "agentops.tool.config"
"""Static configuration of the tool: a JSON object. Required if the source has it."""

AGENTOPS_TOOL_SERVER_NAME: Final = "agentops.tool.server_name"
"""MCP server or toolkit that offers the tool. Required if the source has it."""

GEN_AI_SKILL_NAME: Final = "gen_ai.skill.name"
"""Name of the skill. Required if the source has it."""

GEN_AI_SKILL_DESCRIPTION: Final = "gen_ai.skill.description"
"""Description of the skill. Required if the source has it."""

GEN_AI_SKILL_SOURCE_URI: Final = "gen_ai.skill.source.uri"
"""Where the skill comes from. Required if the source has it."""

GEN_AI_SKILL_RESOURCE_NAME: Final = "gen_ai.skill.resource.name"
"""Resource of the skill that was read. Required if the source has it."""

MCP_METHOD_NAME: Final = "mcp.method.name"
"""Method of the MCP request. Required if the source has it."""

MCP_SESSION_ID: Final = "mcp.session.id"
"""MCP session. Required if the source has it."""

MCP_PROTOCOL_VERSION: Final = "mcp.protocol.version"
"""Version of MCP in use. Required if the source has it."""

MCP_RESOURCE_URI: Final = "mcp.resource.uri"
"""Resource that was asked for. Required if the source has it."""

JSONRPC_REQUEST_ID: Final = "jsonrpc.request.id"
"""Id of the JSON-RPC request. Required if the source has it."""

RPC_RESPONSE_STATUS_CODE: Final = "rpc.response.status_code"
"""Status code of the RPC. Required if the source has it."""

NETWORK_TRANSPORT: Final = "network.transport"
"""Transport in use. Required if the source has it."""

GEN_AI_TOOL_CALL_ID: Final = "gen_ai.tool.call.id"
"""Id that the model gave the call. Recommended."""

AGENTOPS_COST_SOURCE: Final = "agentops.cost.source"
"""Where the cost comes from. Optional."""

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

GEN_AI_TOOL_CALL_ARGUMENTS: Final = "gen_ai.tool.call.arguments"
"""Arguments of the call. Optional."""

GEN_AI_TOOL_CALL_RESULT: Final = "gen_ai.tool.call.result"
"""Result of the call; text or JSON. Optional."""

AGENTOPS_TOOL_KIND: Final = "agentops.tool.kind"
"""Class of tool as its framework names it. Optional."""

AGENTOPS_TOOL_PARAMETERS: Final = "agentops.tool.parameters"
"""JSON Schema of the tool's arguments. Optional."""

AGENTOPS_TOOL_FROM_CACHE: Final = "agentops.tool.from_cache"
"""The answer came from a cache. Optional."""

AGENTOPS_TOOL_ATTEMPT: Final = "agentops.tool.attempt"
"""Number of the attempt. Optional."""

AGENTOPS_TOOL_APPROVAL: Final = "agentops.tool.approval"
"""Decision on whether the call may run. Optional."""

AGENTOPS_TOOL_APPROVAL_SOURCE: Final = "agentops.tool.approval_source"
"""Who or what decided. Optional."""

AGENTOPS_TOOL_APPROVAL_REASON: Final = "agentops.tool.approval_reason"
"""Why it was decided so. Optional."""

PROCESS_EXECUTABLE_NAME: Final = "process.executable.name"
"""Program that a command tool ran. Optional."""

PROCESS_EXIT_CODE: Final = "process.exit.code"
"""Exit code of the program. Optional."""
