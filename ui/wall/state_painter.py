"""The marks of a tile's state over its picture: nobody may take an old picture for a live one."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap, QPolygonF

from console.media.feed_state import TileState
from console.media.picture_fault import PictureFault
from ui.theme import DARK
from ui.wall.text_painter import Chip, Line, icon_pixmap, paint_block
from ui.wall.tile_look import Sign, TileLook
from ui.wall.tile_measure import TileMeasure

CHIP_GROUND = QColor(15, 18, 22, 225)
_STALE_VEIL = QColor(15, 18, 22, 190)  # white under it and the hatch still leaves text 4.5:1
_STALE_HATCH = QColor(154, 167, 181, 62)
_FROZEN_GAP = QColor(15, 18, 22, 230)
_FAULT_ICONS = {
    PictureFault.BLACK: "mdi6.eye-off-outline",
    PictureFault.TURNED: "mdi6.rotate-orbit",
    PictureFault.BLURRED: "mdi6.blur",
    PictureFault.ANALYTICS: "mdi6.robot-off-outline",
}
_WORDS_FROM_PX = 640  # of a tile's width; a narrower one shows the quiet fault's sign alone


def paint_state(painter: QPainter, tile: QRect, *, look: TileLook, free: QRect) -> None:
    """Says over the whole tile that there is no live picture; texts stay within `free`."""
    if look.state is TileState.STALE:
        _paint_stale(painter, tile, look, free)
    elif look.state is TileState.LOST:
        _paint_lost(painter, tile, look, free)


def state_chip(look: TileLook, measure: TileMeasure) -> Chip | None:
    """The small amber plate of a late or frozen tile."""
    text = {TileState.LATE: look.age, TileState.FROZEN: look.headline}.get(look.state)
    if text is None:
        return None
    icon_name = "mdi6.clock-alert-outline" if look.state is TileState.LATE else "mdi6.image-lock-outline"
    return Chip(text, DARK.warning, CHIP_GROUND, measure.caption_px, icon_name=icon_name, edge=DARK.warning)


def fault_chip(look: TileLook, measure: TileMeasure, *, tile_px: int) -> Chip | None:
    """The amber plate of a picture that comes, but does not show what it should.

    A quiet one where the picture is well and only the camera's own eyes are not. `tile_px`: the tile's width.
    """
    if look.fault is None:
        return None
    icon_name = _FAULT_ICONS[look.fault]
    if look.fault is PictureFault.ANALYTICS:
        words = look.fault_words if tile_px >= _WORDS_FROM_PX else ""
        return Chip(words, DARK.text, CHIP_GROUND, measure.caption_px, icon_name=icon_name)
    return Chip(
        look.fault_words,
        DARK.warning,
        CHIP_GROUND,
        measure.caption_px,
        icon_name=icon_name,
        edge=DARK.warning,
    )


def paint_frozen_border(painter: QPainter, rect: QRect, *, band_px: int) -> None:
    """An amber hatch along the edges of `rect`."""
    hatch = _hatch(band_px * 2, DARK.warning.rgba(), _FROZEN_GAP.rgba())
    left, top, width, height = rect.x(), rect.y(), rect.width(), rect.height()
    for strip in (
        QRect(left, top, width, band_px),
        QRect(left, top + height - band_px, width, band_px),
        QRect(left, top + band_px, band_px, height - 2 * band_px),
        QRect(left + width - band_px, top + band_px, band_px, height - 2 * band_px),
    ):
        painter.drawTiledPixmap(strip, hatch, strip.topLeft())


def _paint_stale(painter: QPainter, tile: QRect, look: TileLook, free: QRect) -> None:
    measure = TileMeasure.of(tile.height())
    painter.fillRect(tile, _STALE_VEIL)
    painter.drawTiledPixmap(tile, _hatch(max(16, measure.digits_px // 2 * 2), _STALE_HATCH.rgba(), 0))
    lines = [
        Line((look.age,), measure.digits_px, DARK.text, QFont.Weight.Bold),
        *(Line(texts, measure.caption_px, DARK.text) for texts in look.details),
    ]
    paint_block(painter, free, lines=lines, picture=None)


def _paint_lost(painter: QPainter, tile: QRect, look: TileLook, free: QRect) -> None:
    measure = TileMeasure.of(tile.height())
    ratio = painter.device().devicePixelRatioF()
    tone = DARK.bad if look.sign is Sign.BROKEN else DARK.text
    sign = icon_pixmap(look.sign.value, tone.name(), measure.icon_px, ratio)
    lines = [
        Line((look.headline,), measure.headline_px, tone, QFont.Weight.Bold),
        *(Line(texts, measure.caption_px, DARK.text) for texts in look.details),
    ]
    paint_block(painter, free, lines=lines, picture=sign)


@lru_cache(maxsize=32)
def _hatch(period_px: int, stripe: int, gap: int) -> QPixmap:
    """Diagonal stripes, half a period broad, that repeat without a seam. Colours are ARGB."""
    pixmap = QPixmap(QSize(period_px, period_px))
    pixmap.fill(QColor.fromRgba(gap))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromRgba(stripe))
    half = period_px / 2
    for left in (-period_px, 0, period_px):
        corners = (
            (left, 0),
            (left + half, 0),
            (left + half + period_px, period_px),
            (left + period_px, period_px),
        )
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    painter.end()
    return pixmap
