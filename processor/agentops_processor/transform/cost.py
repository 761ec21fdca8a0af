"""A model call with its tokens in, its cost in USD out: reported by the sender, else computed from public prices."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache, partial

from genai_prices import Usage
from genai_prices.data_snapshot import get_snapshot
from genai_prices.types import ModelPrice, TieredPrices

from agentops_processor.transform.span import Span

# Decimal(18, 12) ends before a million dollars; no single call costs that, so a larger one is an error of the sender.
_MAX_USD = 999_999
_DAY_S = 86_400
_MILLION = 1_000_000

Tokens = tuple[int, int, int, int]
"""Input, output, cache read, cache write; the caches are part of the input."""


@lru_cache(maxsize=4096)
def _pricer(model: str, provider: str, day: int) -> Callable[[Tokens], Decimal] | None:
    """What makes the price in USD out of tokens on a day since the epoch, None for a model without a public price."""
    try:
        _, info = get_snapshot().find_provider_model(model, None, provider or None, None)
    except LookupError:
        return None
    price = info.get_prices(datetime.fromtimestamp(day * _DAY_S, UTC))
    if any(isinstance(value, TieredPrices) for value in vars(price).values()):
        return partial(_listed, price)
    # Without tiers the price is linear, and four products take a hundredth of the time of the library's own sum.
    request = _listed(price, (0, 0, 0, 0))
    basis = ((_MILLION, 0, 0, 0), (0, _MILLION, 0, 0), (_MILLION, 0, _MILLION, 0), (_MILLION, 0, 0, _MILLION))
    return partial(_linear, request, tuple(_listed(price, tokens) - request for tokens in basis))


def _listed(price: ModelPrice, tokens: Tokens) -> Decimal:
    names = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens")
    return price.calc_price(Usage(**dict(zip(names, tokens, strict=True))))["total_price"]


def _linear(request: Decimal, per_million: tuple[Decimal, ...], tokens: Tokens) -> Decimal:
    everything, output, read, write = tokens
    amounts = (everything - read - write, output, read, write)
    tokens_cost = sum((rate * amount for rate, amount in zip(per_million, amounts, strict=True)), Decimal(0))
    return request + tokens_cost / _MILLION


class Prices:
    """Prices model calls. Reported costs are kept and never recomputed."""

    def __init__(self) -> None:
        get_snapshot()  # takes about a second, which the first request should not pay

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
        pricer = _pricer(model, _PROVIDERS.get(values.get("gen_ai.provider.name", ""), ""), day)
        total, output, read, write = (values.get(f"gen_ai.usage.{name}", 0) for name in _TOKENS)
        if pricer is None or read + write > total:
            return
        cost = pricer((total, output, read, write))
        if cost <= _MAX_USD:
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
