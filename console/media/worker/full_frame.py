"""A decoded picture in memory of its own, at full size: to be looked at in parts and painted over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange

from console.cameras.search_grid import SearchGrid
from console.media.area import Area, areas
from console.media.frame import Tile
from console.media.worker.letterbox import SIDE_PX, letterbox
from console.media.worker.plane import rows_of
from console.media.worker.still import encode_still

Plane = npt.NDArray[np.uint8]
Pixels = npt.NDArray[np.uint8]  # (height, width, 3) BGR 0-255


@dataclass(frozen=True, slots=True)
class Colours:
    """What the numbers in a picture's planes mean: FFmpeg's own codes."""

    range: int
    space: int
    primaries: int
    transfer: int


@dataclass(frozen=True, slots=True, eq=False)
class FullFrame:
    """8-bit 4:2:0 of even size. Painting on its planes changes no frame that a decoder still predicts from.

    Thread: the reader's.
    """

    index: int  # 0-based
    pts: int
    at_us: int  # presentation time in its file
    width: int  # px
    height: int
    colours: Colours
    _planes: Plane = field(repr=False)  # (height * 3 / 2, width): Y, under it U, then V
    _form: str

    @classmethod
    def of(
        cls,
        frame: VideoFrame,
        *,
        index: int = 0,
        pts: int = 0,
        at_us: int = 0,
        size: tuple[int, int] | None = None,
    ) -> FullFrame:
        """A copy of the frame in `size`; without one in its own, made even by as much as one pixel."""
        width, height = size or (frame.width // 2 * 2, frame.height // 2 * 2)
        form = "yuvj420p" if frame.format.name.startswith("yuvj") else "yuv420p"
        colours = Colours(frame.color_range, frame.colorspace, frame.color_primaries, frame.color_trc)
        if frame.format.name != form or (width, height) != (frame.width, frame.height):
            frame = frame.reformat(width=width, height=height, format=form, threads=1)
        planes = np.ascontiguousarray(frame.to_ndarray(), np.uint8)  # PyAV copies here
        return cls(index, pts, at_us, width, height, colours, planes, form)

    @property
    def y(self) -> Plane:
        """(height, width), to be painted on."""
        return self._planes[: self.height]

    @property
    def uv(self) -> Plane:
        """(2, height / 2, width / 2), to be painted on."""
        return self._planes[self.height :].reshape(2, self.height // 2, self.width // 2)

    @property
    def black(self) -> int:
        """Of Y."""
        full = self._form == "yuvj420p" or self.colours.range == ColorRange.JPEG
        return 0 if full else 16

    def letterboxed(self, area: Area) -> tuple[Pixels, float]:
        """The area as a detector sees it, and letterbox px per source px."""
        pixels = np.empty((SIDE_PX, SIDE_PX, 3), np.uint8)
        return pixels, self.letterbox(area, pixels)

    def letterbox(self, area: Area, out: Pixels) -> float:
        """The same, written into `out` (SIDE_PX, SIDE_PX, 3)."""
        return letterbox(self._part(area), out)

    def tiles(self, grid: SearchGrid) -> tuple[Tile, ...]:
        """The grid's tiles as a detector sees them, each out of the picture's own pixels."""
        cut = areas(grid, width=self.width, height=self.height)
        return tuple(Tile(area, *self.letterboxed(area)) for area in cut)

    def pixels(self, area: Area, *, height: int) -> Pixels:
        """The area scaled to `height` px."""
        width = max(2, round(area.width * height / area.height / 2) * 2)
        small = self._part(area).reformat(width=width, height=height, format="bgr24", threads=1)
        rows = rows_of(small.planes[0])[:height, : width * 3]
        return rows.reshape(height, width, 3).copy()

    def video_frame(self) -> VideoFrame:
        """For an encoder."""
        return _frame(self._planes, self._form)

    def jpeg(self) -> bytes:
        """The whole picture and nothing else: no thumbnail, nothing about camera or place."""
        return encode_still(self.video_frame())

    def _part(self, area: Area) -> VideoFrame:
        if (area.width, area.height) == (self.width, self.height):
            return self.video_frame()
        down, across = slice(area.y, area.y + area.height), slice(area.x, area.x + area.width)
        half_down = slice(area.y // 2, (area.y + area.height) // 2)
        half_across = slice(area.x // 2, (area.x + area.width) // 2)
        colours = self.uv[:, half_down, half_across]
        parts = [self.y[down, across].ravel(), colours.ravel()]
        return _frame(np.concatenate(parts).reshape(area.height * 3 // 2, area.width), self._form)


def jpeg_of(pixels: Pixels) -> bytes:
    return encode_still(VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="bgr24"))


def _frame(planes: Plane, form: str) -> VideoFrame:
    frame: Any = VideoFrame.from_ndarray(planes, format=form)
    return frame  # type: ignore[no-any-return]
