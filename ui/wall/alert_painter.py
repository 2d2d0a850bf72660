"""An open alert on a tile: its frame, its chip; and the frame of the chosen tile."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QPainter

from ui.theme import DARK, PRIORITY_ICONS
from ui.wall.border_painter import paint_border
from ui.wall.text_painter import Chip
from ui.wall.tile_look import TileAlert
from ui.wall.tile_measure import TileMeasure

CHOICE_PX = 3
_INK = QColor(15, 18, 22)


def paint_frame(painter: QPainter, tile: QRect, *, priority: int) -> None:
    thick = TileMeasure.of(tile.height()).frame_px
    paint_border(painter, tile, thick_px=thick, colour=DARK.priority(priority))
    paint_border(painter, tile.adjusted(thick, thick, -thick, -thick), thick_px=1, colour=_INK)


def paint_choice(painter: QPainter, rect: QRect) -> None:
    """The accent border of the chosen tile; `rect` lies inside an alert's frame where there is one."""
    paint_border(painter, rect, thick_px=CHOICE_PX, colour=DARK.accent)
    paint_border(
        painter, rect.adjusted(CHOICE_PX, CHOICE_PX, -CHOICE_PX, -CHOICE_PX), thick_px=1, colour=_INK
    )


def alert_chip(alert: TileAlert, age: str, measure: TileMeasure) -> Chip:
    """Sign, rule and how long it has waited; the time is never cut."""
    return Chip(
        alert.text,
        DARK.on_priority,
        DARK.priority(alert.priority),
        measure.caption_px,
        tail=f" · {age}",
        icon_name=PRIORITY_ICONS[alert.priority],
        weight=QFont.Weight.Bold,
    )
