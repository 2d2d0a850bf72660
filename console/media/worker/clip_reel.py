"""A recorded clip to be played: read once, proved to be what was recorded, and taken apart."""

from __future__ import annotations

import hashlib
import io
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import av.error

from console.media.replay_messages import OpenClip
from console.media.worker.evidence_reader import LARGEST_PX
from console.media.worker.held_packets import HeldPackets
from console.media.worker.packet_group import KeptPacket
from console.media.worker.stream import CodecParameters
from console.media.worker.track import track_of

if TYPE_CHECKING:
    from av.container import InputContainer

_LARGEST_BYTES = 1_000_000_000  # two minutes of the best stream are 300 MB


class ClipChangedError(Exception):
    """The file's bytes are not those that were recorded."""


class ClipUnreadableError(Exception):
    """There is no such file, or no video that can be shown is in it."""


class ClipReel(HeldPackets):
    """All packets of a clip; a moment is the wall clock's (UTC ns) at which the packet came in.

    What is played is what was hashed: nobody can change the file between the two.
    """

    is_whole = True

    def __init__(self, opened: OpenClip) -> None:
        """Raises ClipChangedError, ClipUnreadableError."""
        super().__init__()
        self.size_px = (0, 0)  # (width, height)
        self.has_sound = False
        content = _read(opened)
        try:
            # By its format's name: whatever else the file may be, it is read as an MP4 alone.
            with av.open(io.BytesIO(content), mode="r", format="mov") as container:
                self._take_apart(container, opened.begins_ns)
        except (av.error.FFmpegError, ValueError):
            # A file that is cut off is shown as far as it goes: its hash says that it was recorded so.
            if not self._packets:
                raise ClipUnreadableError from None

    @property
    def frames_ns(self) -> tuple[int, ...]:
        """The moment of each frame, in the order in which they came."""
        return tuple(packet.captured_at_ns for packet in self._packets)

    def _take_apart(self, container: InputContainer, begins_ns: int) -> None:
        if not container.streams.video:
            raise ClipUnreadableError
        video = container.streams.video[0]
        self.has_sound = bool(container.streams.audio)
        context = video.codec_context
        self.size_px = context.width, context.height
        if not 0 < context.width * context.height <= LARGEST_PX:
            raise ClipUnreadableError
        time_base = video.time_base or Fraction(1, 90_000)
        parameters = CodecParameters(
            context.name, context.extradata, context.width, context.height, context.pix_fmt
        )
        track = track_of(video, parameters, time_base=time_base)
        if track is None:
            raise ClipUnreadableError
        first: int | None = None
        for packet in container.demux(video):
            if not packet.size or packet.dts is None:
                continue
            first = packet.dts if first is None else first
            at_ns = begins_ns + round((packet.dts - first) * time_base * 1_000_000_000)
            payload = memoryview(bytes(packet))
            self._packets.append(
                KeptPacket(track, payload, packet.pts, packet.dts, at_ns, packet.is_keyframe)
            )


def _read(opened: OpenClip) -> bytes:
    try:
        if opened.file.stat().st_size > _LARGEST_BYTES:
            raise ClipUnreadableError
        content = opened.file.read_bytes()
    except OSError:
        raise ClipUnreadableError from None
    if hashlib.sha256(content).hexdigest() != opened.sha256:
        raise ClipChangedError
    return content
