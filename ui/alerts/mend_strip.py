"""Under the queue: what could be done about a zone that is dismissed as false again and again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from console.alerts.mends import Mends
from console.language import _, ngettext
from ui.actions import ActionId, tooltip
from ui.alerts.wording import camera_place
from ui.numerals import decimal
from ui.theme import colours
from ui.violations.key_button import KeyButton

MENDS = (ActionId.MEND_IGNORE, ActionId.MEND_CONFIDENCE, ActionId.MEND_SHELVE)


def is_offered(action_id: ActionId, mends: Mends) -> bool:
    """A rule can always be shelved; where to ignore and what confidence helps, the false alerts must show."""
    shown = {ActionId.MEND_IGNORE: mends.ignore, ActionId.MEND_CONFIDENCE: mends.confidence}
    return action_id not in shown or shown[action_id] is not None


class MendStrip(QFrame):
    """Quiet: it takes no keys from the queue, blocks nothing, and goes with Esc. Thread: GUI."""

    asked = Signal(object)  # ActionId, by one of its buttons

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mends: Mends | None = None
        self._title, self._note = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._buttons = {each: KeyButton(each, align=Qt.AlignmentFlag.AlignLeft) for each in MENDS}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        for action_id, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, asked=action_id: self.asked.emit(asked))
            layout.addWidget(button)
        layout.addWidget(self._note)
        self.hide()

    @property
    def mends(self) -> Mends | None:
        """What is offered now."""
        return self._mends

    def offer(self, mends: Mends) -> None:
        self._mends = mends
        self.retranslate()
        self.show()

    def close_offer(self) -> None:
        self._mends = None
        self.hide()

    def retranslate(self) -> None:
        if self._mends is None:
            return
        mends, shades = self._mends, colours()
        text = ngettext(
            "Dismissed as false {count} time in this shift", "Dismissed as false {count} times in this shift",
            mends.count,
        )  # fmt: skip
        self._title.setText(f"{camera_place(mends.alert.camera)}\n{text.format(count=mends.count)}")
        confidence = decimal(mends.confidence, 2) if mends.confidence is not None else ""
        texts = {
            ActionId.MEND_IGNORE: _("Ignore the ground here"),
            ActionId.MEND_CONFIDENCE: _("Least confidence {value}").format(value=confidence),
            ActionId.MEND_SHELVE: _("Shelve the rule until the shift's end"),
        }
        for action_id, button in self._buttons.items():
            button.setText(texts[action_id])
            button.setToolTip(tooltip(action_id))
            button.setVisible(is_offered(action_id, mends))
        self._note.setText(
            _("Zones and confidence: a note to the administrator, with the numbers.")
            if mends.ignore is not None or mends.confidence is not None
            else ""
        )
        self._note.setVisible(bool(self._note.text()))
        self._note.setStyleSheet(f"color: {shades.quiet.name()}; font-size: 12px;")
        self._title.setStyleSheet(f"color: {shades.text.name()};")
        self.setStyleSheet(
            f"MendStrip {{ background: {shades.raised.name()}; border: 1px solid {shades.edge.name()};"
            " border-radius: 6px; }"
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
