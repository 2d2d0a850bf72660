"""What this machine's FFmpeg can decode, and which hardware it can use for that."""

from __future__ import annotations

from dataclasses import dataclass

import av
import av.error
from av.codec import Codec
from av.codec.hwaccel import hwdevices_available

from console.media.worker.hardware_device import open_device

_CODECS = {"H.264": "h264", "H.265": "hevc", "MJPEG": "mjpeg"}


@dataclass(frozen=True, slots=True)
class CodecList:
    pyav: str
    ffmpeg: str
    software: dict[str, bool]  # by the name people know: "H.264"
    hardware: dict[str, bool]  # device types that FFmpeg was built for; True: one of that type opens


def codec_list() -> CodecList:
    """Asks FFmpeg; nothing is decoded."""
    return CodecList(
        pyav=av.__version__,
        ffmpeg=av.ffmpeg_version_info,
        software={name: _decodes(codec) for name, codec in _CODECS.items()},
        hardware={device: _opens(device) for device in hwdevices_available()},
    )


def _decodes(codec: str) -> bool:
    try:
        return bool(Codec(codec, "r").is_decoder)
    except ValueError:  # PyAV's "no such codec" is one
        return False


def _opens(device: str) -> bool:
    try:
        open_device(device)
    except (av.error.FFmpegError, NotImplementedError, ValueError):
        return False
    return True
