"""Colours in words that agree with what has them; nothing where they are not sure."""

from __future__ import annotations

import pytest

from console.alerts.appearance import appearance
from console.detection.colour import Colour
from console.detection.detection import Box, Kind
from console.language import use_language

RED, BLUE, DARK, WHITE = Colour.RED, Colour.BLUE, Colour.DARK, Colour.WHITE


def box(label, kind, *worn):
    return Box(label, kind, 0.9, 0, 0, 10, 20, worn=worn)


@pytest.mark.parametrize(
    ("worn", "words"),
    [
        ((RED, RED), "person in red"),
        ((DARK, DARK), "person in dark clothes"),
        ((RED, DARK), "person, red above, dark below"),
        ((BLUE, None), "person, blue above"),
        ((None, WHITE), "person, white below"),
        ((None, None), ""),
    ],
)
def test_what_a_person_wears(worn, words):
    assert appearance(box("person", Kind.PERSON, *worn)) == words


@pytest.mark.parametrize(
    ("worn", "words"),
    [
        ((WHITE, WHITE), "white car"),
        ((DARK, WHITE), "white car"),  # dark panes
        ((RED, None), "red car"),  # seen from above
        ((DARK, DARK), "dark car"),
        ((None, DARK), ""),  # the shade under it
        ((BLUE, None), ""),  # the sky in its panes
        ((WHITE, None), ""),
        ((DARK, None), ""),
        ((RED, BLUE), ""),
        ((None, None), ""),
    ],
)
def test_a_vehicle_has_the_colour_of_its_body(worn, words):
    assert appearance(box("car", Kind.VEHICLE, *worn)) == words


@pytest.mark.parametrize("label", ["truck", "bus", "motorcycle", "motorbike", "train"])
def test_every_vehicle_has_its_noun(label):
    noun = {"motorbike": "motorcycle", "train": "vehicle"}.get(label, label)
    assert appearance(box(label, Kind.VEHICLE, WHITE, WHITE)) == f"white {noun}"


def test_a_bag_is_no_description():
    assert appearance(box("backpack", Kind.OTHER, RED, RED)) == ""


@pytest.mark.parametrize("code", ["ru", "kk", "en"])
@pytest.mark.parametrize("colour", Colour)
def test_each_colour_has_a_word_in_each_language(code, colour):
    use_language(code)
    told = [
        appearance(box(label, kind, colour, below))
        for label, kind in (("person", Kind.PERSON), ("car", Kind.VEHICLE), ("truck", Kind.VEHICLE))
        for below in (colour, DARK)
    ]
    assert all("{" not in text for text in told) and told[0]
