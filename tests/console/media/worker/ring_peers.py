"""What tests of rings share: packets and tracks from real encoders, and packets made up by chance."""

from __future__ import annotations

from array import array
from fractions import Fraction
from pathlib import Path

import av

from console.media.board import Column
from console.media.worker.ring import Ring
from console.media.worker.stream import CodecParameters, Stream, open_stream
from console.media.worker.track import Track

S = 1_000_000_000
FRAME_NS = S // 15


def made_up_track(name: str = "h264") -> Track:
    """For rings alone, which look into no packet."""
    return Track(CodecParameters(name, None, 320, 180, "yuv420p"), Fraction(1, 90_000), None)


def made_up(payload: bytes, *, key: bool, pts: int | None = None, dts: int | None = None) -> av.Packet:
    packet = av.Packet(payload)
    packet.pts, packet.dts, packet.is_keyframe = pts, dts, key
    return packet


def new_ring() -> tuple[Ring, memoryview]:
    row = memoryview(array("q", bytes(8 * len(Column))))
    return Ring(row=row), row


def ring_bytes(row: memoryview) -> tuple[int, int, int]:
    return row[Column.RING_BYTES], row[Column.RING_SPAN_NS], row[Column.RING_PINNED_BYTES]


def without_sets(packet: av.Packet) -> av.Packet:
    """An H.264 packet as of a camera that sends its parameter sets with its SDP alone."""
    units = bytes(packet).replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1")[1:]
    payload = b"".join(b"\0\0\0\1" + unit for unit in units if unit[0] & 31 not in (7, 8))
    return made_up(payload, key=packet.is_keyframe, pts=packet.pts, dts=packet.dts)


def fill(ring: Ring, path: Path, *, begin_ns: int, change=lambda packet: packet) -> tuple[Stream, int]:
    """All packets of a file, as of one connection; returns its stream, and when the next would come."""
    at_ns = begin_ns
    with open_stream(str(path), kind="file") as stream:
        for packet in stream.packets():
            ring.put(change(packet), stream.track, captured_at_ns=at_ns)
            at_ns += FRAME_NS
    return stream, at_ns
