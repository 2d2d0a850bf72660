"""A layout: which cameras stand in which cells of one screen's grid."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from console.wall.zoom import Zoom


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the grid, in its columns and rows; one that is bigger than the others covers several."""

    column: int
    row: int
    width: int = 1
    height: int = 1

    def turned(self) -> Cell:
        """With columns for rows."""
        return Cell(self.row, self.column, self.height, self.width)

    def covers(self) -> set[tuple[int, int]]:
        """The (column, row) of all it takes."""
        columns = range(self.column, self.column + self.width)
        rows = range(self.row, self.row + self.height)
        return {(column, row) for row in rows for column in columns}


@dataclass(frozen=True)
class Layout:
    """Cameras by cell, from the top left; "" and what is missing at the end stay empty.

    `big`: cells that cover several places of the grid; the places that they leave are cells of one.
    `zooms`: what each cell shows of its camera's picture; all of it where none is said.

    Raises:
        ValueError: no cell at all, cells beside it or over each other, more cameras or zooms than cells.
    """

    columns: int
    rows: int
    camera_ids: tuple[str, ...] = ()
    big: tuple[Cell, ...] = ()
    zooms: tuple[Zoom, ...] = ()

    def __post_init__(self) -> None:
        if self.columns < 1 or self.rows < 1:
            raise ValueError("a layout has at least one cell")
        taken: set[tuple[int, int]] = set()
        for cell in self.big:
            covers = cell.covers()
            if not covers or any(
                column not in range(self.columns) or row not in range(self.rows) for column, row in covers
            ):
                raise ValueError("a cell stands beside the grid")
            if covers & taken:
                raise ValueError("two cells stand over each other")
            taken |= covers
        if len(self.camera_ids) > len(self.cells):
            raise ValueError("a layout has no more cameras than cells")
        if len(self.zooms) > len(self.cells):
            raise ValueError("a layout has no more zooms than cells")
        told = max((cell for cell, zoom in enumerate(self.zooms, 1) if zoom != Zoom()), default=0)
        object.__setattr__(self, "zooms", self.zooms[:told])  # so that two that look alike are equal

    @classmethod
    def fitting(cls, camera_ids: Iterable[str]) -> Layout:
        """The grid nearest to a square that holds them all: on a 16:9 screen its tiles are 16:9."""
        cameras = tuple(camera_ids)
        columns = max(1, math.ceil(math.sqrt(len(cameras))))
        rows = max(1, math.ceil(len(cameras) / columns))
        return cls(columns, rows, cameras)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """All of them, by the place of their top left corner, row by row."""
        taken = set().union(*(cell.covers() for cell in self.big)) if self.big else set()
        ones = (
            Cell(column, row)
            for row in range(self.rows)
            for column in range(self.columns)
            if (column, row) not in taken
        )
        return tuple(sorted((*self.big, *ones), key=lambda cell: (cell.row, cell.column)))

    @property
    def shape(self) -> tuple[object, ...]:
        """Equal for two of one grid, whatever cameras stand in it and in whatever order `big` is written."""
        return self.columns, self.rows, self.cells

    def camera_at(self, cell: int) -> str:
        """The camera's id, or "" for an empty cell."""
        return self.camera_ids[cell] if cell < len(self.camera_ids) else ""

    def zoom_at(self, cell: int) -> Zoom:
        return self.zooms[cell] if cell < len(self.zooms) else Zoom()

    def zoomed(self, cell: int, zoom: Zoom) -> Layout:
        """With another part of the picture in a cell."""
        zooms = [self.zoom_at(each) for each in range(len(self.cells))]
        zooms[cell] = zoom
        return replace(self, zooms=tuple(zooms))

    def cell_of(self, camera_id: str) -> int:
        """Where a camera stands first; -1 where it does not."""
        return self.camera_ids.index(camera_id) if camera_id in self.camera_ids else -1

    def put(self, cell: int, camera_id: str) -> Layout:
        """With another camera in a cell; "" clears it."""
        cameras = [self.camera_at(each) for each in range(len(self.cells))]
        cameras[cell] = camera_id
        return self.showing(cameras)

    def showing(self, camera_ids: Sequence[str]) -> Layout:
        """With these cameras, by cell; what stays in its cell keeps its zoom."""
        zooms = (
            self.zoom_at(cell) if camera_id == self.camera_at(cell) else Zoom()
            for cell, camera_id in enumerate(camera_ids)
        )
        return replace(self, camera_ids=tuple(camera_ids), zooms=tuple(zooms))

    def swap(self, cell: int, other: int) -> Layout:
        """With what stands in two cells changed over; either may be empty."""
        changed = self.put(cell, self.camera_at(other)).put(other, self.camera_at(cell))
        return changed.zoomed(cell, self.zoom_at(other)).zoomed(other, self.zoom_at(cell))

    def first_empty(self) -> int:
        """The first cell without a camera; -1 where all are taken."""
        empty = (cell for cell in range(len(self.cells)) if not self.camera_at(cell))
        return next(empty, -1)

    def neighbour(self, cell: int, *, columns: int = 0, rows: int = 0) -> int:
        """The cell beside it in that direction; itself at the edge.

        `columns`, `rows`: -1, 0 or 1, one of them 0. Of several that touch it, the one whose middle lies
        nearest to its own; of equal ones the upper or left one.
        """
        own, found = self.cells[cell], []
        for number, other in enumerate(self.cells):
            pair = (own, other) if columns else (own.turned(), other.turned())
            if _touches(*pair, columns or rows):
                found.append((_aside(*pair), number))
        return min(found)[1] if found else cell

    def in_grid(self, grid: Layout, *, keeping: str = "") -> Layout:
        """The same cameras, in their order, in another grid; those that find no cell are left out.

        Empty cells close up only where the grid would lose a camera otherwise. `keeping`: the camera that
        gets the last cell where it would find none.
        """
        stand = [(camera_id, self.zoom_at(cell)) for cell, camera_id in enumerate(self.camera_ids)]
        if len(stand) > len(grid.cells):
            stand = [each for each in stand if each[0]]
        kept, last = stand[: len(grid.cells)], len(grid.cells) - 1
        cameras, zooms = tuple(camera_id for camera_id, _zoom in kept), tuple(zoom for _camera, zoom in kept)
        layout = replace(grid, camera_ids=cameras, zooms=zooms)
        if keeping in ("", *cameras):
            return layout
        return layout.put(last, keeping).zoomed(last, dict(stand).get(keeping, Zoom()))


def _touches(own: Cell, other: Cell, step: int) -> bool:
    """Whether `other` stands at the right side; at the left one for -1."""
    edge = other.column == own.column + own.width if step > 0 else other.column + other.width == own.column
    return edge and own.row < other.row + other.height and other.row < own.row + own.height


def _aside(own: Cell, other: Cell) -> int:
    """Twice how far its middle lies above or below."""
    return abs(2 * other.row + other.height - 2 * own.row - own.height)
