"""A clip encoded again, each frame painted over first; its times stay, everything but the picture goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from av.video.stream import VideoStream

from console.language import _
from console.media.worker.evidence_reader import ClipReader
from console.media.worker.full_frame import FullFrame
from console.media.worker.whole_file import unfinished
from console.problem import Problem

# To the eye as the original: all frames of the footage above 44 dB, in 1 to 2.4 times its bytes. No B-frames:
# then a packet's decoding time is its frame's own, and no edit list moves the times.
_CODING = {"preset": "veryfast", "crf": "18", "x264-params": "bframes=0:threads=1:lookahead-threads=1"}
_KEYFRAME_S = 2  # so far apart at the most: players seek in it


@dataclass(frozen=True, slots=True)
class Redrawn:
    frames: int
    damaged: int  # packets of the original that could not be decoded
    left_out: int  # other streams: sound


def redraw_clip(source: Path, target: Path, *, draw: Callable[[FullFrame, int], None]) -> Redrawn:
    """Writes `target`, which appears only when it is whole and on the disk.

    `draw` paints on each frame in turn; it hears how many there will be (0: not known). Times, true start and
    rotation are the source's; sound, other streams, thumbnails and all further metadata are left out.

    Raises:
        Problem: the source cannot be read to its end, or the target cannot be written.
    """
    try:
        with unfinished(target) as part, ClipReader(source) as reader:
            frames = _redraw(reader, part, draw)
            done = Redrawn(frames, reader.damaged, reader.other_streams)
    except (av.FFmpegError, OSError) as error:
        raise Problem(
            _("the copy cannot be written ({why})").format(why=error.strerror or error),
            where=str(target),
            mend=_("Make room on this disk, or choose another folder"),
        ) from None
    return done


def _redraw(reader: ClipReader, file: Path, draw: Callable[[FullFrame, int], None]) -> int:
    frames = reader.frames()
    frame = next(frames)
    count = 0
    with av.open(f"file:{file}", "w", format="mp4", options={"movflags": "faststart"}) as container:
        container.metadata.update(reader.said)
        stream = _encoder(container, reader, frame)
        while True:
            draw(frame, reader.expected)
            picture = frame.video_frame()
            picture.pts, picture.time_base = frame.pts, reader.time_base
            container.mux(stream.encode(picture))
            count += 1
            following = next(frames, None)
            if following is None:
                break
            frame = following
        container.mux(stream.encode(None))
    return count


def _encoder(container: OutputContainer, reader: ClipReader, first: FullFrame) -> VideoStream:
    rate = reader.stream.average_rate or Fraction(25)
    stream = container.add_stream("libx264", rate=rate, options=_CODING)
    stream.width, stream.height, stream.pix_fmt = first.width, first.height, first.video_frame().format.name
    stream.time_base = reader.time_base
    context = stream.codec_context
    context.time_base = reader.time_base
    context.gop_size = max(1, round(rate * _KEYFRAME_S))
    context.thread_count = 1
    context.color_range, context.colorspace = first.colours.range, first.colours.space
    if reader.stream.sample_aspect_ratio:
        context.sample_aspect_ratio = reader.stream.sample_aspect_ratio
    if reader.rotation:
        stream.set_display_rotation(reader.rotation)
    context.color_primaries, context.color_trc = first.colours.primaries, first.colours.transfer
    return stream
