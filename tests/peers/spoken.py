"""A tone as the packets of a camera's sound: MP3, in any rate and layout."""

from __future__ import annotations

import io
from fractions import Fraction

import av
import numpy as np

from console.media.worker.sound_parameters import SoundParameters

TONE_HZ = 440


def spoken(rate_hz: int, *, layout: str = "mono", seconds: float = 1.0) -> list[bytes]:
    with av.open(io.BytesIO(), "w", format="mp3") as out:
        stream = out.add_stream("mp3", rate=rate_hz, layout=layout)
        wave = np.sin(np.arange(int(rate_hz * seconds)) * 2 * np.pi * TONE_HZ / rate_hz) * 0.3
        tracks = np.stack([wave] * stream.layout.nb_channels).astype(np.float32)
        frame = av.AudioFrame.from_ndarray(tracks, format="fltp", layout=layout)
        frame.sample_rate, frame.pts, frame.time_base = rate_hz, 0, Fraction(1, rate_hz)
        return [bytes(packet) for part in (frame, None) for packet in stream.encode(part)]


def parameters(rate_hz: int) -> SoundParameters:
    return SoundParameters("mp3", None, rate_hz, "mono", Fraction(1, rate_hz))
