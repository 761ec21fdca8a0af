"""Every attribute name of the convention as a constant.

Generated from semconv/model by `make schema`. Do not edit.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

AGENTOPS_AGENT_KNOWLEDGE_BASES: Final = "agentops.agent.knowledge_bases"
"""Ids of the knowledge bases the agent may search; none, one or many."""

AGENTOPS_AGENT_MAX_STEPS: Final = "agentops.agent.max_steps"
"""Most steps the agent may take."""

AGENTOPS_AGENT_MODELS: Final = "agentops.agent.models"
"""Models the agent may use."""

AGENTOPS_AGENT_PARENT_ID: Final = "agentops.agent.parent_id"
"""Id of the agent that delegated."""

AGENTOPS_AGENT_PARENT_NAME: Final = "agentops.agent.parent_name"
"""Name of the agent that delegated."""

AGENTOPS_AGENT_PERSONA: Final = "agentops.agent.persona"
"""Persona or backstory."""

AGENTOPS_AGENT_PLANS: Final = "agentops.agent.plans"
"""Ids of the plans the agent made or follows; none, one or many."""

AGENTOPS_AGENT_POLICIES: Final = "agentops.agent.policies"
"""Ids of all policies that bind the agent."""

AGENTOPS_AGENT_ROLE: Final = "agentops.agent.role"
"""Role the agent plays."""

AGENTOPS_AGENT_RUN_ID: Final = "agentops.agent.run_id"
"""Id of this one invocation."""

AGENTOPS_AGENT_STEP_COUNT: Final = "agentops.agent.step_count"
"""Steps the agent took."""

AGENTOPS_AGENT_TOOLS: Final = "agentops.agent.tools"
"""Names of the tools the agent may call."""

AGENTOPS_AGENT_TYPE: Final = "agentops.agent.type"
"""Class of agent in its framework."""

AGENTOPS_APP_ID: Final = "agentops.app.id"
"""Id of the AI application, where it is not the service."""

AGENTOPS_APP_NAME: Final = "agentops.app.name"
"""Name of the AI application, where it is not the service."""

AGENTOPS_APP_VERSION: Final = "agentops.app.version"
"""Version of the AI application, where it is not the service."""

AGENTOPS_ARTIFACT_HASH: Final = "agentops.artifact.hash"
"""Hash of the content of a produced artifact."""

AGENTOPS_ARTIFACT_ID: Final = "agentops.artifact.id"
"""Id of a produced artifact."""

AGENTOPS_ARTIFACT_NAME: Final = "agentops.artifact.name"
"""Name of a produced artifact."""

AGENTOPS_ARTIFACT_TYPE: Final = "agentops.artifact.type"
"""Type of a produced artifact."""

AGENTOPS_ARTIFACT_URI: Final = "agentops.artifact.uri"
"""Where a produced artifact lies."""

AGENTOPS_ARTIFACT_VERSION: Final = "agentops.artifact.version"
"""Version of a produced artifact."""

AGENTOPS_CONSTRAINTS: Final = "agentops.constraints"
"""Limits and rules that must be respected."""

AGENTOPS_CONTENT_ORIGINAL_SIZE: Final = "agentops.content.original_size"
"""Size of the content before it was cut, characters."""

AGENTOPS_CONTENT_REDACTED: Final = "agentops.content.redacted"
"""Some content was withheld or removed."""

AGENTOPS_CONTENT_TRUNCATED: Final = "agentops.content.truncated"
"""Some content was cut."""

AGENTOPS_CONTEXT: Final = "agentops.context"
"""Context handed to the step besides its messages; text or JSON."""

AGENTOPS_CONVERSATION_NAME: Final = "agentops.conversation.name"
"""Title of the conversation."""

AGENTOPS_COST_AGGREGATE_TOTAL: Final = "agentops.cost.aggregate_total"
"""Cost that a container reports for what it contains."""

AGENTOPS_COST_CACHE_READ: Final = "agentops.cost.cache_read"
"""Cost of reading from a cache."""

AGENTOPS_COST_CACHE_WRITE: Final = "agentops.cost.cache_write"
"""Cost of writing to a cache."""

AGENTOPS_COST_CURRENCY: Final = "agentops.cost.currency"
"""Currency of all costs on the span, ISO 4217; US dollars where absent."""

AGENTOPS_COST_INPUT: Final = "agentops.cost.input"
"""Cost of the input."""

AGENTOPS_COST_OUTPUT: Final = "agentops.cost.output"
"""Cost of the output."""

AGENTOPS_COST_REASONING: Final = "agentops.cost.reasoning"
"""Cost of reasoning."""

AGENTOPS_COST_SOURCE: Final = "agentops.cost.source"
"""Where the cost comes from."""

AGENTOPS_COST_TOOL: Final = "agentops.cost.tool"
"""Cost of a tool call."""

AGENTOPS_COST_TOTAL: Final = "agentops.cost.total"
"""Cost of this one operation."""

AGENTOPS_CUSTOMER_ID: Final = "agentops.customer.id"
"""Tenant, customer or organisation of the end user."""

AGENTOPS_DATASET_ID: Final = "agentops.dataset.id"
"""Id of the dataset."""

AGENTOPS_DATASET_ITEM_ID: Final = "agentops.dataset.item_id"
"""Id of the dataset's item."""

AGENTOPS_DATASET_ITEM_VERSION: Final = "agentops.dataset.item_version"
"""Version of the dataset's item."""

AGENTOPS_DATASET_NAME: Final = "agentops.dataset.name"
"""Name of the dataset."""

AGENTOPS_DATASET_VERSION: Final = "agentops.dataset.version"
"""Version of the dataset."""

