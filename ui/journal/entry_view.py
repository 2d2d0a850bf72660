"""The table of what was found, as one moves through it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from console.journal.search import FoundEntry
from ui.fields.row_table import show_rows
from ui.journal.entry_table import EntryTable


class EntryView(QTableView):
    """Newest first; what one reads stays chosen while others come. Thread: GUI."""

    entryChosen = Signal(object)  # noqa: N815 - Qt's way; FoundEntry, None where nothing was found
    moreWanted = Signal()  # noqa: N815

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
        self._sought: int | None = None  # the entry to be chosen once it is found
        self._table.moreWanted.connect(self.moreWanted)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def count(self) -> int:
        return self._table.rowCount()

    def at_newest(self) -> bool:
        """Whether nobody reads further down."""
        return self.verticalScrollBar().value() == 0

    def seek(self, seq: int) -> None:
        """Chooses that entry as soon as it is among what is found."""
        self._sought = seq

    def show_first(self, rows: Sequence[FoundEntry], *, total: int) -> None:
        read = self._table.row(self.currentIndex().row())
        self._table.show(rows, total=total)
        row = self._table.row_of(self._sought) if self._sought is not None else -1
        if row >= 0:
            self._sought = None
        else:
            row = self._table.row_of(read.seq) if read else -1
        if row < 0 and rows:
            row = 0
        if row >= 0:
            self.selectRow(row)
        self.entryChosen.emit(self._table.row(row))

    def add(self, rows: Sequence[FoundEntry], *, total: int) -> None:
        self._table.add(rows, total=total)

    def retranslate(self) -> None:
        self._table.retranslate()

    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.entryChosen.emit(self._table.row(current.row()))
