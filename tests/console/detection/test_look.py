"""One look: what is seen, followed, and what it wears as far as that is sure."""

from __future__ import annotations

import numpy as np
import pytest

from console.detection.colour import UNKNOWN, Colour
from console.detection.detection import Box, Kind
from console.detection.look import look
from console.detection.tracker import Tracker
from tests.console.review_desk import STREET

SIZE = (832, 468)  # px; half of it in the letterbox
LAWN, GREY, RED = (60, 140, 60), (110, 110, 110), (30, 25, 190)


class StreetModel:
    """Sees one person at the place given."""

    def __init__(self, *, height):
        self.box = Box("person", Kind.PERSON, 0.9, 400, 100, 400 + height / 2, 100 + height)

    def detect(self, _pixels, *, scale, width, height):
        return (self.box,)


def street(model):
    """The person in red above and in grey below, beside a lawn."""
    pixels = np.full((416, 416, 3), GREY, np.uint8)
    pixels[200:] = LAWN
    x1, y1, x2, y2 = (round(side / 2) for side in (model.box.x1, model.box.y1, model.box.x2, model.box.y2))
    pixels[y1 : (y1 + y2) // 2, x1:x2] = RED
    pixels[(y1 + y2) // 2 : y2, x1:x2] = GREY
    return pixels


@pytest.mark.parametrize(
    ("height", "worn"),
    [
        (120, (Colour.RED, None)),
        (50, UNKNOWN),  # too small to be sure
    ],
)
def test_a_person_in_red_wears_red_from_the_third_look_on(height, worn):
    tracker, model = Tracker(), StreetModel(height=height)
    seen = []
    for number in range(4):
        (box,) = look(
            model,
            tracker,
            STREET,
            pixels=street(model),
            scale=0.5,
            size=SIZE,
            at_ns=number * 66_000_000,
        )
        seen.append(box.worn)
    assert seen == [UNKNOWN, UNKNOWN, worn, worn]


def test_in_a_picture_without_colours_nobody_wears_any():
    tracker, model = Tracker(), StreetModel(height=120)
    for number in range(4):
        grey = street(model).mean(axis=2, keepdims=True).repeat(3, axis=2).astype(np.uint8)
        (box,) = look(model, tracker, STREET, pixels=grey, scale=0.5, size=SIZE, at_ns=number * 66_000_000)
    assert box.worn == UNKNOWN
