"""A layout holds what it is given and refuses what has no cell."""

from __future__ import annotations

import pytest

from console.wall.layout import Cell, Layout
from console.wall.presets import PRESETS, grid_beside
from console.wall.zoom import Fit, Zoom


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


def test_what_stands_in_two_cells_changes_over():
    assert Layout(2, 2, ("a",)).swap(0, 3).camera_ids == ("", "", "", "a")
    assert Layout(2, 1, ("a", "b")).swap(0, 1).camera_ids == ("b", "a")


def test_the_first_empty_cell_is_found():
    assert Layout(2, 2, ("a", "", "b")).first_empty() == 1
    assert Layout(1, 1, ("a",)).first_empty() == -1


# 1+5: the big cell is 0, to its right stand 1 and 2, below it 3, 4, 5 from the left.
@pytest.mark.parametrize(
    ("cell", "columns", "rows", "found"),
    [
        (0, 1, 0, 1),  # two touch it equally: the upper one
        (0, 0, 1, 3),
        (0, -1, 0, 0),  # the edge
        (2, -1, 0, 0),
        (2, 0, 1, 5),
        (4, 0, -1, 0),
        (5, 1, 0, 5),
        (3, 1, 0, 4),
    ],
)
def test_the_neighbour_in_a_mixed_grid_is_the_cell_that_touches(cell, columns, rows, found):
    assert PRESETS["1+5"].neighbour(cell, columns=columns, rows=rows) == found


def test_every_cell_of_a_mixed_grid_is_reached_by_arrows():
    for grid in PRESETS.values():
        reached, border = {0}, [0]
        while border:
            cell = border.pop()
            for step in ({"columns": 1}, {"columns": -1}, {"rows": 1}, {"rows": -1}):
                if (beside := grid.neighbour(cell, **step)) not in reached:
                    reached.add(beside)
                    border.append(beside)
        assert reached == set(range(len(grid.cells)))


def test_grids_follow_by_size_and_go_round():
    seen = [PRESETS["1×1"]]
    for _n in PRESETS:
        seen.append(grid_beside(seen[-1], step=1))
    assert seen[-1] == seen[0]
    assert set(seen) == set(PRESETS.values())
    assert [len(grid.cells) for grid in seen[:-1]] == sorted(len(grid.cells) for grid in seen[:-1])
    assert grid_beside(seen[1], step=-1) == seen[0]


def test_beside_a_grid_that_is_not_offered_stand_the_next_in_size():
    five = Layout(5, 1)
    assert len(grid_beside(five, step=1).cells) == 6
    assert len(grid_beside(five, step=-1).cells) == 4


NEAR, FILLED = Zoom(2.0, 0.3, 0.7), Zoom(fit=Fit.FILL)


def test_a_zoom_stays_with_its_camera_and_goes_when_another_comes():
    layout = Layout(2, 2, ("a", "b", "c")).zoomed(1, NEAR)
    assert layout.put(0, "d").put(1, "b").zoom_at(1) == NEAR
    assert layout.put(1, "d").zooms == layout.put(1, "").zooms == ()
    assert [layout.swap(1, 3).zoom_at(cell) for cell in range(4)] == [Zoom(), Zoom(), Zoom(), NEAR]
    both = layout.zoomed(2, FILLED).swap(1, 2)
    assert (both.camera_ids[1:3], both.zooms) == (("c", "b"), (Zoom(), FILLED, NEAR))


def test_two_that_look_alike_are_equal_however_their_zooms_are_said():
    assert Layout(2, 1, ("a",), zooms=(Zoom(), Zoom())) == Layout(2, 1, ("a",))
    with pytest.raises(ValueError, match="no more zooms"):
        Layout(1, 1, zooms=(NEAR, NEAR))


def test_zooms_go_with_their_cameras_into_another_grid():
    layout = Layout(2, 2, ("a", "", "b", "c")).zoomed(2, NEAR).zoomed(3, FILLED)
    assert layout.in_grid(Layout(3, 2)).zooms == (Zoom(), Zoom(), NEAR, FILLED)
    assert layout.in_grid(Layout(3, 1)).zooms == (Zoom(), NEAR, FILLED)
    kept = layout.in_grid(Layout(2, 1), keeping="c")
    assert (kept.camera_ids, kept.zooms) == (("a", "c"), (Zoom(), FILLED))
    assert layout.in_grid(Layout(1, 1), keeping="d").camera_ids == ("d",)
