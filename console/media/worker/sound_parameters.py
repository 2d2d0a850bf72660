"""The sound beside a camera's video: what a decoder must know of it beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import av.error
from av.audio.codeccontext import AudioCodecContext
from av.codec.context import CodecContext

from console.media.media_error import MediaError

if TYPE_CHECKING:
    from av.audio.stream import AudioStream


@dataclass(frozen=True, slots=True)
class SoundParameters:
    name: str
    extradata: bytes | None
    rate_hz: int
    layout: str  # "mono", "stereo" …
    time_base: Fraction

    @classmethod
    def of(cls, audio: AudioStream) -> SoundParameters | None:
        """None where FFmpeg does not know the codec."""
        context: AudioCodecContext | None = audio.codec_context  # None is possible, whatever PyAV declares
        if context is None:
            return None
        time_base = audio.time_base or Fraction(1, context.sample_rate or 8000)
        return cls(context.name, context.extradata, context.sample_rate, context.layout.name, time_base)

    def decoder(self) -> AudioCodecContext:
        """Raises MediaError where it cannot be decoded."""
        try:
            context = CodecContext.create(self.name, "r")
            assert isinstance(context, AudioCodecContext)
            context.extradata = self.extradata
            context.sample_rate, context.layout = self.rate_hz, self.layout
            context.thread_count = 1
            context.open()
        except (av.error.FFmpegError, ValueError):
            raise MediaError("the sound cannot be decoded") from None
        return context
