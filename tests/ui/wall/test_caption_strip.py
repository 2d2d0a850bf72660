"""Captions are large enough, fit, and can be read on snow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter

from tests.ui.wall.conftest import camera
from ui.theme import DARK, contrast
from ui.wall.caption_strip import QUIET, Caption, CaptionStrip, Shade, strip_height
from ui.wall.text_painter import metrics, tile_font
from ui.wall.tile_measure import TileMeasure

SIZES = [(160, 90), (240, 135), (480, 270), (1920, 1080)]
LONG = Caption("0402", "Crossing of a long avenue and a street with a very long name, north side")


def test_a_caption_is_never_too_small():
    heights = range(40, 2200, 7)
    assert [h for h in heights if TileMeasure.of(h).caption_px < max(11, h * 0.035)] == []


def test_the_place_is_named_once():
    assert Caption.of(camera(name="School 1, yard", place="School 1")).title == "School 1, yard"
    assert Caption.of(camera(name="yard", place="School 1")).title == "School 1, yard"


@pytest.mark.parametrize("size", SIZES)
def test_text_stands_out_on_snow(qapp, size):
    image = painted(size, Caption("", ""))
    font_px = metrics(tile_font(TileMeasure.of(size[1]).caption_px))
    foot = size[1] - (strip_height(size[1]) - round(font_px.height() * 1.8)) - 1
    letters_top = foot - font_px.descent() - font_px.ascent() + (font_px.ascent() - font_px.capHeight())
    for colour in (DARK.text, QUIET):
        assert contrast(colour, image.pixelColor(size[0] - 1, letters_top)) >= 4.5


@pytest.mark.parametrize("size", SIZES)
def test_a_long_caption_is_cut_within_the_tile(qapp, size):
    with_text, without = painted(size, LONG), painted(size, Caption("", ""))
    columns = [
        x
        for x in range(size[0])
        if any(with_text.pixel(x, y) != without.pixel(x, y) for y in range(size[1] * 2 // 3, size[1]))
    ]
    assert min(columns) >= 3
    assert max(columns) <= size[0] - 3


def painted(size, caption):
    image = QImage(QSize(*size), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    CaptionStrip().paint(painter, QSize(*size), caption=caption, shade=Shade.OVER_PICTURE, inset_px=0)
    painter.end()
    return image
