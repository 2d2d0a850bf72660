import pytest

from console.cameras.search_grid import WHOLE, SearchGrid


@pytest.mark.parametrize(("columns", "rows", "looks"), [(1, 1, 1), (2, 1, 3), (3, 2, 7), (4, 4, 17)])
def test_tiles_come_on_top_of_the_whole(columns, rows, looks):
    grid = SearchGrid(columns, rows)
    assert grid.looks == looks
    assert SearchGrid.parse(str(grid)) == grid


def test_the_whole_picture_is_the_default():
    assert SearchGrid() == SearchGrid.parse("1×1") == WHOLE


@pytest.mark.parametrize("sides", [(0, 1), (1, 5), (5, 1), (-1, 2)])
def test_no_grid_is_larger_than_what_its_slot_holds(sides):
    with pytest.raises(ValueError, match="no grid"):
        SearchGrid(*sides)
