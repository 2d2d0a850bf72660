"""`Y`: a text for the radio about the chosen alert or the camera shown goes to the clipboard."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from console.alerts.alert import alert_title
from console.alerts.inbox import OpenAlert
from console.alerts.radio_text import Sighting, radio_text
from console.cameras.camera import Camera
from console.cameras.neighbour import Side
from console.clock import time_zone_of
from console.engine import Engine
from console.language import _
from console.wall.walk import Walk
from ui.actions import ActionId
from ui.alerts.alert_panel import AlertPanel
from ui.alerts.neighbour_strip import NeighbourStrip
from ui.violations.form_frame import Tone

_FRESH_NS = 2 * 10**9  # what was seen longer ago is not there any more


class RadioAsk:
    """Also shows the cameras beside the chosen alert's. Thread: GUI."""

    def __init__(self, engine: Engine, *, panel: AlertPanel) -> None:
        self._engine = engine
        self._panel = panel
        self._walk = Walk(engine.cameras)
        self.strip = NeighbourStrip()
        panel.add_strip(self.strip)
        panel.queue.cameraWanted.connect(lambda _camera_id: self.show_neighbours())

    def act(self, action_id: ActionId, camera: Camera | None) -> bool:
        """Whether the command was for this; `camera`: the one shown large."""
        if action_id is not ActionId.RADIO_TEXT:
            return False
        held = self._panel.queue.chosen()
        if held is not None and (camera is None or camera.id == held.alert.camera.id):
            self._copy(self._of_alert(held))
        elif camera is not None:
            self._copy(self._of_camera(camera))
        else:
            self._panel.tell(_("Choose a camera first."))
        return True

    def show_neighbours(self) -> None:
        """Of the camera that the chosen alert is from."""
        held = self._panel.queue.chosen()
        self.strip.show_cameras(self._nearby(held.alert.camera) if held else ())

    def _copy(self, sighting: Sighting) -> None:
        text = radio_text(sighting)
        QGuiApplication.clipboard().setText(text)
        self._panel.tell(_("Copied: {text}").format(text=text), Tone.DONE)

    def _of_alert(self, held: OpenAlert) -> Sighting:
        alert = held.alert
        return Sighting(
            alert.camera,
            alert.raised_at_utc.astimezone(time_zone_of(alert.utc_offset_min)),
            alert_title(alert),
            alert.boxes,
            alert.cause,
            self._beside(alert.camera),
        )

    def _of_camera(self, camera: Camera) -> Sighting:
        clock = self._engine.clock
        seen = self._engine.latest.get(camera.id)
        if seen is not None and clock.monotonic_ns() - seen.stamp.captured_at_ns > _FRESH_NS:
            seen = None
        boxes = seen.boxes if seen else ()
        return Sighting(
            camera,
            clock.now_utc().astimezone(time_zone_of(clock.utc_offset_min())),
            boxes=boxes,
            cause=boxes[0] if len(boxes) == 1 else None,  # of several nobody can tell which is meant
            neighbours=self._beside(camera),
        )

    def _nearby(self, camera: Camera) -> list[tuple[Camera, Side | None]]:
        sides = {each.number: each.side for each in camera.neighbours}
        return [(each, sides.get(each.number)) for each in self._beside(camera)]

    def _beside(self, camera: Camera) -> tuple[Camera, ...]:
        if camera.id not in self._engine.cameras:
            return ()
        beside = self._walk.beside(camera.id)
        return tuple(self._engine.cameras[each] for each in beside if each != camera.id)
