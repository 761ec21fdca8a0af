"""The exceptions of the processor.

- ProcessorError
  - ConfigurationError: an option is wrong; said before anything starts
  - MalformedRequestError: the sender's bytes cannot be read: 400, INVALID_ARGUMENT
  - TooLargeError: the request is over a limit: 413, RESOURCE_EXHAUSTED
  - UnsupportedMediaError: content type or encoding not known: 415
  - OverloadedError: nothing was stored, retry later: 503 + Retry-After, UNAVAILABLE + RetryInfo
  - StoreError: ClickHouse did not do what it was asked
    - NotCommittedError: surely not written; the same rows may be sent again
    - MaybeCommittedError: unknown whether written; ask before sending again
    - PoisonError: these rows will never be taken
    - SchemaError: the database does not fit the processor; a person has to act
"""


class ProcessorError(Exception):
    """Base of everything the processor raises on purpose."""


class ConfigurationError(ProcessorError):
    """An option is wrong. The message names the option, the value and what would be right."""


class MalformedRequestError(ProcessorError):
    """The body is not an OTLP trace request."""


class TooLargeError(ProcessorError):
    """The request is over a size limit, before or after decompression."""


class UnsupportedMediaError(ProcessorError):
    """The content type or content encoding is not one that OTLP knows."""


class OverloadedError(ProcessorError):
    """The spool cannot take more now. Nothing of the request was stored.

    Attributes:
        retry_after_s: When a retry may succeed, seconds.
    """

    def __init__(self, message: str, retry_after_s: float) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class StoreError(ProcessorError):
    """ClickHouse did not do what it was asked.

    Attributes:
        code: ClickHouse's error code, 0 where there is none (transport errors).
    """

    def __init__(self, message: str, code: int = 0) -> None:
        super().__init__(message)
        self.code = code


class NotCommittedError(StoreError):
    """The rows were surely not written. The same rows may be sent again."""


class MaybeCommittedError(StoreError):
    """It is unknown whether the rows were written: ask before sending them again."""


class PoisonError(StoreError):
    """ClickHouse will never take these rows as they are."""


class SchemaError(StoreError):
    """The database does not fit the processor (missing table, no rights). A person has to act."""
