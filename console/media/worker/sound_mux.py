"""A camera's sound as MPEG-TS, and its pictures as they were sent: what a player reads from a pipe."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import av.error
from av.audio.stream import AudioStream
from av.packet import Packet

from console.media.worker.packet_group import packet_of
from console.media.worker.sound_parameters import SoundParameters

if TYPE_CHECKING:
    from console.media.worker.track import Track

PICTURES = frozenset({"h264", "hevc"})  # that MPEG-TS carries
_TICKS_HZ = 90_000
_LEAD_TICKS = _TICKS_HZ  # nothing is due before 0, whatever a decoding time is ahead
# Whatever the camera's sound is, this is understood by every player; a frame of it is 64 ms at the most.
_LAYOUT, _SPEECH_HZ, _FULL_HZ = "mono", 16_000, 48_000
_APART_NS = 300_000_000  # between where the sound is and where it should be
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
            StreamError: its sound cannot be decoded.
        """
        self._begins_ns = begins_ns
        self._parameters = sound
        self._decoder = sound.decoder()
        self._container = av.open(_Pipe(write), "w", format="mpegts", options=_OPTIONS, buffer_size=2048)
        if track is not None:
            self._video = self._container.add_stream_from_template(track.template, opaque=True)
        rate_hz = _SPEECH_HZ if sound.rate_hz <= _SPEECH_HZ else _FULL_HZ
        sound_out = self._container.add_stream("aac", rate=rate_hz, layout=_LAYOUT)
        assert isinstance(sound_out, AudioStream)
        self._sound = sound_out
        self._samples = 0  # decoded so far
        self._base_ns: int | None = None  # when the first of them was due
        self._last_tick = -1  # of the pictures

    def put_picture(self, payload: bytes, *, at_ns: int, shown_after_ns: int, is_keyframe: bool) -> None:
        """`at_ns`: when it is to be decoded, monotonic."""
        packet = packet_of(payload, is_keyframe=is_keyframe)
        tick = max(self._tick(at_ns), self._last_tick + 1)
        self._last_tick = tick
        packet.dts, packet.pts = tick, tick + shown_after_ns * _TICKS_HZ // 1_000_000_000
        packet.time_base, packet.stream = Fraction(1, _TICKS_HZ), self._video
        self._container.mux(packet)

    def put_sound(self, payload: bytes, *, at_ns: int) -> None:
        """`at_ns`: when it is to be heard, monotonic."""
        try:
            frames = self._decoder.decode(Packet(payload))
        except (av.error.FFmpegError, ValueError):
            return  # a damaged packet is a moment's silence
        for frame in frames:
            rate_hz = frame.sample_rate or self._parameters.rate_hz
            played_ns = self._samples * 1_000_000_000 // rate_hz
            if self._base_ns is None or abs(at_ns - self._base_ns - played_ns) > _APART_NS:
                self._base_ns = at_ns - played_ns
            frame.pts, frame.time_base = self._samples, Fraction(1, rate_hz)
            self._samples += frame.samples
            at_ns += frame.samples * 1_000_000_000 // rate_hz
            for packet in self._sound.encode(frame):
                self._put_encoded(packet)

    def close(self) -> None:
        self._container.close()

    def _put_encoded(self, packet: Packet[AudioStream]) -> None:
        assert self._base_ns is not None
        own_ns = round((packet.pts or 0) * (packet.time_base or Fraction(1)) * 1_000_000_000)
        packet.pts = packet.dts = self._tick(self._base_ns + own_ns)
        packet.time_base, packet.stream = Fraction(1, _TICKS_HZ), self._sound
        self._container.mux(packet)

    def _tick(self, at_ns: int) -> int:
        return (at_ns - self._begins_ns) * _TICKS_HZ // 1_000_000_000 + _LEAD_TICKS
