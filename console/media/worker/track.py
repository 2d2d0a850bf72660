"""What all packets of one connection share, kept for longer than the connection itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import av.error

if TYPE_CHECKING:
    from av.video.stream import VideoStream

    from console.media.worker.stream import CodecParameters

_IN_MP4 = frozenset({"h264", "hevc", "mjpeg", "mpeg4", "av1", "vp9"})


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """Thread: any. The template is only read."""

    parameters: CodecParameters
    time_base: Fraction
    # A stream of an output that is never opened: PyAV takes a decoder's header data (extradata) from nothing
    # but another stream, and the camera's own is gone with its connection. Costs 4 to 34 KB, which only the
    # collector frees: so a connection that brings the same video as the one before it has the same template.
    template: VideoStream = field(repr=False)

    def continues(self, other: Track) -> bool:
        """Whether packets of this track can follow the other's in one MP4 track."""
        mine, theirs = self.parameters, other.parameters
        if mine.name != theirs.name:
            return False
        return mine.extradata == theirs.extradata or (self.is_annexb and other.is_annexb)

    @property
    def is_annexb(self) -> bool:
        """Start codes between the units of a frame, and parameter sets that may stand among them."""
        extradata = self.parameters.extradata
        return self.parameters.name in ("h264", "hevc") and (
            not extradata or extradata.startswith((b"\0\0\1", b"\0\0\0\1"))
        )


def track_of(
    video: VideoStream, parameters: CodecParameters, *, time_base: Fraction, before: Track | None = None
) -> Track | None:
    """None where an MP4 cannot hold such video. `before`: of the camera's last connection."""
    if parameters.name not in _IN_MP4:
        return None
    if before and before.parameters == parameters:
        return Track(parameters, time_base, before.template)
    output = av.open("", "w", format="mp4")
    try:
        template = output.add_stream_from_template(video)
    except (av.error.FFmpegError, ValueError):  # no encoder of that name; a decoder costs up to 50 KB more
        template = output.add_stream_from_template(video, opaque=True)
    return Track(parameters, time_base, template)
