"""The chosen camera large, with a remark that says what its picture is worth."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QStackedLayout, QVBoxLayout, QWidget

from console.language import _
from console.media.feed_state import FeedStatus
from ui.theme import colours


class PicturePanel(QFrame):
    """Holds the picture that the app hands in, or says how to choose one. Thread: GUI."""

    def __init__(
        self,
        picture: QWidget,
        *,
        say: Callable[[str], None],
        keeps_sound: Callable[[str], bool] = lambda _camera_id: False,
        parent: QWidget | None = None,
    ) -> None:
        """`say` puts the source's size and rate into the picture's own caption.

        `keeps_sound`: whether the sound of a camera, by its id, stands in its clips; nobody shall forget it.
        """
        super().__init__(parent)
        self._say, self._keeps_sound = say, keeps_sound
        self._status: FeedStatus | None = None
        self._said = ""
        self._picture = picture
        self._empty = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._parts = QVBoxLayout(self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(0)
        self._stack = QStackedLayout()
        self._parts.addLayout(self._stack, 1)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(picture)
        self.retranslate()

    @property
    def picture(self) -> QWidget:
        return self._picture

    def add_below(self, strip: QWidget) -> None:
        """Under the picture; it takes room only while it is shown."""
        self._parts.addWidget(strip)

    def show_picture(self) -> None:
        """A camera is chosen; the app tells the picture itself which one."""
        self._status, self._said = None, ""
        self._stack.setCurrentWidget(self._picture)

    def show_nothing(self) -> None:
        self._stack.setCurrentWidget(self._empty)

    def show_status(self, status: FeedStatus | None) -> None:
        """What the source sends now; costs nothing while it is the same."""
        if status != self._status:
            self._status = status
            self._remark()

    def retranslate(self) -> None:
        shades = colours()
        self._empty.setText(
            _("No camera chosen.\nChoose one in the list, or type its number and press Enter.")
        )
        self.setStyleSheet(
            f"PicturePanel {{ background: {shades.ground.name()}; border: none; }}"
            f"QLabel {{ color: {shades.quiet.name()}; }}"
        )
        self._remark()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _remark(self) -> None:
        text = source_text(self._status)
        if text and self._status and self._keeps_sound(self._status.camera_id):
            text = " · ".join((text, _("its sound is recorded")))
        if text != self._said:
            self._said = text
            self._say(text)


def source_text(status: FeedStatus | None) -> str:
    """ "1920×1080 · 25 fps · H264 · detection sees this size"; "" while nothing is known."""
    if status is None or not status.width:
        return ""
    parts = [f"{status.width}×{status.height}"]
    if status.fps > 0:
        parts.append(_("{rate} fps").format(rate=f"{status.fps:.0f}"))
    if status.codec:
        parts.append(status.codec.upper())
    parts.append(_("detection sees this size"))
    return " · ".join(parts)
