"""Options: each declared once, read from three places, and wrong ones all named at once."""

import re
from pathlib import Path
from typing import Any

import pytest
from agentops_processor.config import CONFIG_ENV, ENV_PREFIX, Config, flag_of, load
from agentops_processor.errors import ConfigurationError

OPTIONS = sorted(Config.model_fields)
DOCUMENTATION = Path(__file__).parents[2] / "docs" / "operate.md"
# By option: three right values that are not the default, as a flag, a variable and a line of TOML, and what they mean.
EXAMPLES: dict[str, tuple[str, str, str, Any, Any, Any]] = {
    "data_dir": ("/a", "/b", "'/c'", Path("/a"), Path("/b"), Path("/c")),
    "host": ("0.0.0.0", "::1", "'::'", "0.0.0.0", "::1", "::"),  # noqa: S104 - nothing is bound
    "clickhouse_url": ("http://a", "https://b", "'http://c'", "http://a", "https://b", "http://c"),
    "log_level": ("debug", "warning", "'error'", "debug", "warning", "error"),
    **dict.fromkeys(("grpc_port", "http_port", "sql_port", "admin_port"), ("1", "2", "3", 1, 2, 3)),
    "max_request_bytes": ("2000", "3000", "4000", 2000, 3000, 4000),
    "max_spool_bytes": ("20000000", "30000000", "40000000", 20_000_000, 30_000_000, 40_000_000),
}


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables of whoever runs the tests have no say."""
    for name in (CONFIG_ENV, *(f"{ENV_PREFIX}{option.upper()}" for option in OPTIONS)):
        monkeypatch.delenv(name, raising=False)


def _write_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    file = tmp_path / "agentops.toml"
    file.write_text(text)
    monkeypatch.setenv(CONFIG_ENV, str(file))


@pytest.mark.parametrize("option", OPTIONS)
def test_precedence(option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flag wins over a variable, a variable over the file, the file over the default."""
    flag, variable, line, of_flag, of_variable, of_file = EXAMPLES[option]
    default = Config.model_fields[option].default
    assert getattr(load({}), option) == default
    _write_toml(tmp_path, monkeypatch, f"{option} = {line}")
    assert getattr(load({option: None}), option) == of_file
    monkeypatch.setenv(f"{ENV_PREFIX}{option.upper()}", variable)
    assert getattr(load({option: None}), option) == of_variable
    assert getattr(load({option: flag}), option) == of_flag
    assert default not in {of_flag, of_variable, of_file}


@pytest.mark.parametrize("option", OPTIONS)
def test_described(option: str) -> None:
    """Every option says what it is."""
    description = Config.model_fields[option].description
    assert description
    assert description.endswith(".")


def test_documentation() -> None:
    """The table in the documentation has every option, with its variable and its default, in the same order."""
    rows = re.findall(r"^\| `(--[a-z-]+)` \| `(\w+)` \| `?([^`|( ]+)", DOCUMENTATION.read_text(), re.MULTILINE)
    assert rows == [
        (flag_of(name), f"{ENV_PREFIX}{name.upper()}", str(field.default) or "empty")
        for name, field in Config.model_fields.items()
    ]


def test_all_mistakes_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One message names every wrong option by flag and variable, its value, and what would be right."""
    _write_toml(tmp_path, monkeypatch, "sql_port = 'eight'\nmax_spool_bytes = 1\ncolour = 'red'\n")
    monkeypatch.setenv("AGENTOPS_LOG_LEVEL", "loud")
    monkeypatch.setenv("AGENTOPS_HTTP_PORT", "99999")
    with pytest.raises(ConfigurationError) as caught:
        load({"clickhouse_url": "tcp://clickhouse:9000", "grpc_port": "abc"})
    wrong = {line.partition(" ")[0].rstrip(":"): line for line in str(caught.value).splitlines()}
    expected = {
        "--grpc-port": ("AGENTOPS_GRPC_PORT", "'abc'", "a valid integer"),
        "--http-port": ("AGENTOPS_HTTP_PORT", "'99999'", "less than or equal to 65535"),
        "--sql-port": ("AGENTOPS_SQL_PORT", "'eight'", "a valid integer"),
        "--clickhouse-url": ("AGENTOPS_CLICKHOUSE_URL", "'tcp://clickhouse:9000'", "http:// or https://"),
        "--max-spool-bytes": ("AGENTOPS_MAX_SPOOL_BYTES", "1", "greater than or equal to 16777216"),
        "--log-level": ("AGENTOPS_LOG_LEVEL", "'loud'", "'debug', 'info', 'warning' or 'error'"),
        "colour": ("no such option", "grpc_port", "log_level"),
    }
    assert wrong.keys() == expected.keys()
    for option, parts in expected.items():
        assert all(part in wrong[option] for part in parts), wrong[option]


@pytest.mark.parametrize(
    ("text", "told"), [("grpc_port = = 1", "line 1"), ("[server]\ngrpc_port = 1", "server: there is no such option")]
)
def test_broken_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, told: str) -> None:
    """A file that is no TOML, or another program's, is a mistake that says where."""
    _write_toml(tmp_path, monkeypatch, text)
    with pytest.raises(ConfigurationError, match=re.escape(told)):
        load({})


def test_missing_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was named and is not there is a mistake, not an empty file."""
    monkeypatch.setenv(CONFIG_ENV, str(tmp_path / "none.toml"))
    with pytest.raises(ConfigurationError, match=r"AGENTOPS_CONFIG: there is no file .*none\.toml"):
        load({})


def test_frozen() -> None:
    """Nobody changes the configuration after it was read."""
    with pytest.raises(ValueError, match="frozen"):
        load({}).grpc_port = 1
