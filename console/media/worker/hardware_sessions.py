"""The hardware decoder's sessions in this process: how many, and when another one may be opened."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING
from weakref import WeakSet

import av
import av.error

from console.media.hardware import Hardware
from console.media.worker import hardware_device
from console.media.worker.hardware_codec import HardwareCodec, HardwareError

if TYPE_CHECKING:
    from av.codec.hwaccel import HWAccel
    from av.video.frame import VideoFrame

    from console.media.worker.stream import CodecParameters, VideoPacket

_log = logging.getLogger(__name__)
# Opening one takes up to 60 ms, in which nothing else is decoded: a wall moves over to the hardware bit by
# bit, with a fifth of the time spent on that.
_PAUSE = 4
_AFTER_FAILURE_NS = 60_000_000_000  # most likely the device is full


class HardwareSessions:
    """Thread: decode."""

    def __init__(self, hardware: Hardware | None) -> None:
        self._hardware = hardware if hardware and _is_as_measured(hardware) else None
        self._device: HWAccel | None = None  # opened with the first session: a context costs over 100 MB
        self._living: WeakSet[HardwareCodec] = WeakSet()
        self._next_ns = 0  # monotonic, when the next one may be opened

    def begin(
        self, parameters: CodecParameters, keyframe: VideoPacket, *, height: int
    ) -> tuple[HardwareCodec, list[VideoFrame]] | None:
        """Opens a session with a keyframe, where the stream is of a class that the hardware does better.

        Returns:
            The session and what came of the keyframe; None: software goes on.

        Raises:
            HardwareError: it should have been, but the device would not.
        """
        hardware, began_ns = self._hardware, time.monotonic_ns()
        if hardware is None or began_ns < self._next_ns or len(self._living) >= hardware.sessions:
            return None
        if not hardware.takes(parameters.name, height) or not self._answers(hardware):
            return None
        try:
            codec = HardwareCodec(parameters, device=hardware.device)
            frames = codec.decode(keyframe)
        except HardwareError:
            self._next_ns = began_ns + _AFTER_FAILURE_NS
            raise
        self._living.add(codec)
        ended_ns = time.monotonic_ns()
        self._next_ns = ended_ns + _PAUSE * (ended_ns - began_ns)
        return codec, frames

    def _answers(self, hardware: Hardware) -> bool:
        if self._device is None:
            try:
                self._device = hardware_device.open_device(hardware.device)
            except (av.error.FFmpegError, NotImplementedError, ValueError, MemoryError) as error:
                told = type(error).__name__
                _log.warning("%s does not answer (%s): software decodes", hardware.device, told)
                self._hardware = None
        return self._device is not None


def _is_as_measured(hardware: Hardware) -> bool:
    same: bool = hardware.ffmpeg == av.ffmpeg_version_info
    if not same:
        _log.warning("the hardware decoder was measured with another FFmpeg: software until munara doctor")
    return same
