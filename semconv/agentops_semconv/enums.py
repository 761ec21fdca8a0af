"""The values of the attributes that have a list of them.

Generated from semconv/model by `make schema`. Do not edit.
"""

from enum import StrEnum


class Level(StrEnum):
    """`agentops.level`: How much the span matters to a reader. Other values are allowed."""

    DEBUG = "DEBUG"
    """Plumbing."""
    DEFAULT = "DEFAULT"
    """Ordinary."""
    WARNING = "WARNING"
    """Worth a look."""
    ERROR = "ERROR"
    """Failed."""


class EvaluationEvaluatorType(StrEnum):
    """`agentops.evaluation.evaluator_type`: What judges. Other values are allowed."""

    LLM = "llm"
    """A model judges."""
    CODE = "code"
    """A program judges."""
    HUMAN = "human"
    """A person judges."""


class EvaluationTargetScope(StrEnum):
    """`agentops.evaluation.target_scope`: How much is judged. Other values are allowed."""

    SPAN = "span"
    """One span: a single step."""
    TRACE = "trace"
    """One trace."""
    SESSION = "session"
    """One session."""
    RESPONSE = "response"
    """The final response of a run."""
    TRAJECTORY = "trajectory"
    """The steps of a run, in their order."""


class EvaluationTargetType(StrEnum):
    """`agentops.evaluation.target_type`: What is judged. Other values are allowed."""

    AGENT = "agent"
    """An agent."""
    PLAN = "plan"
    """A plan."""
    WORKFLOW = "workflow"
    """A workflow."""
    TASK = "task"
    """A task."""
    REASONING = "reasoning"
    """A thought."""
    TOOL = "tool"
    """A tool call."""
    RETRIEVAL = "retrieval"
    """A search for documents."""
    LLM = "llm"
    """A model call."""


class EvaluationMode(StrEnum):
    """`agentops.evaluation.mode`: When it is judged. Other values are allowed."""

    OFFLINE = "offline"
    """In a test, against known cases."""
    ONLINE = "online"
    """In production, on live traffic."""


class FeedbackType(StrEnum):
    """`agentops.feedback.type`: Whether someone meant to judge. No other value is allowed."""

    EXPLICIT = "explicit"
    """Someone was asked or said so."""
    IMPLICIT = "implicit"
    """Inferred from what someone did."""


class FeedbackSource(StrEnum):
    """`agentops.feedback.source`: Who judged. Other values are allowed."""

    END_USER = "end_user"
    """The user of the application."""
    HUMAN = "human"
    """A reviewer."""
    LLM = "llm"
    """A model."""
    CODE = "code"
    """A program."""
    SYSTEM = "system"
    """The system itself."""


class GuardrailTargetType(StrEnum):
    """`agentops.guardrail.target_type`: What the guardrail looks at. Other values are allowed."""

    INPUT = "input"
    """What goes into the run."""
    OUTPUT = "output"
    """What comes out of the run."""
    LLM = "llm"
    """A model call."""
    TOOL_CALL = "tool_call"
    """A tool call."""
    TOOL_DEFINITION = "tool_definition"
    """The description of a tool."""
    RETRIEVAL = "retrieval"
    """Documents found."""
    MEMORY = "memory"
    """Memory read or written."""
    MESSAGE = "message"
    """A message between agents."""
    ACTION = "action"
    """Something the agent is about to do."""


class GuardrailPhase(StrEnum):
    """`agentops.guardrail.phase`: When the guardrail looks. Other values are allowed."""

    BEFORE = "before"
    """Before the target runs."""
    DURING = "during"
    """While the target runs."""
    AFTER = "after"
    """After the target ran."""


class GuardrailVerdict(StrEnum):
    """`agentops.guardrail.verdict`: What the guardrail found. No other value is allowed."""

    ALLOW = "allow"
    """Nothing wrong."""
    DENY = "deny"
    """Must not pass."""
    MODIFY = "modify"
    """May pass after a change."""
    WARN = "warn"
    """May pass, with a warning."""
    ESCALATE = "escalate"
    """A person must decide."""
    AUDIT = "audit"
    """May pass, and is recorded."""


class GuardrailAction(StrEnum):
    """`agentops.guardrail.action`: What was done. No other value is allowed."""

    ALLOW = "allow"
    """It passed."""
    BLOCK = "block"
    """It was stopped."""
    MODIFY = "modify"
    """It was changed and passed."""
    ESCALATE = "escalate"
    """A person was asked."""
    AUDIT = "audit"
    """It passed and was recorded."""
    FALLBACK = "fallback"
    """Something else was done in its place."""


