"""Costs: reported ones are kept, others are computed from public prices."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from agentops_processor.transform.cost import _pricer
from genai_prices import Usage, calc_price
from genai_prices.data_snapshot import get_snapshot

from tests.spans import START_NS, row

DAY = START_NS // (86_400 * 10**9)
CALL = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-4o-mini",
    "gen_ai.usage.input_tokens": 1000,
    "gen_ai.usage.output_tokens": 100,
    "gen_ai.usage.cache_read.input_tokens": 400,
}


def listed(model: str, provider: str, **tokens: int) -> Decimal:
    """The price that the library itself computes."""
    when = datetime.fromtimestamp(DAY * 86_400, UTC)
    return calc_price(Usage(**tokens), model, provider_id=provider, genai_request_timestamp=when).total_price


def test_cost_is_computed_from_public_prices() -> None:
    """Cached input has a price of its own."""
    made = row(CALL)
    tokens = {"input_tokens": 1000, "output_tokens": 100, "cache_read_tokens": 400}
    assert made["cost_total"] == listed("gpt-4o-mini", "openai", **tokens) > 0
    assert made["cost_source"] == "computed"


def test_reported_cost_is_never_recomputed() -> None:
    """Who pays knows better."""
    made = row(CALL | {"agentops.cost.total": 0.5})
    assert (made["cost_total"], made["cost_source"]) == (Decimal("0.5"), "reported")


@pytest.mark.parametrize(
    "changed",
    [
        {"gen_ai.request.model": "nobody-knows"},
        {"gen_ai.request.model": ""},
        {"gen_ai.usage.input_tokens": 0, "gen_ai.usage.output_tokens": 0, "gen_ai.usage.cache_read.input_tokens": 0},
    ],
)
def test_without_a_price_or_tokens_there_is_no_cost(changed: dict[str, Any]) -> None:
    """No guess."""
    made = row(CALL | changed)
    assert (made["cost_total"], made["cost_source"]) == (0, "")


def test_an_impossible_cost_stays_an_attribute() -> None:
    """A million dollars for one call is a mistake of the sender, and is kept as one."""
    made = row(CALL | {"agentops.cost.total": 1e6})
    assert made["attributes_num"] == {"agentops.cost.total": 1e6}
    assert made["warnings"] == ["invalid_value:agentops.cost.total"]


@pytest.mark.parametrize("provider", ["openai", "anthropic", "perplexity", "google"])
def test_the_short_way_to_a_price_is_the_librarys_price(provider: str) -> None:
    """Four products give what the library's own sum gives, with tiers, fees for a request, and without."""
    (models,) = (p.models for p in get_snapshot().providers if p.id == provider)
    for model in models:
        price = _pricer(model.id, provider, DAY)
        if price is None:  # an id that the library itself does not find
            continue
        expected = listed(
            model.id, provider, input_tokens=1234, output_tokens=77, cache_read_tokens=100, cache_write_tokens=20
        )
        assert abs(price((1234, 77, 100, 20)) - expected) < Decimal("1e-15"), model.id
