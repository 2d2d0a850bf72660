"""A chosen cell without a camera: its frame, and how a camera comes there."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from console.language import _
from ui.theme import DARK
from ui.wall.alert_painter import paint_choice
from ui.wall.text_painter import Line, paint_block
from ui.wall.tile_measure import TileMeasure


def paint_empty_choice(painter: QPainter, rect: QRect) -> None:
    measure = TileMeasure.of(rect.height())
    lines = (
        Line((_("Empty cell"),), measure.headline_px, DARK.text),
        Line(
            (_("Type a camera's number and press Enter, or drag one here."), _("Number, then Enter")),
            measure.caption_px,
            DARK.quiet,
        ),
    )
    paint_block(painter, rect.adjusted(8, 8, -8, -8), lines=lines, picture=None)
    paint_choice(painter, rect)
