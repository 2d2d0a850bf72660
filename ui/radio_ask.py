"""`Y`: a text for the radio about the chosen alert or the camera shown goes to the clipboard."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from console.alerts.alert import alert_title
from console.alerts.followed import followed
from console.alerts.inbox import OpenAlert
from console.alerts.radio_text import LastSeen, Sighting, radio_text
from console.cameras.camera import Camera
from console.clock import time_zone_of, wall_time
from console.engine import Engine
from console.language import _
from console.wall.walk import Walk
from ui.actions import ActionId
from ui.alerts.alert_panel import AlertPanel
from ui.alerts.neighbour_strip import NeighbourStrip
from ui.violations.form_frame import Tone

_FRESH_NS = 2 * 10**9  # what was seen longer ago is not there any more
_BEFORE_NS = 20 * 10**9  # looks before the alert tell of colours too


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
        self.strip.show_cameras(self._walk.nearby(held.alert.camera.id) if held else ())

    def _copy(self, sighting: Sighting) -> None:
        text = radio_text(sighting)
        QGuiApplication.clipboard().setText(text)
        self._panel.tell(_("Copied: {text}").format(text=text), Tone.DONE)

    def _of_alert(self, held: OpenAlert) -> Sighting:
        alert = held.alert
        zone = time_zone_of(alert.utc_offset_min)
        began_ns = alert.stamp.captured_at_ns
        now_ns = self._engine.clock.monotonic_ns()
        looks = self._engine.look_back.looks(alert.camera.id, from_ns=began_ns - _BEFORE_NS, to_ns=now_ns)
        course = followed(alert.cause, looks, at_ns=began_ns)
        gone = None
        if course is not None and course.is_gone:
            at = self._engine.look_back.moment(course.at_ns).astimezone(zone)
            gone = LastSeen(at, course.left)
        return Sighting(
            alert.camera,
            alert.raised_at_utc.astimezone(zone),
            alert_title(alert),
            alert.boxes,
            course.box if course else alert.cause,
            gone,
            self._walk.nearby(alert.camera.id),
        )

    def _of_camera(self, camera: Camera) -> Sighting:
        clock = self._engine.clock
        seen = self._engine.latest.get(camera.id)
        if seen is not None and clock.monotonic_ns() - seen.stamp.captured_at_ns > _FRESH_NS:
            seen = None
        boxes = seen.boxes if seen else ()
        return Sighting(
            camera,
            wall_time(clock.now_utc(), clock),
            boxes=boxes,
            cause=boxes[0] if len(boxes) == 1 else None,  # of several nobody can tell which is meant
            nearby=self._walk.nearby(camera.id),
        )
