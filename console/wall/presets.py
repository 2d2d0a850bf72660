"""The grids that are offered: even ones, and those with a few big cells among many small."""

from __future__ import annotations

from collections.abc import Mapping

from console.wall.layout import Cell, Layout

MOST = 12  # columns or rows that are offered: smaller tiles tell nothing


def even(columns: int, rows: int) -> Layout:
    """A grid of equal cells."""
    return Layout(columns, rows)


# By the number of big and of small cells, as wall controllers name them.
PRESETS: Mapping[str, Layout] = {
    **{f"{side}×{side}": even(side, side) for side in range(1, MOST + 1)},
    "2×1": even(2, 1),
    "3×2": even(3, 2),
    "4×3": even(4, 3),
    "12×7": even(12, 7),  # 84 tiles of a 1920×1080 screen: 336 cameras on four
    "1+5": Layout(3, 3, big=(Cell(0, 0, 2, 2),)),
    "1+7": Layout(4, 4, big=(Cell(0, 0, 3, 3),)),
    "1+12": Layout(4, 4, big=(Cell(1, 1, 2, 2),)),
    "2+8": Layout(4, 4, big=(Cell(0, 0, 2, 2), Cell(2, 0, 2, 2))),
    "3+4": Layout(4, 4, big=(Cell(0, 0, 2, 2), Cell(2, 0, 2, 2), Cell(0, 2, 2, 2))),
    "1+16": Layout(5, 5, big=(Cell(0, 0, 3, 3),)),
}
# From one cell to many, as "next grid" goes through them.
BY_SIZE: tuple[Layout, ...] = tuple(
    sorted(PRESETS.values(), key=lambda grid: (len(grid.cells), grid.columns, len(grid.big)))
)


def grid_beside(grid: Layout, *, step: int) -> Layout:
    """The next grid that is offered (-1: the one before), round the end; else the next in size."""
    shapes = [each.shape for each in BY_SIZE]
    if grid.shape in shapes:
        return BY_SIZE[(shapes.index(grid.shape) + step) % len(BY_SIZE)]
    smaller = sum(len(each.cells) <= len(grid.cells) for each in BY_SIZE)
    return BY_SIZE[(smaller + min(step, 0)) % len(BY_SIZE)]
