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

from console.evidence.proved_file import NotProvedError, NotReadError, TooLargeError
from console.sound.device import hush_alsa

# It says nothing anywhere, and asks nobody in the network what it plays (its Lua scripts would).
QUIET = (
    "--quiet",
    "--no-video-title-show",
    "--no-snapshot-preview",
    "--no-osd",
    "--no-lua",
    "--no-sub-autodetect-file",
)
# By the platform, the player's method that takes a native window.
_INTO = {"xcb": "set_xwindow", "windows": "set_hwnd", "cocoa": "set_nsobject"}


class Opening(Enum):
    """What came of looking for libVLC."""

    OPEN = auto()
    NO_LIBRARY = auto()
    CHANGED = auto()  # what is to be played is not what was recorded
    UNREADABLE = auto()  # nobody knows what it is: it cannot be read now
    TOO_LARGE = auto()


def has_native_windows() -> bool:
    """Whether this display has windows that libVLC can draw into."""
    return QGuiApplication.platformName() in _INTO


class VlcEngine(QObject):
    """One player of one descriptor, never of an address.

    Thread: GUI; the library is opened and let go on threads of its own.
    """

    opened = Signal(object)  # Opening; nothing is told of one that is let go
    released = Signal()  # nothing is drawn any more: its window may go
    _came = Signal(object)  # from the thread that opens

    def __init__(
        self,
        *,
        options: Sequence[str] = QUIET,
        source: Callable[[], int] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`source` gives what is loaded, on the thread that opens; it may raise what a `ProvedFile` raises.

        None: somebody loads it once it is opened.
        """
        super().__init__(parent)
        self._source = source
        self._options = tuple(options)
        self._descriptor = -1
        self._instance: Any = None
        self._media: Any = None
        self._player: Any = None
        self._is_let_go = False
        self._opening = threading.Thread(target=self._open, name="vlc-open", daemon=True)
        self._came.connect(self._on_came)

    def open(self) -> None:
        """`opened` tells what came of it: finding its plugins takes a while."""
        self._opening.start()

    def load(self, descriptor: int, *, options: Sequence[str] = ()) -> None:
        """What is played; it is closed when all is let go. `options` are the media's own."""
        self._descriptor = descriptor
        self._media = self._instance.media_new_fd(descriptor)
        for option in options:
            self._media.add_option(option)
        self._player.set_media(self._media)

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
        self._is_let_go = True
        threading.Thread(target=self._release, args=self._take(), name="vlc-end", daemon=True).start()

    def rewind(self) -> None:
        """libVLC goes on reading a descriptor where it stood; to be called while it is stopped."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)

    def _on_came(self, came: Opening) -> None:
        if not self._is_let_go:
            self.opened.emit(came)

    # --- threads of their own ---

    def _open(self) -> None:
        came = Opening.OPEN
        try:
            import vlc

            hush_alsa()
            self._instance = vlc.Instance(*self._options)
            self._player = self._instance.media_player_new()
            if self._source is not None:
                self.load(self._source())
        except NotProvedError:
            came = Opening.CHANGED
        except NotReadError:
            came = Opening.UNREADABLE
        except TooLargeError:
            came = Opening.TOO_LARGE
        except (ImportError, OSError, NameError, AttributeError, NotImplementedError):
            came = Opening.NO_LIBRARY  # the binding finds no library, or the library no plugins
        with suppress(RuntimeError):  # nobody waits for it any more
            self._came.emit(came)

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
