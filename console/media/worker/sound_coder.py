"""A camera's sound decoded and encoded as AAC: what MPEG-TS and MP4 hold, and every player understands."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import av.error
from av.audio.stream import AudioStream
from av.packet import Packet

if TYPE_CHECKING:
    from av.container import OutputContainer

    from console.media.worker.sound_parameters import SoundParameters

_LAYOUT, _SPEECH_HZ, _FULL_HZ = "mono", 16_000, 48_000  # a frame of it is 64 ms at the most
_APART_NS = 300_000_000  # between where the sound is and where it should be


class SoundCoder:
    """Thread: its user's. Neither container carries G.711, which most cameras send."""

    def __init__(self, container: OutputContainer, sound: SoundParameters) -> None:
        """Adds a track to the container.

        Raises:
            StreamError: the sound cannot be decoded.
        """
        self._decoder = sound.decoder()
        self._rate_hz = sound.rate_hz
        rate_hz = _SPEECH_HZ if sound.rate_hz <= _SPEECH_HZ else _FULL_HZ
        stream = container.add_stream("aac", rate=rate_hz, layout=_LAYOUT)
        assert isinstance(stream, AudioStream)
        self._stream = stream
        self._samples = 0  # decoded so far
        self._base_ns: int | None = None  # when the first of them was due

    def put(self, payload: bytes, *, at_ns: int) -> Iterator[tuple[Packet[AudioStream], int]]:
        """What comes of a packet that is to be heard at that moment: packets, each with its own moment."""
        try:
            frames = self._decoder.decode(Packet(payload))
        except (av.error.FFmpegError, ValueError):
            return  # a damaged packet is a moment's silence
        for frame in frames:
            rate_hz = frame.sample_rate or self._rate_hz
            played_ns = self._samples * 1_000_000_000 // rate_hz
            if self._base_ns is None or abs(at_ns - self._base_ns - played_ns) > _APART_NS:
                self._base_ns = at_ns - played_ns
            frame.pts, frame.time_base = self._samples, Fraction(1, rate_hz)
            self._samples += frame.samples
            at_ns += frame.samples * 1_000_000_000 // rate_hz
            for packet in self._stream.encode(frame):
                yield packet, self._moment(packet)

    def end(self) -> Iterator[tuple[Packet[AudioStream], int]]:
        """What the encoder still holds."""
        if self._samples:
            for packet in self._stream.encode(None):
                yield packet, self._moment(packet)

    def stamp(self, packet: Packet[AudioStream], tick: int, *, ticks_hz: int) -> Packet[AudioStream]:
        """The packet as the container takes it."""
        packet.pts = packet.dts = tick
        packet.time_base, packet.stream = Fraction(1, ticks_hz), self._stream
        return packet

    def _moment(self, packet: Packet[AudioStream]) -> int:
        assert self._base_ns is not None
        own_ns = (packet.pts or 0) * (packet.time_base or Fraction(1)) * 1_000_000_000
        return self._base_ns + round(own_ns)
