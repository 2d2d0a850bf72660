"""The window of rules over the engine: a live picture of its own, opened for the chosen camera."""

from __future__ import annotations

from collections.abc import Callable

from console.cameras.camera import Camera
from console.engine import Engine
from console.language import _
from ui.actions import ActionId
from ui.rules.rules_window import RulePicture, RulesWindow
from ui.violations.form_frame import Tone
from ui.wall.frame_clock import FrameClock
from ui.wall.tile_view import TileView
from ui.wall.tile_ways import Zooming


class RuleDrawing:
    """Thread: GUI. The app asks `act` for each command and hands every fact to `hear`."""

    def __init__(self, engine: Engine, *, frames: FrameClock, tell: Callable[[str, Tone], None]) -> None:
        """`tell` says why nothing was opened."""
        self._engine = engine
        self._frames = frames
        self._tell = tell
        self._tile = TileView(
            engine.clock, latest=engine.latest, name="rules", masks=engine.masking, zooming=Zooming.NONE
        )
        picture = RulePicture(self._tile, self._tile.frame_rect, self._show_camera)
        self.window = RulesWindow(
            engine.rulebook, picture=picture, may=engine.permit.may, trial=engine.rulebook.trial
        )

    def act(self, action_id: ActionId, camera: Camera | None) -> bool:
        """Follows a command; False where it is none of rules."""
        if action_id is not ActionId.RULES:
            return False
        refused = self.window.open(camera) if camera else _("Choose a camera first.")
        if refused:
            self._tell(refused, Tone.MISSING)
        return True

    def back(self) -> bool:
        """Esc belongs to the window in front."""
        if not self.window.isActiveWindow():
            return False
        self.window.back()
        return True

    def hear(self, fact: object) -> None:
        self.window.hear(fact)

    def close(self) -> None:
        self._frames.unwatch(self._tile)
        self.window.close()

    def _show_camera(self, camera: Camera | None) -> None:
        """None: the window is shut, and nothing need be painted for it."""
        self._tile.show_camera(camera, self._engine.host.feeds.get(camera.id) if camera else None)
        if camera is None:
            self._frames.unwatch(self._tile)
        else:
            self._frames.watch(self._tile)
