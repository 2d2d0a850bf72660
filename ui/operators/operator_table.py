"""Those who work here, as a table: whoever may sign in comes first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.language import N_, _, language
from console.operators.roles import Role
from ui.theme import colours

COLUMNS = (N_("Full name"), N_("Role"), N_("Signs in by"), N_("Retired"))
_Index = QModelIndex | QPersistentModelIndex


class Listed(Protocol):
    """An operator as the register tells of one."""

    @property
    def name(self) -> str: ...
    @property
    def role(self) -> Role: ...
    @property
    def pin(self) -> bool: ...
    @property
    def retired_utc(self) -> str: ...


class OperatorTable(QAbstractTableModel):
    """Thread: GUI."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listed: list[Listed] = []

    def show(self, listed: Sequence[Listed]) -> None:
        self.beginResetModel()
        self._listed = sorted(listed, key=lambda one: (bool(one.retired_utc), one.name.casefold()))
        self.endResetModel()

    def operator(self, row: int) -> Listed | None:
        return self._listed[row] if 0 <= row < len(self._listed) else None

    def row_of(self, name: str) -> int:
        """-1 where nobody is called so."""
        return next((row for row, one in enumerate(self._listed) if one.name == name), -1)

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if self._listed:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._listed) - 1, len(COLUMNS) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._listed)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.operator(index.row())
        if one is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(one, index.column())
        if role == Qt.ItemDataRole.ForegroundRole and one.retired_utc:
            return colours().quiet
        return None


def _cell(one: Listed, column: int) -> str:
    cells = (
        one.name,
        one.role.title(),
        _("PIN") if one.pin else _("password"),
        _day(one.retired_utc) if one.retired_utc else "",
    )
    return cells[column]


def _day(at_utc: str) -> str:
    day = datetime.fromisoformat(at_utc)
    return day.strftime("%Y-%m-%d" if language() == "en" else "%d.%m.%Y")
