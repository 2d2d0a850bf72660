"""libVLC in our process: found, set to draw into a native window, and let go; silent of what it plays."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from console.evidence.proved_file import NotProvedError

# It says nothing anywhere, and asks nobody in the network what it plays (its Lua scripts would).
QUIET = ("--quiet", "--no-video-title-show", "--no-snapshot-preview", "--no-osd", "--no-lua")
# By the platform, the player's method that takes a native window.
_INTO = {"xcb": "set_xwindow", "windows": "set_hwnd", "cocoa": "set_nsobject"}


class Opening(Enum):
    """What came of looking for libVLC."""

    OPEN = auto()
    NO_LIBRARY = auto()
    CHANGED = auto()  # what is to be played is not what was recorded


def has_native_windows() -> bool:
    """Whether this display has windows that libVLC can draw into."""
    return QGuiApplication.platformName() in _INTO


class VlcEngine(QObject):
    """One player of one descriptor. Thread: GUI; the library is opened and let go on threads of its own."""

    opened = Signal(object)  # Opening
    released = Signal()  # nothing is drawn any more: its window may go

    def __init__(
        self,
        source: Callable[[], int],
        *,
        options: Sequence[str] = QUIET,
        media_options: Sequence[str] = (),
        parent: QObject | None = None,
    ) -> None:
        """`source` gives the descriptor that is played, on a thread of its own; it is closed here.

        It may raise NotProvedError.
        """
        super().__init__(parent)
        self._source = source
        self._options, self._media_options = tuple(options), tuple(media_options)
        self._descriptor = -1  # set by the thread that opens, before `opened`
        self._instance: Any = None
        self._media: Any = None
        self._player: Any = None
        self._opening = threading.Thread(target=self._open, name="vlc-open", daemon=True)

    def open(self) -> None:
        """`opened` tells what came of it: finding its plugins takes a while."""
        self._opening.start()

    def draw_in(self, window_id: int) -> None:
        """Where its pictures go; to be called once it is opened, before `begin`."""
        getattr(self._player, _INTO[QGuiApplication.platformName()])(window_id)
        # Keys and clicks stay with the window around it.
        self._player.video_set_key_input(False)
        self._player.video_set_mouse_input(False)

    def begin(self) -> None:
        """Plays from the beginning."""
        self._player.play()

    def release(self) -> None:
        """`released` follows; to be called after `open`, be it open by then or not."""
        threading.Thread(target=self._release, args=self._take(), name="vlc-end", daemon=True).start()

    def rewind(self) -> None:
        """libVLC goes on reading a descriptor where it stood; to be called while it is stopped."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)

    # --- threads of their own ---

    def _open(self) -> None:
        came = Opening.OPEN
        try:
            import vlc

            self._instance = vlc.Instance(*self._options)
            self._player = player = self._instance.media_player_new()
            self._descriptor = self._source()
            self._media = self._instance.media_new_fd(self._descriptor)
            for option in self._media_options:
                self._media.add_option(option)
            player.set_media(self._media)
        except NotProvedError:
            came = Opening.CHANGED
        except (ImportError, OSError, NameError, AttributeError, NotImplementedError):
            came = Opening.NO_LIBRARY  # the binding finds no library, or the library no plugins
        with suppress(RuntimeError):  # nobody waits for it any more
            self.opened.emit(came)

    def _take(self) -> tuple[Any, ...]:
        """All that is to be let go, in that order: nothing plays from then on."""
        held = (self._player, self._media, self._instance)
        self._player = self._media = self._instance = None
        return held

    def _release(self, player: Any, media: Any, instance: Any) -> None:
        self._opening.join()
        late = self._take()  # let go before it was opened: what came then goes, too
        for each in (player, late[0]):
            if each is not None:
                each.stop()  # waits for its threads
                each.release()
        for each in (media, late[1], instance, late[2]):
            if each is not None:
                each.release()
        if self._descriptor >= 0:
            os.close(self._descriptor)
        with suppress(RuntimeError):
            self.released.emit()
