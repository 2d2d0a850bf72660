"""A cell whose camera is not in the inventory says so; a cell that is meant to be empty says nothing."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from console.wall.layout import Layout
from console.wall.scene import missing_id
from ui.theme import DARK
from ui.wall.missing_cells import paint_missing


def cell_rect(cell: int) -> QRect:
    return QRect(cell * 300, 0, 300, 200)


def test_a_missing_camera_is_named_in_its_cell_alone(qapp):
    image = QImage(900, 200, QImage.Format.Format_RGB32)
    image.fill(DARK.ground)
    painter = QPainter(image)
    paint_missing(painter, Layout(3, 1, ("", missing_id("0402 cam-0402"), "cam-0401")), cell_rect)
    painter.end()
    written = [
        any(image.pixelColor(x, y) != DARK.ground for x in range(left, left + 300) for y in range(200))
        for left in (0, 300, 600)
    ]
    assert written == [False, True, False]
