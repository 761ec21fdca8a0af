"""What `serve` prints: right addresses, and commands that work when copied."""

from pathlib import Path

import pytest
from agentops_processor.banner import banner, question
from agentops_processor.config import Config
from rich.console import Console


def _printed(**options: str) -> str:
    console = Console(width=60, force_terminal=False)
    with console.capture() as printed:
        console.print(
            banner(Config.model_validate(options), 1, 2, 0 if "clickhouse_url" in options else 3, 4), soft_wrap=True
        )
    return printed.get()


def test_endpoints(tmp_path: Path) -> None:
    """Every port that was bound is there, with the folder of the data."""
    text = _printed(data_dir=str(tmp_path))
    for part in ("127.0.0.1:1", "http://127.0.0.1:2/v1/traces", "http://127.0.0.1:3", "http://127.0.0.1:4/readyz"):
        assert part in text
    assert str(tmp_path) in text


def test_lines_to_copy_are_whole() -> None:
    """Commands are not broken at the width of the terminal."""
    lines = [line.strip() for line in _printed().splitlines()]
    assert "export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1" in lines
    assert question("127.0.0.1", 3) in lines
    assert question("127.0.0.1", 3).startswith("curl http://127.0.0.1:3 --data-binary ")


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104 - nothing is bound
def test_every_address(host: str) -> None:
    """An address that stands for all is none to connect to: the banner names the local one."""
    text = _printed(host=host)
    assert "http://127.0.0.1:2/v1/traces" in text
    assert f"{host}:" not in text


def test_server() -> None:
    """With a ClickHouse server, SQL is asked there, and its password is not printed."""
    text = _printed(clickhouse_url="https://user:secret@clickhouse.example.com/agentops")
    assert "your ClickHouse, database agentops" in text
    assert "secret" not in text
    assert "curl" not in text
