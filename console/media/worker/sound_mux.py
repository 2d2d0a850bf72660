"""A camera's sound as MPEG-TS, and its pictures as they were sent: what a player reads from a pipe."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import av

from console.media.worker.packet_group import packet_of
from console.media.worker.sound_coder import SoundCoder
from console.media.worker.timeline import TIME_BASE, ticks_of

if TYPE_CHECKING:
    from console.media.worker.sound_parameters import SoundParameters
    from console.media.worker.track import Track

PICTURES = frozenset({"h264", "hevc"})  # that MPEG-TS carries
_LEAD_NS = 1_000_000_000  # nothing is due before 0, whatever a decoding time is ahead
_OPTIONS = {
    "flush_packets": "1",
    "max_interleave_delta": "100000",  # us: a track that falls silent holds the other up no longer
}


class _Pipe:
    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write

    def write(self, part: bytes) -> int:
        self._write(bytes(part))
        return len(part)


class SoundMux:
    """Thread: its user's. Its errors are PyAV's and those of `write`."""

    def __init__(
        self, write: Callable[[bytes], None], *, sound: SoundParameters, track: Track | None, begins_ns: int
    ) -> None:
        """`track`: of the pictures that go along; `begins_ns`: monotonic, of what comes first.

        Raises:
            MediaError: its sound cannot be decoded.
        """
        self._begins_ns = begins_ns - _LEAD_NS
        self._container = av.open(_Pipe(write), "w", format="mpegts", options=_OPTIONS, buffer_size=2048)
        if track is not None:
            self._video = self._container.add_stream_from_template(track.template, opaque=True)
        self._sound = SoundCoder(self._container, sound, begins_ns=self._begins_ns)
        self._last_tick = -1

    def put_picture(self, payload: bytes, *, at_ns: int, shown_after_ns: int, is_keyframe: bool) -> None:
        """`at_ns`: when it is to be decoded, monotonic."""
        packet = packet_of(payload, is_keyframe=is_keyframe)
        tick = max(ticks_of(at_ns - self._begins_ns), self._last_tick + 1)
        self._last_tick = tick
        packet.dts, packet.pts = tick, tick + ticks_of(shown_after_ns)
        packet.time_base, packet.stream = TIME_BASE, self._video
        self._container.mux(packet)

    def put_sound(self, payload: bytes, *, at_ns: int) -> None:
        """`at_ns`: when it is to be heard, monotonic."""
        self._sound.put(payload, at_ns=at_ns)

    def close(self) -> None:
        self._container.close()
