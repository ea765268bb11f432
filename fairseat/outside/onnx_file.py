"""Takes apart and puts together again as much of an ONNX file as the face models need.

An ONNX file is a protocol buffer: a row of fields, each a number, a kind, and a value. Only graphs of one file are
known here; the package `onnx` would do it too, and is larger than both models together.

Source: onnx.proto (ModelProto.graph = 7; GraphProto.node = 1, input = 11, output = 12, value_info = 13;
NodeProto.op_type = 4, attribute = 5; AttributeProto.name = 1, i = 3; ValueInfoProto.name = 1, type = 2).
"""

from collections.abc import Iterator

GRAPH = 7
NODE, INPUT, OUTPUT, VALUE_INFO = 1, 11, 12, 13
OP_TYPE, ATTRIBUTE = 4, 5
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
FLOAT_TENSOR = b"\x12\x04\x0a\x02\x08\x01"  # type = { tensor_type = { elem_type = FLOAT } }, of any shape

Field = tuple[int, bytes, bytes]  # number, the whole field, its content


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _written(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def _fields(data: bytes) -> Iterator[Field]:
    at = 0
    while at < len(data):
        start = at
        tag, at = _varint(data, at)
        kind, content = tag & 7, at
        if kind == VARINT:
            _, at = _varint(data, at)
        elif kind == BYTES:
            length, content = _varint(data, at)
            at = content + length
        else:
            at += {FIXED64: 8, FIXED32: 4}[kind]
        yield tag >> 3, data[start:at], data[content:at]


def _field(number: int, content: bytes) -> bytes:
    return _written(number << 3 | BYTES) + _written(len(content)) + content


def _name(value_info: bytes) -> bytes:
    return next(content for number, _, content in _fields(value_info) if number == 1)


def _of_any_shape(number: int, value_info: bytes) -> bytes:
    return _field(number, _field(1, _name(value_info)) + FLOAT_TENSOR)


def _is_whole(node: bytes) -> bool:
    """Dequantizes a tensor of one dimension, a bias, with one scale."""
    parts = list(_fields(node))
    if not any(number == OP_TYPE and content == b"DequantizeLinear" for number, _, content in parts):
        return False
    return any(_axis(content) == 0 for number, _, content in parts if number == ATTRIBUTE)


def _axis(attribute: bytes) -> int | None:
    values = {number: content for number, _, content in _fields(attribute)}
    return _varint(values[3], 0)[0] if values.get(1) == b"axis" else None


def _without_attributes(node: bytes) -> bytes:
    return _field(NODE, b"".join(raw for number, raw, _ in _fields(node) if number != ATTRIBUTE))


def _mended(graph: bytes, wanted: bytes, blocks: bool) -> Iterator[bytes]:
    for number, raw, content in _fields(graph):
        if number == VALUE_INFO or (number == INPUT and _name(content) != wanted):
            continue
        if number in (INPUT, OUTPUT):
            yield _of_any_shape(number, content)
        elif number == NODE and not blocks and _is_whole(content):
            yield _without_attributes(content)
        else:
            yield raw


def runnable(model: bytes, wanted: str, blocks: bool = True) -> bytes:
    """The model with one input, of any shape: weights that are listed as inputs too become constants, so that the
    runtime can fold them. `blocks` False: biases quantized as one block are marked as what they are, one tensor with
    one scale, because the runtime refuses a block there."""
    out = []
    for number, raw, content in _fields(model):
        whole = number == GRAPH
        out.append(_field(GRAPH, b"".join(_mended(content, wanted.encode(), blocks))) if whole else raw)
    return b"".join(out)
