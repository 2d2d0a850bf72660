"""What is kept by name, as a table: those with a key come first, by their digit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QObject, Qt

from console.language import N_
from console.wall.scene import Scene, folded
from console.wall.tour import Tour
from ui.actions import layout_chord
from ui.fields.row_table import Index, RowTable
from ui.violations.moment import moment_text

COLUMNS = (N_("Called by"), N_("Name"), N_("Kind"), N_("Cameras"), N_("Saved by"), N_("Saved"))
NAME = 1


class SceneTable(RowTable[Scene]):
    """Thread: GUI."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)

    def show(self, scenes: Iterable[Scene]) -> None:
        self.set_rows(sorted(scenes, key=lambda each: (each.key or "~", folded(each.name))))

    def row_of(self, name: str) -> int:
        """-1 where nothing is called so."""
        rows = (row for row, scene in enumerate(self.rows) if folded(scene.name) == folded(name))
        return next(rows, -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        scene = self.row(index.row())
        if scene is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        cells = (
            layout_chord(scene.key) if scene.key else "",
            scene.name,
            scene.kind.title(),
            _cameras(scene, self.rows),
            scene.by,
            _saved(scene.at_utc),
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


def _saved(at_utc: str) -> str:
    """Local time; what a hand has written there instead of a time is shown as it stands."""
    try:
        return moment_text(datetime.fromisoformat(at_utc).astimezone())
    except ValueError:
        return at_utc
