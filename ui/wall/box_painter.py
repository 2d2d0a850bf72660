"""Boxes around persons and vehicles, over a picture of any brightness."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from console.detection.detection import Box, Detections, Kind
from console.detection.labels import COCO, TITLES, label_title
from ui.numerals import decimal
from ui.theme import DARK
from ui.wall.border_painter import paint_border
from ui.wall.text_painter import metrics, tile_font
from ui.wall.tile_measure import LABELS_FROM_PX

RIDE_NS = 400_000_000  # how far boxes may ride ahead of the frame they were found in (DESIGN.md section 5)
BOX_PX = 2
_OUTLINE = QColor(8, 10, 12)  # reads on snow and at night
_COLOURS = {Kind.PERSON: DARK.person, Kind.VEHICLE: DARK.vehicle, Kind.OTHER: DARK.other}
# A bright leaf is a "sports ball" to a model of eighty things: what no desk looks for is not drawn.
_NOT_DRAWN = frozenset(COCO) - frozenset(TITLES)


def paint_boxes(
    painter: QPainter,
    detections: Detections,
    *,
    target: QRect,
    shown_captured_at_ns: int,
    seen: QRect | None = None,
) -> None:
    """Draws the boxes on a picture captured at `shown_captured_at_ns` that fills `target`, within `seen`.

    They are moved by their tracks from their own frame to the one shown; further than RIDE_NS from it
    none is drawn.
    """
    ahead_ns = shown_captured_at_ns - detections.stamp.captured_at_ns
    if abs(ahead_ns) > RIDE_NS or not detections.boxes:
        return
    boxes = (box for box in detections.boxes if box.label not in _NOT_DRAWN)
    placed = [(box, place(box, detections, target=target, ahead_ns=ahead_ns)) for box in boxes]
    seen = target if seen is None else seen
    painter.save()
    painter.setClipRect(seen, Qt.ClipOperation.IntersectClip)
    _paint_frames(painter, placed)
    if seen.height() >= LABELS_FROM_PX:
        for box, rect in placed:
            _paint_label(painter, box, rect, seen)
    painter.restore()


def place(box: Box, detections: Detections, *, target: QRect, ahead_ns: int) -> QRect:
    """Where a box stands in `target`, `ahead_ns` after its own frame."""
    stamp, ahead_s = detections.stamp, ahead_ns / 1e9
    scale_x, scale_y = target.width() / stamp.width, target.height() / stamp.height
    # Box.after would say the same, but a copied dataclass costs more than drawing the box.
    left = target.left() + round((box.x1 + box.vx * ahead_s) * scale_x)
    top = target.top() + round((box.y1 + box.vy * ahead_s) * scale_y)
    width = max(4, round((box.x2 - box.x1) * scale_x))
    height = max(4, round((box.y2 - box.y1) * scale_y))
    return QRect(left, top, width, height)


def _paint_frames(painter: QPainter, placed: Iterable[tuple[Box, QRect]]) -> None:
    """All outlines first, so that none covers a neighbour's colour."""
    band = [(box, rect.adjusted(-1, -1, 1, 1)) for box, rect in placed]
    for _box, rect in band:
        paint_border(painter, rect.adjusted(-1, -1, 1, 1), thick_px=BOX_PX + 2, colour=_OUTLINE)
    for box, rect in band:
        paint_border(painter, rect, thick_px=BOX_PX, colour=_COLOURS[box.kind])


def _paint_label(painter: QPainter, box: Box, rect: QRect, seen: QRect) -> None:
    font = tile_font(max(11, round(seen.height() * 0.022)))
    text = " ".join((label_title(box.label), decimal(box.score, 2)))
    measures = metrics(font)
    width, height = measures.horizontalAdvance(text) + 8, measures.height() + 2
    top = rect.top() - height - 2 if rect.top() - height - 2 >= seen.top() else rect.top() + 2
    left = max(seen.left(), min(rect.left() - 1, seen.right() - width))
    plate = QRect(left, top, width, height)
    painter.fillRect(plate, QColor(0, 0, 0, 200))
    painter.setFont(font)
    painter.setPen(_COLOURS[box.kind])
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
