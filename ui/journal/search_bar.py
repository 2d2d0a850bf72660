"""What is looked for in the journal: words, kinds of entries, and what became of violations."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.journal.entry import Kind
from console.journal.search import Query, Standing
from console.language import N_, _
from ui.theme import colours
from ui.violations.form_frame import Tone

DEBOUNCE_MS = 200  # a search a word, not one a letter
PAGE = 200

_KINDS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    (N_("Everything"), ()),
    (N_("Violations"), (Kind.VIOLATION_RECORDED, Kind.VIOLATION_AMENDED, Kind.VIOLATION_VOIDED)),
    (
        N_("Alerts"),
        (
            Kind.ALERT_RAISED,
            Kind.ALERT_TAKEN,
            Kind.ALERT_ESCALATED,
            Kind.ALERT_DISMISSED,
            Kind.ALERT_REOPENED,
            Kind.ALERT_EXPIRED,
        ),
    ),
    (
        N_("Evidence"),
        (Kind.EVIDENCE_STORED, Kind.EVIDENCE_HELD, Kind.EVIDENCE_RELEASED, Kind.EVIDENCE_ERASED),
    ),
    (N_("Cameras"), (Kind.CAMERA_LOST, Kind.CAMERA_RESTORED, Kind.CAMERA_CHANGED, Kind.DECODER_DIED)),
    (
        N_("People and shifts"),
        (Kind.SIGNED_IN, Kind.SIGNED_OUT, Kind.SHIFT_OPENED, Kind.SHIFT_CLOSED, Kind.REFUSED),
    ),
)
_STANDINGS = {Standing.AMENDED: N_("Amended"), Standing.VOIDED: N_("Voided")}


class SearchBar(QWidget):
    """Thread: GUI. Says when something else is looked for; typing is waited out."""

    changed = Signal()
    exportWanted = Signal()  # noqa: N815 - Qt's way
    tableWanted = Signal()  # noqa: N815 - down into what was found

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLineEdit()
        self._words.setClearButtonEnabled(True)
        self._words.installEventFilter(self)
        self._kinds = QComboBox()
        self._count = QLabel()
        self._export = QPushButton()
        self._chips = {standing: _chip() for standing in _STANDINGS}
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._lay_out()
        self._words.textChanged.connect(lambda _text: self._debounce.start())
        self._words.returnPressed.connect(self.changed)
        self._kinds.currentIndexChanged.connect(lambda _row: self.changed.emit())
        self._debounce.timeout.connect(self.changed)
        self._export.clicked.connect(self.exportWanted)
        for standing, chip in self._chips.items():
            chip.toggled.connect(lambda on, chosen=standing: self._on_standing(chosen, on))
        self.retranslate()

    def query(self) -> Query:
        """What is being looked for, without the page."""
        kinds = _KINDS[max(self._kinds.currentIndex(), 0)][1]
        standing = next((each for each, chip in self._chips.items() if chip.isChecked()), Standing.ANY)
        return Query(words=self._words.text().strip(), kinds=kinds, standing=standing, limit=PAGE)

    def focus_words(self) -> None:
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()

    def look_soon(self) -> None:
        """Looks again once nothing has happened for a moment."""
        self._debounce.start()

    def rest(self) -> None:
        """It is being looked for now."""
        self._debounce.stop()

    def say(self, text: str, tone: Tone) -> None:
        """How many were found, or how what was asked for ended."""
        self._count.setText(text)
        self._count.setStyleSheet(f"color: {getattr(colours(), tone.value).name()}; padding: 0 8px;")

    def retranslate(self) -> None:
        self._words.setPlaceholderText(_("Words, camera number, place, operator, article…"))
        self._words.setAccessibleName(_("Search the journal"))
        chosen = max(self._kinds.currentIndex(), 0)
        self._kinds.blockSignals(True)
        self._kinds.clear()
        self._kinds.addItems([_(name) for name, _kinds in _KINDS])
        self._kinds.setCurrentIndex(chosen)
        self._kinds.blockSignals(False)
        self._kinds.setAccessibleName(_("Kinds of entries"))
        self._export.setText(_("Export…"))
        self._export.setToolTip(_("Writes what is being looked for into a file"))
        for standing, chip in self._chips.items():
            chip.setText(_(_STANDINGS[standing]))
            chip.setToolTip(_("Only violations that became this"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QKeyEvent() if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
                self.tableWanted.emit()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        top, below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._words, 1)
        for part in (self._kinds, self._export):
            top.addWidget(part)
        for chip in self._chips.values():
            below.addWidget(chip)
        below.addStretch(1)
        below.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addLayout(below)

    def _on_standing(self, chosen: Standing, on: bool) -> None:
        """One at the most: a violation that is void is looked for as that."""
        for standing, chip in self._chips.items():
            if on and standing is not chosen and chip.isChecked():
                chip.blockSignals(True)
                chip.setChecked(False)
                chip.blockSignals(False)
        self.changed.emit()


def _chip() -> QPushButton:
    chip = QPushButton()
    chip.setCheckable(True)
    return chip
