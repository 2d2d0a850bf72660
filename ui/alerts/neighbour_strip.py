"""Under the queue: the cameras beside that of the chosen alert, one press away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from console.cameras.neighbour import Side
from console.language import _
from console.wall.walk import Nearby
from ui.actions import BY_ID, ActionId
from ui.alerts.wording import camera_place
from ui.theme import colours
from ui.violations.key_button import KeyButton

_MOST = 4
_COLUMNS = 2
_KEYS = {
    Side.LEFT: ActionId.NEIGHBOUR_PREVIOUS,
    Side.RIGHT: ActionId.NEIGHBOUR_NEXT,
    Side.UP: ActionId.NEIGHBOUR_BACK,
    Side.DOWN: ActionId.NEIGHBOUR_ON,
}


class NeighbourStrip(QFrame):
    """Takes no keys from the queue: Alt with an arrow walks to the same cameras. Thread: GUI.

    Where it is known on which side a camera lies, its button names the key that leads there.
    """

    cameraWanted = Signal(str)  # noqa: N815 - Qt's way; the id of the camera to walk to

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cameras: tuple[Nearby, ...] = ()
        self._buttons: list[KeyButton] = []
        self._title = QLabel(wordWrap=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addLayout(self._grid)
        self.hide()

    def buttons(self) -> list[KeyButton]:
        return list(self._buttons)

    def show_cameras(self, cameras: Sequence[Nearby]) -> None:
        """Those on a known side first. None of them: it takes no room."""
        shown = tuple(sorted(cameras, key=lambda each: each[1] is None)[:_MOST])
        if shown == self._cameras:
            return
        self._cameras = shown
        for old in self._buttons:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = []
        for place, ((camera, _side), key) in enumerate(zip(shown, _keys(shown), strict=True)):
            button = KeyButton(key)
            button.clicked.connect(lambda _on=False, wanted=camera.id: self.cameraWanted.emit(wanted))
            self._grid.addWidget(button, *divmod(place, _COLUMNS))
            self._buttons.append(button)
        self.retranslate()
        self.setVisible(bool(shown))

    def retranslate(self) -> None:
        title = _("Cameras nearby")
        if not any(side for _camera, side in self._cameras):
            key = BY_ID[ActionId.NEIGHBOUR_NEXT].label
            title = _("Cameras nearby · {key} walks there").format(key=key)
        self._title.setText(title)
        self._title.setStyleSheet(f"color: {colours().quiet.name()}; font-size: 12px;")
        for (camera, side), button in zip(self._cameras, self._buttons, strict=True):
            name = camera.name or camera.place.name
            button.setText(f"{camera.number} {name}" if side else name)
            said = f"{camera_place(camera)} · {side.title()}" if side else camera_place(camera)
            button.setToolTip(said)
            button.setAccessibleName(said)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _keys(cameras: Sequence[Nearby]) -> Iterator[ActionId | str]:
    """What stands on each button: the key that leads there; of several on one side the first has it."""
    taken = set[Side]()
    for camera, side in cameras:
        if side is None:
            yield camera.number
        else:
            yield side.arrow if side in taken else _KEYS[side]
            taken.add(side)
