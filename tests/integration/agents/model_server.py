"""Requests of OpenAI's Responses API in, the next step of a fixed story out: handoff, tool call, answer.

The request alone decides which step it is, so any number of runs may share the server.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "gpt-4o-mini-2024-07-18"
ANSWER = "The refund of 129.95 EUR for ORD-48213 is on its way."
ARGUMENTS = {"order_id": "ORD-48213"}
# Tokens of each step: input, of it cached, output, of it reasoning.
USAGE = {"handoff": (211, 0, 17, 0), "tool": (305, 128, 23, 5), "answer": (371, 256, 31, 0)}


class ModelServer:
    """The server's address, and what it was asked.

    Attributes:
        url: For OPENAI_BASE_URL.
        steps: The steps it answered with, in order.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.steps: list[str] = []

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """The response to one request."""
        step = _step(request)
        self.steps.append(step)
        tokens, cached, output, reasoning = USAGE[step]
        return {
            "id": f"resp_{len(self.steps)}",
            "object": "response",
            "created_at": 1_770_000_000,
            "model": MODEL,
            "status": "completed",
            "output": [_output(step)],
            "tools": request["tools"],
            "tool_choice": "auto",
            "parallel_tool_calls": False,
            "usage": {
                "input_tokens": tokens,
                "input_tokens_details": {"cached_tokens": cached},
                "output_tokens": output,
                "output_tokens_details": {"reasoning_tokens": reasoning},
                "total_tokens": tokens + output,
            },
        }


def _step(request: dict[str, Any]) -> str:
    if not any(tool["name"] == "lookup_order" for tool in request["tools"]):
        return "handoff"
    looked_up = any(item.get("call_id") == "call_lookup" for item in request["input"])
    return "answer" if looked_up else "tool"


def _output(step: str) -> dict[str, Any]:
    if step == "answer":
        text = {"type": "output_text", "text": ANSWER, "annotations": []}
        return {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [text]}
    call = {"handoff": ("transfer_to_refund_agent", {}), "tool": ("lookup_order", ARGUMENTS)}[step]
    call_id = {"handoff": "call_transfer", "tool": "call_lookup"}[step]
    name, arguments = call
    return {
        "type": "function_call",
        "id": f"fc_{call_id}",
        "call_id": call_id,
        "name": name,
        "arguments": json.dumps(arguments),
        "status": "completed",
    }


@contextmanager
def model_server() -> Iterator[ModelServer]:
    """A server on a free port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named so by the base class
            """Say nothing."""

        def do_POST(self) -> None:
            """Answer a request to /responses."""
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = json.dumps(model.answer(json.loads(body))).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        model = ModelServer(f"http://127.0.0.1:{server.server_port}/v1")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield model
        finally:
            server.shutdown()
            thread.join()
