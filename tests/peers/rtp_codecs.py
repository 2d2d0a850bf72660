"""H.265 (RFC 7798) and JPEG (RFC 2435) as RTP carries them, beside H.264: a clip of any of the three."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import av
from av.bitstream import BitStreamFilterContext

from console.bench.rtp import CLOCK_HZ, Clip

_PAYLOAD_TYPE = 96
_LARGEST_PAYLOAD = 1400
_VPS, _SPS, _PPS, _FU = 32, 33, 34, 49


@dataclass(frozen=True, slots=True)
class PayloadClip:
    """A clip's frames in sending order, each a list of payloads that fit a packet as they are."""

    frames: tuple[tuple[bytes, ...], ...]
    ticks_a_frame: int  # of the 90 kHz clock
    codec: str  # as rtpmap names it
    parameters: str  # for fmtp; empty: none

    def sdp(self, host: str) -> str:
        lines = [
            "v=0",
            f"o=- 1 1 IN IP4 {host}",
            "s=street camera",
            f"c=IN IP4 {host}",
            "t=0 0",
            "a=control:*",
            f"m=video 0 RTP/AVP {_PAYLOAD_TYPE}",
            f"a=rtpmap:{_PAYLOAD_TYPE} {self.codec}/{CLOCK_HZ}",
            f"a=framerate:{CLOCK_HZ / self.ticks_a_frame:g}",
            "a=control:track1",
            "",
        ]
        if self.parameters:
            lines.insert(-2, f"a=fmtp:{_PAYLOAD_TYPE} {self.parameters}")
        return "\r\n".join(lines)


AnyClip = Clip | PayloadClip


@cache  # a hundred feeds may play one clip
def load_clip(path: Path) -> AnyClip:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        codec, ticks = stream.codec_context.name, round(CLOCK_HZ / stream.average_rate)
        if codec == "hevc":
            return _h265(container, ticks)
        if codec == "mjpeg":
            packets = [bytes(packet) for packet in container.demux(stream) if packet.size]
            return PayloadClip(tuple(tuple(_jpeg_payloads(each)) for each in packets), ticks, "JPEG", "")
    return Clip.load(path)


def _h265(container: av.container.InputContainer, ticks: int) -> PayloadClip:
    stream = container.streams.video[0]
    annexb = BitStreamFilterContext("hevc_mp4toannexb", stream)
    units = [
        tuple(_nal_units(bytes(out)))
        for packet in container.demux(stream)
        for out in annexb.filter(packet)
        if out.size
    ]
    by_type = {unit[0] >> 1 & 63: base64.b64encode(unit).decode() for unit in units[0]}
    sets = f"sprop-vps={by_type[_VPS]};sprop-sps={by_type[_SPS]};sprop-pps={by_type[_PPS]}"
    frames = tuple(tuple(part for unit in frame for part in _h265_payloads(unit)) for frame in units)
    return PayloadClip(frames, ticks, "H265", sets)


def _nal_units(annexb: bytes) -> Iterator[bytes]:
    for part in annexb.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1"):
        if part:
            yield part


def _h265_payloads(unit: bytes) -> Iterator[bytes]:
    """The unit itself, or its fragments: the unit's header with another type, then S, E and its own type."""
    if len(unit) <= _LARGEST_PAYLOAD:
        yield unit
        return
    header, kind, body = bytes([unit[0] & 0x81 | _FU << 1, unit[1]]), unit[0] >> 1 & 63, unit[2:]
    step = _LARGEST_PAYLOAD - 3
    for at in range(0, len(body), step):
        first = 0x80 if at == 0 else 0
        last = 0x40 if at + step >= len(body) else 0
        yield header + bytes([first | last | kind]) + body[at : at + step]


def _jpeg_payloads(jpeg: bytes) -> Iterator[bytes]:
    """The scan behind RFC 2435's header; the quantisers ride in the first packet (Q 255).

    The Huffman tables must be the standard's, width and height multiples of 8.
    """
    tables: dict[int, bytes] = {}
    kind = width = height = restart = 0
    at = 2
    while jpeg[at + 1] != 0xDA:  # up to the start of the scan
        marker, size = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        segment = jpeg[at + 4 : at + 2 + size]
        if marker == 0xDB:
            for start in range(0, len(segment), 65):
                tables[segment[start] & 15] = segment[start + 1 : start + 65]
        elif marker == 0xC0:
            height, width = struct.unpack(">HH", segment[1:5])
            kind = 1 if segment[7] == 0x22 else 0  # 4:2:0 or 4:2:2
        elif marker == 0xDD:
            restart = int.from_bytes(segment, "big")
        at += 2 + size
    restarts = struct.pack(">HH", restart, 0xFFFF) if restart else b""
    scan = jpeg[at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big") :].removesuffix(b"\xff\xd9")
    quantisers = tables[0] + tables.get(1, tables[0])
    step = _LARGEST_PAYLOAD - 8 - 4 - 4 - len(quantisers)
    for offset in range(0, len(scan), step):
        kind_and_restarts = kind | (64 if restart else 0)
        header = struct.pack(">IBBBB", offset, kind_and_restarts, 255, width // 8, height // 8) + restarts
        if offset == 0:
            header += struct.pack(">BBH", 0, 0, len(quantisers)) + quantisers
        yield header + scan[offset : offset + step]
