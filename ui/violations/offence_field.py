"""The field in which an offence is found by typing a part of its name or its article."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from console.journal.offences import Offence
from console.language import _


class OffenceField(QComboBox):
    """Offers the catalogue, the offences used last first. Thread: GUI."""

    def __init__(self, offences: Sequence[Offence], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offences = list(offences)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(10)
        self.setCompleter(completer)
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

    def choose(self, code: str) -> None:
        """Fills the field; an unknown code empties it."""
        row = next((row for row, each in enumerate(self._offences) if each.code == code), -1)
        self.setCurrentIndex(row)
        editor = self.lineEdit()
        if row < 0:
            self.clearEditText()
        elif editor is not None:
            editor.setCursorPosition(0)

    def begin(self) -> None:
        """Takes the keys, all selected and seen from its beginning: names are longer than the field."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        editor = self.lineEdit()
        if editor is not None:
            editor.end(False)
            editor.home(True)

    def use_first(self, code: str) -> None:
        """Moves an offence that was just recorded to the top."""
        kept = self._chosen()
        used = [offence for offence in self._offences if offence.code == code]
        self._offences = used + [offence for offence in self._offences if offence.code != code]
        self._fill(kept)

    def retranslate(self) -> None:
        self._fill(self._chosen())

    def _chosen(self) -> str:
        """Code of the one that was chosen last; what was typed since may mean another."""
        chosen = self.currentIndex()
        return self._offences[chosen].code if 0 <= chosen < len(self._offences) else ""

    def _fill(self, kept: str) -> None:
        self.clear()
        self.addItems([f"{offence.name()} · {offence.reference()}" for offence in self._offences])
        self.choose(kept)
        editor = self.lineEdit()
        if editor is not None:
            editor.setPlaceholderText(_("Type a word or an article"))
