"""A model call with its tokens in, its cost in USD out: reported by the sender, else computed from public prices."""

from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache

from genai_prices import Usage, calc_price

from agentops_processor.transform.span import Span

# Decimal(18, 12) ends before a million dollars; no single call costs that, so a larger one is an error of the sender.
_MAX_USD = 999_999
_DAY_S = 86_400


@lru_cache(maxsize=4096)
def _model_price(model: str, provider: str, day: int, *tokens: int) -> Decimal | None:
    """Price of these tokens, None for a model without a public price."""
    names = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens")
    try:
        found = calc_price(
            Usage(**dict(zip(names, tokens, strict=True))),
            model,
            provider_id=provider or None,
            genai_request_timestamp=datetime.fromtimestamp(day * _DAY_S, UTC),
        )
    except (LookupError, ValueError):
        return None
    return found.total_price


class Prices:
    """Prices model calls. Reported costs are kept and never recomputed."""

    def price(self, span: Span) -> None:
        """Set `agentops.cost.total` and `agentops.cost.source` where they can be known."""
        values = span.values
        reported = values.get("agentops.cost.total")
        if reported is not None:
            if reported > _MAX_USD or reported < 0:
                span.rest["agentops.cost.total"] = values.pop("agentops.cost.total")
                span.warn("invalid_value:agentops.cost.total")
            else:
                values.setdefault("agentops.cost.source", "reported")
            return
        model = values.get("gen_ai.response.model") or values.get("gen_ai.request.model")
        if not model or not values.get("agentops.usage.total_tokens"):
            return
        day = span.start_ns // (_DAY_S * 10**9)
        tokens = [values.get(f"gen_ai.usage.{name}", 0) for name in _TOKENS]
        cost = _model_price(model, _PROVIDERS.get(values.get("gen_ai.provider.name", ""), ""), day, *tokens)
        if cost is not None and cost <= _MAX_USD:
            values["agentops.cost.total"] = float(cost)
            values["agentops.cost.source"] = "computed"


_TOKENS = ("input_tokens", "output_tokens", "cache_read.input_tokens", "cache_write.input_tokens")
# OpenTelemetry's provider names that the price list spells differently. Others are found by the model alone.
_PROVIDERS = {
    "openai": "openai",
    "anthropic": "anthropic",
    "azure.ai.openai": "azure",
    "aws.bedrock": "aws",
    "gcp.gemini": "google",
    "gcp.gen_ai": "google",
    "gcp.vertex_ai": "google",
    "mistral_ai": "mistral",
    "x_ai": "x-ai",
    "groq": "groq",
    "deepseek": "deepseek",
    "cohere": "cohere",
    "perplexity": "perplexity",
}
