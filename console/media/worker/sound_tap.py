"""Where a feed's packets are handed to whoever listens to it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from console.media.sound_phase import SoundPhase
from console.media.worker.arrival_clock import ArrivalClock
from console.media.worker.live_sound import LiveSound, Sent

if TYPE_CHECKING:
    from console.media.worker.feed import Feed
    from console.media.worker.stream import Stream, VideoPacket


class SoundTap:
    """Thread: demux. Costs next to nothing while nobody listens."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._live: LiveSound | None = None  # that this connection was offered to
        self._clocks = (ArrivalClock(), ArrivalClock())  # of the pictures, of the sound

    def take(self, packet: VideoPacket, stream: Stream, *, now_ns: int) -> None:
        live = self._feed.sound
        if live is not self._live:
            self._change(live, stream)
        if live is None:
            return
        dts = packet.dts if packet.dts is not None else packet.pts
        shown_after = packet.pts - dts if packet.pts is not None and dts is not None else 0
        base = stream.time_base
        at_ns = self._clocks[0].at_ns(_ns(dts, base), arrived_ns=now_ns)
        live.put(Sent(bytes(packet), at_ns, _ns(max(0, shown_after), base) or 0, True, packet.is_keyframe))

    def lose(self) -> None:
        """The connection ended."""
        live, self._live = self._live, None
        if live is not None:
            live.end(SoundPhase.LOST)
            if self._feed.sound is live:
                self._feed.sound = None

    def _change(self, live: LiveSound | None, stream: Stream) -> None:
        self._live = live
        self._clocks = (ArrivalClock(), ArrivalClock())
        if live is None:
            stream.hear(None)
            return
        sound = stream.sound
        live.offer(sound, stream.track)
        if sound is not None:
            base = sound.time_base
            stream.hear(lambda payload, ticks, at_ns: live.put(Sent(payload, self._due(ticks, base, at_ns))))

    def _due(self, ticks: int | None, base: Fraction, at_ns: int) -> int:
        return self._clocks[1].at_ns(_ns(ticks, base), arrived_ns=at_ns)


def _ns(ticks: int | None, base: Fraction) -> int | None:
    return None if ticks is None else ticks * 1_000_000_000 * base.numerator // base.denominator
