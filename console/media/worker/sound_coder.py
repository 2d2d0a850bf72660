"""A camera's sound decoded and encoded as AAC: what MPEG-TS and MP4 hold, and every player understands."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import av.error
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.packet import Packet

from console.media.worker.timeline import TIME_BASE, ticks_of

if TYPE_CHECKING:
    from av.container import OutputContainer

    from console.media.worker.sound_parameters import SoundParameters

_LAYOUT, _SPEECH_HZ, _FULL_HZ = "mono", 16_000, 48_000  # a frame of it is 64 ms at the most
_Part = TypeVar("_Part")
_APART_NS = 300_000_000  # between where the sound is and where it should be


class SoundCoder:
    """Thread: its user's. Neither container carries G.711, which most cameras send."""

    def __init__(self, container: OutputContainer, sound: SoundParameters, *, begins_ns: int) -> None:
        """Adds a track to the container, whose time begins then (monotonic).

        Raises:
            MediaError: the sound cannot be decoded.
        """
        self.count = 0  # packets of it in the container
        self._decoder = sound.decoder()
        self._sent_hz = sound.rate_hz
        self._rate_hz = _SPEECH_HZ if sound.rate_hz <= _SPEECH_HZ else _FULL_HZ
        stream = container.add_stream("aac", rate=self._rate_hz, layout=_LAYOUT)
        assert isinstance(stream, AudioStream)
        self._container, self._stream = container, stream
        self._begins_ns = begins_ns
        self._last_tick = -1
        self._resampler = self._new_resampler()
        self._form: tuple[str, str, int] | None = None  # of what it resamples
        self._samples = 0  # handed to the encoder so far
        self._base_ns: int | None = None  # when the first of them was due

    def put(self, payload: bytes, *, at_ns: int) -> None:
        """A packet that is to be heard at that moment; what comes of it goes into the container."""
        for frame in _unless_damaged(lambda: self._decoder.decode(Packet(payload))):
            frame.sample_rate = frame.sample_rate or self._sent_hz
            lasts_ns = frame.samples * 1_000_000_000 // frame.sample_rate
            for piece in _unless_damaged(partial(self._resample, frame)):
                played_ns = self._samples * 1_000_000_000 // self._rate_hz
                if self._base_ns is None or abs(at_ns - self._base_ns - played_ns) > _APART_NS:
                    self._base_ns = at_ns - played_ns
                piece.pts, piece.time_base = self._samples, Fraction(1, self._rate_hz)
                self._samples += piece.samples
                self._encode(piece)
            at_ns += lasts_ns

    def end(self) -> None:
        """What the encoder still holds goes into the container, too."""
        if self._samples:
            self._encode(None)

    def _encode(self, piece: AudioFrame | None) -> None:
        for packet in _unless_damaged(lambda: self._stream.encode(piece)):
            tick = ticks_of(self._moment(packet) - self._begins_ns)
            # An encoder begins with what was before its first sound; a camera's clock may step back.
            if tick > self._last_tick:
                packet.pts = packet.dts = self._last_tick = tick
                packet.time_base = TIME_BASE
                self._container.mux(packet)
                self.count += 1

    def _resample(self, frame: AudioFrame) -> list[AudioFrame]:
        """A camera that is set anew sends another form within the same stream; so does a damaged packet."""
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        if form != self._form:
            self._form, self._resampler = form, self._new_resampler()
        frame.pts, frame.time_base = None, Fraction(1, frame.sample_rate)
        return self._resampler.resample(frame)

    def _new_resampler(self) -> AudioResampler:
        return AudioResampler(self._stream.format, self._stream.layout, self._rate_hz)

    def _moment(self, packet: Packet[AudioStream]) -> int:
        assert self._base_ns is not None
        own_ns = (packet.pts or 0) * (packet.time_base or Fraction(1)) * 1_000_000_000
        return self._base_ns + round(own_ns)


def _unless_damaged(work: Callable[[], list[_Part]]) -> list[_Part]:
    """What cannot be decoded, resampled or encoded is a moment's silence."""
    try:
        return work()
    except (av.error.FFmpegError, ValueError):
        return []
