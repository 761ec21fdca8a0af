"""What can be asked of a check: the values of its options."""

from enum import StrEnum


class Input(StrEnum):
    """What the files hold."""

    OTLP = "otlp"
    DOCUMENTS = "documents"


class Format(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    GITHUB = "github"


class FailOn(StrEnum):
    """The least level that makes the check fail."""

    VIOLATION = "violation"
    IMPROVEMENT = "improvement"
    INFORMATION = "information"
    NONE = "none"
