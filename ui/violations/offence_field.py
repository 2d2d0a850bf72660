"""The field in which an offence is found by typing a part of its name or its article."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QWidget

from console.journal.offences import Offence
from console.language import _
from ui.fields.ranking import Ranking
from ui.violations.offence_row import ROW_ROLE, OffenceDelegate, OffenceRow

_SEEN_AT_ONCE = 6
_LIST_PX = 380  # names are longer than the field
# A step that is not seen would take an offence unread: they show the list.
_STEPS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class OffenceField(QComboBox):
    """Offers the catalogue, the offences used last first. Thread: GUI.

    A list shows what fits while one types, and everything for ↓; Enter takes the row that is marked there.
    """

    def __init__(self, offences: Sequence[Offence], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offences = tuple(offences)
        self._used: list[str] = []  # codes, the newest first
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self._editor = QLineEdit()
        self.setLineEdit(self._editor)
        self._found = QStandardItemModel(self)
        self._rows = QListView()
        self._completer = self._make_completer()
        self._editor.textEdited.connect(self._offer)
        self.retranslate()

    def offence(self) -> Offence | None:
        """The one that stands in the field, or the only one that what was typed can mean."""
        typed = " ".join(self.currentText().split()).casefold()
        if not typed:
            return None
        texts = [self.itemText(row).casefold() for row in range(self.count())]
        exact = [row for row, text in enumerate(texts) if text == typed]
        rows = exact or [row for row, text in enumerate(texts) if typed in text]
        return self._offences[rows[0]] if len(rows) == 1 or exact else None

    def lack_text(self) -> str:
        """Why there is no offence."""
        typed = self.currentText().strip()
        if typed and not self._ranking.find(typed):
            return _("No offence has “{typed}” in it. ↓ shows them all.").format(typed=typed)
        return _("Choose the offence: type a word of it and press Enter, or ↓ for all.")

    def choose(self, code: str) -> None:
        """Fills the field; an unknown code empties it."""
        row = next((row for row, each in enumerate(self._offences) if each.code == code), -1)
        self.setCurrentIndex(row)
        if row < 0:
            self.clearEditText()
        self._editor.setCursorPosition(0)  # names are longer than the field

    def begin(self) -> None:
        """Takes the keys, all selected and seen from its beginning."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._editor.end(False)
        self._editor.home(True)

    def use_first(self, code: str) -> None:
        """An offence that was just recorded is offered before the others."""
        self._used = [code, *(each for each in self._used if each != code)]

    def retranslate(self) -> None:
        kept = self._chosen()
        self.clear()
        self.addItems([f"{offence.name()} · {offence.reference()}" for offence in self._offences])
        self._ranking = Ranking([OffenceRow.of(offence) for offence in self._offences])
        self.choose(kept)
        self._editor.setPlaceholderText(_("Type a word or an article"))

    def showPopup(self) -> None:
        """Everything, whatever stands in the field."""
        self._offer("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _make_completer(self) -> QCompleter:
        """Driven by hand: only so what is marked in the list leaves alone what was typed."""
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_SEEN_AT_ONCE)
        completer.setWidget(self._editor)
        completer.setPopup(self._rows)
        self._rows.setItemDelegate(OffenceDelegate(self._rows))
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        completer.activated.connect(self._take)
        return completer

    def _take(self, text: str) -> None:
        self.setCurrentIndex(self.findText(text))
        self._editor.setCursorPosition(0)

    def _offer(self, typed: str) -> None:
        """The list of what fits, what was used last first; its first row marked."""
        self._found.clear()
        used = {code: place for place, code in enumerate(self._used)}
        found = self._ranking.find(typed, last_used=self._used)
        for row in sorted(found, key=lambda each: used.get(each.id, len(used))):
            item = QStandardItem(f"{row.text} · {row.offence.reference()}")
            item.setData(row, ROW_ROLE)
            self._found.appendRow(item)
        if not self._found.rowCount():
            self._rows.hide()
            return
        width_px = max(self.width(), _LIST_PX)
        place = QRect(self.width() - width_px, 0, width_px, self.height())
        self._completer.complete(place.translated(-self._editor.pos()))
        self._rows.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _chosen(self) -> str:
        """Code of the one that was chosen last; what was typed since may mean another."""
        chosen = self.currentIndex()
        return self._offences[chosen].code if 0 <= chosen < len(self._offences) else ""
