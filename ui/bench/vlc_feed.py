"""A camera through libVLC: it decodes and scales into memory that it is given."""

from __future__ import annotations

import ctypes
from typing import Any

from console.language import _
from console.problem import Problem


def open_library() -> Any:
    """A libVLC instance without sound.

    Raises:
        Problem: libVLC or its binding is not there.
    """
    try:
        import vlc

        instance = vlc.Instance("--no-audio", "--quiet", "--no-video-title-show", "--input-repeat=65535")
    except (ImportError, OSError, NameError, AttributeError):
        instance = None
    if instance is None:
        raise Problem(
            _("libVLC is not there"),
            where="bench wall --peer vlc",
            mend=_("Install it: apt-get install libvlc5 vlc-plugin-base"),
        )
    return instance


class VlcFeed:
    """Thread: GUI; libVLC calls back from its own."""

    def __init__(self, library: Any, address: str, *, size_px: tuple[int, int]) -> None:
        import vlc

        width, height = size_px
        self.number = 0  # of the newest picture
        self.pixels = bytearray(width * height * 4)  # BGRX; libVLC writes to it at any time
        plane = (ctypes.c_char * len(self.pixels)).from_buffer(self.pixels)
        target = ctypes.cast(plane, ctypes.c_void_p).value

        def lock(_opaque: Any, planes: Any) -> None:
            planes[0] = target

        def display(_opaque: Any, _picture: Any) -> None:
            self.number += 1

        # libVLC keeps their addresses only: they must live as long as the player.
        self._callbacks = (
            vlc.CallbackDecorators.VideoLockCb(lock),
            vlc.CallbackDecorators.VideoDisplayCb(display),
        )
        self._player = library.media_player_new()
        self._player.set_media(library.media_new(address))
        self._player.video_set_format("RV32", width, height, 4 * width)
        self._player.video_set_callbacks(self._callbacks[0], None, self._callbacks[1], None)

    def start(self) -> None:
        self._player.play()

    def stop(self) -> None:
        self._player.stop()
        self._player.release()