AGENTOPS_EMBEDDING_COUNT: Final = "agentops.embedding.count"
"""Number of vectors."""

AGENTOPS_EMBEDDING_INPUTS: Final = "agentops.embedding.inputs"
"""Texts that were embedded: a JSON array."""

AGENTOPS_ERROR_CATEGORY: Final = "agentops.error.category"
"""Domain of the error."""

AGENTOPS_ERROR_CODE: Final = "agentops.error.code"
"""Code of the error as its vendor gives it."""

AGENTOPS_ERROR_MESSAGE: Final = "agentops.error.message"
"""Message of the error, for people."""

AGENTOPS_ERROR_RETRYABLE: Final = "agentops.error.retryable"
"""Whether trying again may help."""

AGENTOPS_ERROR_STACK: Final = "agentops.error.stack"
"""Stack trace."""

AGENTOPS_EVALUATION_CRITERIA: Final = "agentops.evaluation.criteria"
"""What was asked of the evaluator."""

AGENTOPS_EVALUATION_EVALUATOR_NAME: Final = "agentops.evaluation.evaluator_name"
"""Name of the evaluator."""

AGENTOPS_EVALUATION_EVALUATOR_TYPE: Final = "agentops.evaluation.evaluator_type"
"""What judges."""

AGENTOPS_EVALUATION_EXPECTED_OUTPUT: Final = "agentops.evaluation.expected_output"
"""What a right answer would be; text or JSON."""

AGENTOPS_EVALUATION_EXPECTED_TRAJECTORY: Final = "agentops.evaluation.expected_trajectory"
"""Steps that a right run would take: a JSON array of `{kind, name}`."""

AGENTOPS_EVALUATION_HIGHER_IS_BETTER: Final = "agentops.evaluation.higher_is_better"
"""Whether a higher score is better."""

AGENTOPS_EVALUATION_ID: Final = "agentops.evaluation.id"
"""Id of the evaluation."""

AGENTOPS_EVALUATION_METADATA: Final = "agentops.evaluation.metadata"
"""Free metadata of the evaluation: a JSON object."""

AGENTOPS_EVALUATION_MODE: Final = "agentops.evaluation.mode"
"""When it is judged."""

AGENTOPS_EVALUATION_PASSED: Final = "agentops.evaluation.passed"
"""Whether the score is good enough."""

AGENTOPS_EVALUATION_TARGET_ID: Final = "agentops.evaluation.target_id"
"""Id of what is judged, where it is not a span."""

AGENTOPS_EVALUATION_TARGET_SCOPE: Final = "agentops.evaluation.target_scope"
"""How much is judged."""

AGENTOPS_EVALUATION_TARGET_SPAN_ID: Final = "agentops.evaluation.target_span_id"
"""Span that is judged, 16 hexadecimal digits."""

AGENTOPS_EVALUATION_TARGET_TRACE_ID: Final = "agentops.evaluation.target_trace_id"
"""Trace that is judged, 32 hexadecimal digits."""

AGENTOPS_EVALUATION_TARGET_TYPE: Final = "agentops.evaluation.target_type"
"""What is judged."""

AGENTOPS_EVALUATION_TEST_CASE_ID: Final = "agentops.evaluation.test_case_id"
"""Test case that is judged."""

AGENTOPS_EVALUATION_THRESHOLD: Final = "agentops.evaluation.threshold"
"""Score that separates passed from failed."""

AGENTOPS_EXPERIMENT_DESCRIPTION: Final = "agentops.experiment.description"
"""What the experiment tries."""

AGENTOPS_EXPERIMENT_ID: Final = "agentops.experiment.id"
"""Id of the experiment."""

AGENTOPS_EXPERIMENT_METADATA: Final = "agentops.experiment.metadata"
"""Free metadata of the experiment: a JSON object."""

AGENTOPS_EXPERIMENT_NAME: Final = "agentops.experiment.name"
"""Name of the experiment."""

AGENTOPS_EXPERIMENT_RUN_ID: Final = "agentops.experiment.run_id"
"""Id of the one run of the experiment."""

AGENTOPS_EXPERIMENT_VARIANT: Final = "agentops.experiment.variant"
"""Variant that the experiment tries here."""

AGENTOPS_FEEDBACK_COMMENT: Final = "agentops.feedback.comment"
"""Comment that was given."""

AGENTOPS_FEEDBACK_CORRECTION: Final = "agentops.feedback.correction"
"""What would have been right; text or JSON."""

AGENTOPS_FEEDBACK_ID: Final = "agentops.feedback.id"
"""Id of the feedback."""

AGENTOPS_FEEDBACK_LABEL: Final = "agentops.feedback.label"
"""Label that was given."""

AGENTOPS_FEEDBACK_METADATA: Final = "agentops.feedback.metadata"
"""Free metadata of the feedback: a JSON object."""

AGENTOPS_FEEDBACK_NAME: Final = "agentops.feedback.name"
"""What was judged."""

AGENTOPS_FEEDBACK_SCORE: Final = "agentops.feedback.score"
"""Score that was given."""

AGENTOPS_FEEDBACK_SIGNAL: Final = "agentops.feedback.signal"
"""What someone did from which implicit feedback is inferred."""

AGENTOPS_FEEDBACK_SOURCE: Final = "agentops.feedback.source"
"""Who judged."""

AGENTOPS_FEEDBACK_TARGET_SPAN_ID: Final = "agentops.feedback.target_span_id"
"""Span that was judged, 16 hexadecimal digits."""

AGENTOPS_FEEDBACK_TARGET_TRACE_ID: Final = "agentops.feedback.target_trace_id"
"""Trace that was judged, 32 hexadecimal digits."""

