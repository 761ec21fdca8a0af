"""One agent that calls a tool and a model, in plain OpenTelemetry: what a program has to send to be understood.

    pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http
    python hello_agent.py

The spans go to OTEL_EXPORTER_OTLP_ENDPOINT, by default http://localhost:4318. No model is called.
"""

import json
import time

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

provider = TracerProvider(resource=Resource.create({"service.name": "hello-agent"}))
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
trace.set_tracer_provider(provider)
tracer = trace.get_tracer("hello_agent")


def look_up_weather(city: str) -> str:
    """A tool: one span of operation `execute_tool`."""
    with tracer.start_as_current_span("execute_tool look_up_weather") as span:
        span.set_attribute("gen_ai.operation.name", "execute_tool")
        span.set_attribute("gen_ai.tool.name", "look_up_weather")
        span.set_attribute("gen_ai.tool.call.id", "call_1")
        span.set_attribute("gen_ai.tool.call.arguments", json.dumps({"city": city}))
        time.sleep(0.05)
        span.set_attribute("gen_ai.tool.call.result", "rain, 7 °C")
    return "rain, 7 °C"


def ask_model(question: str) -> str:
    """A model call: one span of operation `chat`, with its messages and tokens."""
    answer = "Take an umbrella: it rains in Oslo, at 7 °C."
    with tracer.start_as_current_span("chat gpt-4o-mini", kind=trace.SpanKind.CLIENT) as span:
        span.set_attribute("gen_ai.operation.name", "chat")
        span.set_attribute("gen_ai.provider.name", "openai")
        span.set_attribute("gen_ai.request.model", "gpt-4o-mini")
        span.set_attribute("gen_ai.response.model", "gpt-4o-mini-2024-07-18")
        span.set_attribute("gen_ai.input.messages", json.dumps([_message("user", question)]))
        time.sleep(0.2)
        span.set_attribute("gen_ai.output.messages", json.dumps([_message("assistant", answer)]))
        span.set_attribute("gen_ai.response.finish_reasons", ["stop"])
        span.set_attribute("gen_ai.usage.input_tokens", 41)
        span.set_attribute("gen_ai.usage.output_tokens", 14)
    return answer


def _message(role: str, content: str) -> dict[str, object]:
    return {"role": role, "parts": [{"type": "text", "content": content}]}


with tracer.start_as_current_span("invoke_agent weather") as agent:
    agent.set_attribute("gen_ai.operation.name", "invoke_agent")
    agent.set_attribute("gen_ai.agent.name", "weather")
    agent.set_attribute("agentops.goal", "Say what to wear in Oslo today.")
    weather = look_up_weather("Oslo")
    print(ask_model(f"It is {weather} in Oslo. What do I need?"))
    agent.add_event(
        "gen_ai.evaluation.result", {"gen_ai.evaluation.name": "helpful", "gen_ai.evaluation.score.value": 0.9}
    )
    print("trace", format(agent.get_span_context().trace_id, "032x"))

provider.shutdown()  # sends what is still queued
