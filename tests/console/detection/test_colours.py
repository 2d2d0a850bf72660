"""What colour a box is, read from its letterbox."""

import numpy as np
import pytest

from console.detection.colours import colours_of
from console.detection.detection import Box, Kind

RED, BLUE, GREY = (20, 30, 200), (210, 40, 10), (114, 114, 114)


def picture():
    """Somebody in red above and blue below, from 100,100 to 120,160 in letterbox px."""
    pixels = np.full((416, 416, 3), GREY, np.uint8)
    pixels[100:130, 100:120], pixels[130:160, 100:120] = RED, BLUE
    return pixels


def test_above_and_below():
    box = Box("person", Kind.PERSON, 0.9, 200, 200, 240, 320)
    assert colours_of(box, picture(), scale=0.5) == pytest.approx([*RED, *BLUE], abs=20)


@pytest.mark.parametrize(
    "corners", [(0, 0, 0, 0), (832, 832, 832, 832), (-5, -5, 3, 3), (820, 820, 832, 832)]
)
def test_a_box_of_nothing_or_at_the_rim_has_a_colour_too(corners):
    found = colours_of(Box("person", Kind.PERSON, 0.9, *corners), picture(), scale=0.5)
    assert found.shape == (6,)
    assert np.isfinite(found).all()