AGENTOPS_FEEDBACK_TYPE: Final = "agentops.feedback.type"
"""Whether someone meant to judge."""

AGENTOPS_FRAMEWORK_NAME: Final = "agentops.framework.name"
"""Agent framework that made the span; never a model provider."""

AGENTOPS_FRAMEWORK_VERSION: Final = "agentops.framework.version"
"""Version of the framework or its instrumentation."""

AGENTOPS_GOAL: Final = "agentops.goal"
"""What the run, agent or step tries to achieve."""

AGENTOPS_GRAPH_EDGES: Final = "agentops.graph.edges"
"""Edges of the graph: a JSON array."""

AGENTOPS_GRAPH_NODES: Final = "agentops.graph.nodes"
"""Nodes of the graph: a JSON array."""

AGENTOPS_GUARDRAIL_ACTION: Final = "agentops.guardrail.action"
"""What was done."""

AGENTOPS_GUARDRAIL_ESCALATED_TO: Final = "agentops.guardrail.escalated_to"
"""Person, team or queue that was asked to decide."""

AGENTOPS_GUARDRAIL_ESCALATION_OUTCOME: Final = "agentops.guardrail.escalation_outcome"
"""What the person who was asked decided."""

AGENTOPS_GUARDRAIL_FALLBACK: Final = "agentops.guardrail.fallback"
"""What was done in place of what was stopped."""

AGENTOPS_GUARDRAIL_ID: Final = "agentops.guardrail.id"
"""Id of the guardrail."""

AGENTOPS_GUARDRAIL_NAME: Final = "agentops.guardrail.name"
"""Guardrail or rule that was applied."""

AGENTOPS_GUARDRAIL_PHASE: Final = "agentops.guardrail.phase"
"""When the guardrail looks."""

AGENTOPS_GUARDRAIL_POLICY_ID: Final = "agentops.guardrail.policy_id"
"""Id of the policy."""

AGENTOPS_GUARDRAIL_POLICY_VERSION: Final = "agentops.guardrail.policy_version"
"""Version of the policy."""

AGENTOPS_GUARDRAIL_PROVIDER: Final = "agentops.guardrail.provider"
"""Who provides the guardrail."""

AGENTOPS_GUARDRAIL_REASON: Final = "agentops.guardrail.reason"
"""Why."""

AGENTOPS_GUARDRAIL_RISK_CATEGORY: Final = "agentops.guardrail.risk_category"
"""Risks that were found."""

AGENTOPS_GUARDRAIL_RISK_SCORE: Final = "agentops.guardrail.risk_score"
"""How grave the risk is."""

AGENTOPS_GUARDRAIL_SCORE: Final = "agentops.guardrail.score"
"""Score behind the verdict."""

AGENTOPS_GUARDRAIL_TARGET_ID: Final = "agentops.guardrail.target_id"
"""Id of the span or call it looks at."""

AGENTOPS_GUARDRAIL_TARGET_TYPE: Final = "agentops.guardrail.target_type"
"""What the guardrail looks at."""

AGENTOPS_GUARDRAIL_THRESHOLD: Final = "agentops.guardrail.threshold"
"""Score from which the guardrail acts."""

AGENTOPS_GUARDRAIL_TRIGGERED: Final = "agentops.guardrail.triggered"
"""The verdict was not `allow`."""

AGENTOPS_GUARDRAIL_VERDICT: Final = "agentops.guardrail.verdict"
"""What the guardrail found."""

AGENTOPS_HANDOFF_FROM: Final = "agentops.handoff.from"
"""Agent that hands over."""

AGENTOPS_HANDOFF_REASON: Final = "agentops.handoff.reason"
"""Why it was handed over."""

AGENTOPS_HANDOFF_TO: Final = "agentops.handoff.to"
"""Agent that takes over."""

AGENTOPS_IO_INPUT: Final = "agentops.io.input"
"""Input of a step when it is not a list of messages; text or JSON."""

AGENTOPS_IO_INPUT_MIME_TYPE: Final = "agentops.io.input_mime_type"
"""Media type of the input."""

AGENTOPS_IO_OUTPUT: Final = "agentops.io.output"
"""Output of a step when it is not a list of messages; text or JSON."""

AGENTOPS_IO_OUTPUT_MIME_TYPE: Final = "agentops.io.output_mime_type"
"""Media type of the output."""

AGENTOPS_KIND: Final = "agentops.kind"
"""What the span is."""

AGENTOPS_KNOWLEDGE_BASE_NAME: Final = "agentops.knowledge_base.name"
"""Name of the knowledge base that was searched; its id is `gen_ai.data_source.id`."""

AGENTOPS_KNOWLEDGE_BASE_VERSION: Final = "agentops.knowledge_base.version"
"""Version or build of the knowledge base that was searched."""

AGENTOPS_LEVEL: Final = "agentops.level"
"""How much the span matters to a reader."""

AGENTOPS_MEMORY_LIMIT: Final = "agentops.memory.limit"
"""Most records to return."""

AGENTOPS_MEMORY_SCOPE: Final = "agentops.memory.scope"
"""Whose memory it is."""

AGENTOPS_MEMORY_SCORE_THRESHOLD: Final = "agentops.memory.score_threshold"
"""Least score of a record that is returned."""

AGENTOPS_MEMORY_TYPE: Final = "agentops.memory.type"
"""Kind of memory."""

AGENTOPS_MESSAGE_ID: Final = "agentops.message.id"
"""Id of a message between agents."""

AGENTOPS_MESSAGE_RECIPIENT: Final = "agentops.message.recipient"
"""Agent that received the message."""

