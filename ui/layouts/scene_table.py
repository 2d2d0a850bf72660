"""What is kept by name, as a table: those with a key come first, by their digit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.language import N_, _, language
from console.wall.scene import Scene, folded
from console.wall.tour import Tour

COLUMNS = (N_("Called by"), N_("Name"), N_("Kind"), N_("Cameras"), N_("Saved by"), N_("Saved"))
NAME = 1
_Index = QModelIndex | QPersistentModelIndex


class SceneTable(QAbstractTableModel):
    """Thread: GUI."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scenes: list[Scene] = []

    def show(self, scenes: Iterable[Scene]) -> None:
        self.beginResetModel()
        self._scenes = sorted(scenes, key=lambda each: (each.key or "~", folded(each.name)))
        self.endResetModel()

    def scene(self, row: int) -> Scene | None:
        return self._scenes[row] if 0 <= row < len(self._scenes) else None

    def row_of(self, name: str) -> int:
        """-1 where nothing is called so."""
        rows = (row for row, scene in enumerate(self._scenes) if folded(scene.name) == folded(name))
        return next(rows, -1)

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if self._scenes:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._scenes) - 1, len(COLUMNS) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._scenes)

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
        scene = self.scene(index.row())
        if scene is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        cells = (
            f"G {scene.key}" if scene.key else "",
            scene.name,
            scene.kind.title(),
            _cameras(scene, self._scenes),
            scene.by,
            moment_text(scene.at_utc),
        )
        return cells[index.column()]


def _cameras(scene: Scene, others: Iterable[Scene]) -> str:
    """How many different ones are seen, those of a tour's layouts too."""
    ids = scene.camera_ids()
    if isinstance(scene.content, Tour):
        named = {folded(step.layout) for step in scene.content.steps}
        for other in others:
            if folded(other.name) in named and not isinstance(other.content, Tour):
                ids |= other.camera_ids()
    return str(len(ids))


def moment_text(at: str | datetime) -> str:
    """Local time; what a hand has written there instead of a time is shown as it stands."""
    try:
        moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    except ValueError:
        return str(at)
    return moment.astimezone().strftime("%Y-%m-%d %H:%M" if language() == "en" else "%d.%m.%Y %H:%M")
