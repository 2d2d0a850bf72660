"""Pictures and videos on disk, frame by frame, as a detector sees them: for `munara detect`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from console.cameras.search_grid import WHOLE, SearchGrid
from console.language import _
from console.media.frame import Tile
from console.media.worker.full_frame import FullFrame
from console.media.worker.letterbox import SIDE_PX, letterbox
from console.media.worker.still import encode_still
from console.problem import Problem

# FFmpeg takes any text for "ANSI art" and draws it; nobody means that.
_NOT_MEANT = {"ansi", "bintext", "xbin", "idf"}


@dataclass(frozen=True, slots=True)
class FileFrame:
    """One frame of a file. Thread: the reader's."""

    index: int  # 0-based, of all the file's frames, also those that were passed over
    media_time_us: int  # presentation time in the file, as FrameStamp has it for a live feed of this file
    width: int  # of the full frame, px
    height: int
    pixels: npt.NDArray[np.uint8]  # (416, 416, 3) BGR, letterboxed from the top left; its own memory
    scale: float  # letterbox px per source px
    tiles: tuple[Tile, ...]  # of the full frame, where it is searched in tiles; memory of their own
    _full: VideoFrame = field(repr=False, compare=False)

    def jpeg(self) -> bytes:
        """The full frame as a JPEG."""
        return encode_still(self._full)


def read_frames(path: Path, *, every: int = 1, grid: SearchGrid = WHOLE) -> Iterator[FileFrame]:
    """The frames of a picture or a video, in order; of every `every` the first, with the grid's tiles.

    A damaged part of a video is passed over.

    Raises:
        Problem: there is no such file, or no picture can be read from it.
    """
    if not path.is_file():
        raise Problem(
            _("there is no such file"), where=str(path), mend=_("Give the path of a picture or a video")
        )
    nothing_read = True
    for index, (frame, media_time_us) in enumerate(_decoded(path)):
        nothing_read = False
        if index % every == 0:
            yield _file_frame(frame, index, media_time_us, grid)
    if nothing_read:
        raise _unreadable(path)


def _file_frame(frame: VideoFrame, index: int, media_time_us: int, grid: SearchGrid) -> FileFrame:
    pixels = np.empty((SIDE_PX, SIDE_PX, 3), np.uint8)
    scale = letterbox(frame, pixels)
    tiles = () if grid == WHOLE else FullFrame.of(frame).tiles(grid)
    return FileFrame(index, media_time_us, frame.width, frame.height, pixels, scale, tiles, frame)


def _decoded(path: Path) -> Iterator[tuple[VideoFrame, int]]:
    """(frame, media time in µs)."""
    try:
        # A playlist among the files must not reach out to the network.
        container = av.open(str(path.absolute()), options={"protocol_whitelist": "file,crypto,data"})
    except (av.FFmpegError, OSError):
        raise _unreadable(path) from None
    with container:
        if not container.streams.video or container.streams.video[0].codec.name in _NOT_MEANT:
            raise _unreadable(path)
        yield from _frames(container, container.streams.video[0])


def _frames(container: av.container.InputContainer, stream: VideoStream) -> Iterator[tuple[VideoFrame, int]]:
    time_base = stream.time_base or Fraction(1, 25)
    packets = container.demux(stream)
    while True:
        try:
            frames = next(packets).decode()
        except StopIteration:
            return
        except av.FFmpegError:
            continue
        for frame in frames:
            if isinstance(frame, VideoFrame):
                yield frame, round((frame.pts or 0) * time_base * 1_000_000)


def _unreadable(path: Path) -> Problem:
    return Problem(
        _("no picture or video can be read from this file"),
        where=str(path),
        mend=_("Give a JPEG or PNG picture, or an MP4 or AVI video"),
    )
