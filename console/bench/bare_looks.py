"""A bare detector: the same model, threads and work before and after it, with nobody to choose cameras."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame

from console.cameras.camera import Camera
from console.detection.look import look
from console.detection.model import Model
from console.detection.pool import NICENESS
from console.detection.tracker import Tracker
from console.media.worker.letterbox import SIDE_PX, letterbox

_FRAMES = 60  # of each clip: four seconds, all decoded beforehand


def decoded(clips: Sequence[Path]) -> list[list[VideoFrame]]:
    """The first frames of each clip."""
    found = []
    for clip in clips:
        with av.open(str(clip)) as container:
            frames = container.decode(video=0)
            found.append([frame for _number, frame in zip(range(_FRAMES), frames, strict=False)])
    return found


def bare_looks(
    models: Callable[[], Model],
    clips: Sequence[Sequence[VideoFrame]],
    *,
    camera: Camera,
    threads: int,
    seconds: float,
) -> float:
    """Looks a second: letterbox, model, filter and tracker in a loop, on so many threads."""
    loaded = [models() for _ in range(threads)]
    counts, until_ns = [0] * threads, time.monotonic_ns() + round(seconds * 1e9)

    def run(number: int) -> None:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        pixels = np.empty((SIDE_PX, SIDE_PX, 3), np.uint8)
        trackers = [Tracker() for _ in clips]
        while (now_ns := time.monotonic_ns()) < until_ns:
            turn, which = divmod(counts[number], len(clips))
            frame = clips[which][turn % len(clips[which])]
            scale = letterbox(frame, pixels)
            look(
                loaded[number],
                trackers[which],
                camera,
                pixels=pixels,
                scale=scale,
                size=(frame.width, frame.height),
                at_ns=now_ns,
            )
            counts[number] += 1

    workers = [
        threading.Thread(target=run, args=(number,), name=f"bare:{number}") for number in range(threads)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(counts) / seconds