AGENTOPS_MESSAGE_SENDER: Final = "agentops.message.sender"
"""Agent that sent the message."""

AGENTOPS_MESSAGE_SIZE: Final = "agentops.message.size"
"""Size of the message, bytes."""

AGENTOPS_MESSAGE_TYPE: Final = "agentops.message.type"
"""Type of a message between agents."""

AGENTOPS_METADATA: Final = "agentops.metadata"
"""Free metadata: one JSON object."""

AGENTOPS_MODEL_CONFIG_ID: Final = "agentops.model_config.id"
"""Id of the stored set of model and parameters that was used."""

AGENTOPS_MODEL_CONFIG_NAME: Final = "agentops.model_config.name"
"""Name of the stored set of model and parameters that was used."""

AGENTOPS_MODEL_CONFIG_VERSION: Final = "agentops.model_config.version"
"""Version of the stored set of model and parameters that was used."""

AGENTOPS_NODE_ID: Final = "agentops.node.id"
"""Id of the node that the span executes."""

AGENTOPS_NODE_INDEX: Final = "agentops.node.index"
"""Position of the node among its siblings."""

AGENTOPS_NODE_ITERATION: Final = "agentops.node.iteration"
"""Number of the pass through the node."""

AGENTOPS_NODE_NAME: Final = "agentops.node.name"
"""Name of the node that the span executes."""

AGENTOPS_NODE_PARENT_ID: Final = "agentops.node.parent_id"
"""Id of the node that led here."""

AGENTOPS_NODE_TYPE: Final = "agentops.node.type"
"""Type of the node that the span executes."""

AGENTOPS_NORMALIZER_DROPPED: Final = "agentops.normalizer.dropped"
"""Source keys that were removed after mapping."""

AGENTOPS_NORMALIZER_DUPLICATE_OF: Final = "agentops.normalizer.duplicate_of"
"""Id of the span that describes the same operation better."""

AGENTOPS_NORMALIZER_KIND_RULE: Final = "agentops.normalizer.kind_rule"
"""The evidence that decided the kind and where it stands: `explicit`, `operation`, `key` or `span_name`, a colon, and the attribute or prefix."""

AGENTOPS_NORMALIZER_VERSION: Final = "agentops.normalizer.version"
"""Version of the tables that normalised the span; a span that carries it is left as it is."""

AGENTOPS_NORMALIZER_WARNINGS: Final = "agentops.normalizer.warnings"
"""Codes of what the normaliser repaired or doubts."""

AGENTOPS_OPERATION_ORIGINAL: Final = "agentops.operation.original"
"""Operation name as the source wrote it, where it was changed."""

AGENTOPS_PLAN_CURRENT_STEP: Final = "agentops.plan.current_step"
"""Step of the plan that is being done."""

AGENTOPS_PLAN_HISTORY: Final = "agentops.plan.history"
"""Earlier plans, newest last: a JSON array with revision and reason."""

AGENTOPS_PLAN_ID: Final = "agentops.plan.id"
"""Id of the plan, the same over its revisions."""

AGENTOPS_PLAN_REVISION: Final = "agentops.plan.revision"
"""Number of the revision."""

AGENTOPS_PLAN_STATUS: Final = "agentops.plan.status"
"""State of the plan."""

AGENTOPS_PLAN_STEPS: Final = "agentops.plan.steps"
"""Current plan: a JSON array of `{id, description, status, depends_on, assignee, tool}`."""

AGENTOPS_PLAN_TEXT: Final = "agentops.plan.text"
"""Current plan as text, where it has no structure."""

AGENTOPS_POLICY_ID: Final = "agentops.policy.id"
"""Id of the policy that binds the step."""

AGENTOPS_POLICY_NAME: Final = "agentops.policy.name"
"""Name of the policy that binds the step."""

AGENTOPS_POLICY_TEXT: Final = "agentops.policy.text"
"""The policy in words."""

AGENTOPS_POLICY_VERSION: Final = "agentops.policy.version"
"""Version of the policy that binds the step."""

AGENTOPS_PROMPT_HASH: Final = "agentops.prompt.hash"
"""Hash of the template."""

AGENTOPS_PROMPT_ID: Final = "agentops.prompt.id"
"""Id of the prompt in its registry."""

AGENTOPS_PROMPT_LABEL: Final = "agentops.prompt.label"
"""Label by which the version was asked for."""

AGENTOPS_PROMPT_RENDERED: Final = "agentops.prompt.rendered"
"""Text of the template with its values."""

AGENTOPS_PROMPT_TEMPLATE: Final = "agentops.prompt.template"
"""Text of the template."""

AGENTOPS_PROMPT_TEMPLATE_FORMAT: Final = "agentops.prompt.template_format"
"""Language of the template."""

AGENTOPS_PROMPT_URL: Final = "agentops.prompt.url"
"""Where the prompt can be read."""

AGENTOPS_PROMPT_VARIABLES: Final = "agentops.prompt.variables"
"""Values that fill the template: a JSON object."""

AGENTOPS_PROMPT_VENDOR: Final = "agentops.prompt.vendor"
"""Registry that holds the prompt."""

AGENTOPS_REASONING_ATTEMPT: Final = "agentops.reasoning.attempt"
"""Number of the attempt at this step."""

AGENTOPS_REASONING_BOUNDARY: Final = "agentops.reasoning.boundary"
"""What the thought must stay within."""

AGENTOPS_REASONING_CONCLUSION: Final = "agentops.reasoning.conclusion"
"""What was concluded; text or JSON."""

AGENTOPS_REASONING_CONTENT: Final = "agentops.reasoning.content"
"""The thought."""

