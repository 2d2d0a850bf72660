"""Clips in which everything moves and a tone is heard, as AAC."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from tests.peers.moving_clip import RATE, moving

WIDTH, HEIGHT = 320, 180


def sounding(
    path: Path,
    seconds: int,
    *,
    codec: str = "libx264",
    tone_hz: float = 440,
    rate_hz: int = 16_000,
    layout: str = "mono",
    **options: str,
) -> Path:
    """`options`: the video codec's."""
    with av.open(str(path), "w") as out:
        video, sound = out.add_stream(codec, rate=RATE), out.add_stream("aac", rate=rate_hz, layout=layout)
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        video.options = options or {"preset": "ultrafast", "g": "15", "bf": "0"}
        for index, pixels in enumerate(moving(WIDTH, HEIGHT, seconds * RATE)):
            frame = av.VideoFrame.from_ndarray(pixels, format="bgr24")
            frame.pts, frame.time_base = index, Fraction(1, RATE)
            out.mux(video.encode(frame))
        wave = np.sin(np.arange(seconds * rate_hz) * 2 * np.pi * tone_hz / rate_hz) * 0.2
        tracks = np.stack([wave] * sound.layout.nb_channels).astype(np.float32)
        heard = av.AudioFrame.from_ndarray(tracks, format="fltp", layout=layout)
        heard.sample_rate, heard.pts, heard.time_base = rate_hz, 0, Fraction(1, rate_hz)
        for stream, last in ((sound, heard), (video, None), (sound, None)):
            out.mux(stream.encode(last))
    return path
