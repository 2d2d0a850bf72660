"""How near a painted tile comes to the same frame decoded in full."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import Interpolation


def psnr_db(clip: Path, pixels: npt.NDArray[np.uint8]) -> float:
    """Decibels between a tile (height, width, 4; BGRA) and the clip's frame, scaled in the same way.

    The frame is the one of the clip that comes nearest: numbers are put out of step by what was dropped.
    """
    height, width = pixels.shape[:2]
    frames = _scaled(clip, width, height)
    shown = pixels[:, :, :3].astype(np.float32)
    errors = [float(np.mean((shown - full[:, :, :3]) ** 2)) for full in frames]
    return float(10 * np.log10(255**2 / max(min(errors), 1e-4)))


@cache
def _scaled(clip: Path, width: int, height: int) -> list[npt.NDArray[np.uint8]]:
    with av.open(str(clip)) as container:
        container.streams.video[0].codec_context.thread_count = 1
        return [
            np.asarray(
                frame.reformat(width, height, "bgra", interpolation=Interpolation.AREA).to_ndarray(), np.uint8
            )
            for frame in container.decode(video=0)
        ]