AGENTOPS_REASONING_KNOWLEDGE: Final = "agentops.reasoning.knowledge"
"""What was looked up for the thought: a JSON array of `{id, source, content, score}`."""

AGENTOPS_REASONING_OUTCOME: Final = "agentops.reasoning.outcome"
"""What the thought led to."""

AGENTOPS_REASONING_RULES: Final = "agentops.reasoning.rules"
"""Rules of inference the thought follows."""

AGENTOPS_REASONING_STEP: Final = "agentops.reasoning.step"
"""Number of the step in its loop."""

AGENTOPS_REASONING_SUMMARY: Final = "agentops.reasoning.summary"
"""The provider's summary of the thought."""

AGENTOPS_RELEASE: Final = "agentops.release"
"""Release label set on the span."""

AGENTOPS_REQUEST_ATTEMPT: Final = "agentops.request.attempt"
"""Number of the attempt at one logical call."""

AGENTOPS_REQUEST_PARAMETERS: Final = "agentops.request.parameters"
"""Every other parameter of the request: a JSON object."""

AGENTOPS_REQUEST_RESPONSE_FORMAT: Final = "agentops.request.response_format"
"""Shape the answer must have; text or JSON."""

AGENTOPS_REQUEST_TOOL_CHOICE: Final = "agentops.request.tool_choice"
"""Which tools the model may or must call; text or JSON."""

AGENTOPS_RERANK_INPUT_DOCUMENTS: Final = "agentops.rerank.input_documents"
"""Documents before reranking: a JSON array."""

AGENTOPS_RESPONSE_TOKENS_PER_SECOND: Final = "agentops.response.tokens_per_second"
"""Output tokens per second."""

AGENTOPS_RETRIEVAL_DOCUMENT_COUNT: Final = "agentops.retrieval.document_count"
"""Number of documents found."""

AGENTOPS_RETRIEVAL_FILTER: Final = "agentops.retrieval.filter"
"""Filter on the search: JSON."""

AGENTOPS_RETRIEVAL_SCORE_THRESHOLD: Final = "agentops.retrieval.score_threshold"
"""Least score of a document that is returned."""

AGENTOPS_RETRIEVAL_SOURCE: Final = "agentops.retrieval.source"
"""Kind of source that was searched."""

AGENTOPS_SOURCE_DIALECTS: Final = "agentops.source.dialects"
"""Dialects found on the span, in order of authority."""

AGENTOPS_TAGS: Final = "agentops.tags"
"""Tags."""

AGENTOPS_TASK_ASSIGNEE: Final = "agentops.task.assignee"
"""Agent that does the task."""

AGENTOPS_TASK_DEPENDENCIES: Final = "agentops.task.dependencies"
"""Ids of the tasks that must finish before."""

AGENTOPS_TASK_DESCRIPTION: Final = "agentops.task.description"
"""What is to be done."""

AGENTOPS_TASK_EXPECTED_OUTPUT: Final = "agentops.task.expected_output"
"""What the result should look like."""

AGENTOPS_TASK_ID: Final = "agentops.task.id"
"""Id of the task."""

AGENTOPS_TASK_NAME: Final = "agentops.task.name"
"""Name of the task."""

AGENTOPS_TASK_PARENT_ID: Final = "agentops.task.parent_id"
"""Id of the task that contains this one."""

AGENTOPS_TASK_PRIORITY: Final = "agentops.task.priority"
"""Priority of the task."""

AGENTOPS_TASK_RESULT: Final = "agentops.task.result"
"""Result of the task; text or JSON."""

AGENTOPS_TASK_STATUS: Final = "agentops.task.status"
"""State of the task."""

AGENTOPS_TASK_TYPE: Final = "agentops.task.type"
"""Type of the task in its framework."""

AGENTOPS_TEAM_ID: Final = "agentops.team.id"
"""Id of the crew, swarm or group chat."""

AGENTOPS_TEAM_MEMBERS: Final = "agentops.team.members"
"""Names of its agents."""

AGENTOPS_TEAM_NAME: Final = "agentops.team.name"
"""Name of the crew, swarm or group chat."""

AGENTOPS_TOOL_APPROVAL: Final = "agentops.tool.approval"
"""Decision on whether the call may run."""

AGENTOPS_TOOL_APPROVAL_REASON: Final = "agentops.tool.approval_reason"
"""Why it was decided so."""

AGENTOPS_TOOL_APPROVAL_SOURCE: Final = "agentops.tool.approval_source"
"""Who or what decided."""

AGENTOPS_TOOL_ATTEMPT: Final = "agentops.tool.attempt"
"""Number of the attempt."""

AGENTOPS_TOOL_CONFIG: Final = "agentops.tool.config"
"""Static configuration of the tool: a JSON object."""

AGENTOPS_TOOL_FROM_CACHE: Final = "agentops.tool.from_cache"
"""The answer came from a cache."""

AGENTOPS_TOOL_KIND: Final = "agentops.tool.kind"
"""Class of tool as its framework names it."""

AGENTOPS_TOOL_PARAMETERS: Final = "agentops.tool.parameters"
"""JSON Schema of the tool's arguments."""

AGENTOPS_TOOL_SERVER_NAME: Final = "agentops.tool.server_name"
"""MCP server or toolkit that offers the tool."""

AGENTOPS_TOOL_STATUS: Final = "agentops.tool.status"
"""How the call ended."""

AGENTOPS_TOOL_VERSION: Final = "agentops.tool.version"
"""Version of the tool."""

AGENTOPS_TRACE_NAME: Final = "agentops.trace.name"
"""Name of the whole trace for display, on its root."""

AGENTOPS_TURN_ID: Final = "agentops.turn.id"
"""Id of the user's turn in the conversation."""

