"""A setting that a client asks for comes in; what the engine is told goes out, or a refusal. Limits only get tighter."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from agentops_processor.ask.refusal import QueryError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may cost, and how many may run.

    Attributes:
        execution_s: Seconds a query may run.
        memory_bytes: Memory of the engine for one query.
        result_rows: Rows of one result.
        result_bytes: Bytes of one result, in the engine's columns. It waits on disk, not in memory, for its reader.
        query_bytes: Length of the SQL text; ClickHouse's own default.
        parallel: Queries that run at once.
        wait_s: Seconds a query waits for its turn.
    """

    execution_s: int = 60
    memory_bytes: int = 2 << 30
    result_rows: int = 100_000_000
    result_bytes: int = 2 << 30
    query_bytes: int = 256 << 10
    parallel: int = 4
    wait_s: float = 10.0

    def settings(self) -> dict[str, int]:
        """The limits as settings of the engine."""
        return {
            "max_execution_time": self.execution_s,
            "max_memory_usage": self.memory_bytes,
            "max_result_rows": self.result_rows,
            "max_result_bytes": self.result_bytes,
            # More threads than cores only take memory.
            "max_threads": os.cpu_count() or 1,
        }


# Settings about transport, sessions and logs. Clients send them unasked; here they change nothing.
_IGNORED = frozenset(
    {
        "buffer_size",
        "cancel_http_readonly_queries_on_client_close",
        "http_headers_progress_interval_ms",
        "http_write_exception_in_output_format",
        "http_zlib_compression_level",
        "log_comment",
        "log_queries",
        "network_compression_method",
        "output_format_enable_streaming",
        "send_logs_level",
        "send_progress_in_http_headers",
        "wait_end_of_query",
    }
)
# Settings that say how to read or write values, never where. Nothing that names a file or a URL, or holds SQL.
_ALLOWED = re.compile(
    r"""
    output_format_(?!schema$)\w+ | format_(?:csv|tsv|custom)_\w+ | formatdatetime_\w+
    | date_time_(?:input|output)_format | cast_string_to_dynamic_use_inference | session_timezone
    | join_use_nulls | group_by_use_nulls | transform_null_in | union_default_mode | prefer_column_name_to_alias
    | final | do_not_merge_across_partitions_select_final | limit | offset | extremes
    | max_block_size | max_rows_to_read | result_overflow_mode
    """,
    re.VERBOSE,
)
_PLAIN_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def bounded(asked: Mapping[str, str], limits: Limits) -> dict[str, str]:
    """The settings for the engine: what the client asked for where it may, and our limits where they are tighter.

    Client libraries send limits that nobody chose, so a looser limit is not an error: ours stays.

    Raises:
        QueryError: A setting may not be changed here.
    """
    told = {name: str(value) for name, value in limits.settings().items()}
    for name, value in asked.items():
        if name in told:
            told[name] = _tighter(value, told[name])
        elif name not in _IGNORED:
            check_setting(name, value)
            if name != "readonly":
                told[name] = value
    return told


def check_setting(name: str, value: str) -> None:
    """Refuse a setting that may not be changed here.

    Raises:
        QueryError: It may not be changed.
    """
    # Every query is read-only already, whoever asks for it.
    if not (_ALLOWED.fullmatch(name) or (name == "readonly" and value in {"1", "2"})):
        raise QueryError(452, "SETTING_CONSTRAINT_VIOLATION", f"Setting {name} should not be changed on this endpoint")


def _tighter(asked: str, ours: str) -> str:
    # 0 means "no limit" to ClickHouse; anything that is no plain number is not worth guessing.
    if not _PLAIN_NUMBER.fullmatch(asked) or float(asked) == 0:
        return ours
    return asked if float(asked) < float(ours) else ours
