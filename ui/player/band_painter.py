"""The broad band over a film: nobody may take what was for what is."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from ui.theme import DARK
from ui.wall.text_painter import icon_pixmap, metrics, tile_font

_LEAST_PX, _MOST_PX = 22, 46
_SHARE = 0.06  # of the view's height
_GAP = 0.7  # of the text's size, between two texts


class BandLook(Enum):
    """What is, is quiet; what was, is loud."""

    PAST = ("mdi6.history", DARK.accent, DARK.on_accent)
    PAUSED = ("mdi6.pause", DARK.accent, DARK.on_accent)
    LIVE = ("mdi6.volume-high", DARK.raised, DARK.text)
    LATE = ("mdi6.volume-high", DARK.warning, DARK.on_accent)

    @property
    def sign(self) -> str:
        """The icon's name."""
        return self.value[0]

    @property
    def ground(self) -> QColor:
        return self.value[1]

    @property
    def ink(self) -> QColor:
        return self.value[2]


def band_height(view_height_px: int) -> int:
    """In device-independent pixels."""
    return max(_LEAST_PX, min(_MOST_PX, round(view_height_px * _SHARE)))


def paint_band(
    painter: QPainter,
    band: QRect,
    *,
    title: str,
    texts: Sequence[str],
    quiet: str,
    look: BandLook,
) -> None:
    """The title always stands; of the texts after it, as many as there is room for; `quiet` at the end."""
    painter.fillRect(band, look.ground)
    size_px = max(12, round(band.height() * 0.52))
    gap_px = round(size_px * _GAP)
    left = band.left() + gap_px
    sign = icon_pixmap(
        look.sign,
        look.ink.name(),
        round(band.height() * 0.75),
        painter.device().devicePixelRatioF(),
    )
    sign_px = round(sign.width() / sign.devicePixelRatio())
    painter.drawPixmap(left, band.top() + (band.height() - sign_px) // 2, sign)
    left += sign_px + gap_px // 2
    painter.setPen(look.ink)
    bold = tile_font(size_px, QFont.Weight.Bold)
    left = _write(painter, band, title, font=bold, left=left) + gap_px
    plain = tile_font(round(size_px * 0.85), QFont.Weight.DemiBold)
    for text in texts:
        if text and left + metrics(plain).horizontalAdvance(text) + gap_px <= band.right():
            left = _write(painter, band, text, font=plain, left=left) + gap_px
    small = tile_font(max(11, round(size_px * 0.62)))
    wide_px = metrics(small).horizontalAdvance(quiet) + gap_px
    if left + wide_px <= band.right():
        _write(painter, band, quiet, font=small, left=band.right() - wide_px)


def _write(painter: QPainter, band: QRect, text: str, *, font: QFont, left: int) -> int:
    """Returns where the text ends."""
    painter.setFont(font)
    wide_px = metrics(font).horizontalAdvance(text)
    place = QRect(left, band.top(), wide_px, band.height())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    return left + wide_px
