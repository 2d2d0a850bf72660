"""The table of what was found, as one moves through it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from console.journal.entry import Kind
from console.journal.search import FoundEntry
from console.journal.wording import kind_titles
from ui.fields.row_table import show_rows
from ui.journal.entry_table import KIND_COLUMN, EntryTable

_BESIDE_PX = 16  # a cell's own margins, and a little


class EntryView(QTableView):
    """Newest first; what one reads stays chosen while others come. Thread: GUI."""

    entryChosen = Signal(object)  # noqa: N815 - Qt's way; FoundEntry, None where nothing was found
    moreWanted = Signal()  # noqa: N815
    evidenceWanted = Signal()  # noqa: N815 - Enter: on to the files of the chosen entry

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = EntryTable(self)
        self.setModel(self._table)
        show_rows(self)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(30)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        for column, width in enumerate((64, 178, 200, 170, 110)):
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self._table.moreWanted.connect(self.moreWanted)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def count(self) -> int:
        return self._table.rowCount()

    def at_newest(self) -> bool:
        """Whether nobody reads further down."""
        return self.verticalScrollBar().value() == 0

    def show_first(self, rows: Sequence[FoundEntry], *, total: int, chosen: int | None = None) -> None:
        """Chooses the entry of that number; where it is not here, the one that was read, else the newest."""
        read = self._table.row(self.currentIndex().row())
        self._table.show(rows, total=total)
        wanted = (chosen, read.seq if read else None)
        found = (self._table.row_of(seq) for seq in wanted if seq is not None)
        row = next((row for row in found if row >= 0), 0 if rows else -1)
        if row >= 0:
            self.selectRow(row)
        self.entryChosen.emit(self._table.row(row))

    def leave(self) -> None:
        """Nothing is read any more: the newest will be chosen."""
        self.setCurrentIndex(QModelIndex())

    def add(self, rows: Sequence[FoundEntry], *, total: int) -> None:
        self._table.add(rows, total=total)

    def retranslate(self) -> None:
        """No title of a kind is cut, whatever the language."""
        self._table.retranslate()
        titles = (title for kind in Kind for title in kind_titles(kind))
        self.setColumnWidth(KIND_COLUMN, max(map(self.fontMetrics().horizontalAdvance, titles)) + _BESIDE_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.count() - 1}  # by itself: the row's first, last cell
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.evidenceWanted.emit()
        elif event.key() in ends and self.count():
            self.selectRow(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.entryChosen.emit(self._table.row(current.row()))
