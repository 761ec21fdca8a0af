"""Every option once: its flag, `AGENTOPS_*` variable and TOML key share one name, default, unit and help text.

Precedence: flag, then variable, then the TOML file, then the default.
"""

import os
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from agentops_processor.errors import ConfigurationError

ENV_PREFIX = "AGENTOPS_"
CONFIG_ENV = f"{ENV_PREFIX}CONFIG"

_MIB = 1 << 20
_GIB = 1 << 30

Port = Annotated[int, Field(ge=0, le=65535)]


def _clickhouse_url(url: str) -> str:
    if url and urlsplit(url).scheme not in ("http", "https"):
        raise ValueError(
            "must start with http:// or https://, like https://user:password@clickhouse.example.com:8443/agentops"
        )
    return url


class Config(BaseSettings):
    """The options of `agentops-processor serve`. A field's name is its TOML key."""

    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX, frozen=True, extra="forbid")

    data_dir: Path = Field(
        Path("agentops-data"),
        description="Folder for everything that is kept: spool, dead letters, embedded ClickHouse.",
    )
    host: str = Field("127.0.0.1", description="Address to listen on; 0.0.0.0 takes spans from other machines.")
    grpc_port: Port = Field(4317, description="OTLP over gRPC. 0 picks a free port.")
    http_port: Port = Field(4318, description="OTLP over HTTP. 0 picks a free port.")
    sql_port: Port = Field(
        8123, description="Read-only SQL, ClickHouse's HTTP interface, embedded mode only. 0 picks a free port."
    )
    admin_port: Port = Field(9464, description="/healthz, /readyz and /metrics. 0 picks a free port.")
    clickhouse_url: Annotated[str, AfterValidator(_clickhouse_url)] = Field(
        "", description="A ClickHouse server, http(s)://user:password@host:port/database. Empty: the embedded engine."
    )
    max_request_bytes: int = Field(
        64 * _MIB, ge=1024, description="Largest request, in bytes, before and after decompression."
    )
    max_spool_bytes: int = Field(
        10 * _GIB,
        ge=16 * _MIB,
        description="Disk for spans that ClickHouse has not taken yet, in bytes; past it senders are asked to wait.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least level that is logged: debug, info, warning or error."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 the base class passes it by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 the base class passes it by name
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, variables, and the TOML file that AGENTOPS_CONFIG names."""
        path = os.environ.get(CONFIG_ENV, "")
        toml = (TomlConfigSettingsSource(settings_cls, path),) if path else ()
        return (init_settings, env_settings, *toml)


def load(flags: dict[str, Any]) -> Config:
    """The configuration of this process.

    Args:
        flags: Options given on the command line, by field name; None where a flag was not given.

    Raises:
        ConfigurationError: Names every wrong option with its value and what would be right.
    """
    path = os.environ.get(CONFIG_ENV, "")
    if path and not Path(path).is_file():
        raise ConfigurationError(f"{CONFIG_ENV}: there is no file {path}")
    try:
        return Config(**{name: value for name, value in flags.items() if value is not None})
    except ValidationError as error:
        raise ConfigurationError("\n".join(_mistake(e) for e in error.errors())) from error
    except ValueError as error:  # the TOML file itself
        raise ConfigurationError(f"{path}: {error}") from error


def flag_of(field: str) -> str:
    """The command-line flag of an option."""
    return f"--{field.replace('_', '-')}"


def _mistake(error: Any) -> str:
    field = str(error["loc"][0]) if error["loc"] else "?"
    if error["type"] == "extra_forbidden":
        return f"{field}: there is no such option; known are {', '.join(sorted(Config.model_fields))}"
    reason = str(error["msg"]).removeprefix("Value error, ")
    return f"{flag_of(field)} ({ENV_PREFIX}{field.upper()}): {error['input']!r} is wrong: {reason}"
