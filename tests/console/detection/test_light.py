"""A colour's word is told where it is sure, and by no light that colours everything."""

from __future__ import annotations

import numpy as np
import pytest

from console.detection.colour import UNKNOWN, Colour
from console.detection.light import Light, light_of, worn

DAY = Light((97, 123, 120), tells_colours=True)  # of a real square in daylight
GREY_COAT, JEANS = (110, 108, 104), (110, 93, 85)


def scene(*, coloured: int = 40, cast: tuple[float, float, float] = (1, 1, 1)) -> np.ndarray:
    """A street: grey noise with a lawn; `coloured`: by how much the lawn is green."""
    chance = np.random.default_rng(3)
    pixels = np.repeat(chance.integers(60, 190, (416, 416, 1)), 3, axis=2).astype(float)
    pixels[300:, :, 1] += coloured
    return np.clip(pixels * cast, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("bgr", "word"),
    [
        ((30, 25, 190), Colour.RED),
        ((70, 40, 210), Colour.RED),
        ((20, 110, 230), Colour.ORANGE),
        ((30, 205, 225), Colour.YELLOW),
        ((60, 150, 50), Colour.GREEN),
        ((190, 90, 50), Colour.BLUE),
        ((170, 40, 140), Colour.PURPLE),
        ((216, 214, 211), Colour.WHITE),
        ((40, 37, 45), Colour.DARK),
        (JEANS, None),
        (GREY_COAT, None),
        ((90, 60, 140), None),  # between purple and red, and weak
        ((60, 90, 130), None),  # brown
    ],
)
def test_a_strong_colour_has_its_word_and_a_weak_one_none(bgr, word):
    assert worn(np.array([*bgr, *GREY_COAT], np.float32), DAY) == (word, None)
    assert worn(np.array([*GREY_COAT, *bgr], np.float32), DAY) == (None, word)


def test_what_is_white_or_dark_is_so_against_its_scene():
    bright, dim = Light((180, 182, 181), tells_colours=True), Light((60, 62, 61), tells_colours=True)
    white, dark = np.array([190.0] * 6, np.float32), np.array([50.0] * 6, np.float32)
    assert worn(white, bright) == UNKNOWN
    assert worn(white, DAY) == (Colour.WHITE, Colour.WHITE)
    assert worn(dark, dim) == UNKNOWN
    assert worn(dark, DAY) == (Colour.DARK, Colour.DARK)


def test_by_infrared_light_nothing_has_a_colour_and_in_daylight_it_has():
    red = np.array([20, 20, 200] * 2, np.float32)
    assert light_of(scene()).tells_colours
    assert worn(red, light_of(scene())) == (Colour.RED, Colour.RED)
    infrared = light_of(scene(coloured=0))
    assert not infrared.tells_colours
    assert worn(red, infrared) == UNKNOWN


def test_under_one_lamp_nothing_has_a_colour():
    assert not light_of(scene(cast=(0.3, 0.7, 1))).tells_colours


def test_a_colour_that_is_the_scenes_own_cast_has_no_word():
    evening = light_of(scene(cast=(0.62, 0.8, 1)))
    assert evening.tells_colours
    # As strong as an orange, but a grey thing in that light looks so.
    lit = np.array([110, 150, 195] * 2, np.float32)
    assert worn(lit, evening) == UNKNOWN
