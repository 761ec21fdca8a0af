"""The state of the service in, `/healthz`, `/readyz` and `/metrics` out."""

from collections.abc import Callable

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from agentops_processor.telemetry import Metrics

Troubles = Callable[[], list[str]]
"""Why the service is not ready, one sentence each; empty when OTLP is accepted and the store is writable."""


def admin_app(metrics: Metrics, troubles: Troubles, refresh: Callable[[], None]) -> Starlette:
    """The ASGI app of the admin port.

    Args:
        metrics: What `/metrics` shows.
        troubles: What `/readyz` tells.
        refresh: Brings the gauges up to date before they are shown.
    """

    def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    def readyz(_request: Request) -> Response:
        found = troubles()
        return PlainTextResponse("\n".join(found or ["ready"]) + "\n", status_code=503 if found else 200)

    def show_metrics(_request: Request) -> Response:
        refresh()
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return Starlette(routes=[Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", show_metrics)])
