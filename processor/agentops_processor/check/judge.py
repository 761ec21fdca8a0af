"""OTLP requests and span documents in, checked spans out."""

from collections.abc import Iterable, Iterator
from typing import Any

from agentops_semconv import schema_bundle

from agentops_processor.check.findings import CheckedSpan, Explainer, Finding, found
from agentops_processor.check.read import Document, Request
from agentops_processor.errors import ConfigurationError, MalformedRequestError
from agentops_processor.plan import Plan
from agentops_processor.transform.engine import ReferenceEngine, decode
from agentops_processor.transform.span import Span
from agentops_processor.transform.validate import Validator


class Judge:
    """Holds spans against the schema: those of requests as the processor does, documents as they are."""

    def __init__(self, plan: Plan) -> None:
        self._engine = ReferenceEngine(plan)
        self._validator = Validator(schema_bundle())
        self._explainer = Explainer()

    def judge(self, pieces: Iterable[Request | Document]) -> Iterator[CheckedSpan]:
        """Check every span; the ones that would be refused come out with their reason.

        Raises:
            ConfigurationError: A request is no OTLP request, or a document none; says which.
        """
        for piece in pieces:
            if isinstance(piece, Request):
                yield from self._request(piece)
            else:
                yield self._document(piece)

    def _request(self, request: Request) -> Iterator[CheckedSpan]:
        try:
            spans, rejected = decode(request.body, request.encoding)
        except MalformedRequestError as error:
            raise ConfigurationError(f"{request.where}: {error}") from error
        for one in rejected:
            yield CheckedSpan(request.where, "", "", findings=[found(one.reason, one.detail)])
        self._engine.finish(spans)
        for span in spans:
            yield CheckedSpan(
                request.where,
                span.name,
                span.kind,
                span.trace_id,
                span.span_id,
                span.parent_span_id,
                str(span.resource.attributes.get("service.name") or ""),
                span.scope.name,
                tuple(span.values.get("agentops.source.dialects", ())),
                span.values,
                self._findings(span),
            )

    def _findings(self, span: Span) -> list[Finding]:
        return self._explained(span.conformance, span.findings, span.kind, span.values)

    def _document(self, document: Document) -> CheckedSpan:
        values = document.span["attributes"]
        try:
            verdict = self._validator.check(document.span)
        except ValueError as error:  # half a surrogate pair, which JSON can write and no text can hold
            raise ConfigurationError(f"{document.where}: {error}") from error
        kind = "unknown" if verdict.conformance == "unchecked" else str(values["agentops.kind"])
        dialects = values.get("agentops.source.dialects")
        return CheckedSpan(
            document.where,
            str(document.span.get("name", "")),
            kind,
            dialects=tuple(map(str, dialects)) if isinstance(dialects, list) else (),
            attributes=values,
            findings=self._explained(verdict.conformance, verdict.findings, kind, values),
        )

    def _explained(
        self, conformance: str, findings: tuple[str, ...], kind: str, values: dict[str, Any]
    ) -> list[Finding]:
        said = ("span_type_unknown",) if conformance == "unchecked" else findings
        return [self._explainer.explain(finding, kind, values) for finding in said]
