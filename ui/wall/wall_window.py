"""A wall window: one frameless window a screen, a grid of tiles, one of them chosen."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QScreen,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from console.language import _
from console.media.feed_state import TileState
from console.wall.layout import Layout
from ui.theme import DARK
from ui.wall.age_clock import AgeClock
from ui.wall.missing_cells import paint_missing
from ui.wall.tile_feed import WallEngine
from ui.wall.tile_view import AgeTimer, TileView

GAP_PX = 3
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class WallWindow(QWidget):
    """Shows a layout on a screen. The frame clock must watch it. Thread: GUI."""

    tileChosen = Signal(str)  # noqa: N815 - the camera's id, "" for an empty cell
    tileOpened = Signal(str)  # noqa: N815 - double click or Enter
    layoutChanged = Signal(object)  # noqa: N815 - Layout

    def __init__(
        self, engine: WallEngine, layout: Layout, screen: QScreen | None = None, *, number: int = 1
    ) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setWindowTitle(_("Wall {number}").format(number=number))
        self.number = number
        self.tiles: list[TileView] = []
        self._engine = engine
        self._layout = layout
        self._cover: Layout | None = None
        self._cells: list[TileView | None] = []
        self._chosen = -1
        self._full = -1  # the cell that fills the window
        self._painted_before = 0  # by tiles of earlier layouts
        self._due_before = self._wanted_before = self._lag_before_ns = 0
        self._age_clock = AgeClock(engine.clock, tiles=lambda: self.tiles, parent=self)
        self._build()
        if screen is not None:
            self.setScreen(screen)
            self.setGeometry(screen.geometry())

    # what it shows

    @property
    def grid(self) -> Layout:
        """Its own layout: what was put there, whatever is shown over it for a while."""
        return self._layout

    @property
    def shown(self) -> Layout:
        """What stands on it now, in the cells of `grid`."""
        return self._layout if self._cover is None else self._cover

    def show_layout(self, layout: Layout) -> None:
        """Changes the grid and its cameras; the counts go on."""
        if self._cover is not None and len(self._cover.cells) != len(layout.cells):
            self._cover = None
        self._layout = layout
        self._rebuild()
        self.layoutChanged.emit(layout)

    def cover(self, layout: Layout | None) -> None:
        """Shows other cameras in its own cells, None for those put there; the choice stays where it is."""
        before, cell = self.shown, self._chosen
        self._cover = layout
        if self.shown != before:
            self._rebuild()
            self._chosen = cell
            if (tile := self._tile_at(cell)) is not None:
                tile.choose()

    def put(self, camera_id: str, cell: int | None = None) -> None:
        """Shows a camera in a cell, or in the chosen one."""
        cell = max(self._chosen, 0) if cell is None else cell
        self.show_layout(self._layout.put(cell, camera_id))
        self.choose_cell(cell)

    def tile_of(self, camera_id: str) -> TileView | None:
        return next((tile for tile in self.tiles if tile.camera and tile.camera.id == camera_id), None)

    def set_alert(self, camera_id: str, priority: int, text: str, raised_mono_ns: int) -> None:
        """Frames that camera's tile, if this window shows it."""
        if (tile := self.tile_of(camera_id)) is not None:
            tile.set_alert(priority, text, raised_mono_ns)

    def clear_alert(self, camera_id: str) -> None:
        if (tile := self.tile_of(camera_id)) is not None:
            tile.clear_alert()

    # the chosen tile

    @property
    def chosen_cell(self) -> int:
        """0 from the top left; -1 for none."""
        return self._chosen

    @property
    def chosen_camera_id(self) -> str:
        return self.shown.camera_at(self._chosen) if self._chosen >= 0 else ""

    def choose_cell(self, cell: int) -> None:
        """Marks a cell, 0 from the top left; -1 for none."""
        if cell == self._chosen:
            return
        if (before := self._tile_at(self._chosen)) is not None:
            before.unchoose()
        self._chosen = cell
        if (now := self._tile_at(cell)) is not None:
            now.choose()
            if self._full >= 0:  # the one that fills the window is always the chosen one
                self._full = cell
                self._arrange()
        self.update()
        self.tileChosen.emit(self.chosen_camera_id)

    def choose_camera(self, camera_id: str) -> None:
        """Marks its tile; none where this window does not show it."""
        cell = self.shown.cell_of(camera_id)
        self.choose_cell(cell if cell >= 0 else self._layout.cell_of(camera_id))

    def choose_neighbour(self, columns: int, rows: int) -> None:
        """Moves the choice by so many cells, stopping at the edge."""
        if self._chosen < 0:
            self.choose_cell(0)
            return
        row, column = divmod(self._chosen, self._layout.columns)
        column = min(max(column + columns, 0), self._layout.columns - 1)
        row = min(max(row + rows, 0), self._layout.rows - 1)
        self.choose_cell(row * self._layout.columns + column)

    def toggle_full(self) -> None:
        """The chosen tile fills the window, or goes back to its cell."""
        chosen = self._tile_at(self._chosen)
        self._full = -1 if self._full >= 0 or chosen is None else self._chosen
        self._arrange()

    # the counts

    def painted_total(self) -> int:
        """Distinct frames drawn in paint events since the window was made."""
        return self._painted_before + sum(tile.painted for tile in self.tiles)

    def due_total(self) -> int:
        """Frames that the sources sent to its visible tiles; shedding never lowers it."""
        return self._due_before + sum(tile.due() for tile in self.tiles)

    def shown_cameras(self) -> set[str]:
        """Those whose tiles can be seen."""
        return {tile.camera.id for tile in self.tiles if tile.camera and tile.isVisible()}

    def wanted_total(self) -> int:
        """Of the frames due, those that its tiles were to show: all, unless load is shed."""
        return self._wanted_before + sum(tile.wanted() for tile in self.tiles)

    def lag_total_ns(self) -> int:
        """From arrival to paint, added up over the frames painted."""
        return self._lag_before_ns + sum(tile.lag_ns for tile in self.tiles)

    def live_count(self, now_ns: int) -> int:
        feeds = (tile.feed for tile in self.tiles)
        return sum(feed is not None and feed.state(now_ns) is TileState.LIVE for feed in feeds)

    # time and Qt's events

    def poll(self, now_ns: int) -> None:
        """Called at each tick of the frame clock: tiles with a new picture paint themselves."""
        for tile in self.tiles:
            tile.poll(now_ns)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._age_clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._age_clock.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.choose_neighbour(*_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen >= 0:
            self.tileOpened.emit(self.chosen_camera_id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), DARK.ground)
        paint_missing(painter, self._layout, self.cell_rect)
        if self._chosen >= 0 and self._tile_at(self._chosen) is None and self._full < 0:
            painter.setPen(DARK.accent)
            painter.drawRect(self.cell_rect(self._chosen).adjusted(0, 0, -1, -1))
        painter.end()

    # the grid

    def cell_rect(self, cell: int) -> QRect:
        """A cell's place in the window; the pixels that do not divide are spread over the cells."""
        row, column = divmod(cell, self._layout.columns)
        left, right = _span(self.width(), self._layout.columns, column)
        # An odd width takes libswscale's slow way: 237 pixels cost 356 µs a picture, 238 cost 108.
        right -= (right - left) % 2
        top, bottom = _span(self.height(), self._layout.rows, row)
        return QRect(left, top, right - left, bottom - top)

    def _rebuild(self) -> None:
        self._painted_before, self._due_before = self.painted_total(), self.due_total()
        self._wanted_before, self._lag_before_ns = self.wanted_total(), self.lag_total_ns()
        self._build()
        self._arrange()

    def _build(self) -> None:
        for tile in self.tiles:
            tile.hide()
            tile.deleteLater()
        self._chosen = self._full = -1
        self._cells = [
            self._make_tile(cell, camera_id) for cell, camera_id in enumerate(self.shown.camera_ids)
        ]
        self.tiles = [tile for tile in self._cells if tile is not None]

    def _make_tile(self, cell: int, camera_id: str) -> TileView | None:
        camera = self._engine.cameras.get(camera_id)
        if camera is None:
            return None
        name = f"wall-{self.number}.{cell}"
        tile = TileView(
            self._engine.clock,
            latest=self._engine.latest,
            name=name,
            age_timer=AgeTimer.OF_WINDOW,
            parent=self,
        )
        tile.show_camera(camera, self._engine.host.feeds.get(camera_id))
        tile.clicked.connect(lambda: self.choose_cell(cell))
        tile.doubleClicked.connect(lambda: self.tileOpened.emit(camera_id))
        return tile

    def _arrange(self) -> None:
        for cell, tile in enumerate(self._cells):
            if tile is None:
                continue
            tile.setGeometry(self.rect() if cell == self._full else self.cell_rect(cell))
            tile.setVisible(self._full in (-1, cell))
        self.update()

    def _tile_at(self, cell: int) -> TileView | None:
        return self._cells[cell] if 0 <= cell < len(self._cells) else None


def _span(length_px: int, count: int, index: int) -> tuple[int, int]:
    """The first pixel of a cell and the one after its last, with GAP_PX between cells."""
    room = length_px - GAP_PX * (count - 1)
    first = room * index // count + GAP_PX * index
    last = room * (index + 1) // count + GAP_PX * index
    return first, last
