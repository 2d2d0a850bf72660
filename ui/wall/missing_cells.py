"""Cells whose camera the inventory does not know: they stay empty, and say whose place that is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from console.language import _
from console.wall.layout import Layout
from console.wall.scene import missing_number, missing_text
from ui.theme import DARK
from ui.wall.text_painter import Line, paint_block
from ui.wall.tile_measure import TileMeasure


def paint_missing(painter: QPainter, layout: Layout, rect_of: Callable[[int], QRect]) -> None:
    """`rect_of`: where a cell stands in the window."""
    for cell, camera_id in enumerate(layout.camera_ids):
        if text := missing_text(camera_id):
            rect = rect_of(cell)
            short = _("{number} is missing").format(number=missing_number(camera_id))
            line = Line((text, short), TileMeasure.of(rect.height()).caption_px, DARK.quiet)
            paint_block(painter, rect.adjusted(8, 8, -8, -8), lines=(line,), picture=None)
