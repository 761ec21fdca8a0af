"""A ticket on the command line in, a refund handled by two agents out: a program as users write it, traced.

    python refund_agents.py TICKET

The environment says where everything goes: OPENAI_BASE_URL and OPENAI_API_KEY for the model,
OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_PROTOCOL for the spans. Prints the agents' answer.
"""

import os
import sys

from agents import Agent, Runner, function_tool
from openinference.instrumentation.openai_agents import OpenAIAgentsInstrumentor
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter as GrpcExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter as HttpExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor


@function_tool
def lookup_order(order_id: str) -> str:
    """What was paid for an order, and when it was delivered."""
    return f"{order_id}: 129.95 EUR, delivered 12 days ago"


refund_agent = Agent(
    name="refund_agent",
    instructions="Look the order up, then decide about the refund.",
    tools=[lookup_order],
    model="gpt-4o-mini",
)
triage_agent = Agent(
    name="triage_agent",
    instructions="Hand the ticket over to whom it concerns.",
    handoffs=[refund_agent],
    model="gpt-4o-mini",
)


def main() -> None:
    """Run the agents."""
    is_grpc = os.environ["OTEL_EXPORTER_OTLP_PROTOCOL"] == "grpc"
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(GrpcExporter() if is_grpc else HttpExporter()))
    # In place of the framework's own exporter, which would post to the model's maker.
    OpenAIAgentsInstrumentor().instrument(tracer_provider=provider, exclusive_processor=True)
    result = Runner.run_sync(triage_agent, sys.argv[1])
    print(result.final_output)  # noqa: T201 - what the program is for
    provider.shutdown()


if __name__ == "__main__":
    main()