AGENTOPS_TURN_INDEX: Final = "agentops.turn.index"
"""Number of the user's turn in the conversation."""

AGENTOPS_USAGE_AGGREGATE_CACHE_READ_INPUT_TOKENS: Final = "agentops.usage.aggregate.cache_read_input_tokens"
"""Input tokens read from a cache, reported by a container."""

AGENTOPS_USAGE_AGGREGATE_CACHE_WRITE_INPUT_TOKENS: Final = "agentops.usage.aggregate.cache_write_input_tokens"
"""Input tokens written to a cache, reported by a container."""

AGENTOPS_USAGE_AGGREGATE_INPUT_TOKENS: Final = "agentops.usage.aggregate.input_tokens"
"""Input tokens that a container reports for what it contains."""

AGENTOPS_USAGE_AGGREGATE_OUTPUT_TOKENS: Final = "agentops.usage.aggregate.output_tokens"
"""Output tokens that a container reports for what it contains."""

AGENTOPS_USAGE_AGGREGATE_REASONING_OUTPUT_TOKENS: Final = "agentops.usage.aggregate.reasoning_output_tokens"
"""Output tokens spent on reasoning, reported by a container."""

AGENTOPS_USAGE_AGGREGATE_TOTAL_TOKENS: Final = "agentops.usage.aggregate.total_tokens"
"""All tokens that a container reports for what it contains."""

AGENTOPS_USAGE_AGGREGATED: Final = "agentops.usage.aggregated"
"""The numbers on this span sum up its descendants."""

AGENTOPS_USAGE_DETAILS: Final = "agentops.usage.details"
"""Counts of other units (images, seconds, characters): a JSON object."""

AGENTOPS_USAGE_SOURCE: Final = "agentops.usage.source"
"""Where the counts come from."""

AGENTOPS_USAGE_TOTAL_TOKENS: Final = "agentops.usage.total_tokens"
"""Input and output tokens together."""

AGENTOPS_WORKFLOW_DEFINITION: Final = "agentops.workflow.definition"
"""Definition of the workflow as JSON."""

AGENTOPS_WORKFLOW_DESCRIPTION: Final = "agentops.workflow.description"
"""What the workflow does."""

AGENTOPS_WORKFLOW_HISTORY: Final = "agentops.workflow.history"
"""Earlier runs, newest last: a JSON array of `{run_id, status, start_time, result}`."""

AGENTOPS_WORKFLOW_ID: Final = "agentops.workflow.id"
"""Id of the workflow's definition."""

AGENTOPS_WORKFLOW_RUN_ID: Final = "agentops.workflow.run_id"
"""Id of this one run."""

AGENTOPS_WORKFLOW_STATUS: Final = "agentops.workflow.status"
"""State of the run."""

AGENTOPS_WORKFLOW_TASKS: Final = "agentops.workflow.tasks"
"""Ids of the tasks of the workflow, also of those that have not started."""

AGENTOPS_WORKFLOW_TYPE: Final = "agentops.workflow.type"
"""How the workflow is organised."""

AGENTOPS_WORKFLOW_VERSION: Final = "agentops.workflow.version"
"""Version of the workflow."""

AWS_BEDROCK_GUARDRAIL_ID: Final = "aws.bedrock.guardrail.id"
"""Guardrail configured at Bedrock."""

AWS_BEDROCK_KNOWLEDGE_BASE_ID: Final = "aws.bedrock.knowledge_base.id"
"""Knowledge base configured at Bedrock."""

AZURE_RESOURCE_PROVIDER_NAMESPACE: Final = "azure.resource_provider.namespace"
"""Azure resource provider that served the request."""

DB_COLLECTION_NAME: Final = "db.collection.name"
"""Collection or table."""

DB_NAMESPACE: Final = "db.namespace"
"""Database."""

DB_OPERATION_NAME: Final = "db.operation.name"
"""Database operation."""

DB_QUERY_TEXT: Final = "db.query.text"
"""Text of the database query."""

DB_SYSTEM_NAME: Final = "db.system.name"
"""Database product."""

DEPLOYMENT_ENVIRONMENT_NAME: Final = "deployment.environment.name"
"""Environment; a resource attribute."""

ERROR_TYPE: Final = "error.type"
"""Class of the error, of low cardinality."""

GEN_AI_AGENT_DESCRIPTION: Final = "gen_ai.agent.description"
"""Description of the agent."""

GEN_AI_AGENT_ID: Final = "gen_ai.agent.id"
"""Stable id of the agent."""

GEN_AI_AGENT_NAME: Final = "gen_ai.agent.name"
"""Name of the agent."""

GEN_AI_AGENT_VERSION: Final = "gen_ai.agent.version"
"""Version of the agent."""

GEN_AI_CONVERSATION_COMPACTED: Final = "gen_ai.conversation.compacted"
"""The conversation was compacted before this call; only ever true."""

GEN_AI_CONVERSATION_ID: Final = "gen_ai.conversation.id"
"""Conversation or thread to which the span belongs."""

GEN_AI_DATA_SOURCE_ID: Final = "gen_ai.data_source.id"
"""Collection, index or knowledge base."""

GEN_AI_EMBEDDINGS_DIMENSION_COUNT: Final = "gen_ai.embeddings.dimension.count"
"""Dimensions of a vector."""

GEN_AI_EVALUATION_EXPLANATION: Final = "gen_ai.evaluation.explanation"
"""Why the score is what it is."""

GEN_AI_EVALUATION_NAME: Final = "gen_ai.evaluation.name"
"""Metric."""

GEN_AI_EVALUATION_SCORE_LABEL: Final = "gen_ai.evaluation.score.label"
"""Label that stands for the score."""

