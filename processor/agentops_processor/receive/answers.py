"""What happened to a request comes in (an Answer or an exception), what OTLP tells the sender goes out.

One table says for both transports what each exception means to the sender.
"""

from dataclasses import dataclass

import structlog
from google.protobuf.duration_pb2 import Duration
from google.rpc import code_pb2
from google.rpc.error_details_pb2 import RetryInfo
from google.rpc.status_pb2 import Status
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from agentops_processor.errors import MalformedRequestError, OverloadedError, TooLargeError, UnsupportedMediaError
from agentops_processor.model import Answer

_log = structlog.get_logger(__name__)

# Exception to the outcome in the metric `requests`, HTTP status and gRPC code.
_REFUSALS: dict[type[Exception], tuple[str, int, int]] = {
    MalformedRequestError: ("malformed", 400, code_pb2.INVALID_ARGUMENT),
    TooLargeError: ("too_large", 413, code_pb2.RESOURCE_EXHAUSTED),
    UnsupportedMediaError: ("unsupported", 415, code_pb2.INVALID_ARGUMENT),
    OverloadedError: ("overloaded", 503, code_pb2.UNAVAILABLE),
}
# Characters of a message. gRPC carries it in a header, and senders drop answers with headers over 8 KiB.
_MESSAGE_CHARS = 1000


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request of which nothing was stored.

    Attributes:
        outcome: Label of the metric `requests`.
        http_status: Status of the HTTP answer.
        code: google.rpc.Code, which is gRPC's status code too.
        message: What is wrong and what to do, for a person.
        retry_after_s: When a retry may succeed, seconds; None leaves it to the sender.
    """

    outcome: str
    http_status: int
    code: int
    message: str
    retry_after_s: float | None = None

    def status(self) -> Status:
        """The refusal as google.rpc.Status."""
        status = Status(code=self.code, message=self.message)
        if self.retry_after_s is not None:
            delay = Duration()
            delay.FromMilliseconds(round(self.retry_after_s * 1000))
            status.details.add().Pack(RetryInfo(retry_delay=delay))
        return status


def refusal(error: Exception, transport: str) -> Refusal:
    """What the sender is told about an exception.

    An exception that nobody raised on purpose is logged, and the sender asked to retry: nothing was acknowledged.
    """
    for kind, (outcome, http_status, code) in _REFUSALS.items():
        if isinstance(error, kind):
            retry_after_s = error.retry_after_s if isinstance(error, OverloadedError) else None
            return Refusal(outcome, http_status, code, str(error)[:_MESSAGE_CHARS], retry_after_s)
    _log.error("A request failed for a reason inside the processor.", transport=transport, exc_info=error)
    message = "The processor failed on this request and stored nothing of it; its log says why. Retry later."
    return Refusal("internal", 503, code_pb2.UNAVAILABLE, message)


def export_response(answer: Answer) -> ExportTraceServiceResponse:
    """The answer as OTLP has it: `partial_success` only where there is something to say."""
    response = ExportTraceServiceResponse()
    if answer.rejected or answer.message:
        response.partial_success.rejected_spans = answer.rejected
        response.partial_success.error_message = answer.message
    return response
