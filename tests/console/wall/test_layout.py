"""A layout holds what it is given and refuses what has no cell."""

from __future__ import annotations

import pytest

from console.wall.layout import Layout


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