class GuardrailEscalationOutcome(StrEnum):
    """`agentops.guardrail.escalation_outcome`: What the person who was asked decided. Other values are allowed."""

    APPROVED = "approved"
    """It may pass."""
    DENIED = "denied"
    """It must not pass."""
    EDITED = "edited"
    """It may pass after a change."""
    EXPIRED = "expired"
    """Nobody decided in time."""


class UsageSource(StrEnum):
    """`agentops.usage.source`: Where the counts come from. No other value is allowed."""

    REPORTED = "reported"
    """The provider counted."""
    ESTIMATED = "estimated"
    """A tokenizer counted."""
    DERIVED = "derived"
    """Computed from other counts."""


class CostSource(StrEnum):
    """`agentops.cost.source`: Where the cost comes from. No other value is allowed."""

    REPORTED = "reported"
    """The source stated it."""
    COMPUTED = "computed"
    """Computed from tokens and prices."""


class MemoryType(StrEnum):
    """`agentops.memory.type`: Kind of memory. Other values are allowed."""

    WORKING = "working"
    """What the agent holds now."""
    SHORT_TERM = "short_term"
    """Kept for the conversation."""
    LONG_TERM = "long_term"
    """Kept beyond the conversation."""
    EPISODIC = "episodic"
    """What happened."""
    SEMANTIC = "semantic"
    """What is known."""
    PROCEDURAL = "procedural"
    """How things are done."""
    ENTITY = "entity"
    """Facts about people and things."""


class MemoryScope(StrEnum):
    """`agentops.memory.scope`: Whose memory it is. Other values are allowed."""

    USER = "user"
    """One end user."""
    SESSION = "session"
    """One session."""
    AGENT = "agent"
    """One agent."""
    GLOBAL = "global"
    """Everyone."""


class ReasoningOutcome(StrEnum):
    """`agentops.reasoning.outcome`: What the thought led to. Other values are allowed."""

    READY = "ready"
    """Ready to act."""
    CONTINUE = "continue"
    """More thought is needed."""
    FINAL = "final"
    """The answer is found."""
    FAILED = "failed"
    """No way on was found."""


class TaskStatus(StrEnum):
    """`agentops.task.status`: State of the task. No other value is allowed."""

    PENDING = "pending"
    """Not started."""
    RUNNING = "running"
    """Being done."""
    BLOCKED = "blocked"
    """Waiting for another task."""
    COMPLETED = "completed"
    """Done."""
    FAILED = "failed"
    """Given up."""
    CANCELLED = "cancelled"
    """Called off."""
    SKIPPED = "skipped"
    """Not needed."""
    INPUT_REQUIRED = "input_required"
    """Waiting for a person."""


class ToolStatus(StrEnum):
    """`agentops.tool.status`: How the call ended. No other value is allowed."""

    SUCCESS = "success"
    """Answered."""
    ERROR = "error"
    """Failed."""
    DENIED = "denied"
    """Not allowed to run."""
    TIMEOUT = "timeout"
    """Took too long."""
    CANCELLED = "cancelled"
    """Called off."""
    CACHED = "cached"
    """Answered from a cache."""


class ToolApproval(StrEnum):
    """`agentops.tool.approval`: Decision on whether the call may run. Other values are allowed."""

    APPROVED = "approved"
    """Allowed to run."""
    DENIED = "denied"
    """Not allowed to run."""
    EDITED = "edited"
    """Allowed to run after a change."""


class ToolApprovalSource(StrEnum):
    """`agentops.tool.approval_source`: Who or what decided. Other values are allowed."""

    HUMAN = "human"
    """A person."""
    CONFIG = "config"
    """A setting."""
    POLICY = "policy"
    """A rule."""


class WorkflowType(StrEnum):
    """`agentops.workflow.type`: How the workflow is organised. Other values are allowed."""

    SEQUENTIAL = "sequential"
    """One after the other."""
    PARALLEL = "parallel"
    """Side by side."""
    LOOP = "loop"
    """Again until done."""
    GRAPH = "graph"
    """Along the edges of a graph."""
    HIERARCHICAL = "hierarchical"
    """A manager hands out the work."""
    CONVERSATIONAL = "conversational"
    """Agents talk to each other."""
