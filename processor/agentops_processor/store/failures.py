"""An exception of clickhouse-connect in, the one of ours that says whether the rows were written out.

Decided by ClickHouse's numeric code and by the transport's exception type, never by text: the server echoes the SQL.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from clickhouse_connect.driver import exceptions
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from agentops_processor.errors import MaybeCommittedError, NotCommittedError, PoisonError, SchemaError, StoreError

# The rows themselves are at fault.
_POISON = {
    "CANNOT_PARSE_TEXT": 6,
    "SIZES_OF_COLUMNS_DOESNT_MATCH": 9,
    "CANNOT_PARSE_INPUT_ASSERTION_FAILED": 27,
    "CANNOT_PARSE_DATE": 38,
    "CANNOT_PARSE_DATETIME": 41,
    "TYPE_MISMATCH": 53,
    "ARGUMENT_OUT_OF_BOUND": 69,
    "CANNOT_CONVERT_TYPE": 70,
    "CANNOT_PARSE_NUMBER": 72,
    "INCORRECT_DATA": 117,
    "TOO_LARGE_ARRAY_SIZE": 128,
    "TOO_LARGE_STRING_SIZE": 131,
    "ILLEGAL_DIVISION": 153,
    "SIZES_OF_ARRAYS_DONT_MATCH": 190,
    "VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE": 321,
    "CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN": 349,
    "FUNCTION_THROW_IF_VALUE_IS_NON_ZERO": 395,
    "DECIMAL_OVERFLOW": 407,
    "CANNOT_PARSE_BOOL": 467,
    "VIOLATED_CONSTRAINT": 469,
}
# The database is not the one that the processor expects, or does not let it in.
_SCHEMA = {
    "THERE_IS_NO_COLUMN": 8,
    "NOT_FOUND_COLUMN_IN_BLOCK": 10,
    "NO_SUCH_COLUMN_IN_TABLE": 16,
    "NUMBER_OF_COLUMNS_DOESNT_MATCH": 20,
    "ILLEGAL_COLUMN": 44,
    "UNKNOWN_FUNCTION": 46,
    "UNKNOWN_IDENTIFIER": 47,
    "UNKNOWN_TYPE": 50,
    "UNKNOWN_TABLE": 60,
    "SYNTAX_ERROR": 62,
    "UNKNOWN_FORMAT": 73,
    "UNKNOWN_DATABASE": 81,
    "UNKNOWN_SETTING": 115,
    "READONLY": 164,
    "UNKNOWN_USER": 192,
    "WRONG_PASSWORD": 193,
    "REQUIRED_PASSWORD": 194,
    "SETTING_CONSTRAINT_VIOLATION": 452,
    "ACCESS_DENIED": 497,
    "AUTHENTICATION_FAILED": 516,
}
# Refused before anything was written, for a reason that passes.
_NOT_COMMITTED = {
    "QUOTA_EXCEEDED": 201,
    "TOO_MANY_SIMULTANEOUS_QUERIES": 202,
    "NO_FREE_CONNECTION": 203,
    "TABLE_IS_DROPPED": 218,
    "NO_ZOOKEEPER": 225,
    "MEMORY_LIMIT_EXCEEDED": 241,
    "TABLE_IS_READ_ONLY": 242,
    "NOT_ENOUGH_SPACE": 243,
    "TOO_MANY_PARTS": 252,
    "NO_ACTIVE_REPLICAS": 254,
    "ALL_CONNECTION_TRIES_FAILED": 279,
    "TOO_FEW_LIVE_REPLICAS": 285,
    "DEADLOCK_AVOIDED": 473,
    "TABLE_IS_BEING_RESTARTED": 733,
    "SERVER_OVERLOADED": 745,
}
_BY_CODE: dict[int, type[StoreError]] = {
    **dict.fromkeys(_POISON.values(), PoisonError),
    **dict.fromkeys(_SCHEMA.values(), SchemaError),
    **dict.fromkeys(_NOT_COMMITTED.values(), NotCommittedError),
}


@contextmanager
def classified() -> Iterator[None]:
    """Turn the exceptions of clickhouse-connect into ours.

    Raises:
        NotCommittedError: Surely nothing was written.
        PoisonError: The rows will never be taken.
        SchemaError: The database does not fit, or does not let us in.
        MaybeCommittedError: Everything else: timeouts, broken connections, codes we do not know.
    """
    try:
        yield
    except exceptions.Error as error:
        raise classify(error) from error


def classify(error: exceptions.Error) -> StoreError:
    """The error of ours that an error of clickhouse-connect stands for."""
    if error.code:
        return _BY_CODE.get(error.code, MaybeCommittedError)(str(error), error.code)
    cause: BaseException = error.__cause__ or error
    reason = cause.reason if isinstance(cause, MaxRetryError) and cause.reason else cause
    # These come before a byte of the request was sent.
    never_connected = isinstance(reason, (NewConnectionError, ConnectTimeoutError))
    return (NotCommittedError if never_connected else MaybeCommittedError)(str(reason))
