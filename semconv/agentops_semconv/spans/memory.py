"""Spans of kind `memory`: One read or write of a memory store.

A span is named `{gen_ai.operation.name} {gen_ai.memory.store.id}`. What every kind has stands in `common`.

Generated from semconv/model by `make schema`. Do not edit.
"""

from __future__ import annotations

from agentops_semconv.kinds import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

KIND: Final = Kind.MEMORY
"""Value of `agentops.kind`."""

OPERATION_SEARCH_MEMORY: Final = "search_memory"
"""Value of `gen_ai.operation.name`."""

OPERATION_CREATE_MEMORY: Final = "create_memory"
"""Value of `gen_ai.operation.name`."""

OPERATION_UPDATE_MEMORY: Final = "update_memory"
"""Value of `gen_ai.operation.name`."""

OPERATION_UPSERT_MEMORY: Final = "upsert_memory"
"""Value of `gen_ai.operation.name`."""

OPERATION_DELETE_MEMORY: Final = "delete_memory"
"""Value of `gen_ai.operation.name`."""

OPERATION_CREATE_MEMORY_STORE: Final = "create_memory_store"
"""Value of `gen_ai.operation.name`."""

OPERATION_DELETE_MEMORY_STORE: Final = "delete_memory_store"
"""Value of `gen_ai.operation.name`."""

GEN_AI_AGENT_NAME: Final = "gen_ai.agent.name"
"""Name of the agent. Required if the source has it."""

GEN_AI_WORKFLOW_NAME: Final = "gen_ai.workflow.name"
"""Name of the workflow. Required if the source has it."""

DB_SYSTEM_NAME: Final = "db.system.name"
"""Database product. Required if the source has it."""

DB_COLLECTION_NAME: Final = "db.collection.name"
"""Collection or table. Required if the source has it."""

DB_NAMESPACE: Final = "db.namespace"
"""Database. Required if the source has it."""

DB_OPERATION_NAME: Final = "db.operation.name"
"""Database operation. Required if the source has it."""

DB_QUERY_TEXT: Final = "db.query.text"
"""Text of the database query. Required if the source has it."""

GEN_AI_PROVIDER_NAME: Final = "gen_ai.provider.name"
"""Provider of the model, as the client sees it. Required if the source has it."""

GEN_AI_MEMORY_STORE_ID: Final = "gen_ai.memory.store.id"
"""Memory store. Required if the source has it."""

GEN_AI_MEMORY_RECORD_ID: Final = "gen_ai.memory.record.id"
"""Memory record. Required if the source has it."""

GEN_AI_MEMORY_RECORD_COUNT: Final = "gen_ai.memory.record.count"
"""Number of memory records. Required if the source has it."""

GEN_AI_MEMORY_QUERY_TEXT: Final = "gen_ai.memory.query.text"
"""Text of the search in memory. Required if the source has it."""

GEN_AI_MEMORY_RECORDS: Final = "gen_ai.memory.records"
"""Memory records read or written. Required if the source has it."""

AGENTOPS_MEMORY_TYPE: Final = "agentops.memory.type"
"""Kind of memory. Optional."""

AGENTOPS_MEMORY_SCOPE: Final = "agentops.memory.scope"
"""Whose memory it is. Optional."""

AGENTOPS_MEMORY_LIMIT: Final = "agentops.memory.limit"
"""Most records to return. Optional."""

AGENTOPS_MEMORY_SCORE_THRESHOLD: Final = "agentops.memory.score_threshold"
"""Least score of a record that is returned. Optional."""
