"""One stream's decoder on the hardware: like Codec, but it fails aloud, for software to take over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av.error

from console.media.worker import hardware_device
from console.media.worker.codec import REFUSED_IN_A_ROW, Filtering

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

    from console.media.worker.stream import CodecParameters, VideoPacket


class HardwareError(Exception):
    """The session could not be opened, or is of no use any more."""


class HardwareCodec:
    """Thread: decode."""

    filtering = Filtering.FULL  # the loop filter is part of the hardware, and costs the processor nothing

    def __init__(self, parameters: CodecParameters, *, device: str) -> None:
        """Raises HardwareError where the device does not take such a stream, or no more of them."""
        self.damaged = 0  # packets that were refused
        self._refused_in_a_row = 0
        try:
            self._context = hardware_device.open_session(parameters, device)
        except (av.error.FFmpegError, NotImplementedError, ValueError, MemoryError) as error:
            raise HardwareError(_told(error)) from None

    def decode(self, packet: VideoPacket) -> list[VideoFrame]:
        """The frames that this packet completes.

        Raises:
            HardwareError: not the packet is at fault; or it is a keyframe, on which all others build.
        """
        try:
            frames = self._context.decode(packet)
        except av.error.InvalidDataError as error:
            self.damaged += 1
            self._refused_in_a_row += 1
            if packet.is_keyframe or self._refused_in_a_row >= REFUSED_IN_A_ROW:
                raise HardwareError(_told(error)) from None
            return []
        except (av.error.FFmpegError, ValueError, MemoryError) as error:
            raise HardwareError(_told(error)) from None
        self._refused_in_a_row = 0
        return frames

    def drain(self) -> list[VideoFrame]:
        """What the session still holds; it begins afresh with the next keyframe. Raises HardwareError."""
        try:
            frames = self._context.decode(None)
            self._context.flush_buffers()
        except (av.error.FFmpegError, ValueError, MemoryError) as error:
            raise HardwareError(_told(error)) from None
        return frames


def _told(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
