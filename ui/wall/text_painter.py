"""Text on tiles: fonts by size, captions, chips, and a centred block that fits whatever room there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from ui.theme import icon, text_font
from ui.wall.tile_measure import LEAST_TEXT_PX

_CHIP_PAD_PX = 6


@lru_cache(maxsize=128)
def tile_font(size_px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    return text_font(size_px, weight)


@lru_cache(maxsize=128)
def _metrics(size_px: int, weight: int) -> QFontMetrics:
    return QFontMetrics(text_font(size_px, QFont.Weight(weight)))


def metrics(font: QFont) -> QFontMetrics:
    return _metrics(font.pixelSize(), font.weight().value)


@lru_cache(maxsize=128)
def icon_pixmap(name: str, colour: str, size_px: int, ratio: float) -> QPixmap:
    """An icon of the icon fonts, drawn once for each size and colour."""
    return icon(name, QColor(colour)).pixmap(QSize(size_px, size_px), ratio)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block: its wordings, longest first, at the size wished for."""

    texts: tuple[str, ...]
    size_px: int
    colour: QColor
    weight: QFont.Weight = QFont.Weight.Normal

    def fitted(self, width_px: int) -> tuple[list[str], QFont]:
        """The longest wording that fits, smaller if need be, then in two rows, cut only at the last."""
        for text in self.texts:
            for size_px in range(self.size_px, LEAST_TEXT_PX - 1, -1):
                font = tile_font(size_px, self.weight)
                if metrics(font).horizontalAdvance(text) <= width_px:
                    return [text], font
        font = tile_font(LEAST_TEXT_PX, self.weight)
        rows = _halves(self.texts[-1])
        return [metrics(font).elidedText(row, Qt.TextElideMode.ElideRight, width_px) for row in rows], font


def _halves(text: str) -> list[str]:
    """Cut at the space nearest to the middle."""
    spaces = [at for at, sign in enumerate(text) if sign == " "]
    if not spaces:
        return [text]
    cut = min(spaces, key=lambda at: abs(at - len(text) / 2))
    return [text[:cut], text[cut + 1 :]]


def paint_block(painter: QPainter, area: QRect, *, lines: Sequence[Line], picture: QPixmap | None) -> None:
    """Centres the picture and the lines in `area`; what finds no room is left out from the end."""
    rows = [
        (text, font, line.colour)
        for line in lines
        for texts, font in [line.fitted(area.width())]
        for text in texts
    ]
    heights = [metrics(font).height() for _text, font, _colour in rows]
    icon_px = round(picture.height() / picture.devicePixelRatio()) if picture else 0
    while len(heights) > 1 and icon_px + sum(heights) > area.height():
        heights.pop()
    if icon_px + sum(heights) > area.height():
        icon_px, picture = 0, None
    top = area.top() + max(0, (area.height() - icon_px - sum(heights)) // 2)
    if picture is not None:
        painter.drawPixmap(QPoint(area.center().x() - icon_px // 2, top), picture)
        top += icon_px
    for (text, font, colour), height in zip(rows, heights, strict=False):
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QRect(area.left(), top, area.width(), height), Qt.AlignmentFlag.AlignCenter, text)
        top += height


@dataclass(frozen=True, slots=True)
class Chip:
    """A small plate with an icon and a text; `tail` is never cut."""

    text: str
    colour: QColor
    ground: QColor
    size_px: int
    tail: str = ""
    icon_name: str = ""
    edge: QColor | None = None
    weight: QFont.Weight = QFont.Weight.Normal

    @property
    def height_px(self) -> int:
        return metrics(self._font).height() + 4

    @property
    def width_px(self) -> int:
        """What it would like to have."""
        measures = metrics(self._font)
        words = measures.horizontalAdvance(self.text) + measures.horizontalAdvance(self.tail)
        slack = 2 if words else -4  # Qt rounds advances, and cuts a text that is short of a fraction
        return words + slack + self._icon_room + 2 * _CHIP_PAD_PX

    @property
    def _font(self) -> QFont:
        return tile_font(self.size_px, self.weight)

    @property
    def _icon_room(self) -> int:
        return self.size_px + 4 if self.icon_name else 0

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Fills `rect`, cutting the text before the tail."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.edge or Qt.PenStyle.NoPen)
        painter.setBrush(self.ground)
        painter.drawRoundedRect(rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        inner = rect.adjusted(_CHIP_PAD_PX, 0, -_CHIP_PAD_PX, 0)
        fits = self.width_px <= rect.width()
        if self.icon_name and (fits or self.tail or not self.text):  # an alert keeps its sign
            self._paint_icon(painter, inner)
            inner.setLeft(inner.left() + self._icon_room)
        room = inner.width() - metrics(self._font).horizontalAdvance(self.tail)
        shown = metrics(self._font).elidedText(self.text, Qt.TextElideMode.ElideRight, max(0, room))
        painter.setFont(self._font)
        painter.setPen(self.colour)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, flags, shown + self.tail)

    def _paint_icon(self, painter: QPainter, inner: QRect) -> None:
        ratio = painter.device().devicePixelRatioF()
        pixmap = icon_pixmap(self.icon_name, self.colour.name(), self.size_px, ratio)
        painter.drawPixmap(inner.left(), inner.center().y() - self.size_px // 2 + 1, pixmap)
