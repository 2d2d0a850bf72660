"""The older versions that can be put in force again, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QWidget

from console.language import _
from console.layout_store import Older
from ui.violations.form_frame import FormFrame, Tone
from ui.violations.moment import moment_text

_LIST_PX = 160


class OlderForm(FormFrame):
    """Thread: GUI."""

    asked = Signal(str)  # the version's file

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._versions: tuple[Older, ...] = ()
        self.list = QListWidget()
        self.list.setFixedHeight(_LIST_PX)
        self._content.addWidget(self.list)
        self.watch(self.list)
        self.hide()
        self.retranslate()

    def open(self, versions: Sequence[Older]) -> None:
        self._versions = tuple(versions)
        self.retranslate()
        self.list.setCurrentRow(0)
        nothing = _("Nothing was replaced or deleted yet.") if not versions else ""
        self.say(nothing, tone=Tone.WAITING)
        self.show()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submit(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._versions):
            self.say(_("Being done…"), tone=Tone.WAITING)
            self.asked.emit(self._versions[row].file)

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setText(_("Older versions: replaced or deleted"))
        self.list.setAccessibleName(_("Older versions: replaced or deleted"))
        self._do.setText(_("Put in force · Enter"))
        self._back.setText(_("Back · Esc"))
        row = self.list.currentRow()
        self.list.clear()
        for version in self._versions:
            scene, until = version.scene, moment_text(version.replaced_utc.astimezone())
            parts = (scene.name, scene.kind.title(), scene.by, _("until {time}").format(time=until))
            self.list.addItem(" · ".join(filter(None, parts)))
        self.list.setCurrentRow(row)
