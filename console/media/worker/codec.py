"""One stream's decoder: one thread, and a broken packet is counted instead of raised."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import av.error
from av.codec.context import CodecContext
from av.video.codeccontext import VideoCodecContext

from console.media.feed_state import Failure
from console.media.worker.stream import CodecParameters
from console.media.worker.stream_error import StreamError

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

    from console.media.worker.stream import VideoPacket

REFUSED_IN_A_ROW = 25  # refused packets in a row: a decoder that lost its way starts afresh
_BLIND_AFTER = 25  # packets without a picture; no codec holds so many back


class Filtering(Enum):
    """H.264's and H.265's loop filter smooths block edges; at tile size nobody sees it missing."""

    FULL = "full"  # what detectors and stills need
    NONE = "none"  # saves an eighth of the time


class Codec:
    """Thread: decode."""

    def __init__(self, parameters: CodecParameters, *, filtering: Filtering) -> None:
        """Raises StreamError where PyAV has no such decoder."""
        self.filtering = filtering
        self.damaged = 0  # packets that were refused
        self._parameters = parameters
        self._refused_in_a_row = 0
        self._blind_in_a_row = 0
        self._context = self._open()

    @property
    def is_blind(self) -> bool:
        """It takes packets and makes no pictures of them: not to be trusted with another connection."""
        return self._blind_in_a_row >= _BLIND_AFTER

    def decode(self, packet: VideoPacket) -> list[VideoFrame]:
        """The frames that this packet completes: none, one, rarely more."""
        self._blind_in_a_row += 1
        try:
            frames = self._context.decode(packet)
        except (av.error.FFmpegError, ValueError):
            self.damaged += 1
            self._refused_in_a_row += 1
            if self._refused_in_a_row >= REFUSED_IN_A_ROW:
                self._refused_in_a_row = 0
                self._context = self._open()
            return []
        self._refused_in_a_row = 0
        if frames:
            self._blind_in_a_row = 0
        return frames

    def drain(self) -> list[VideoFrame]:
        """What the decoder still holds; it begins afresh with the next keyframe."""
        try:
            frames = self._context.decode(None)
            self._context.flush_buffers()
        except (av.error.FFmpegError, ValueError):
            self._context = self._open()
            return []
        return frames

    def _open(self) -> VideoCodecContext:
        parameters = self._parameters
        try:
            context = CodecContext.create(parameters.name, "r")
            assert isinstance(context, VideoCodecContext)
            context.extradata = parameters.extradata
            context.width, context.height = parameters.width, parameters.height
            if parameters.pixel_format:
                context.pix_fmt = parameters.pixel_format
            context.thread_count = 1
            if self.filtering is Filtering.NONE:
                context.options = {"skip_loop_filter": "all"}
            context.open()
        except (av.error.FFmpegError, ValueError):
            raise StreamError(Failure.NOT_VIDEO) from None
        return context
