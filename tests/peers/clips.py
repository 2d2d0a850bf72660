"""Short clips of real footage for peers to play."""

from __future__ import annotations

from pathlib import Path

from console.media.worker.transcode import make_clip


def street_clips(assets: Path, folder: Path, *, count: int, seconds: float) -> list[Path]:
    """`count` different clips, 640×360 at 15 fps."""
    clips = [folder / f"street-{number}.mp4" for number in range(count)]
    for number, clip in enumerate(clips):
        source = assets / "footage" / ("vtest.avi" if number % 2 else "car-detection.mp4")
        make_clip(source, clip, start_s=3.0 * number, seconds=seconds)
    return clips
