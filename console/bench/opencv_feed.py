"""A camera as many programs read it: a thread with an OpenCV VideoCapture."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt


class OpencvFeed:
    """Thread: `on_picture` comes on its own."""

    def __init__(
        self,
        address: str,
        *,
        size_px: tuple[int, int],
        fps: float,
        on_picture: Callable[[npt.NDArray[np.uint8]], None],
    ) -> None:
        """`on_picture` gets (height, width, 3) RGB of `size_px`; files are paced to `fps` and loop."""
        self._address = address
        self._size_px = size_px
        self._step_s = 0.0 if "://" in address else 1 / fps
        self._on_picture = on_picture
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._read_all, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(5)

    def _read_all(self) -> None:
        capture = cv2.VideoCapture(self._address)
        due_s = time.monotonic()
        while not self._stopping.is_set():
            there, picture = capture.read()
            if not there:
                capture.release()
                capture = cv2.VideoCapture(self._address)
                continue
            small = cv2.cvtColor(cv2.resize(picture, self._size_px), cv2.COLOR_BGR2RGB)
            self._on_picture(small.astype(np.uint8, copy=False))
            due_s += self._step_s
            self._stopping.wait(max(0.0, due_s - time.monotonic()) if self._step_s else 0)
        capture.release()
