"""H.264 as RTP carries it (RFC 6184): a clip's frames as NAL units, and NAL units as packets."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
from av.bitstream import BitStreamFilterContext

CLOCK_HZ = 90_000
_PAYLOAD_TYPE = 96
_LARGEST_PAYLOAD = 1400
_SPS, _PPS, _FU_A = 7, 8, 28


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip's frames in sending order, each a list of NAL units; the first is a keyframe."""

    frames: tuple[tuple[bytes, ...], ...]
    ticks_a_frame: int  # of the 90 kHz clock
    parameter_sets: tuple[bytes, bytes]

    @classmethod
    def load(cls, path: Path) -> Clip:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            annexb = BitStreamFilterContext("h264_mp4toannexb", stream)
            frames = []
            for packet in container.demux(stream):
                frames += [tuple(_nal_units(bytes(out))) for out in annexb.filter(packet) if out.size]
            ticks = round(CLOCK_HZ / (stream.average_rate or 15))
        by_type = {unit[0] & 31: unit for frame in frames[:1] for unit in frame}
        return cls(tuple(frames), ticks, (by_type[_SPS], by_type[_PPS]))

    def sdp(self, host: str) -> str:
        sets = ",".join(base64.b64encode(part).decode() for part in self.parameter_sets)
        packing = f"packetization-mode=1;sprop-parameter-sets={sets}"
        profile = self.parameter_sets[0][1:4].hex()
        return "\r\n".join(
            [
                "v=0",
                f"o=- 1 1 IN IP4 {host}",
                "s=street camera",
                f"c=IN IP4 {host}",
                "t=0 0",
                "a=control:*",
                f"m=video 0 RTP/AVP {_PAYLOAD_TYPE}",
                f"a=rtpmap:{_PAYLOAD_TYPE} H264/{CLOCK_HZ}",
                f"a=fmtp:{_PAYLOAD_TYPE} {packing};profile-level-id={profile}",
                f"a=framerate:{CLOCK_HZ / self.ticks_a_frame:g}",
                "a=control:track1",
                "",
            ]
        )


def _nal_units(annexb: bytes) -> Iterator[bytes]:
    for part in annexb.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1"):
        if part:
            yield part


class Packetiser:
    """Frames into interleaved RTP packets; sequence numbers go on without a gap."""

    def __init__(self, *, channel: int, ssrc: int) -> None:
        self.sequence = 1
        self._channel = channel
        self._ssrc = ssrc

    def frame(self, units: tuple[bytes, ...], timestamp: int) -> bytes:
        """All packets of one frame, each behind RTSP's `$` header."""
        payloads = [payload for unit in units for payload in _payloads(unit)]
        last = len(payloads) - 1
        return b"".join(
            self._packet(payload, timestamp, is_last=number == last)
            for number, payload in enumerate(payloads)
        )

    def _packet(self, payload: bytes, timestamp: int, *, is_last: bool) -> bytes:
        marker = 0x80 if is_last else 0
        header = struct.pack(
            ">BBHII", 0x80, marker | _PAYLOAD_TYPE, self.sequence, timestamp & 0xFFFFFFFF, self._ssrc
        )
        self.sequence = (self.sequence + 1) & 0xFFFF
        return struct.pack(">BBH", 0x24, self._channel, len(header) + len(payload)) + header + payload


def _payloads(unit: bytes) -> Iterator[bytes]:
    """The unit itself, or its FU-A fragments."""
    if len(unit) <= _LARGEST_PAYLOAD:
        yield unit
        return
    indicator, kind = (unit[0] & 0xE0) | _FU_A, unit[0] & 0x1F
    body = unit[1:]
    for at in range(0, len(body), _LARGEST_PAYLOAD):
        first = 0x80 if at == 0 else 0
        last = 0x40 if at + _LARGEST_PAYLOAD >= len(body) else 0
        yield bytes([indicator, first | last | kind]) + body[at : at + _LARGEST_PAYLOAD]
