"""What --clickhouse-url may look like, and what of it is said aloud."""

import pytest
from agentops_processor.errors import ConfigurationError
from agentops_processor.store.server import ServerStore


@pytest.mark.parametrize(
    "url", ["localhost:8123", "tcp://u:sesame@host:9000", "http://u:sesame@host:port/db", "http://"]
)
def test_url_that_cannot_be_one_is_refused_without_the_password(url: str) -> None:
    """The message shows the right form and never the password."""
    with pytest.raises(ConfigurationError, match="--clickhouse-url must look like") as caught:
        ServerStore(url)
    assert "sesame" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://default:sesame@ch", "http://ch:8123/agentops"),
        ("https://ch/spans?verify=false", "https://ch:8443/spans"),
        ("http://ch:80/", "http://ch:80/agentops"),
    ],
)
def test_address_is_the_url_with_its_defaults_and_no_secret(url: str, address: str) -> None:
    """What goes into messages and logs: where, not as whom."""
    assert ServerStore(url).address == address


def test_database_that_no_sql_could_name_is_refused() -> None:
    """The name goes into SQL as it is."""
    with pytest.raises(ConfigurationError, match="letters, digits and _"):
        ServerStore("http://ch/a`b")
