"""What the desk asks of a detector, whatever runs it."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from console.detection.detection import Box


class Model(Protocol):
    """Thread: the one that uses it; each worker has its own."""

    @property
    def name(self) -> str:
        """As records name it: "yolox_nano"."""

    @property
    def input_px(self) -> int:
        """Side of the square that `detect` takes."""

    def detect(
        self, pixels: npt.NDArray[np.uint8], *, scale: float, width: int, height: int
    ) -> tuple[Box, ...]:
        """Everything found in one frame, best score first.

        Args:
            pixels: (input_px, input_px, 3), BGR 0-255: the whole frame letterboxed from the top left.
            scale: letterbox px per source px.
            width, height: of the source frame, px; boxes come in its pixels and end at its edges.
        """
