"""Those who work here, as a table: whoever may sign in comes first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, Qt

from console.language import N_, _
from console.operators.roles import Role
from ui.fields.row_table import Index, RowTable
from ui.theme import colours
from ui.violations.moment import day_text

COLUMNS = (N_("Full name"), N_("Role"), N_("Signs in by"), N_("Retired"))


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


class OperatorTable(RowTable[Listed]):
    """Thread: GUI."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)

    def show(self, listed: Sequence[Listed]) -> None:
        self.set_rows(sorted(listed, key=lambda one: (bool(one.retired_utc), one.name.casefold())))

    def row_of(self, name: str) -> int:
        """-1 where nobody is called so."""
        return next((row for row, one in enumerate(self.rows) if one.name == name), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.row(index.row())
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
        day_text(datetime.fromisoformat(one.retired_utc).astimezone()) if one.retired_utc else "",
    )
    return cells[column]
