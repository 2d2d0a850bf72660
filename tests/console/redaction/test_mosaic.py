"""What is painted over holds nothing of what was there, and nothing else is touched."""

import av
import numpy as np
import pytest

from console.cameras.polygon import Polygon
from console.media.worker.full_frame import FullFrame
from console.redaction.mosaic import COLUMNS, ROWS, Masks, colours_of, paint_mosaic

WIDTH, HEIGHT = 320, 180


def noise(seed=0, form="yuv420p"):
    planes = np.random.default_rng(seed).integers(0, 256, (HEIGHT * 3 // 2, WIDTH), np.uint8)
    return FullFrame.of(av.VideoFrame.from_ndarray(planes, format=form))


def test_a_mosaic_is_eighteen_colours_and_changes_nothing_outside():
    frame, before = noise(), noise()
    colours = colours_of(frame, (41, 31, 100, 131))
    paint_mosaic(frame, (41, 31, 100, 131), colours)
    assert len(colours) == ROWS * COLUMNS == 18
    inside = frame.y[30:132, 40:100]
    assert len(np.unique(inside)) <= 18
    assert len(np.unique(frame.uv[0, 15:66, 20:50])) <= 18
    frame.y[30:132, 40:100], frame.uv[:, 15:66, 20:50] = before.y[30:132, 40:100], before.uv[:, 15:66, 20:50]
    assert np.array_equal(frame.y, before.y)
    assert np.array_equal(frame.uv, before.uv)


def test_what_is_left_does_not_depend_on_what_was_there():
    """Frame after frame the same colours: many frames tell no more than one."""
    colours = colours_of(noise(), (40, 30, 100, 130))
    one, other = noise(1), noise(2)
    for frame in (one, other):
        paint_mosaic(frame, (40, 30, 100, 130), colours)
    assert np.array_equal(one.y[30:130, 40:100], other.y[30:130, 40:100])
    assert np.array_equal(one.uv[:, 15:65, 20:50], other.uv[:, 15:65, 20:50])


@pytest.mark.parametrize(
    "box", [(-50, -50, 30, 30), (300, 150, 400, 400), (-90, -90, -10, -10), (500, 0, 600, 50), (7, 7, 9, 8)]
)
def test_a_box_may_reach_beyond_the_picture(box):
    frame, before = noise(), noise()
    paint_mosaic(frame, box, ((0, 1, 2),) * 18)
    changed = frame.y != before.y
    x1, y1, x2, y2 = (max(0, side) for side in box)
    assert (frame.y[y1:y2, x1:x2] == 0).all()
    assert changed.sum() <= max(0, x2 - x1 + 2) * max(0, y2 - y1 + 2)


def test_a_small_box_has_colours_too():
    assert len(colours_of(noise(), (10, 10, 13, 14))) == 18


@pytest.mark.parametrize(("form", "black"), [("yuv420p", 16), ("yuvj420p", 0)])
def test_a_mask_is_black_wherever_its_outline_holds(form, black):
    frame, before = noise(form=form), noise(form=form)
    outline = Polygon(((0.1, 0.2), (0.9, 0.3), (0.5, 0.95), (0.45, 0.5)))
    Masks([outline]).paint(frame)
    inside = np.array(
        [[outline.holds((x + 0.5) / WIDTH, (y + 0.5) / HEIGHT) for x in range(WIDTH)] for y in range(HEIGHT)]
    )
    assert inside.sum() > 5000
    assert (frame.y[inside] == black).all()
    assert (frame.uv[:, inside[::2, ::2]] == 128).all()
    untouched = frame.y == before.y
    near = inside.copy()
    for axis in (0, 1):
        near = np.any([np.roll(near, step, axis) for step in range(-3, 4)], axis=0)
    assert untouched[~near].all()


def test_a_mask_reaches_the_edges():
    frame = noise()
    Masks([Polygon(((0, 0), (1, 0), (1, 1), (0, 1)))]).paint(frame)
    assert (frame.y == 16).all()
    assert (frame.uv == 128).all()


def test_without_masks_nothing_is_painted():
    frame, before = noise(), noise()
    Masks([]).paint(frame)
    assert np.array_equal(frame.y, before.y)
