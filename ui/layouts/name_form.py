"""The strip in which a layout or a salvo gets its name and its key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from console.language import _
from console.wall.scene import LONGEST_NAME
from ui.layouts.key_box import KeyBox
from ui.violations.form_frame import FormFrame, LabelledRows, Tone


class NameForm(FormFrame):
    """Thread: GUI. It stays until whoever opened it hides it."""

    asked = Signal(str, str, bool)  # name, key digit or "", whether one of that name gives way

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = ""
        self._is_over = False
        self.name, self.key = QLineEdit(maxLength=LONGEST_NAME), KeyBox()
        self._rows = LabelledRows()
        self._rows.add("name", self.name)
        self._rows.add("key", self.key)
        self._content.addLayout(self._rows)
        self.watch(self.name, self.key)
        self.name.textEdited.connect(self._on_edited)
        self.hide()
        self.retranslate()

    def open(self, heading: str, *, name: str = "", key: str = "") -> None:
        """`heading`: what gets the name, translated."""
        self._heading, self._is_over = heading, False
        self.name.setText(name)
        self.say("", tone=Tone.WAITING)
        self.retranslate()
        self.key.choose(key)
        self.show()
        self.name.selectAll()
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submit(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.say(_("Give it a name."), tone=Tone.MISSING, field=self.name)
            return
        self.say(_("Being saved…"), tone=Tone.WAITING)
        self.asked.emit(name, self.key.digit, self._is_over)

    def ask_over(self, name: str) -> None:
        """There is one of that name: Enter once more puts this one in its place."""
        self._is_over = True
        text = _("“{name}” is there already. Enter puts this in its place; the older version is kept.")
        self.say(text.format(name=name), tone=Tone.WAITING, field=self.name)

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setText(self._heading)
        self.key.set_texts(none=_("none"))
        self._rows.set_texts({"name": _("Name"), "key": _("Called by")})
        self._do.setText(_("Save · Enter"))
        self._back.setText(_("Back · Esc"))

    def _on_edited(self) -> None:
        self._is_over = False
