"""Says in the top line what the monitor in use shows: a layout by its name, or a tour and its time."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from console.layouts import Layouts
from ui.desk.top_bar import TopBar
from ui.desk.wall_chip import WallChip
from ui.tours import Tours
from ui.wall.wall_window import WallWindow
from ui.walls import Walls

_LOOK_EACH_MS = 250


class WallChipAsk(QObject):
    """Thread: GUI."""

    def __init__(self, walls: Walls, *, layouts: Layouts, tours: Tours, top_bar: TopBar) -> None:
        super().__init__(walls)
        self._walls, self._layouts, self._tours = walls, layouts, tours
        self.chip = WallChip()
        top_bar.add_chip(self.chip)
        self._timer = QTimer(self, interval=_LOOK_EACH_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Of the monitor that a layout's key would change."""
        wall = self._walls.in_use
        if wall is None:
            self.chip.show_nothing()
        elif tour := self._tours.name_on(wall):
            self.chip.show_tour(wall.number, tour, left_ns=self._tours.left_ns(wall))
        elif name := self._name_of(wall):
            self.chip.show_layout(wall.number, name)
        else:
            self.chip.show_nothing()

    def _name_of(self, wall: WallWindow) -> str:
        """Of the layout that is kept just so; "" once somebody changed what is shown."""
        scenes = (kept.scene for kept in self._layouts.kept)
        return next((scene.name for scene in scenes if scene.content == wall.grid), "")
