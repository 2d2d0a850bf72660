"""A decoded frame as a JPEG, in its true colours and its full size."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from av.codec.context import CodecContext
from av.video.codeccontext import VideoCodecContext
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

_SCALE = 3  # of the encoder's 2 (best) to 31: about what others call quality 90


def encode_still(frame: VideoFrame) -> bytes:
    """The frame as a JPEG file.

    Raises:
        av.error.FFmpegError: the encoder refused it.
    """
    # JPEG means full range and BT.601, whatever the camera sent.
    full = VideoReformatter().reformat(
        frame,
        format="yuvj420p",
        dst_colorspace=Colorspace.ITU601,
        dst_color_range=ColorRange.JPEG,
        threads=1,
    )
    encoder = CodecContext.create("mjpeg", "w")
    assert isinstance(encoder, VideoCodecContext)
    encoder.width, encoder.height = full.width, full.height
    encoder.pix_fmt = "yuvj420p"
    encoder.time_base = Fraction(1, 25)
    encoder.thread_count = 1
    encoder.qmin = encoder.qmax = _SCALE
    full.pts = 0
    packets = [*encoder.encode(full), *encoder.encode(None)]
    return b"".join(map(bytes, packets))
