"""Which camera is called where: by its number, by walking from its neighbour, onto the chosen monitor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from console.cameras.camera import Camera
from console.engine import Engine
from console.language import _
from console.wall.walk import Walk, Way
from ui.action_filter import ActionFilter
from ui.actions import BY_ID, ActionId
from ui.desk.camera_search import by_number
from ui.violations.form_frame import Tone
from ui.walls import Walls

_NUMBERS_AFTER_MS = 400  # who knows the number has typed it by then, and is shown no numbers
_WAYS = {
    ActionId.NEIGHBOUR_NEXT: Way.NEXT,
    ActionId.NEIGHBOUR_PREVIOUS: Way.PREVIOUS,
    ActionId.NEIGHBOUR_ON: Way.ON,
    ActionId.NEIGHBOUR_BACK: Way.BACK,
    ActionId.WALK_RETURN: Way.RETURN,
}


class CameraCalls(QObject):
    """Follows typed numbers, the monitors' keys and Alt with an arrow. Thread: GUI.

    A camera called by number goes to the chosen tile of the chosen wall and is the desk's large picture as
    well; with no wall chosen (or 0, the desk) it is the large picture alone. A walk changes no wall.
    """

    cameraChosen = Signal(str)  # noqa: N815 - Qt's way; the camera's id

    def __init__(
        self, walls: Walls, *, keys: ActionFilter, engine: Engine, tell: Callable[[str, Tone], None]
    ) -> None:
        """`tell` shows one line for a while."""
        super().__init__(walls)
        self._walls, self._keys, self._engine, self._tell = walls, keys, engine, tell
        self._refuses: Callable[[ActionId], bool] = lambda _action_id: False
        self._walk = Walk(engine.cameras)
        self._numbers = QTimer(self, singleShot=True, interval=_NUMBERS_AFTER_MS)
        self._numbers.timeout.connect(walls.identify)
        walls.told.connect(lambda text: tell(text, Tone.WAITING))

    def connect_keys(self, refuses: Callable[[ActionId], bool]) -> None:
        """`refuses`: whether a command may not be followed now."""
        self._refuses = refuses
        self._keys.cameraCalled.connect(self._on_number)
        self._keys.monitorChosen.connect(self._on_monitor)
        self._keys.chordChanged.connect(self._on_chord)

    def act(self, action_id: ActionId, shown: Camera | None) -> bool:
        """Whether the command was for this; `shown`: the camera of the large picture."""
        if action_id is ActionId.IDENTIFY:
            self._walls.identify()
        elif action_id in (ActionId.NEXT_PAGE, ActionId.PREVIOUS_PAGE):
            self._walls.turn_page(1 if action_id is ActionId.NEXT_PAGE else -1)
        elif way := _WAYS.get(action_id):
            self._step(way, shown)
        else:
            return False
        return True

    def call(self, digits: str) -> None:
        """Shows the camera with this number where calls go."""
        camera = by_number(tuple(self._engine.cameras.values()), digits)
        if camera is None:
            self._tell(_("No camera {number}.").format(number=digits), Tone.MISSING)
            return
        self._walls.choice.put(camera.id)
        self.cameraChosen.emit(camera.id)

    def lead(self, camera_id: str, shown: Camera | None) -> None:
        """Walks to a camera nearby that was pointed at; `shown`: the camera of the large picture."""
        if shown is not None:
            self._walk.lead(shown.id, camera_id)
        self.cameraChosen.emit(camera_id)

    def choose(self, number: int) -> None:
        """Where the next camera goes; 0 is the desk's large picture."""
        if self._walls.choose(number):
            self._tell(_chosen_text(number), Tone.DONE)
        elif number <= self._walls.known:
            text = _("Monitor {number} is not connected. Its layout is kept: {key} shows it on another.")
            self._tell(text.format(number=number, key=BY_ID[ActionId.NEXT_PAGE].label), Tone.MISSING)
        else:
            known = ", ".join(str(each) for each in (0, *self._walls.numbers()))
            self._tell(
                _("No monitor {number}. There are: {known}.").format(number=number, known=known), Tone.MISSING
            )

    def _step(self, way: Way, shown: Camera | None) -> None:
        if shown is None:
            self._tell(_("Choose a camera first."), Tone.MISSING)
        elif camera_id := self._walk.step(shown.id, way):
            self.cameraChosen.emit(camera_id)
        elif way in (Way.BACK, Way.RETURN):
            self._tell(_("Nothing to go back to: the walk began here."), Tone.MISSING)
        else:
            text = _("Camera {number} has no neighbours entered and is alone in its place.")
            self._tell(text.format(number=shown.number), Tone.MISSING)

    def _on_number(self, digits: str) -> None:
        if self._refuses(ActionId.CALL_CAMERA):
            return
        if digits:
            self.call(digits)
        else:
            text = _("Type the camera's number first, then {key}.")
            self._tell(text.format(key=BY_ID[ActionId.CALL_CAMERA].label), Tone.MISSING)

    def _on_monitor(self, number: int) -> None:
        if not self._refuses(ActionId.CHOOSE_MONITOR):
            self.choose(number)

    def _on_chord(self, chord: ActionId | None) -> None:
        if chord is ActionId.CHOOSE_MONITOR:
            self._numbers.start()
        else:
            self._numbers.stop()
            self._walls.hide_numbers()


def _chosen_text(number: int) -> str:
    if number == 0:
        return _("Cameras called go to the desk.")
    return _("Cameras called go to monitor {number}.").format(number=number)
