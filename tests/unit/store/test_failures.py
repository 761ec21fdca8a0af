"""What an error of clickhouse-connect says about the rows."""

import pytest
from agentops_processor.errors import MaybeCommittedError, NotCommittedError, PoisonError, SchemaError, StoreError
from agentops_processor.store.failures import classified
from clickhouse_connect.driver.exceptions import DatabaseError, OperationalError
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError, ProtocolError, ReadTimeoutError

_POOL = HTTPConnectionPool("localhost")
_REFUSED = MaxRetryError(_POOL, "/", NewConnectionError(HTTPConnection("localhost"), "Connection refused"))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (252, NotCommittedError),
        (469, PoisonError),
        (60, SchemaError),
        (159, MaybeCommittedError),
        (4711, MaybeCommittedError),
    ],
)
def test_code_decides_whatever_the_text_says(code: int, kind: type[StoreError]) -> None:
    """The server echoes the SQL, so a text about timeouts means nothing; an unknown code may have committed."""
    with pytest.raises(StoreError) as caught, classified():
        raise DatabaseError("SELECT 'timeout, connection refused' Code: 53", code=code)
    assert type(caught.value) is kind
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (_REFUSED, NotCommittedError),
        (ProtocolError("Connection aborted."), MaybeCommittedError),
        (ReadTimeoutError(_POOL, "/", "Read timed out."), MaybeCommittedError),
    ],
)
def test_transport_error_is_harmless_only_before_the_connection(cause: HTTPError, kind: type[StoreError]) -> None:
    """Once a byte may have been sent, the rows may be committed."""
    with pytest.raises(StoreError) as caught, classified():
        raise OperationalError("Error executing HTTP request") from cause
    assert type(caught.value) is kind


def test_message_of_a_transport_error_is_the_reason_alone() -> None:
    """The URL of the request, with the whole statement in it, is not for people."""
    with pytest.raises(NotCommittedError, match=r"Connection refused$"), classified():
        raise OperationalError("Error executing HTTP request http://…?query=INSERT…") from _REFUSED
