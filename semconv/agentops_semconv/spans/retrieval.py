"""Spans of kind `retrieval`: One search for documents.

A span is named `retrieval {gen_ai.data_source.id}`. What every kind has stands in `common`.

Generated from semconv/model by `make schema`. Do not edit.
"""

from __future__ import annotations

from agentops_semconv.kinds import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

KIND: Final = Kind.RETRIEVAL
"""Value of `agentops.kind`."""

OPERATION_RETRIEVAL: Final = "retrieval"
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

GEN_AI_DATA_SOURCE_ID: Final = "gen_ai.data_source.id"
"""Collection, index or knowledge base. Required if the source has it."""

GEN_AI_PROVIDER_NAME: Final = "gen_ai.provider.name"
"""Provider of the model, as the client sees it. Required if the source has it."""

GEN_AI_RETRIEVAL_TOP_K: Final = "gen_ai.retrieval.top_k"
"""Most documents to return. Required if the source has it."""

AGENTOPS_RETRIEVAL_DOCUMENT_COUNT: Final = "agentops.retrieval.document_count"
"""Number of documents found. Required if the source has it."""

GEN_AI_RETRIEVAL_QUERY_TEXT: Final = "gen_ai.retrieval.query.text"
"""Text of the query. Optional."""

GEN_AI_RETRIEVAL_DOCUMENTS: Final = "gen_ai.retrieval.documents"
"""Documents found. Optional."""

GEN_AI_REQUEST_MODEL: Final = "gen_ai.request.model"
"""Model asked for. Optional."""

AGENTOPS_RETRIEVAL_FILTER: Final = "agentops.retrieval.filter"
"""Filter on the search: JSON. Optional."""

AGENTOPS_RETRIEVAL_SCORE_THRESHOLD: Final = "agentops.retrieval.score_threshold"
"""Least score of a document that is returned. Optional."""

AGENTOPS_RETRIEVAL_SOURCE: Final = "agentops.retrieval.source"
"""Kind of source that was searched. Optional."""

AGENTOPS_KNOWLEDGE_BASE_NAME: Final = "agentops.knowledge_base.name"
"""Name of the knowledge base that was searched; its id is `gen_ai.data_source.id`. Optional."""

AGENTOPS_KNOWLEDGE_BASE_VERSION: Final = "agentops.knowledge_base.version"
"""Version or build of the knowledge base that was searched. Optional."""

AWS_BEDROCK_KNOWLEDGE_BASE_ID: Final = "aws.bedrock.knowledge_base.id"
"""Knowledge base configured at Bedrock. Optional."""
