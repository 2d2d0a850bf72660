"""Frames each tile for the most urgent open alert of its camera."""

from __future__ import annotations

from collections.abc import Iterable

from console.alerts.alert import alert_title
from console.alerts.inbox import Inbox, OpenAlert
from ui.wall.tile_view import TileView
from ui.wall.wall_window import WallWindow


class AlertFrames:
    """Thread: GUI."""

    def __init__(self, inbox: Inbox, *, walls: Iterable[WallWindow], picture: TileView) -> None:
        self._inbox = inbox
        self._walls = walls
        self._picture = picture
        self._framed: set[str] = set()  # cameras

    def refresh(self) -> None:
        """To be called when the inbox, the camera in the large picture or the language changed."""
        urgent: dict[str, OpenAlert] = {}
        for held in self._inbox.ordered():
            if held.deciding is None or not held.deciding.final:
                urgent.setdefault(held.alert.camera.id, held)
        for camera_id in {*self._framed, *urgent}:
            for wall in self._walls:
                _frame_on(wall, camera_id, urgent.get(camera_id))
            if self._picture.camera is not None and self._picture.camera.id == camera_id:
                _frame(self._picture, urgent.get(camera_id))
        self._framed = set(urgent)


def _frame_on(wall: WallWindow, camera_id: str, held: OpenAlert | None) -> None:
    if held is None:
        wall.clear_alert(camera_id)
    else:
        wall.set_alert(camera_id, held.alert.priority, alert_title(held.alert), held.since_ns)


def _frame(tile: TileView, held: OpenAlert | None) -> None:
    if held is None:
        tile.clear_alert()
    else:
        tile.set_alert(held.alert.priority, alert_title(held.alert), held.since_ns)
