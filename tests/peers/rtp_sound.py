"""A tone as RTP carries it: G.711 A-law, 8000 times a second, in packets of 20 ms (RFC 3551)."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator

RATE_HZ, TONE_HZ = 8000, 500  # so that whole waves fill a packet
PACKET_SAMPLES = 160
_PAYLOAD_TYPE = 8
_LOUDNESS = 8000  # of 32767
SDP = "\r\n".join(["m=audio 0 RTP/AVP 8", f"a=rtpmap:8 PCMA/{RATE_HZ}", "a=control:track3", ""])


def tone() -> bytes:
    """One packet's worth; each is like the next."""
    waves = (math.sin(math.tau * TONE_HZ * n / RATE_HZ) for n in range(PACKET_SAMPLES))
    return bytes(a_law(round(wave * _LOUDNESS)) for wave in waves)


def a_law(sample: int) -> int:
    """A 16-bit sample as G.711 writes it."""
    sign = 0x80 if sample >= 0 else 0
    level = min((sample if sample >= 0 else -sample - 1) >> 4, 0x7FF)
    exponent = max(0, level.bit_length() - 5)
    mantissa = (level >> max(1, exponent)) & 0xF
    return (sign | exponent << 4 | mantissa) ^ 0x55


def packets(*, channel: int, ssrc: int, first_time: int) -> Iterator[bytes]:
    """Interleaved RTP packets without end, each due 20 ms after the one before it."""
    payload, number = tone(), 0
    while True:
        time = first_time + number * PACKET_SAMPLES & 0xFFFFFFFF
        marker = 0x80 if number == 0 else 0
        header = struct.pack(">BBHII", 0x80, marker | _PAYLOAD_TYPE, number + 1 & 0xFFFF, time, ssrc)
        yield struct.pack(">BBH", 0x24, channel, len(header) + len(payload)) + header + payload
        number += 1
