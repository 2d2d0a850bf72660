"""Cuts a demo camera's clip out of footage: 640×360, 15 frames a second, H.264."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from fractions import Fraction
from itertools import count
from pathlib import Path

import av
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from console.language import _
from console.media.worker.clip_fault import Span, frozen_pictures
from console.problem import Problem

WIDTH_PX, HEIGHT_PX, RATE_FPS = 640, 360, 15
_BIT_RATE = 512_000
# Exactly one keyframe every 30 frames: bench and wall reckon with that GOP, so scene cuts add none.
_GROUPS = "keyint=30:min-keyint=30:scenecut=0:bframes=0:threads=1:lookahead-threads=1"
_BY_BIT_RATE = {
    "preset": "veryfast",
    "x264-params": _GROUPS,
    "maxrate": str(_BIT_RATE),
    "bufsize": str(2 * _BIT_RATE),
}
# One quantiser throughout, about as many bits: else a picture that stands still would be coded better and
# better for its first ten seconds, which is a change.
_STEADY = {"preset": "veryfast", "x264-params": f"{_GROUPS}:qp=29"}

Crop = tuple[float, float, float, float]
WHOLE: Crop = (0.0, 0.0, 1.0, 1.0)


class Mirror(Enum):
    NONE = "as filmed"
    LEFT_RIGHT = "left and right exchanged"


def make_clip(
    source: Path,
    target: Path,
    *,
    start_s: float = 0.0,
    seconds: float,
    crop: Crop = WHOLE,
    mirror: Mirror = Mirror.NONE,
    pauses: Sequence[Span] = (),
    frozen: Span | None = None,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Writes `seconds * 15` frames to the MP4 `target`, which appears only when it is whole.

    The clip begins at `start_s` of the source and goes on at its beginning where it ends. The source's frames
    are chosen by time, left out or repeated. `crop` is (x, y, width, height) in fractions of the source's
    picture; the cut-out is stretched to 640×360, so keeping its shape is the caller's choice of fractions.
    Within `pauses` the clip has no frames, so that whoever plays it by its timestamps waits. A clip with a
    `frozen` span bears a counter; within the span the picture stays as it is and the counter alone goes on.
    One thread; the same call always writes the same bytes. `progress` hears the part done, 0 to 1.

    Raises:
        Problem: the source is missing or no video, or the target cannot be written.
    """
    total = round(seconds * RATE_FPS)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        pictures = _pictures(source, start_s=start_s, crop=crop, mirror=mirror)
        if frozen is not None:
            pictures = frozen_pictures(pictures, span=frozen, rate_fps=RATE_FPS)
        shown = [not any(pause.holds(number / RATE_FPS) for pause in pauses) for number in range(total)]
        coding = _STEADY if frozen else _BY_BIT_RATE
        _encode(pictures, unfinished, coding=coding, shown=shown, progress=progress or _silent)
        unfinished.replace(target)
    except (av.FFmpegError, OSError) as error:  # reading raises a Problem of its own
        raise _unwritable(target, error.strerror or "") from None
    finally:
        unfinished.unlink(missing_ok=True)


def _silent(_part: float) -> None:
    pass


def _encode(
    pictures: Iterator[VideoFrame],
    file: Path,
    *,
    coding: dict[str, str],
    shown: Sequence[bool],
    progress: Callable[[float], None],
) -> None:
    """`shown` tells for each 1/15 s whether the clip has a frame then."""
    total = len(shown)
    picture = next(pictures)  # before the file is made: a source that is no video leaves nothing behind
    with av.open(str(file), "w", format="mp4", options={"fflags": "+bitexact"}) as container:
        stream = _encoder(container, coding)
        for number in range(total):
            if shown[number]:
                picture.pts, picture.time_base = number, Fraction(1, RATE_FPS)
                container.mux(stream.encode(picture))
            if number % RATE_FPS == 0:
                progress(number / total)
            if number + 1 < total:
                picture = next(pictures)
        container.mux(stream.encode(None))
    progress(1.0)


def _encoder(container: av.container.OutputContainer, coding: dict[str, str]) -> VideoStream:
    stream = container.add_stream("libx264", rate=RATE_FPS, options=coding)
    stream.width, stream.height, stream.pix_fmt = WIDTH_PX, HEIGHT_PX, "yuv420p"
    stream.bit_rate = _BIT_RATE
    stream.codec_context.time_base = Fraction(1, RATE_FPS)
    stream.codec_context.gop_size = 30
    stream.codec_context.max_b_frames = 0
    stream.codec_context.thread_count = 1
    return stream