GEN_AI_EVALUATION_SCORE_VALUE: Final = "gen_ai.evaluation.score.value"
"""Score."""

GEN_AI_INPUT_MESSAGES: Final = "gen_ai.input.messages"
"""Messages sent to the model."""

GEN_AI_MAIN_AGENT_DESCRIPTION: Final = "gen_ai.main_agent.description"
"""Description of the conversation's root agent."""

GEN_AI_MAIN_AGENT_ID: Final = "gen_ai.main_agent.id"
"""Id of the conversation's root agent."""

GEN_AI_MAIN_AGENT_NAME: Final = "gen_ai.main_agent.name"
"""Name of the conversation's root agent."""

GEN_AI_MEMORY_QUERY_TEXT: Final = "gen_ai.memory.query.text"
"""Text of the search in memory."""

GEN_AI_MEMORY_RECORD_COUNT: Final = "gen_ai.memory.record.count"
"""Number of memory records."""

GEN_AI_MEMORY_RECORD_ID: Final = "gen_ai.memory.record.id"
"""Memory record."""

GEN_AI_MEMORY_RECORDS: Final = "gen_ai.memory.records"
"""Memory records read or written."""

GEN_AI_MEMORY_STORE_ID: Final = "gen_ai.memory.store.id"
"""Memory store."""

GEN_AI_OPERATION_NAME: Final = "gen_ai.operation.name"
"""Name of the operation."""

GEN_AI_OUTPUT_MESSAGES: Final = "gen_ai.output.messages"
"""Messages that came back."""

GEN_AI_OUTPUT_TYPE: Final = "gen_ai.output.type"
"""Type of output asked for."""

GEN_AI_PROMPT_NAME: Final = "gen_ai.prompt.name"
"""Name of the prompt in its registry."""

GEN_AI_PROMPT_VARIABLE: Final = "gen_ai.prompt.variable"
"""One value that fills the template, by its name."""

GEN_AI_PROMPT_VERSION: Final = "gen_ai.prompt.version"
"""Version of the prompt."""

GEN_AI_PROVIDER_NAME: Final = "gen_ai.provider.name"
"""Provider of the model, as the client sees it."""

GEN_AI_REQUEST_CHOICE_COUNT: Final = "gen_ai.request.choice.count"
"""Number of answers asked for."""

GEN_AI_REQUEST_ENCODING_FORMATS: Final = "gen_ai.request.encoding_formats"
"""Encodings asked for."""

GEN_AI_REQUEST_FREQUENCY_PENALTY: Final = "gen_ai.request.frequency_penalty"
"""Penalty on repeating a token often."""

GEN_AI_REQUEST_MAX_TOKENS: Final = "gen_ai.request.max_tokens"
"""Most tokens to generate."""

GEN_AI_REQUEST_MODEL: Final = "gen_ai.request.model"
"""Model asked for."""

GEN_AI_REQUEST_PRESENCE_PENALTY: Final = "gen_ai.request.presence_penalty"
"""Penalty on repeating a token at all."""

GEN_AI_REQUEST_PREVIOUS_RESPONSE_ID: Final = "gen_ai.request.previous_response.id"
"""Response that this request goes on from."""

GEN_AI_REQUEST_REASONING_LEVEL: Final = "gen_ai.request.reasoning.level"
"""Effort of reasoning asked for."""

GEN_AI_REQUEST_SEED: Final = "gen_ai.request.seed"
"""Seed of the sampling."""

GEN_AI_REQUEST_STOP_SEQUENCES: Final = "gen_ai.request.stop_sequences"
"""Sequences that end the answer."""

GEN_AI_REQUEST_STREAM: Final = "gen_ai.request.stream"
"""The answer was asked for as a stream."""

GEN_AI_REQUEST_STREAM_CURSOR: Final = "gen_ai.request.stream_cursor"
"""Place in a stream from which to go on."""

GEN_AI_REQUEST_TEMPERATURE: Final = "gen_ai.request.temperature"
"""Temperature."""

GEN_AI_REQUEST_TOP_K: Final = "gen_ai.request.top_k"
"""Number of candidates to sample from."""

GEN_AI_REQUEST_TOP_P: Final = "gen_ai.request.top_p"
"""Share of probability to sample from."""

GEN_AI_RESPONSE_FINISH_REASONS: Final = "gen_ai.response.finish_reasons"
"""Why each answer ended."""

GEN_AI_RESPONSE_ID: Final = "gen_ai.response.id"
"""Id of the response."""

GEN_AI_RESPONSE_MODEL: Final = "gen_ai.response.model"
"""Model that answered."""

GEN_AI_RESPONSE_STATUS: Final = "gen_ai.response.status"
"""Status of the response."""

GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK: Final = "gen_ai.response.time_to_first_chunk"
"""Time to the first chunk of the answer, seconds."""

GEN_AI_RETRIEVAL_DOCUMENTS: Final = "gen_ai.retrieval.documents"
"""Documents found."""

GEN_AI_RETRIEVAL_QUERY_TEXT: Final = "gen_ai.retrieval.query.text"
"""Text of the query."""

GEN_AI_RETRIEVAL_TOP_K: Final = "gen_ai.retrieval.top_k"
"""Most documents to return."""

GEN_AI_SKILL_DESCRIPTION: Final = "gen_ai.skill.description"
"""Description of the skill."""

GEN_AI_SKILL_NAME: Final = "gen_ai.skill.name"
"""Name of the skill."""

GEN_AI_SKILL_RESOURCE_NAME: Final = "gen_ai.skill.resource.name"
"""Resource of the skill that was read."""

