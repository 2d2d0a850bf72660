"""Tiles cover the picture and overlap, whatever its size."""

import itertools

import numpy as np
import pytest

from console.cameras.search_grid import MOST_SIDE, WHOLE, SearchGrid
from console.media.area import OVERLAP, areas

GRIDS = [SearchGrid(x, y) for x in range(1, MOST_SIDE + 1) for y in range(1, MOST_SIDE + 1)]
SIZES = [(1920, 1080), (1919, 1079), (640, 360), (352, 288), (64, 48), (3840, 2160)]


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("grid", [grid for grid in GRIDS if grid != WHOLE])
def test_tiles_cover_the_picture_on_even_lines(grid, width, height):
    cut = areas(grid, width=width, height=height)
    assert len(cut) == grid.columns * grid.rows
    seen = np.zeros((height, width), np.uint8)
    for area in cut:
        assert not any(side % 2 for side in (area.x, area.y, area.width, area.height))
        assert area.x + area.width <= width
        assert area.y + area.height <= height
        seen[area.y : area.y + area.height, area.x : area.x + area.width] += 1
    assert seen[: height // 2 * 2, : width // 2 * 2].min() >= 1


def test_neighbours_overlap_by_a_part_of_their_side():
    cut = areas(SearchGrid(3, 2), width=1920, height=1080)
    for before, after in itertools.pairwise(cut[:3]):
        assert before.x + before.width - after.x == pytest.approx(OVERLAP * before.width, abs=4)
    shared = cut[0].y + cut[0].height - cut[3].y
    assert shared == pytest.approx(OVERLAP * cut[0].height, abs=4)


def test_the_whole_picture_has_no_tiles():
    assert areas(WHOLE, width=1920, height=1080) == ()
