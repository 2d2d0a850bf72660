"""A bookmark: the moment is fixed when its key is pressed; a note may be added, Enter writes it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from console.cameras.camera import Camera
from console.language import _
from ui.violations.form_frame import FormFrame, LabelledRows, Tone


class BookmarkForm(FormFrame):
    """Thread: GUI."""

    asked = Signal(object, object, str)  # Camera, moment (monotonic ns: too large for Qt's int), note

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._camera: Camera | None = None
        self._at_ns = 0
        self._at_text = ""
        self._note = QLineEdit(maxLength=500)
        self._rows = LabelledRows()
        self._rows.add("note", self._note)
        self._content.addLayout(self._rows)
        self.watch(self._note)
        self.hide()
        self.retranslate()

    def open(self, camera: Camera, *, at_ns: int, at_text: str) -> None:
        """`at_text`: the moment by the wall clock."""
        self._camera, self._at_ns, self._at_text = camera, at_ns, at_text
        self._note.clear()
        self.say("", tone=Tone.MISSING)
        self.retranslate()
        self.show()
        self._note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submit(self) -> None:
        if self._camera is not None:
            self.hide()
            self.asked.emit(self._camera, self._at_ns, self._note.text().strip())

    def retranslate(self) -> None:
        super().retranslate()
        camera = f"{self._camera.number} {self._camera.title}" if self._camera else ""
        self._title.setText(_("Bookmark · {camera} · {time}").format(camera=camera, time=self._at_text))
        self._rows.set_texts({"note": _("Note")})
        self._note.setPlaceholderText(_("may stay empty"))
        self._do.setText(_("Record · Enter"))
        self._back.setText(_("Back · Esc"))
