"""A request that protobuf refuses for its strings in, the same request with U+FFFD for what is not UTF-8 out.

Protobuf's parser refuses a whole message for one bad byte in one string; SDKs that cut strings inside a character write
such bytes. The message is read again by a twin of its schema in which every string is bytes.
"""

from functools import cache
from typing import Any

from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import DESCRIPTOR as SERVICE
from opentelemetry.proto.common.v1.common_pb2 import DESCRIPTOR as COMMON
from opentelemetry.proto.resource.v1.resource_pb2 import DESCRIPTOR as RESOURCE
from opentelemetry.proto.trace.v1.trace_pb2 import DESCRIPTOR as TRACE

_REQUEST = "opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest"
_ID_FIELDS = frozenset({"trace_id", "span_id", "parent_span_id", "bytes_value"})
"""Fields that are bytes in the schema itself."""


def repaired(body: bytes) -> bytes:
    """The request with every string in UTF-8.

    Raises:
        google.protobuf.message.DecodeError: Strings are not what is wrong with it.
    """
    request: Message = _twin().FromString(body)
    _repair(request)
    return request.SerializeToString()


@cache
def _twin() -> Any:
    pool = DescriptorPool()
    for file in (COMMON, RESOURCE, TRACE, SERVICE):  # each after those that it imports
        proto = FileDescriptorProto()
        file.CopyToProto(proto)
        for message in proto.message_type:
            _strings_to_bytes(message)
        pool.Add(proto)
    return GetMessageClass(pool.FindMessageTypeByName(_REQUEST))


def _strings_to_bytes(message: Any) -> None:
    for field in message.field:
        if field.type == FieldDescriptorProto.TYPE_STRING:
            field.type = FieldDescriptorProto.TYPE_BYTES
    for nested in message.nested_type:
        _strings_to_bytes(nested)


def _repair(message: Message) -> None:
    for field, value in message.ListFields():
        if field.type == field.TYPE_BYTES and field.name not in _ID_FIELDS:
            _repair_strings(message, field, value)
        elif field.type == field.TYPE_MESSAGE:
            for inner in value if field.is_repeated else (value,):
                _repair(inner)


def _repair_strings(message: Message, field: Any, value: Any) -> None:
    if field.is_repeated:
        value[:] = [_utf8(item) for item in value]
    else:
        setattr(message, field.name, _utf8(value))


def _utf8(value: bytes) -> bytes:
    return value.decode("utf-8", "replace").encode()
