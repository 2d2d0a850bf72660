"""Times for one MP4 track out of packets whose own times may begin anew: they only grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.media.worker.packet_group import KeptPacket
    from console.media.worker.track import Track

TICKS_HZ = 90_000
_TICK_NS = 1e9 / TICKS_HZ
# So far ahead of its arrival a packet's time is no truth any more: the camera's clock was set.
_JUMP_NS = 5_000_000_000


class Timeline:
    """Places a packet by its own time; where that steps back, stands, jumps or is another connection's,
    by when it came in. So an interruption is as long in the clip as it was.

    Thread: the one that made it.
    """

    def __init__(self) -> None:
        self.step_ticks = 0  # from the packet before
        self._at_ns = 0.0
        self._before: KeptPacket | None = None

    def place(self, packet: KeptPacket) -> tuple[int, int]:
        """Decoding and presentation time in ticks; the first packet's decoding time is 0."""
        if self._before is not None:
            step_ns = max(_TICK_NS, self._step_ns(self._before, packet))
            self.step_ticks = round((self._at_ns + step_ns) / _TICK_NS) - round(self._at_ns / _TICK_NS)
            self._at_ns += step_ns
        self._before = packet
        dts = round(self._at_ns / _TICK_NS)
        held_back = 0
        if packet.pts is not None and packet.dts is not None:
            held_back = max(0, packet.pts - packet.dts)
        return dts, dts + round(_media_ns(held_back, packet.track) / _TICK_NS)

    def _step_ns(self, before: KeptPacket, packet: KeptPacket) -> float:
        arrival_ns = packet.captured_at_ns - before.captured_at_ns
        old, new = _decoding_ticks(before), _decoding_ticks(packet)
        if packet.track is not before.track or old is None or new is None:
            return arrival_ns
        step_ns = _media_ns(new - old, packet.track)
        return step_ns if 0 < step_ns <= arrival_ns + _JUMP_NS else arrival_ns


def _decoding_ticks(packet: KeptPacket) -> int | None:
    return packet.dts if packet.dts is not None else packet.pts


def _media_ns(ticks: int, track: Track) -> float:
    return ticks * 1e9 * track.time_base.numerator / track.time_base.denominator
