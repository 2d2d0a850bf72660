"""libVLC plays a clip with its sound into a native window; nothing else of ours talks to it here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from console.media.replay_state import ReplayPhase, ReplaySpeed, ReplayState
from ui.wall.tile_feed import FeedPicture, ShownFrame

_MS = 1_000_000  # ns
_FRAME_MS = 40  # libVLC steps on frame by frame, but back by time alone
# It says nothing anywhere: its messages carry addresses.
_OPTIONS = ("--quiet", "--no-video-title-show", "--no-stats", "--no-snapshot-preview", "--no-osd")
# By the platform, the player's method that takes a native window.
_INTO = {"xcb": "set_xwindow", "windows": "set_hwnd", "cocoa": "set_nsobject"}


def has_native_windows() -> bool:
    """Whether this display has windows that libVLC can draw into."""
    return QGuiApplication.platformName() in _INTO


class NoPicture:
    """What libVLC draws is in no memory of ours."""

    stride = 0

    def __init__(self, width_px: int, height_px: int) -> None:
        self.width_px, self.height_px = width_px, height_px

    def newest(self) -> int:
        return 0

    def claim(self) -> ShownFrame | None:
        return None


class VlcFilm(QObject):
    """Plays as a replay does. Thread: GUI; the library is opened and let go on threads of their own."""

    opened = Signal(bool)  # whether libVLC is there
    released = Signal()  # nothing is drawn any more: its window may go

    def __init__(self, file: Path, *, begins_ns: int, ends_ns: int, parent: QObject | None = None) -> None:
        """`begins_ns`, `ends_ns`: UTC ns of its first and last frame."""
        super().__init__(parent)
        self._file = file
        self._begins_ns, self._ends_ns = begins_ns, ends_ns
        self._instance: Any = None
        self._player: Any = None
        self._speed = ReplaySpeed.NORMAL
        self._opening = threading.Thread(target=self._open, name="vlc-open", daemon=True)

    def open(self) -> None:
        """`opened` tells what came of it: finding its plugins takes a while."""
        self._opening.start()

    def draw_in(self, window_id: int) -> None:
        """Plays from its beginning into that native window; to be called once it is opened."""
        getattr(self._player, _INTO[QGuiApplication.platformName()])(window_id)
        # Keys and clicks stay with the window around it.
        self._player.video_set_key_input(False)
        self._player.video_set_mouse_input(False)
        self._player.play()

    def release(self) -> None:
        """`released` follows; to be called after `open`, be it open by then or not."""
        threading.Thread(target=self._release, args=self._take(), name="vlc-end", daemon=True).start()

    # --- what is shown ---

    def state(self) -> ReplayState:
        if self._player is None:
            return ReplayState()
        phase = _phase(str(self._player.get_state()))
        at_ns = self._begins_ns + max(0, self._player.get_time()) * _MS
        if phase is ReplayPhase.CAUGHT_UP:
            at_ns = self._ends_ns
        return ReplayState(phase, min(at_ns, self._ends_ns), self._begins_ns, self._ends_ns)

    def play(self, speed: ReplaySpeed) -> None:
        self._speed = speed
        self._with(lambda player: player.set_rate(speed.value))
        self._with(lambda player: player.set_pause(0))

    def pause(self) -> None:
        self._with(lambda player: player.set_pause(1))

    def step(self, frames: int) -> None:
        """Forward by frames; back by so many times 40 ms."""
        self.pause()
        if frames < 0:
            self.seek_by(frames * _FRAME_MS * _MS)
        for _frame in range(frames):
            self._with(lambda player: player.next_frame())

    def seek(self, at_ns: int) -> None:
        reached_ns = min(max(at_ns, self._begins_ns), self._ends_ns)
        self._with(lambda player: self._go(player, (reached_ns - self._begins_ns) // _MS))

    def seek_by(self, by_ns: int) -> None:
        self.seek(self.state().at_ns + by_ns)

    def show(self, _name: str, *, width_px: int, height_px: int) -> FeedPicture:
        return NoPicture(width_px, height_px)

    def hide(self, _name: str) -> None:
        """Nothing was shown under it."""

    def _go(self, player: Any, at_ms: int) -> None:
        if self.state().phase is ReplayPhase.CAUGHT_UP:  # it begins anew, as libVLC wants it
            player.stop()
            player.play()
            player.set_rate(self._speed.value)
        player.set_time(at_ms)

    def _with(self, act: Callable[[Any], object]) -> None:
        if self._player is not None:
            act(self._player)

    # --- threads of their own ---

    def _open(self) -> None:
        try:
            import vlc

            self._instance = vlc.Instance(*_OPTIONS)
            player = self._instance.media_player_new()
            player.set_media(self._instance.media_new_path(str(self._file)))
        except (ImportError, OSError, NameError, AttributeError, NotImplementedError):
            player = None  # the binding finds no library, or the library no plugins
        self._player = player
        with suppress(RuntimeError):  # nobody waits for it any more
            self.opened.emit(player is not None)

    def _take(self) -> tuple[Any, Any]:
        """Player and instance, for whoever ends them: nothing plays from then on."""
        player, self._player = self._player, None
        instance, self._instance = self._instance, None
        return player, instance

    def _release(self, player: Any, instance: Any) -> None:
        self._opening.join()
        late_player, late_instance = self._take()  # let go before it was opened: what came then goes, too
        for each in (player, late_player):
            if each is not None:
                each.stop()  # waits for its threads
                each.release()
        for each in (instance, late_instance):
            if each is not None:
                each.release()
        with suppress(RuntimeError):
            self.released.emit()


_PHASES = {
    "State.Playing": ReplayPhase.PLAYING,
    "State.Paused": ReplayPhase.PAUSED,
    "State.Ended": ReplayPhase.CAUGHT_UP,
    "State.Error": ReplayPhase.LOST,
}


def _phase(state: str) -> ReplayPhase:
    return _PHASES.get(state, ReplayPhase.WAITING)
