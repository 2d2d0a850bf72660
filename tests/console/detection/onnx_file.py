"""A whole ONNX file that is no detector: one Identity, written as protobuf by hand."""

from __future__ import annotations


def identity_model(*shape: int) -> bytes:
    """Gives back what it is given: float32 of `shape`."""
    node = _text(1, "in") + _text(2, "out") + _text(4, "Identity")
    graph = _part(1, node) + _text(2, "g") + _part(11, _port("in", shape)) + _part(12, _port("out", shape))
    return _number(1, 8) + _part(7, graph) + _part(8, _number(2, 13))


def _port(name: str, shape: tuple[int, ...]) -> bytes:
    dims = b"".join(_part(1, _number(1, size)) for size in shape)
    return _text(1, name) + _part(2, _part(1, _number(1, 1) + _part(2, dims)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, text: str) -> bytes:
    return _part(field, text.encode())


def _part(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
