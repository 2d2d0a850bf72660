"""Under the queue: the cameras beside that of the chosen alert, one press away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from console.cameras.camera import Camera
from console.language import _
from ui.actions import BY_ID, ActionId
from ui.alerts.wording import camera_place
from ui.theme import colours
from ui.violations.key_button import KeyButton

_MOST = 4


class NeighbourStrip(QFrame):
    """Takes no keys from the queue: Alt with an arrow walks to the same cameras. Thread: GUI."""

    cameraWanted = Signal(str)  # noqa: N815 - Qt's way; the number of the camera to call

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cameras: tuple[Camera, ...] = ()
        self._buttons: list[KeyButton] = []
        self._title = QLabel(wordWrap=True)
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addLayout(self._row)
        self.hide()

    def buttons(self) -> list[KeyButton]:
        return list(self._buttons)

    def show_cameras(self, cameras: Sequence[Camera]) -> None:
        """None of them: it takes no room."""
        shown = tuple(cameras[:_MOST])
        if shown == self._cameras:
            return
        self._cameras = shown
        for old in self._buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = []
        for camera in shown:
            button = KeyButton(camera.number)
            button.clicked.connect(lambda _on=False, number=camera.number: self.cameraWanted.emit(number))
            self._row.addWidget(button)
            self._buttons.append(button)
        self.retranslate()
        self.setVisible(bool(shown))

    def retranslate(self) -> None:
        key = BY_ID[ActionId.NEIGHBOUR_NEXT].label
        self._title.setText(_("Cameras nearby · {key} walks there").format(key=key))
        self._title.setStyleSheet(f"color: {colours().quiet.name()}; font-size: 12px;")
        for camera, button in zip(self._cameras, self._buttons, strict=True):
            button.setText(camera.name or camera.place.name)
            button.setToolTip(camera_place(camera))
            button.setAccessibleName(camera_place(camera))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
