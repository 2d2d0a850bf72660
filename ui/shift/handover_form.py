"""The form with both signatures: who hands over, who takes over, what becomes of the alerts."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from console.language import N_, _
from console.shifts import AlertsGo
from ui.shift.open_form import MOST_REMARK
from ui.shift.signature import GivenSignature, Signature
from ui.theme import colours
from ui.violations.form_frame import FormFrame, LabelledRows, Tone

_ALERTS = {
    AlertsGo.TO_THE_NEXT: N_("to the next, by name"),
    AlertsGo.TO_ALL: N_("to everybody: let go"),
}


class Side(Enum):
    """Which of the two signs."""

    OUTGOING = auto()
    INCOMING = auto()


class HandoverForm(FormFrame):
    """Thread: GUI. Says what was typed by `asked`; passwords are checked elsewhere and forgotten here."""

    asked = Signal()
    closeAsked = Signal(str)  # noqa: N815 - Qt's way; nobody takes over; the remark

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sides = {Side.OUTGOING: GivenSignature(), Side.INCOMING: Signature()}
        self._alerts, self._note = QComboBox(), QLineEdit(maxLength=MOST_REMARK)
        self._close, self._closing = QPushButton(), False
        self._rows = LabelledRows()
        for side, signature in self._sides.items():
            self._rows.add(f"{side.name} name", signature.name)
            self._rows.add(f"{side.name} secret", signature.secret)
        self._rows.add("alerts", self._alerts)
        self._rows.add("note", self._note)
        self._promise = QLabel(wordWrap=True)
        for part in (self._promise, self._close):
            self._content.addWidget(part)
        self._content.insertLayout(0, self._rows)
        signatures = [field for signature in self._sides.values() for field in signature.fields]
        self.watch(*signatures, self._alerts, self._note)
        self._close.clicked.connect(self._on_close)
        self.retranslate()

    @property
    def note(self) -> str:
        return self._note.text().strip()

    @property
    def alerts(self) -> AlertsGo:
        return list(_ALERTS)[max(self._alerts.currentIndex(), 0)]

    def signed_by(self, side: Side) -> tuple[str, str]:
        """(name, password) as typed."""
        return self._sides[side].signed_by()

    def open(self, outgoing: str) -> None:
        """`outgoing`: whose shift it is; nobody else can hand it over."""
        self._sides[Side.OUTGOING].set_name(outgoing)
        self.forget()
        self._sides[Side.OUTGOING].secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_names(self, names: tuple[str, ...]) -> None:
        """Who may take over."""
        outgoing, _secret = self._sides[Side.OUTGOING].signed_by()
        self._sides[Side.INCOMING].set_names(tuple(name for name in names if name != outgoing))

    def forget(self) -> None:
        """Empties the passwords."""
        for signature in self._sides.values():
            signature.forget()
        self._closing = False
        self._show_close()

    def forget_all(self) -> None:
        """It is done: the next hand-over begins with empty fields."""
        self.forget()
        self._note.clear()
        self._sides[Side.INCOMING].set_name("")

    def make_free(self, *, free: bool) -> None:
        """Whether anything can be asked for now."""
        for button in (self._do, self._close):
            button.setEnabled(free)

    def submit(self) -> None:
        if not self._do.isEnabled():
            return
        for side, signature in self._sides.items():
            name, secret = signature.signed_by()
            if not name:
                self.say(_("Say who takes over."), tone=Tone.MISSING, field=signature.name)
                return
            if not secret:
                self.refuse(side, _("Both sign with their passwords."))
                return
        self.asked.emit()

    def refuse(self, side: Side, why: str) -> None:
        """This one's signature is missing or wrong; the other's stays typed."""
        signature = self._sides[side]
        signature.forget()
        self.say(why, tone=Tone.MISSING, field=signature.secret)

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setText(_("Hand the shift over"))
        secret = _("Password or PIN")
        self._rows.set_texts(
            {
                "OUTGOING name": _("Hands over"),
                "OUTGOING secret": secret,
                "INCOMING name": _("Takes over"),
                "INCOMING secret": secret,
                "alerts": _("My alerts"),
                "note": _("Remark"),
            }
        )
        chosen = max(self._alerts.currentIndex(), 0)
        self._alerts.clear()
        self._alerts.addItems([_(text) for text in _ALERTS.values()])
        self._alerts.setCurrentIndex(chosen)
        self._note.setPlaceholderText(_("what the next shift should mind"))
        self._promise.setText(
            _("Both have read the document. It is kept as it stands here, and the journal is signed with it.")
        )
        self._promise.setStyleSheet(f"color: {colours().quiet.name()};")
        self._do.setText(_("Sign and hand over · Enter"))
        self._back.setText(_("Back · Esc"))
        self._show_close()

    def _show_close(self) -> None:
        text = _("Press again: nobody has the desk then") if self._closing else _("Close: nobody takes over")
        self._close.setText(text)

    def _on_close(self) -> None:
        """Pressed twice, since nobody else is asked."""
        if self._closing:
            self.closeAsked.emit(self.note)
        self._closing = not self._closing
        self._show_close()
