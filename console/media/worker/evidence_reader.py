"""Evidence read whole, frame by frame, at full size: a clip that is cut off or too large is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
from av.codec.context import CodecContext
from av.container import InputContainer
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from console.language import _
from console.media.worker.full_frame import FullFrame
from console.problem import Problem

LARGEST_PX = 4096 * 2304  # what a camera of 8 megapixels sends; 8K would take minutes a second here
_DECODED_PX = 4 * LARGEST_PX  # so much a picture may take before its size is known


class ClipReader:
    """One MP4's video. Thread: the one that made it."""

    def __init__(self, path: Path) -> None:
        """Raises Problem where there is no such file, or it is no clip that can be read."""
        self._path = path
        self.damaged = 0  # packets that were lost on the way from the camera: passed over
        self.rotation = 0  # degrees, as players turn the picture; known with the first frame
        self._container = _open(path)
        try:
            self._check()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> ClipReader:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        self._container.close()

    @property
    def stream(self) -> VideoStream:
        return self._container.streams.video[0]

    @property
    def time_base(self) -> Fraction:
        return self.stream.time_base or Fraction(1, 90_000)

    @property
    def expected(self) -> int:
        """Frames by the file's own index; 0 where it has none."""
        return self.stream.frames

    @property
    def other_streams(self) -> int:
        """Sound and whatever else a copy leaves out."""
        return len(self._container.streams) - 1

    @property
    def said(self) -> dict[str, str]:
        """When it was filmed, as the file says it."""
        said = self._container.metadata
        return {key: said[key] for key in ("creation_time", "date") if key in said}

    def frames(self) -> Iterator[FullFrame]:
        """Every frame in the order in which it is shown; to be called once.

        Raises:
            Problem: the file ends before its last frame, or holds none.
        """
        self.stream.codec_context.thread_count = 1
        packets, index = 0, 0
        last_pts: int | None = None
        size: tuple[int, int] | None = None
        for packet in self._packets():
            packets += bool(packet.size)
            for frame in self._decode(packet):
                pts = _after(last_pts, frame.pts)
                last_pts, self.rotation = pts, frame.rotation
                at_us = round(pts * self.time_base * 1_000_000)
                # A camera may change its size between two connections; a copy has one.
                full = FullFrame.of(frame, index=index, pts=pts, at_us=at_us, size=size)
                size = full.width, full.height
                yield full
                index += 1
        if packets < self.expected:
            raise self._cut_off()
        if not index:
            raise _unreadable(self._path)

    def _packets(self) -> Iterator[Packet[VideoStream]]:
        try:
            for packet in self._container.demux(self.stream):
                if packet.is_corrupt:
                    raise self._cut_off()
                yield packet
        except av.FFmpegError:
            raise self._cut_off() from None

    def _decode(self, packet: Packet[VideoStream]) -> list[VideoFrame]:
        try:
            return [frame for frame in packet.decode() if isinstance(frame, VideoFrame)]
        except av.FFmpegError:
            self.damaged += 1
            return []

    def _check(self) -> None:
        if not self._container.streams.video:
            raise _unreadable(self._path)
        context = self.stream.codec_context
        if not context.width or not context.height:
            raise _unreadable(self._path)
        check_size(self._path, context.width, context.height)

    def _cut_off(self) -> Problem:
        return Problem(
            _("the clip is cut off or damaged"),
            where=str(self._path),
            mend=_("Bring it back from a copy; munara journal verify names what else was changed"),
        )


def read_still(path: Path) -> FullFrame:
    """A JPEG.

    Raises:
        Problem: there is no such file, or it is no picture that can be read.
    """
    try:
        content = path.read_bytes()
    except OSError:
        raise _missing(path) from None
    context = CodecContext.create("mjpeg", "r")
    assert isinstance(context, VideoCodecContext)
    context.thread_count = 1
    context.options = {"max_pixels": str(_DECODED_PX)}
    frames: list[VideoFrame] = []
    with suppress(av.FFmpegError, ValueError):
        frames = [*context.decode(Packet(content)), *context.decode(None)]
    if not frames:
        raise _unreadable(path)
    check_size(path, frames[0].width, frames[0].height)
    return FullFrame.of(frames[0])


def check_size(path: Path, width: int, height: int) -> None:
    """Raises Problem where the picture is larger than can be worked on here."""
    if width * height > LARGEST_PX:
        raise Problem(
            _("the picture is too large ({width}×{height})").format(width=width, height=height),
            where=str(path),
            mend=_("Nothing above 4096×2304 can be blurred here"),
        )


def _after(last: int | None, pts: int | None) -> int:
    """A frame's own time; times that stand or step back move on by one tick: no MP4 can hold others."""
    if last is None:
        return pts or 0
    return pts if pts is not None and pts > last else last + 1


def _open(path: Path) -> InputContainer:
    if not path.is_file():
        raise _missing(path)
    try:
        # By its format's name: whatever else the file may be, it is read as an MP4 alone.
        return av.open(f"file:{path.absolute()}", format="mov")
    except (av.FFmpegError, OSError):
        raise _unreadable(path) from None


def _missing(path: Path) -> Problem:
    return Problem(_("there is no such file"), where=str(path), mend=_("Bring it back from a copy"))


def _unreadable(path: Path) -> Problem:
    return Problem(
        _("no picture or video can be read from this file"),
        where=str(path),
        mend=_("Bring it back from a copy; munara journal verify names what else was changed"),
    )
