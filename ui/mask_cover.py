"""What is filled in over a picture: a camera's privacy masks, opaque to the last pixel, and drawn once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from console.cameras.camera import Camera
from console.cameras.polygon import Polygon
from console.language import _
from ui.theme import icon

# Neither the ground of a tile without a picture nor the black of a broken one; over pictures alike in both
# themes.
FILL, EDGE, SIGN = QColor("#3B4552"), QColor("#8593A3"), QColor("#C3CCD6")
ICON, LIFTED_ICON = "mdi6.shield-account-outline", "mdi6.shield-off-outline"
_EDGE_PX = 1
_LEAST_SIGN_PX, _MOST_SIGN_PX, _SIGN_PART = 11, 56, 0.45
# A pixel of a scaled picture holds something of its neighbours, the more so as a camera stores colours for
# every second pixel alone: measured, 2.05 of the picture's own pixels, or 3.7 of the camera's where that has
# fewer; and one of its own more where it is drawn at another size than it has.
_OWN, _SOURCE, _ROUNDED_PX = 2, 4, 1


class ShownMasks(Protocol):
    """What a picture asks of `console.masking.Masking` at each paint."""

    def of(self, camera_id: str, /) -> tuple[Polygon, ...]: ...
    def left_s(self, camera_id: str, /) -> int: ...
    def knows(self, camera_id: str, /) -> bool: ...


def masks_of(camera: Camera, shown: ShownMasks | None) -> tuple[Polygon, ...]:
    """What of its picture is filled in now; where nobody tells what was lifted, all of it."""
    return camera.masks if shown is None else shown.of(camera.id)


class MaskCover:
    """Of one picture; it is made anew where masks, size or place are others. Thread: GUI."""

    def __init__(self) -> None:
        self._made_for: object = None
        self._at = QPoint()
        self._pixmap: QPixmap | None = None

    def paint(
        self,
        painter: QPainter,
        masks: tuple[Polygon, ...],
        *,
        whole: QRect,
        seen: QRect,
        image: QSize,
        source: QSize,
    ) -> None:
        """Where the whole picture stands, and the part of it that is seen, in the painter's device pixels.

        `image`: what was drawn there; `source`: the camera's own size, empty where it is unknown.
        """
        if not masks:
            return
        made_for = (masks, whole, seen, image, source)
        if made_for != self._made_for:
            self._made_for = made_for
            outset_px = _outset_px(whole, image, source)
            self._at, self._pixmap = _made(masks, whole, seen, outset_px)
        if self._pixmap is not None:
            painter.drawPixmap(self._at, self._pixmap)

    def paint_on(
        self, painter: QPainter, masks: tuple[Polygon, ...], *, target: QRectF, image: QSize
    ) -> None:
        """Over an image that was drawn in `target`, in the painter's units."""
        ratio = painter.device().devicePixelRatioF()
        whole = QRectF(target.topLeft() * ratio, target.size() * ratio).toRect()
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        self.paint(painter, masks, whole=whole, seen=whole.adjusted(-1, -1, 1, 1), image=image, source=image)
        painter.restore()


def lifted_min(left_s: int) -> int:
    """Minutes, begun ones counted."""
    return -(-left_s // 60)


def lifted_text(minutes: int) -> str:
    """ "9 min": how long it will not be filled in; "" while it is."""
    return _("{count} min").format(count=minutes) if minutes else ""


def lifted_words(minutes: int) -> str:
    """ "without the mask, 9 min": the same where there is room."""
    return _("without the mask, {count} min").format(count=minutes) if minutes else ""


def unknown_words(camera_id: str, shown: ShownMasks) -> str:
    """Said beside a recorded picture of a camera that the desk has no more; "" where nothing need be."""
    if not camera_id or shown.knows(camera_id):
        return ""
    return _("The desk has this camera no more: no privacy masks are filled in.")


def _outset_px(whole: QRect, image: QSize, source: QSize) -> int:
    """How far beyond the outline something of what is under it may be seen."""
    own_px, source_px = _grain_px(whole, image), _grain_px(whole, source)
    smoothed_px = own_px if image != whole.size() else 0
    return math.ceil(max(_OWN * own_px, _SOURCE * source_px) + smoothed_px) + _ROUNDED_PX


def _grain_px(whole: QRect, size: QSize) -> float:
    """How large a pixel of a picture of that size is drawn; 1 where its size is unknown."""
    return 1.0 if size.isEmpty() else max(whole.width() / size.width(), whole.height() / size.height())


def _made(
    masks: Sequence[Polygon], whole: QRect, seen: QRect, outset_px: int
) -> tuple[QPoint, QPixmap | None]:
    """A cover no larger than what of the masks is seen, and where it stands; None where that is nothing."""
    paths = [_path(mask, whole) for mask in masks]
    margin_px = outset_px + _EDGE_PX + 1
    bounds = QRectF()
    for path in paths:
        bounds |= path.boundingRect().adjusted(-margin_px, -margin_px, margin_px, margin_px)
    place = bounds.toAlignedRect() & seen
    if place.isEmpty():
        return place.topLeft(), None
    pixmap = QPixmap(place.size())
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-place.topLeft())
    # Edges first, so that two masks that touch are one. The soft rim lies beyond what must not be seen.
    for path in paths:
        painter.strokePath(path, _pen(EDGE, 2 * (outset_px + _EDGE_PX)))
    for path in paths:
        painter.strokePath(path, _pen(FILL, 2 * outset_px))
        painter.fillPath(path, FILL)
    for path in paths:
        _paint_sign(painter, path, seen)
    painter.end()
    return place.topLeft(), pixmap


def _path(mask: Polygon, whole: QRect) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)  # an outline that crosses itself leaves no hole
    corners = [
        QPointF(whole.x() + x * whole.width(), whole.y() + y * whole.height()) for x, y in mask.corners
    ]
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
    return path


def _pen(colour: QColor, wide_px: int) -> QPen:
    return QPen(colour, wide_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _paint_sign(painter: QPainter, path: QPainterPath, seen: QRect) -> None:
    """So that nobody takes it for a fault: in the middle of what is seen of it, if it is large enough."""
    part = path.boundingRect() & QRectF(seen)
    size_px = min(_MOST_SIGN_PX, round(min(part.width(), part.height()) * _SIGN_PART))
    corners = [path.elementAt(at) for at in range(path.elementCount() - 1)]  # the last one is the first
    middle = QPointF(sum(each.x for each in corners), sum(each.y for each in corners)) / len(corners)
    while size_px >= _LEAST_SIGN_PX:
        for centre in (part.center(), middle):
            place = QRect(0, 0, size_px, size_px)
            place.moveCenter(centre.toPoint())
            if path.contains(QRectF(place)) and seen.contains(place):
                icon(ICON, SIGN).paint(painter, place)
                return
        size_px = size_px * 3 // 4