GEN_AI_SKILL_SOURCE_URI: Final = "gen_ai.skill.source.uri"
"""Where the skill comes from."""

GEN_AI_SYSTEM_INSTRUCTIONS: Final = "gen_ai.system_instructions"
"""Instructions given apart from the messages."""

GEN_AI_TOOL_CALL_ARGUMENTS: Final = "gen_ai.tool.call.arguments"
"""Arguments of the call."""

GEN_AI_TOOL_CALL_ID: Final = "gen_ai.tool.call.id"
"""Id that the model gave the call."""

GEN_AI_TOOL_CALL_RESULT: Final = "gen_ai.tool.call.result"
"""Result of the call; text or JSON."""

GEN_AI_TOOL_DEFINITIONS: Final = "gen_ai.tool.definitions"
"""Tools offered to the model."""

GEN_AI_TOOL_DESCRIPTION: Final = "gen_ai.tool.description"
"""Description of the tool."""

GEN_AI_TOOL_NAME: Final = "gen_ai.tool.name"
"""Name of the tool."""

GEN_AI_TOOL_TYPE: Final = "gen_ai.tool.type"
"""Where the tool runs: `function`, `extension` or `datastore`."""

GEN_AI_USAGE_AUDIO_CACHE_READ_INPUT_TOKENS: Final = "gen_ai.usage.audio.cache_read.input_tokens"
"""Part of the input read from a cache that is audio, tokens."""

GEN_AI_USAGE_AUDIO_INPUT_TOKENS: Final = "gen_ai.usage.audio.input_tokens"
"""Part of the input that is audio, tokens."""

GEN_AI_USAGE_AUDIO_OUTPUT_TOKENS: Final = "gen_ai.usage.audio.output_tokens"
"""Part of the output that is audio, tokens."""

GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS: Final = "gen_ai.usage.cache_read.input_tokens"
"""Part of the input read from a cache, tokens."""

GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS: Final = "gen_ai.usage.cache_write.input_tokens"
"""Part of the input written to a cache, tokens."""

GEN_AI_USAGE_IMAGE_CACHE_READ_INPUT_TOKENS: Final = "gen_ai.usage.image.cache_read.input_tokens"
"""Part of the input read from a cache that is image, tokens."""

GEN_AI_USAGE_IMAGE_INPUT_TOKENS: Final = "gen_ai.usage.image.input_tokens"
"""Part of the input that is image, tokens."""

GEN_AI_USAGE_IMAGE_OUTPUT_TOKENS: Final = "gen_ai.usage.image.output_tokens"
"""Part of the output that is image, tokens."""

GEN_AI_USAGE_INPUT_TOKENS: Final = "gen_ai.usage.input_tokens"
"""All input tokens, cached ones included."""

GEN_AI_USAGE_OUTPUT_TOKENS: Final = "gen_ai.usage.output_tokens"
"""All output tokens, reasoning included."""

GEN_AI_USAGE_REASONING_OUTPUT_TOKENS: Final = "gen_ai.usage.reasoning.output_tokens"
"""Part of the output spent on reasoning, tokens."""

GEN_AI_USAGE_TEXT_CACHE_READ_INPUT_TOKENS: Final = "gen_ai.usage.text.cache_read.input_tokens"
"""Part of the input read from a cache that is text, tokens."""

GEN_AI_USAGE_TEXT_INPUT_TOKENS: Final = "gen_ai.usage.text.input_tokens"
"""Part of the input that is text, tokens."""

GEN_AI_USAGE_TEXT_OUTPUT_TOKENS: Final = "gen_ai.usage.text.output_tokens"
"""Part of the output that is text, tokens."""

GEN_AI_WORKFLOW_NAME: Final = "gen_ai.workflow.name"
"""Name of the workflow."""

JSONRPC_REQUEST_ID: Final = "jsonrpc.request.id"
"""Id of the JSON-RPC request."""

MCP_METHOD_NAME: Final = "mcp.method.name"
"""Method of the MCP request."""

MCP_PROTOCOL_VERSION: Final = "mcp.protocol.version"
"""Version of MCP in use."""

MCP_RESOURCE_URI: Final = "mcp.resource.uri"
"""Resource that was asked for."""

MCP_SESSION_ID: Final = "mcp.session.id"
"""MCP session."""

NETWORK_TRANSPORT: Final = "network.transport"
"""Transport in use."""

OPENAI_API_TYPE: Final = "openai.api.type"
"""OpenAI API in use."""

OPENAI_REQUEST_SERVICE_TIER: Final = "openai.request.service_tier"
"""Service tier asked for."""

OPENAI_RESPONSE_SERVICE_TIER: Final = "openai.response.service_tier"
"""Service tier that answered."""

OPENAI_RESPONSE_SYSTEM_FINGERPRINT: Final = "openai.response.system_fingerprint"
"""Configuration of the backend that answered."""

PROCESS_EXECUTABLE_NAME: Final = "process.executable.name"
"""Program that a command tool ran."""

PROCESS_EXIT_CODE: Final = "process.exit.code"
"""Exit code of the program."""

RPC_RESPONSE_STATUS_CODE: Final = "rpc.response.status_code"
"""Status code of the RPC."""

SERVER_ADDRESS: Final = "server.address"
"""Host of the model's endpoint."""

SERVER_PORT: Final = "server.port"
"""Port of the model's endpoint."""

SERVICE_NAME: Final = "service.name"
"""Service; a resource attribute."""

SERVICE_VERSION: Final = "service.version"
"""Release of the service; a resource attribute."""

SESSION_ID: Final = "session.id"
"""Session of the end user."""

USER_ID: Final = "user.id"
"""End user."""
