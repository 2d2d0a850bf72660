"""Values that travel with pictures: which frame it was, what is shown, what a detector looks at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from console.media.area import Area


@dataclass(frozen=True, slots=True)
class FrameStamp:
    """Which frame: travels with everything that was made from it."""

    camera_id: str
    sequence: int  # frames decoded from this feed since it was opened, from 1; grows over reconnects
    captured_at_ns: int  # monotonic, when its packet arrived
    media_time_us: int  # presentation time in the source; of a file: its position in the clip, each loop anew
    width: int  # of the full decoded frame, px
    height: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that was claimed for showing."""

    number: int  # of the picture in its slots, from 1
    captured_at_ns: int  # monotonic
    sequence: int  # FrameStamp.sequence of the frame that it shows
    pixels: memoryview  # BGRA, height * stride bytes, not written before the next claim


class Wish(Enum):
    """How soon a detector wants a camera's frame."""

    NOW = "now"
    # Where nothing moves: the next keyframe, which is decoded anyway, if it comes within a few seconds.
    AT_LEISURE = "at leisure"


class Still(Enum):
    """What becomes of the full frame behind a letterbox."""

    DROP = "drop"
    KEEP = "keep"  # as a JPEG


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """A part of a frame as a detector sees it, beside the whole."""

    area: Area
    pixels: npt.NDArray[np.uint8]  # (416, 416, 3) BGR, the area from the top left
    scale: float  # letterbox px per source px


@dataclass(frozen=True, slots=True, eq=False)
class Letterbox:
    """A frame as a detector sees it; belongs to its receiver until Host.finish_letterbox."""

    stamp: FrameStamp
    pixels: npt.NDArray[np.uint8]  # (416, 416, 3) BGR, read-only, over shared memory
    scale: float  # letterbox px per source px
    process: int  # which decoder process keeps the full frame,
    life: int  # and which of its lives
    slot: int
    job: int
    tiles: tuple[Tile, ...] = ()  # of the very same frame, where its camera is searched in tiles
