"""A layout holds what it is given and refuses what has no cell."""

from __future__ import annotations

import pytest

from console.wall.layout import Cell, Layout
from console.wall.presets import PRESETS


@pytest.mark.parametrize(
    ("count", "grid"), [(0, (1, 1)), (1, (1, 1)), (2, (2, 1)), (5, (3, 2)), (36, (6, 6)), (64, (8, 8))]
)
def test_the_fitting_grid_is_near_a_square(count, grid):
    layout = Layout.fitting(str(n) for n in range(count))
    assert (layout.columns, layout.rows) == grid
    assert len(layout.camera_ids) == count


def test_cells_without_a_camera_are_empty():
    layout = Layout(2, 2, ("a", "", "b"))
    assert [layout.camera_at(cell) for cell in range(4)] == ["a", "", "b", ""]


@pytest.mark.parametrize("wrong", [(0, 1, ()), (1, 0, ()), (1, 1, ("a", "b"))])
def test_what_cannot_be_shown_is_refused(wrong):
    with pytest.raises(ValueError, match="a layout has"):
        Layout(*wrong)


def test_a_big_cell_takes_the_place_of_those_it_covers():
    layout = Layout(3, 3, big=(Cell(0, 0, 2, 2),))
    assert [(cell.column, cell.row) for cell in layout.cells] == [
        (0, 0),
        (2, 0),
        (2, 1),
        (0, 2),
        (1, 2),
        (2, 2),
    ]


@pytest.mark.parametrize(
    "big", [(Cell(2, 0, 2, 1),), (Cell(-1, 0),), (Cell(0, 0, 0, 1),), (Cell(0, 0, 2, 2), Cell(1, 1))]
)
def test_cells_beside_the_grid_or_over_each_other_are_refused(big):
    with pytest.raises(ValueError, match="cell"):
        Layout(3, 3, big=big)


def test_a_camera_is_put_into_a_cell_and_taken_out():
    layout = Layout(2, 2, ("a",)).put(3, "b")
    assert layout.camera_ids == ("a", "", "", "b")
    assert layout.cell_of("b") == 3
    assert layout.put(3, "").cell_of("b") == -1


def test_another_grid_keeps_the_order_and_closes_gaps_only_where_it_must():
    layout = Layout(2, 2, ("a", "", "b", "c"))
    assert layout.in_grid(Layout(3, 2)).camera_ids == ("a", "", "b", "c")
    assert layout.in_grid(Layout(3, 1)).camera_ids == ("a", "b", "c")
    assert layout.in_grid(Layout(1, 1)).camera_ids == ("a",)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_covers_its_grid_and_is_named_after_its_cells(name):
    grid = PRESETS[name]
    covered = [place for cell in grid.cells for place in cell.covers()]
    assert len(covered) == len(set(covered)) == grid.columns * grid.rows
    numbers = [int(part) for part in name.replace("×", "+").split("+")]
    assert len(grid.cells) == (sum(numbers) if "+" in name else numbers[0] * numbers[1])
