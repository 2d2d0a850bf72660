"""PyAV's door to hardware decoders: the device itself, and a stream's decoder on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from av.codec import Codec
from av.codec.context import CodecContext
from av.codec.hwaccel import HWAccel
from av.video.codeccontext import VideoCodecContext

if TYPE_CHECKING:
    from console.media.worker.stream import CodecParameters

DEVICES = ("cuda", "qsv")  # kinds that Munara decodes with
# NVIDIA's sessions share the process's one context: a context each would cost some hundred MB of its memory.
_DEVICE_OPTIONS: dict[str, dict[str, object]] = {"cuda": {"primary_ctx": "1"}}
# Intel's decoder would hold four frames back: a live tile would be late by them.
_DECODER_OPTIONS = {"qsv": {"async_depth": "1"}}


def open_device(device: str) -> HWAccel:
    """Opens the device; while the answer lives, its sessions open quickly.

    Raises:
        av.error.FFmpegError, NotImplementedError, ValueError: there is none, or its driver would not.
    """
    return _accelerator(device).create(Codec(_decoder(device, "h264"), "r"))


def open_session(parameters: CodecParameters, device: str) -> VideoCodecContext:
    """A stream's decoder on the device; its frames are in our memory, as NV12.

    Raises:
        av.error.FFmpegError, NotImplementedError, ValueError: the device does not take it.
    """
    context = CodecContext.create(_decoder(device, parameters.name), "r", _accelerator(device))
    assert isinstance(context, VideoCodecContext)
    if not context.is_hwaccel:
        raise NotImplementedError(f"{device} has no decoder for {parameters.name}")
    context.extradata = parameters.extradata
    context.width, context.height = parameters.width, parameters.height
    context.thread_count = 1
    context.options = dict(_DECODER_OPTIONS.get(device, {}))
    context.open()
    return context


def _accelerator(device: str) -> HWAccel:
    # Without PyAV's own way back to software: it would be silent.
    return HWAccel(device, allow_software_fallback=False, options=_DEVICE_OPTIONS.get(device))


def _decoder(device: str, codec: str) -> str:
    return f"{codec}_qsv" if device == "qsv" else codec
