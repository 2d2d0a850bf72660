"""A frame's plane as an array over its own memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from av.video.plane import VideoPlane


def rows_of(plane: VideoPlane) -> npt.NDArray[np.uint8]:
    """(rows, line_size) bytes, nothing copied; a line may be longer than its pixels."""
    memory = memoryview(cast(Any, plane))  # PyAV's stubs do not tell that a plane is a buffer
    return np.frombuffer(memory, np.uint8).reshape(-1, plane.line_size)
