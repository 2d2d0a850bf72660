"""Where a feed's packets are handed to whoever listens to it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from console.media.sound_phase import SoundPhase
from console.media.worker.arrival_clock import ArrivalClock
from console.media.worker.live_sound import LiveSound, Sent
from console.media.worker.packet_group import KeptSound

if TYPE_CHECKING:
    from console.media.worker.feed import Feed
    from console.media.worker.sound_parameters import SoundParameters
    from console.media.worker.stream import Stream, VideoPacket


class SoundTap:
    """Thread: demux. Costs next to nothing while nobody listens and nothing is kept."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._stream: Stream | None = None  # the connection that stands
        self._live: LiveSound | None = None  # that it was offered to
        self._sound: SoundParameters | None = None  # that it sends
        self._clocks = (ArrivalClock(), ArrivalClock())  # of the pictures, of the sound

    def take(self, packet: VideoPacket, stream: Stream, *, now_ns: int) -> None:
        live = self._feed.sound
        if live is not self._live or stream is not self._stream:
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
        live, self._live, self._stream = self._live, None, None
        if live is not None:
            live.end(SoundPhase.LOST)
            if self._feed.sound is live:
                self._feed.sound = None

    def _change(self, live: LiveSound | None, stream: Stream) -> None:
        if stream is not self._stream:
            self._sound = stream.sound
        is_offered = live is not self._live
        self._live, self._stream = live, stream
        self._clocks = (ArrivalClock(), ArrivalClock())
        if live is not None and is_offered:
            live.offer(self._sound, stream.track)
        wanted = live is not None or self._feed.keeps_sound
        stream.hear(self._hear if wanted and self._sound is not None else None)

    def _hear(self, payload: bytes, ticks: int | None, at_ns: int) -> None:
        assert self._sound is not None
        if self._feed.keeps_sound:
            self._feed.ring.put_sound(KeptSound(self._sound, payload, ticks, ticks, at_ns))
        if self._live is not None:
            due_ns = self._clocks[1].at_ns(_ns(ticks, self._sound.time_base), arrived_ns=at_ns)
            self._live.put(Sent(payload, due_ns))


def _ns(ticks: int | None, base: Fraction) -> int | None:
    return None if ticks is None else ticks * 1_000_000_000 * base.numerator // base.denominator
