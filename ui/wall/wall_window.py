"""A wall window: one frameless window a screen, a grid of tiles, one of them chosen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QScreen,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from console.language import _
from console.wall.layout import Layout
from console.wall.standing import Standing
from console.wall.zoom import Zoom
from ui.theme import DARK
from ui.wall.age_clock import AgeClock
from ui.wall.empty_cell import paint_empty_choice
from ui.wall.missing_cells import paint_missing
from ui.wall.tile_feed import WallEngine
from ui.wall.tile_look import TileAlert
from ui.wall.tile_view import TileView
from ui.wall.wall_drop import WallDrop
from ui.wall.wall_grid import ARROWS, cell_rects, cell_under
from ui.wall.wall_tiles import WallTiles

ZOOM_PAUSE_MS = 250  # a picture that is drawn along is one change


class WallWindow(QWidget):
    """Shows a layout on a screen. The frame clock must watch it. Thread: GUI."""

    tileChosen = Signal(str)  # noqa: N815 - the camera's id, "" for an empty cell
    tileOpened = Signal(str)  # noqa: N815 - double click or Enter
    layoutChanged = Signal(object)  # noqa: N815 - Layout, whoever changed it

    def __init__(
        self, engine: WallEngine, layout: Layout, screen: QScreen | None = None, *, number: int = 1
    ) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAcceptDrops(True)
        self.setWindowTitle(_("Wall {number}").format(number=number))
        self.number = number
        self.cameras = engine.cameras
        self._standing = Standing(layout)
        self._chosen = self._full = -1  # and the cell that fills the window
        self._tiles = WallTiles(engine, self, name=f"wall-{number}", connect=self._connect)
        self._drop = WallDrop(self)
        self._zoom_pause = QTimer(self, singleShot=True, interval=ZOOM_PAUSE_MS)
        self._zoom_pause.timeout.connect(lambda: self.layoutChanged.emit(self.grid))
        self._age_clock = AgeClock(engine.clock, tiles=lambda: self.tiles, parent=self)
        self._tiles.show(layout)
        if screen is not None:
            self.setScreen(screen)
            self.setGeometry(screen.geometry())
        self._arrange()

    # what it shows

    @property
    def grid(self) -> Layout:
        return self._standing.layout

    @property
    def shown(self) -> Layout:
        """What stands on it now, in the cells of `grid`."""
        return self._standing.shown

    @property
    def tiles(self) -> list[TileView]:
        return self._tiles.shown

    def show_layout(self, layout: Layout) -> None:
        """A camera that stays keeps its tile and the choice; the counts go on."""
        self._full = -1
        self._chosen = layout.cell_of(camera_id) if (camera_id := self.chosen_camera_id) else -1
        self._show(layout)

    def cover(self, layout: Layout | None) -> None:
        """Shows other cameras in its own cells, None for those put there; the choice stays where it is."""
        before, self._standing = self.shown, self._standing.covered(layout)
        if self.shown != before:
            self._rebuild()

    def tile_of(self, camera_id: str) -> TileView | None:
        """The first of its tiles."""
        return next(iter(self._tiles.of(camera_id)), None)

    def tile_at(self, cell: int) -> TileView | None:
        return self._tiles.at(cell)

    def set_alert(self, camera_id: str, priority: int, text: str, raised_mono_ns: int) -> None:
        """Frames that camera's tiles, also those that this window shows of it later."""
        self._tiles.set_alert(camera_id, TileAlert(priority, text, raised_mono_ns))

    def clear_alert(self, camera_id: str) -> None:
        self._tiles.clear_alert(camera_id)

    # what the operator changes

    def put(self, camera_id: str, cell: int | None = None, *, zoom: Zoom | None = None) -> int:
        """Shows a camera in a cell: the chosen one, else the first empty one, else the first of all.

        Returns the cell; -1 for a camera that is not known. `zoom`: what of its picture, if not all.
        """
        if camera_id not in self.cameras:
            return -1
        if cell is None:
            cell = self._chosen if self._chosen >= 0 else max(0, self.grid.first_empty())
        layout = self.grid.put(cell, camera_id)
        self._change(layout if zoom is None else layout.zoomed(cell, zoom))
        return cell

    def clear(self, cell: int) -> None:
        """Leaves a cell empty."""
        self._change(self.grid.put(cell, ""))

    def swap(self, cell: int, other: int) -> None:
        """Two cells change their cameras, or an empty place for one; the choice goes with its camera."""
        before = self.chosen_camera_id
        self._chosen = {cell: other, other: cell}.get(self._chosen, self._chosen)
        self._change(self.grid.swap(cell, other), before=before)
        self._mark_chosen()

    def choose_grid(self, grid: Layout) -> None:
        """The same cameras in another grid; what finds no cell comes back with a larger one.

        The chosen camera always finds one: it is what the operator works with.
        """
        wide, camera_id = self._standing.wide or self.grid, self.chosen_camera_id
        layout = wide.in_grid(grid, keeping=camera_id)
        self._full = -1
        if self._chosen >= 0:
            cell = layout.cell_of(camera_id) if camera_id else -1
            self._chosen = cell if cell >= 0 else min(self._chosen, len(layout.cells) - 1)
        self._change(layout, before=camera_id, wide=wide)

    # the chosen tile

    @property
    def chosen_cell(self) -> int:
        """-1 where none is."""
        return self._chosen

    @property
    def chosen_tile(self) -> TileView | None:
        return self._tiles.at(self._chosen)

    @property
    def chosen_camera_id(self) -> str:
        return self.shown.camera_at(self._chosen) if self._chosen >= 0 else ""

    def choose_cell(self, cell: int) -> None:
        """Marks a cell, 0 from the top left; -1 for none. It may be empty, or marked already."""
        if cell != self._chosen:
            self._chosen = cell
            self._mark_chosen()
            if self._full >= 0 and cell >= 0:  # the one that fills the window is always the chosen one
                self._full = cell
                self._arrange()
        self.tileChosen.emit(self.chosen_camera_id)

    def choose_camera(self, camera_id: str) -> None:
        """Marks its tile; none where this window does not show it, but an empty cell stays chosen."""
        if camera_id == self.chosen_camera_id:  # it may stand in several cells
            return
        cell = self.shown.cell_of(camera_id)
        cell = cell if cell >= 0 else self.grid.cell_of(camera_id)
        if cell >= 0 or self.chosen_camera_id:
            self.choose_cell(cell)

    def choose_neighbour(self, columns: int, rows: int) -> None:
        """Moves the choice to the cell beside it (-1, 0 or 1 each), stopping at the edge."""
        beside = self.grid.neighbour(max(self._chosen, 0), columns=columns, rows=rows)
        self.choose_cell(beside if self._chosen >= 0 else 0)

    @property
    def is_full(self) -> bool:
        return self._full >= 0  # one tile fills the window

    def toggle_full(self) -> None:
        """The chosen tile fills the window, or goes back to its cell."""
        self._full = -1 if self._full >= 0 or self.chosen_tile is None else self._chosen
        self._arrange()

    @property
    def counts(self) -> WallTiles:
        """What its tiles painted and were due, those too that have gone."""
        return self._tiles

    def shown_cameras(self) -> set[str]:
        """Those whose tiles can be seen."""
        return {tile.camera.id for tile in self.tiles if tile.camera and tile.isVisible()}

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
        if key in ARROWS:
            self.choose_neighbour(*ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen >= 0:
            self.tileOpened.emit(self.chosen_camera_id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.choose_cell(self.cell_at(event.position().toPoint()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), DARK.ground)
        paint_missing(painter, self.grid, self.cell_rect)
        if self._chosen >= 0 and self.chosen_tile is None:
            paint_empty_choice(painter, self.shown_rect(self._chosen))
        painter.end()

    # the grid

    def cell_rect(self, cell: int) -> QRect:
        """A cell's place in the window."""
        return cell_rects(self.grid, self.size())[cell]

    def shown_rect(self, cell: int) -> QRect:
        """The same; all of the window for the one that fills it."""
        return self.rect() if cell == self._full else self.cell_rect(cell)

    def cell_at(self, point: QPoint) -> int:
        return self._full if self._full >= 0 else cell_under(cell_rects(self.grid, self.size()), point)

    def _connect(self, tile: TileView) -> None:
        tile.clicked.connect(lambda: self.choose_cell(self._tiles.cell_of(tile)))
        tile.doubleClicked.connect(lambda: self.tileOpened.emit(tile.camera.id if tile.camera else ""))
        tile.dragged.connect(lambda: self._drop.carry(self._tiles.cell_of(tile)))
        tile.zoomed.connect(lambda: self._keep_zoom(self._tiles.cell_of(tile), tile.zoom.kept))

    def _keep_zoom(self, cell: int, zoom: Zoom) -> None:
        """What is seen of a camera is a part of the layout, which is told once a hand rests."""
        before, self._standing = self.grid, self._standing.zoomed(cell, zoom)
        if self.grid is not before:
            self._zoom_pause.start()

    def _change(self, layout: Layout, *, before: str | None = None, wide: Layout | None = None) -> None:
        """`before`: the camera that was chosen, where the choice has changed already."""
        if layout == self.grid:
            return
        before = self.chosen_camera_id if before is None else before
        self._show(layout, wide=wide)
        if self.chosen_camera_id != before:
            self.tileChosen.emit(self.chosen_camera_id)

    def _show(self, layout: Layout, *, wide: Layout | None = None) -> None:
        self._standing = self._standing.changed(layout, wide=wide)
        self._rebuild()
        self.layoutChanged.emit(layout)

    def _rebuild(self) -> None:
        self._tiles.show(self.shown)
        self._mark_chosen()
        self._arrange()
        for tile in self.tiles:
            tile.ask_now()

    def _mark_chosen(self) -> None:
        for tile in self.tiles:
            tile.unchoose()
        if self.chosen_tile is not None:
            self.chosen_tile.choose()
        self.update()

    def _arrange(self) -> None:
        rects = cell_rects(self.grid, self.size())
        for cell, tile in enumerate(self._tiles.by_cell):
            if tile is not None:
                tile.setGeometry(self.rect() if cell == self._full else rects[cell])
                tile.setVisible(self._full in (-1, cell))
        self.update()
