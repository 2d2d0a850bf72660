"""Both themes can be read: contrast, fonts, signs."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette, QRawFont
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QTableWidget, QTreeWidget, QWidget

from ui import theme
from ui.theme import DARK, LIGHT, Theme

SURFACES = ("ground", "panel", "raised", "field")
TEXTS = ("text", "quiet", "accent", "priority_1", "priority_2", "priority_3", "good", "warning", "bad")
SHAPES = ("edge", "person", "vehicle", "other", "accent")
ON = (("on_accent", "accent"), *(("on_priority", f"priority_{n}") for n in (1, 2, 3)))
BOTH = pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])


def test_contrast_is_that_of_the_standard():
    assert theme.contrast(QColor("#000"), QColor("#FFF")) == pytest.approx(21)
    assert theme.contrast(QColor("#767676"), QColor("#FFF")) == pytest.approx(4.54, abs=0.01)


@BOTH
@pytest.mark.parametrize("surface", SURFACES)
def test_text_and_shapes_stand_out(tokens, surface):
    ground = getattr(tokens, surface)
    low = {name: theme.contrast(getattr(tokens, name), ground) for name in TEXTS}
    assert {name: ratio for name, ratio in low.items() if ratio < 4.5} == {}
    low = {name: theme.contrast(getattr(tokens, name), ground) for name in SHAPES}
    assert {name: ratio for name, ratio in low.items() if ratio < 3} == {}


@BOTH
def test_text_on_colour_stands_out(tokens):
    low = {pair: theme.contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) for pair in ON}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


@BOTH
def test_priorities_differ_by_more_than_colour(tokens):
    assert len(set(theme.PRIORITY_SIGNS.values())) == 3
    assert len({tokens.priority(n).rgb() for n in (1, 2, 3)}) == 3


@BOTH
def test_the_style_sheet_names_only_known_tokens(tokens):
    assert re.findall(r"@\w+", theme.style_sheet(tokens)) == []


def test_our_fonts_set_all_three_languages(qapp):
    assert theme.FAMILY in QFontDatabase.families()
    for weight in (QFont.Weight.Normal, QFont.Weight.Bold):
        font = theme.text_font(14, weight)
        assert QFontInfo(font).exactMatch()
        raw = QRawFont.fromFont(font)
        missing = [sign for sign in "ЁёӘәҒғҚқҢңӨөҰұҮүҺһІі№«»…·–" if not raw.supportsCharacter(ord(sign))]
        assert missing == []


def test_switching_recolours_the_application(qapp):
    try:
        theme.apply_theme(qapp, Theme.LIGHT)
        assert theme.colours() is LIGHT
        assert qapp.palette().color(QPalette.ColorRole.Window) == LIGHT.panel
    finally:
        theme.apply_theme(qapp, Theme.DARK)
    assert qapp.palette().color(QPalette.ColorRole.Window) == DARK.panel


def test_icons_carry_their_colour(qapp):
    for priority in (1, 2, 3):
        image = theme.priority_icon(priority).pixmap(32, 32).toImage()
        assert image.pixelColor(16, 18).rgb() == DARK.priority(priority).rgb()


@pytest.mark.parametrize("view", [QListWidget, QTableWidget, QTreeWidget])
def test_a_list_that_has_the_keys_has_a_ring(qapp, view):
    window = QWidget()
    one, other = view(window), QLineEdit(window)
    other.move(0, 220)
    one.resize(200, 200)
    window.show()
    window.activateWindow()
    edges = []
    for each in (other, one):
        each.setFocus()
        qapp.processEvents()
        edges.append(one.grab().toImage().pixelColor(1, 100).name())
    assert edges[0] != edges[1] == theme.colours().accent.name()


@pytest.mark.parametrize("which", Theme)
def test_a_box_of_choices_has_a_flat_arrow_that_is_seen(qapp, which):
    try:
        theme.apply_theme(qapp, which)
        box = QComboBox()
        box.resize(120, 32)
        image = box.grab(QRect(96, 6, 20, 20)).toImage()
    finally:
        theme.apply_theme(qapp, Theme.DARK)
    field = (DARK if which is Theme.DARK else LIGHT).field
    found = {image.pixelColor(x, y).rgb() for x in range(20) for y in range(20)}
    assert max(theme.contrast(QColor(shade), field) for shade in found) >= 3
    edges = [image.pixelColor(x, y).rgb() for x, y in ((0, 0), (0, 19), (19, 0), (19, 19))]
    assert set(edges) == {field.rgb()}  # no button around it


def test_what_is_typed_into_is_no_greyer_than_what_it_stands_on():
    assert LIGHT.field.lightness() > LIGHT.panel.lightness()
    assert theme.palette(LIGHT).color(QPalette.ColorRole.Base) == LIGHT.field
