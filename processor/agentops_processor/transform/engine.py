"""The reference engine: the bytes of one request in, columnar rows and single refusals out."""

from agentops_semconv import schema_bundle

from agentops_processor.model import Encoding, Rejected, RequestContext, TransformResult
from agentops_processor.plan import Plan
from agentops_processor.transform import scores
from agentops_processor.transform.cost import Prices
from agentops_processor.transform.decode import decode_protobuf
from agentops_processor.transform.duplicates import mark_duplicates
from agentops_processor.transform.enrich import Enricher
from agentops_processor.transform.normalise import Normaliser
from agentops_processor.transform.otlp_json import decode_json
from agentops_processor.transform.redact import Redactor
from agentops_processor.transform.rows import to_batches
from agentops_processor.transform.span import Span
from agentops_processor.transform.validate import Validator

NORMALIZER_VERSION = "0.1.0"
"""Version of the mapping tables and of what the engine makes of them; stands on every row."""


def decode(body: bytes, encoding: Encoding) -> tuple[list[Span], list[Rejected]]:
    """The spans of one request as they were sent, and those that cannot be stored.

    Raises:
        MalformedRequestError: The body is not an OTLP trace request in this encoding.
    """
    return decode_json(body) if encoding is Encoding.JSON else decode_protobuf(body)


class ReferenceEngine:
    """decode → normalise → enrich → validate → redact → rows, over plain Python objects. The specification."""

    def __init__(self, plan: Plan) -> None:
        self._normaliser = Normaliser(plan)
        self._enricher = Enricher(plan, Prices())
        self._validator = Validator(schema_bundle())
        self._redactor = Redactor(plan)
        # pyarrow looks for pandas at its first conversion; the first request should not wait for that.
        to_batches([], RequestContext("", Encoding.PROTOBUF, 0))

    def transform(self, body: bytes, context: RequestContext) -> TransformResult:
        """Transform one request.

        Raises:
            MalformedRequestError: The body is not an OTLP trace request in the context's encoding.
        """
        spans, rejected = decode(body, context.encoding)
        self.finish(spans)
        return TransformResult(to_batches(spans, context), tuple(rejected))

    def finish(self, spans: list[Span]) -> None:
        """Everything between bytes and rows, in place: the decoded spans of one request become normal ones."""
        for span in spans:
            self.complete(span)
        mark_duplicates([span for span in spans if span.is_leaf])
        for span in spans:
            self.judge(span)
        self._redactor.redact_resources(spans)

    def complete(self, span: Span) -> None:
        """Normalise and enrich one span."""
        try:
            self._normaliser.normalise(span)
            self._enricher.enrich(span)
        except Exception:  # noqa: BLE001 the stage's edge: one odd span must not refuse the others of its request
            _give_up(span)
        own = scores.from_values(span.kind, span.values)
        if own:
            span.scores.append(own)

    def judge(self, span: Span) -> None:
        """Validate and redact one span."""
        values = span.values
        values["agentops.normalizer.version"] = NORMALIZER_VERSION
        if span.warnings:
            values["agentops.normalizer.warnings"] = span.warnings
        verdict = self._validator.check(
            {"name": span.name, "type": "", "kind": span.otel_kind, "status": span.status, "attributes": values}
        )
        span.conformance, span.findings = verdict.conformance, verdict.findings
        self._redactor.redact(span)


def _give_up(span: Span) -> None:
    """Keep a span as it was sent. What its events have given already stays in the values that it had."""
    span.kind, span.is_leaf, span.scores = "unknown", False, []
    span.rest = {**span.values, **span.attributes}
    span.values = {"agentops.kind": span.kind}
    span.warn("normalisation_failed")
