"""The tiles of a wall window: a camera that stays keeps its tile, whatever cell it stands in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import count

from PySide6.QtWidgets import QWidget

from console.media.feed_state import TileState
from console.wall.layout import Layout
from ui.wall.tile_feed import WallEngine
from ui.wall.tile_look import TileAlert
from ui.wall.tile_view import TileView
from ui.wall.tile_ways import AgeTimer


class WallTiles:
    """Tiles by cell, their alerts, and the counts of all that there were. Thread: GUI."""

    def __init__(
        self, engine: WallEngine, window: QWidget, *, name: str, connect: Callable[[TileView], None]
    ) -> None:
        """`name` tells the outputs of this window from those of others; `connect` hears of each new tile."""
        self.by_cell: list[TileView | None] = []
        self.shown: list[TileView] = []
        self._engine = engine
        self._window = window
        self._names = (f"{name}.{number}" for number in count())
        self._connect = connect
        self._alerts: dict[str, TileAlert] = {}
        self._before = [0, 0, 0, 0]  # painted, due, wanted, lag of the tiles that have gone

    def show(self, layout: Layout) -> None:
        """Tiles for its cameras: those that are there already, then new ones; the rest goes.

        Each shows of its picture what the layout says.
        """
        left: dict[str, list[TileView]] = defaultdict(list)
        for each in self.shown:
            left[each.camera.id if each.camera else ""].append(each)
        before, self.by_cell = self.by_cell, [None] * len(layout.cells)
        # First those that stay where they are: of two tiles of a camera none changes places for nothing.
        for cell, tile in enumerate(before[: len(layout.cells)]):
            if tile is not None and tile.camera and tile.camera.id == layout.camera_at(cell):
                self.by_cell[cell] = tile
                left[tile.camera.id].remove(tile)
        for cell, camera_id in enumerate(layout.camera_ids):
            if self.by_cell[cell] is None:
                self.by_cell[cell] = left[camera_id].pop() if left[camera_id] else self._made(camera_id)
        for tiles in left.values():
            for gone in tiles:
                self._let_go(gone)
        self.shown = [tile for tile in self.by_cell if tile is not None]
        for cell, tile in enumerate(self.by_cell):
            if tile is not None:
                tile.zoom.put(layout.zoom_at(cell))

    def at(self, cell: int) -> TileView | None:
        return self.by_cell[cell] if 0 <= cell < len(self.by_cell) else None

    def cell_of(self, tile: TileView) -> int:
        return self.by_cell.index(tile)

    def of(self, camera_id: str) -> list[TileView]:
        """Its tiles, from the first cell on."""
        return [tile for tile in self.shown if tile.camera and tile.camera.id == camera_id]

    def set_alert(self, camera_id: str, alert: TileAlert) -> None:
        """Frames its tiles, those to come as well."""
        self._alerts[camera_id] = alert
        for tile in self.of(camera_id):
            _frame(tile, alert)

    def clear_alert(self, camera_id: str) -> None:
        self._alerts.pop(camera_id, None)
        for tile in self.of(camera_id):
            tile.clear_alert()

    # the counts

    def painted(self) -> int:
        """Distinct frames drawn in paint events."""
        return self._before[0] + sum(tile.painted for tile in self.shown)

    def due(self) -> int:
        """Frames that the sources sent to visible tiles; shedding never lowers it."""
        return self._before[1] + sum(tile.due() for tile in self.shown)

    def wanted(self) -> int:
        """Of the frames due, those that the tiles were to show: all, unless load is shed."""
        return self._before[2] + sum(tile.wanted() for tile in self.shown)

    def lag_ns(self) -> int:
        """From arrival to paint, added up over the frames painted."""
        return self._before[3] + sum(tile.lag_ns for tile in self.shown)

    def live(self, now_ns: int) -> int:
        feeds = (tile.feed for tile in self.shown)
        return sum(feed is not None and feed.state(now_ns) is TileState.LIVE for feed in feeds)

    # making

    def _made(self, camera_id: str) -> TileView | None:
        camera = self._engine.cameras.get(camera_id)
        if camera is None:
            return None
        tile = TileView(
            self._engine.clock,
            latest=self._engine.latest,
            name=next(self._names),
            masks=self._engine.masking,
            age_timer=AgeTimer.OF_WINDOW,
            parent=self._window,
        )
        tile.show_camera(camera, self._engine.host.feeds.get(camera_id))
        if alert := self._alerts.get(camera_id):
            _frame(tile, alert)
        self._connect(tile)
        return tile

    def _let_go(self, tile: TileView) -> None:
        tile.hide()
        counts = (tile.painted, tile.due(), tile.wanted(), tile.lag_ns)
        self._before = [before + more for before, more in zip(self._before, counts, strict=True)]
        tile.deleteLater()


def _frame(tile: TileView, alert: TileAlert) -> None:
    tile.set_alert(alert.priority, alert.text, alert.raised_mono_ns)
