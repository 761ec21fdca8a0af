"""One request in, its answer out: transform, then append to the spool, then the acknowledgement."""

from collections import Counter

from agentops_processor.model import Answer, Rejected, RequestContext
from agentops_processor.spool.record import Record
from agentops_processor.spool.spool import Spool
from agentops_processor.telemetry import Metrics
from agentops_processor.transform.engine import ReferenceEngine

_REASONS_TOLD = 5
"""Refused spans named to the sender; the message must stay readable in an exporter's log line."""


class Ingest:
    """Everything left of the acknowledgement."""

    def __init__(self, engine: ReferenceEngine, spool: Spool, metrics: Metrics) -> None:
        self._engine = engine
        self._spool = spool
        self._metrics = metrics

    def __call__(self, body: bytes, context: RequestContext) -> Answer:
        """Take one request; returns when its spans are on stable storage.

        Raises:
            MalformedRequestError: It is not an OTLP trace request.
            OverloadedError: Nothing was stored; the sender should retry.
        """
        result = self._engine.transform(body, context)
        accepted = result.tables["spans"].num_rows
        if accepted:
            self._spool.append(Record(context.tenant_id, context.received_at_ns, result.tables))
        self._metrics.count("spans_received", accepted + len(result.rejected))
        for reason, count in Counter(r.reason for r in result.rejected).items():
            self._metrics.count("spans_rejected", count, reason=reason)
        return Answer(accepted, len(result.rejected), _message(result.rejected))


def _message(rejected: tuple[Rejected, ...]) -> str:
    told = "; ".join(r.detail for r in rejected[:_REASONS_TOLD])
    more = len(rejected) - _REASONS_TOLD
    return f"{told}; and {more} more" if more > 0 else told
