"""The entries that a search found, as a table; more are asked for as one scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from console.journal.entry import Kind
from console.journal.search import FoundEntry
from console.journal.wording import is_relief
from console.language import N_
from ui.fields.row_table import Index, RowTable
from ui.theme import colours
from ui.violations.moment import day_text

COLUMNS = (N_("No."), N_("Time"), N_("Kind"), N_("Camera, place"), N_("Operator"), N_("Summary"))
KIND_COLUMN = 2
_STRONG = (Kind.VIOLATION_RECORDED, Kind.VIOLATION_AMENDED, Kind.VIOLATION_VOIDED)
_WARNING = (Kind.FAULT_NOTED, Kind.CAMERA_LOST, Kind.DECODER_DIED, Kind.LOAD_SHED, Kind.REFUSED)


def time_text(entry: FoundEntry) -> str:
    """By the desk's wall clock of then, with its offset: "23.11.2026 23:00:00 +5"."""
    local = entry.local_time()
    if local is None:
        return entry.at_utc
    offset = local.utcoffset() or timedelta()
    sign = "−" if offset < timedelta() else "+"
    hours, minutes = divmod(abs(int(offset.total_seconds())) // 60, 60)
    return f"{day_text(local)} {local:%H:%M:%S} {sign}{hours}" + (f":{minutes:02}" if minutes else "")


def where_text(entry: FoundEntry) -> str:
    return " · ".join(part for part in (entry.camera_number, entry.place) if part)


class EntryTable(RowTable[FoundEntry]):
    """Newest first. Thread: GUI."""

    moreWanted = Signal()  # noqa: N815 - Qt's way; the view came to the end of what is here

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)
        self._total = 0
        self._asked = False

    def row_of(self, seq: int) -> int:
        """-1 where it is not here."""
        return next((row for row, entry in enumerate(self.rows) if entry.seq == seq), -1)

    def show(self, entries: Sequence[FoundEntry], *, total: int) -> None:
        self._total, self._asked = total, False
        self.set_rows(entries)

    def add(self, entries: Sequence[FoundEntry], *, total: int) -> None:
        """Older ones; what was written meanwhile may have pushed known ones into this page."""
        known = {entry.seq for entry in self.rows}
        new = [entry for entry in entries if entry.seq not in known]
        self._total, self._asked = (total if new else len(self.rows)), False
        if new:
            first = len(self.rows)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self.rows += new
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._asked and len(self.rows) < self._total

    def fetchMore(self, _parent: Index) -> None:
        self._asked = True
        self.moreWanted.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.row(index.row())
        if entry is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _cell(entry, index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return _colour(entry, index.column())
        return None


def _cell(entry: FoundEntry, column: int) -> str:
    cells = (
        lambda: str(entry.seq),
        lambda: time_text(entry),
        entry.title,
        lambda: where_text(entry),
        lambda: entry.actor,
        entry.summary,
    )
    return cells[column]()


def _colour(entry: FoundEntry, column: int) -> object:
    shades = colours()
    if column < 2:
        return shades.quiet
    if column == KIND_COLUMN and entry.kind in _STRONG:
        return shades.accent
    if column == KIND_COLUMN and entry.kind in _WARNING and not is_relief(entry.kind, entry.body):
        return shades.warning
    return None
