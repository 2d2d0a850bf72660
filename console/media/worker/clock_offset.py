"""How far a camera's clock is from ours, by its RTCP sender reports."""

from __future__ import annotations

import struct
import time
from collections import deque
from datetime import datetime
from typing import TYPE_CHECKING

from console.media.worker.verdict import FaultCourse, Verdict

if TYPE_CHECKING:
    from console.media.worker.stream import VideoPacket

_NEVER_US = -1
_LOOK_NS = 1_000_000_000
# Encoding, network and our own load make each frame seem older than it is, by up to seconds after a hiccup:
# of these looks the one that was delayed least tells the clocks' difference.
_REMEMBERED = 10
_OFF_MS, _RIGHT_MS = 2000, 1500
_REFERENCE_TIME = struct.Struct("=q")  # FFmpeg's AVProducerReferenceTime begins with microseconds since 1970


class ClockOffset:
    """One feed's, over all its connections. Thread: demux."""

    def __init__(self) -> None:
        self._offsets_ms: deque[int] = deque(maxlen=_REMEMBERED)
        self._course = FaultCourse(begin_looks=5, end_looks=5)
        self._next_ns = 0
        self._told_us = _NEVER_US

    @property
    def since_ns(self) -> int:
        """Since when the camera's clock is off by more than 2 s, monotonic ns; 0: it is not."""
        return self._course.since_ns

    def look(self, packet: VideoPacket, *, now_ns: int) -> int | None:
        """A packet as it comes in.

        Returns:
            The camera's clock ahead of ours in ms, too low by the least delay on the way (and by a frame's
            time); None between looks, and where the camera tells no time.
        """
        if now_ns < self._next_ns:
            return None
        self._next_ns = now_ns + _LOOK_NS
        if not packet.has_sidedata("prft"):
            return self._see(self._told_us, now_ns)  # no sender report yet: what its analytics say, if any
        (sent_us,) = _REFERENCE_TIME.unpack_from(bytes(packet.get_sidedata("prft")))
        return self._see(sent_us, now_ns)

    def hear(self, at_utc: datetime | None) -> None:
        """The time that the camera gives its own analytics, as they come in."""
        if at_utc:
            self._told_us = int(at_utc.timestamp() * 1e6)

    def _see(self, sent_us: int, now_ns: int) -> int | None:
        if sent_us < 0:  # RFC 3550 allows a camera without a clock to count from its start, which is in 1900
            return None
        self._told_us = _NEVER_US
        self._offsets_ms.append((sent_us - time.time_ns() // 1000) // 1000)
        offset_ms = max(self._offsets_ms)
        self._course.see(_judge(offset_ms), at_ns=now_ns)
        return offset_ms

    def reconnect(self) -> None:
        self._offsets_ms.clear()
        self._told_us = _NEVER_US


def _judge(offset_ms: int) -> Verdict:
    if abs(offset_ms) > _OFF_MS:
        return Verdict.BAD
    return Verdict.GOOD if abs(offset_ms) < _RIGHT_MS else Verdict.UNSURE
