"""Where a feed's packets are handed to whoever listens to it."""

from __future__ import annotations

import logging
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


_log = logging.getLogger(__name__)


class SoundTap:
    """Thread: demux. Costs next to nothing while nobody listens and nothing is kept.

    Whatever a camera sends as sound, its pictures go on: what fails here is told once, and left alone until
    the next connection.
    """

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._stream: Stream | None = None  # the connection that stands
        self._live: LiveSound | None = None  # that it was offered to
        self._sound: SoundParameters | None = None  # that it sends
        self._clocks = (ArrivalClock(), ArrivalClock())  # of the pictures, of the sound
        self._failed: Stream | None = None  # the connection whose sound is left alone
        self._is_told = False  # that something failed

    def take(self, packet: VideoPacket, stream: Stream, *, now_ns: int) -> None:
        if stream is self._failed:
            self._end(self._feed.sound, SoundPhase.UNREADABLE)
            return
        try:
            self._take(packet, stream, now_ns)
        except Exception:
            self._fail(stream)

    def lose(self) -> None:
        """The connection ended."""
        live, self._live, self._stream = self._live, None, None
        self._end(live, SoundPhase.LOST)

    def _take(self, packet: VideoPacket, stream: Stream, now_ns: int) -> None:
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

    def _change(self, live: LiveSound | None, stream: Stream) -> None:
        if stream is not self._stream:
            self._sound = stream.sound
        is_offered = live is not self._live
        self._live, self._stream = live, stream
        self._clocks = (ArrivalClock(), ArrivalClock())
        if live is not None and is_offered:
            if self._sound is None and stream.has_sound:
                live.end(SoundPhase.UNREADABLE)
            else:
                live.offer(self._sound, stream.track)
        wanted = live is not None or self._feed.keeps_sound
        stream.hear(self._hear if wanted and self._sound is not None else None)

    def _hear(self, payload: bytes, ticks: int | None, at_ns: int) -> None:
        try:
            self._hand_on(payload, ticks, at_ns)
        except Exception:
            if self._stream is not None:
                self._fail(self._stream)

    def _hand_on(self, payload: bytes, ticks: int | None, at_ns: int) -> None:
        assert self._sound is not None
        if self._feed.keeps_sound:
            self._feed.ring.put_sound(KeptSound(self._sound, payload, ticks, ticks, at_ns))
        if self._live is not None:
            due_ns = self._clocks[1].at_ns(_ns(ticks, self._sound.time_base), arrived_ns=at_ns)
            self._live.put(Sent(payload, due_ns))

    def _fail(self, stream: Stream) -> None:
        """To be called where an error is caught."""
        if not self._is_told:
            _log.exception("camera %s: its sound is left alone", self._feed.camera_id)
        self._is_told, self._failed = True, stream
        stream.hear(None)
        self._end(self._feed.sound, SoundPhase.UNREADABLE)
        self._live = None

    def _end(self, live: LiveSound | None, phase: SoundPhase) -> None:
        if live is not None:
            live.end(phase)
            if self._feed.sound is live:
                self._feed.sound = None


def _ns(ticks: int | None, base: Fraction) -> int | None:
    return None if ticks is None else ticks * 1_000_000_000 * base.numerator // base.denominator
