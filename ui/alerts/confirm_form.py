"""The form that records a violation: beside the alert, filled in seconds, without a mouse."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from console.alerts.alert import Alert
from console.detection.detection import Kind
from console.duty import ViolationForm
from console.journal.offences import Offence
from console.language import N_, _
from ui.actions import REST_PROPERTY
from ui.alerts.offence_field import OffenceField
from ui.theme import colours


class Measure(Enum):
    """What was done; the value is what the record keeps."""

    NONE = ""
    PATROL_SENT = "patrol sent"
    LOUDSPEAKER = "told by loudspeaker"
    PASSED_ON = "passed on"


_MEASURES = {
    Measure.NONE: N_("nothing yet"),
    Measure.PATROL_SENT: N_("patrol sent"),
    Measure.LOUDSPEAKER: N_("told by loudspeaker"),
    Measure.PASSED_ON: N_("passed on"),
}
MOST_COUNTED = 999


class ConfirmForm(QFrame):
    """Enter records, Esc goes back. Thread: GUI.

    For an alert (`open_alert`), or for what no camera saw (`open_without_camera`), which asks for a place.
    """

    recorded = Signal(str, object, str)  # alert id or "", ViolationForm, place or ""
    left = Signal()

    def __init__(self, offences: Sequence[Offence], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(REST_PROPERTY, True)
        self._alert: Alert | None = None
        self._title = QLabel()
        self._complaint = QLabel(wordWrap=True)
        self._place = QLineEdit()
        self._offence = OffenceField(offences)
        self._persons = QSpinBox(maximum=MOST_COUNTED)
        self._vehicles = QSpinBox(maximum=MOST_COUNTED)
        for counter in (self._persons, self._vehicles):
            counter.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)  # ↑ and ↓, or the digits
            counter.lineEdit().setTextMargins(6, 0, 6, 0)
        self._measure = QComboBox()
        self._case_number = QLineEdit(maxLength=60)
        self._note = QLineEdit(maxLength=500)
        self._record = QPushButton(default=True)
        self._back = QPushButton()
        self._labels = {name: QLabel() for name in ("place", "offence", "count", "measure", "case", "note")}
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def alert_id(self) -> str:
        return self._alert.id if self._alert else ""

    def open_alert(self, alert: Alert) -> None:
        boxes = [box.kind for box in alert.boxes]
        self._open(alert, persons=boxes.count(Kind.PERSON), vehicles=boxes.count(Kind.VEHICLE))

    def open_without_camera(self) -> None:
        self._open(None, persons=1, vehicles=0)

    def submit(self) -> None:
        """Records what stands in the form, or says in the form what is missing."""
        offence = self._offence.offence()
        if self._alert is None and not self._place.text().strip():
            self._complain(_("Say where it happened."), self._place)
        elif offence is None:
            self._complain(_("Choose the offence: type a word of it, then ↓ and Enter."), self._offence)
        else:
            self._offence.use_first(offence.code)
            self.recorded.emit(self.alert_id, self._form(offence), self._place.text().strip())

    def retranslate(self) -> None:
        texts = {
            "place": _("Place"),
            "offence": _("Offence"),
            "count": _("Persons, vehicles"),
            "measure": _("What was done"),
            "case": _("Case number"),
            "note": _("Note"),
        }
        for name, text in texts.items():
            self._labels[name].setText(text)
        self._persons.setAccessibleName(_("Persons"))
        self._vehicles.setAccessibleName(_("Vehicles"))
        self._case_number.setPlaceholderText(_("if there is one"))
        self._record.setText(_("Record · Enter"))
        self._back.setText(_("Back · Esc"))
        self._offence.retranslate()
        self._fill_measures()
        self._title.setText(self._title_text())
        shades = colours()
        self.setStyleSheet(
            f"ConfirmForm {{ background: {shades.raised.name()}; border: 1px solid {shades.accent.name()};"
            f" border-radius: 6px; }} QLabel#label {{ color: {shades.quiet.name()}; }}"
            f"QLabel#complaint {{ color: {shades.bad.name()}; }}"
            # The editor within a field must not be framed a second time.
            "QComboBox QLineEdit { border: none; padding: 0; background: transparent; }"
            "QSpinBox QLineEdit { border: none; padding: 0 6px; background: transparent; }"
            "QSpinBox { padding: 3px 0; } QSpinBox:focus { padding: 2px 0; }"
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A closed list of choices swallows Enter, and other fields may: so it is caught before them.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and QApplication.activePopupWidget() is None and watched is not self._back:
                self.submit()
                return True
        return super().eventFilter(watched, event)

    def _open(self, alert: Alert | None, *, persons: int, vehicles: int) -> None:
        self._alert = alert
        for part in (self._place, self._labels["place"]):
            part.setVisible(alert is None)
        self._place.clear()
        self._offence.choose("")
        self._persons.setValue(persons)
        self._vehicles.setValue(vehicles)
        self._measure.setCurrentIndex(0)
        self._case_number.clear()
        self._note.clear()
        self._complaint.hide()
        self._title.setText(self._title_text())
        self.show()
        first = self._offence if alert else self._place
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _form(self, offence: Offence) -> ViolationForm:
        return ViolationForm(
            offence=offence.code,
            persons=self._persons.value(),
            vehicles=self._vehicles.value(),
            action=Measure(self._measure.currentData()).value,
            case_number=self._case_number.text().strip(),
            note=self._note.text().strip(),
        )

    def _complain(self, text: str, field: QWidget) -> None:
        self._complaint.setText(text)
        self._complaint.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _title_text(self) -> str:
        if self._alert is None:
            return _("Record without a camera")
        return _("Record a violation · {camera}").format(camera=self._alert.camera.number)

    def _fill_measures(self) -> None:
        chosen = max(self._measure.currentIndex(), 0)
        self._measure.clear()
        for measure, text in _MEASURES.items():
            self._measure.addItem(_(text), measure.value)
        self._measure.setCurrentIndex(chosen)

    def _lay_out(self) -> None:
        self._title.setStyleSheet("font-weight: bold;")
        self._complaint.setObjectName("complaint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.addWidget(self._title)
        layout.addWidget(self._complaint)
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        counts = QHBoxLayout()
        for counter in (self._persons, self._vehicles):
            counts.addWidget(counter, 1)
        rows: dict[str, QWidget | QHBoxLayout] = {
            "place": self._place,
            "offence": self._offence,
            "count": counts,
            "measure": self._measure,
            "case": self._case_number,
            "note": self._note,
        }
        for row, (name, field) in enumerate(rows.items()):
            self._labels[name].setObjectName("label")
            grid.addWidget(self._labels[name], row, 0)
            if isinstance(field, QHBoxLayout):
                grid.addLayout(field, row, 1)
            else:
                self._labels[name].setBuddy(field)
                grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        layout.addLayout(grid)
        buttons = QHBoxLayout()
        for button in (self._back, self._record):
            buttons.addWidget(button, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self._record.clicked.connect(self.submit)
        self._back.clicked.connect(self.left)
        fields = (self._place, self._offence, self._persons, self._vehicles, self._measure)
        for field in (*fields, self._case_number, self._note, self._record):
            field.installEventFilter(self)
        editor = self._offence.lineEdit()
        if editor is not None:
            editor.installEventFilter(self)
