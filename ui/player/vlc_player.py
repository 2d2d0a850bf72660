"""libVLC plays a clip with its sound into a native window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from console.evidence.proved_file import ProvedFile
from console.media.replay_state import ReplayPhase, ReplaySpeed, ReplayState
from ui.player.vlc_engine import QUIET, VlcEngine
from ui.wall.tile_feed import FeedPicture, ShownFrame

_MS = 1_000_000  # ns
_FRAME_MS = 40  # libVLC steps on frame by frame, but back by time alone


class NoPicture:
    """What libVLC draws is in no memory of ours."""

    stride = 0

    def __init__(self, width_px: int, height_px: int) -> None:
        self.width_px, self.height_px = width_px, height_px

    def newest(self) -> int:
        return 0

    def claim(self) -> ShownFrame | None:
        return None


class VlcFilm(VlcEngine):
    """Plays as a replay does, the bytes that were proved to be those recorded. Thread: GUI."""

    def __init__(
        self, file: ProvedFile, *, begins_ns: int, ends_ns: int, parent: QObject | None = None
    ) -> None:
        """`begins_ns`, `ends_ns`: UTC ns of its first and last frame."""
        super().__init__(options=(*QUIET, "--no-stats"), source=file.open, parent=parent)
        self._begins_ns, self._ends_ns = begins_ns, ends_ns
        self._speed = ReplaySpeed.NORMAL

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
            self.rewind()
            player.play()
            player.set_rate(self._speed.value)
        player.set_time(at_ms)

    def _with(self, act: Callable[[Any], object]) -> None:
        if self._player is not None:
            act(self._player)


_PHASES = {
    "State.Playing": ReplayPhase.PLAYING,
    "State.Paused": ReplayPhase.PAUSED,
    "State.Ended": ReplayPhase.CAUGHT_UP,
    "State.Error": ReplayPhase.LOST,
}


def _phase(state: str) -> ReplayPhase:
    return _PHASES.get(state, ReplayPhase.WAITING)