def _pictures(source: Path, *, start_s: float, crop: Crop, mirror: Mirror) -> Iterator[VideoFrame]:
    """The clip's pictures without end, cut out and scaled: for each 1/15 s the newest that had begun."""
    frames = _timed_frames(source, start_s)
    frame, _begin = next(frames)
    cut = _CutOut(crop, mirror)
    picture = cut(frame)
    following, begins_s = next(frames)
    for number in count():
        newer = None
        # A thousandth of a frame of grace: 1/15 s is no round number in a file's own time base.
        while begins_s <= (number + 1e-3) / RATE_FPS:
            newer = following
            following, begins_s = next(frames)
        if newer is not None:
            picture = cut(newer)
        yield picture


def _timed_frames(source: Path, start_s: float) -> Iterator[tuple[VideoFrame, float]]:
    """(frame, seconds from the clip's beginning; first ones below 0), round the source without end."""
    try:
        yield from _laps(source, start_s)
    except av.FFmpegError:
        raise _no_video(source) from None


def _laps(source: Path, start_s: float) -> Iterator[tuple[VideoFrame, float]]:
    with _open(source) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        interval_s = float(1 / (stream.average_rate or RATE_FPS))
        length_s = _length_s(container, stream)
        begin_s = start_s % length_s if length_s else start_s
        lap_s = -begin_s  # what is added to the source's times in this lap
        while True:
            end_s = 0.0
            for frame, at_s in _one_lap(container, stream, from_s=max(0.0, -lap_s)):
                end_s = at_s + interval_s
                yield frame, at_s + lap_s
            if not end_s:
                raise _no_video(source)
            lap_s += end_s


def _one_lap(
    container: av.container.InputContainer, stream: VideoStream, *, from_s: float
) -> Iterator[tuple[VideoFrame, float]]:
    """(frame, its time in the source) from the last keyframe before `from_s` to the end."""
    time_base = stream.time_base or Fraction(1, RATE_FPS)
    first = stream.start_time or 0
    container.seek(first + int(from_s / time_base), stream=stream)
    for frame in container.decode(stream):
        if frame.pts is not None:
            yield frame, float((frame.pts - first) * time_base)


def _length_s(container: av.container.InputContainer, stream: VideoStream) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / av.time_base


def _open(source: Path) -> av.container.InputContainer:
    if not source.is_file():
        raise Problem(
            _("there is no such file"), where=str(source), mend=_("Give the path of a video that exists")
        )
    container = av.open(str(source))
    if not container.streams.video:
        container.close()
        raise _no_video(source)
    return container


class _CutOut:
    """Cuts, mirrors and scales the frames of one source. Thread: the one that made it."""

    def __init__(self, crop: Crop, mirror: Mirror) -> None:
        self._crop = crop
        self._mirror = mirror
        self._graph: av.filter.Graph | None = None

    def __call__(self, frame: VideoFrame) -> VideoFrame:
        graph = self._graph = self._graph or self._build(frame)
        graph.push(frame)
        picture = graph.pull()
        assert isinstance(picture, VideoFrame)
        picture.pict_type = 0  # else the source's own I and P frames are kept
        return picture

    def _build(self, frame: VideoFrame) -> av.filter.Graph:
        graph = av.filter.Graph()
        graph.threads = 1
        x, y, width, height = self._crop
        box = f"w={_even(width * frame.width)}:h={_even(height * frame.height)}"
        at = f"x={_even(x * frame.width, least=0)}:y={_even(y * frame.height, least=0)}"
        steps = [
            graph.add_buffer(
                width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base
            )
        ]
        steps.append(graph.add("crop", f"{box}:{at}"))
        if self._mirror is Mirror.LEFT_RIGHT:
            steps.append(graph.add("hflip"))
        steps.append(graph.add("scale", f"{WIDTH_PX}:{HEIGHT_PX}:flags=bicubic"))
        steps.append(graph.add("format", "pix_fmts=yuv420p"))
        steps.append(graph.add("buffersink"))
        graph.link_nodes(*steps).configure()
        return graph


def _even(size: float, *, least: int = 2) -> int:
    """Colour is stored for two pixels at a time, so cuts fall on even ones."""
    return max(least, int(size) // 2 * 2)


def _no_video(source: Path) -> Problem:
    return Problem(
        _("this file is no video that can be read"), where=str(source), mend=_("Give an MP4 or AVI file")
    )


def _unwritable(target: Path, why: str) -> Problem:
    return Problem(
        _("the clip cannot be written ({why})").format(why=why),
        where=str(target),
        mend=_("Make room on this disk, or choose another folder"),
    )
