"""The caption along a tile's foot: number, name, place, on a shade that keeps it readable on snow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPixmap

from console.cameras.camera import Camera
from ui.theme import DARK
from ui.wall.text_painter import metrics, tile_font
from ui.wall.tile_measure import TileMeasure

_SHADE_ABOVE_TEXT = 0.8  # of the text's height: the gradient's soft start
# Alpha over white at which DARK.text keeps 4.5:1 is 0.58; the shade has more wherever text stands.
_ALPHA_AT_TEXT, _ALPHA_AT_FOOT = 0.66, 0.84
_SHORTEST_SIGN = 0.5  # of the line, at most; a longer one never takes room from the name
_SIGN_PART, _LEAST_SIGN_PX = 0.7, 11  # of the caption's letters: it is read when somebody asks
_ROUNDING_PX = 2  # a text laid out may be wider than its letters say, and would lose its end
QUIET = QColor("#CDD5DE")  # the theme's quiet text would have 3:1 only on a shaded white picture
_SIGN_EDGE = QColor(205, 213, 222, 150)


class Shade(Enum):
    OVER_PICTURE = "over picture"
    NONE = "none"  # on a tile without a picture


@dataclass(frozen=True, slots=True)
class Caption:
    number: str = ""
    title: str = ""
    remark: str = ""  # at the right end, the first to go where there is no room
    sign: tuple[str, ...] = ()  # behind it, framed: its wordings, longest first

    @classmethod
    def of(cls, camera: Camera, *, remark: str = "") -> Caption:
        return cls(camera.number, camera.title, remark)


class CaptionStrip:
    """Paints a tile's caption from a pixmap that is made anew only when something changed. Thread: GUI."""

    def __init__(self) -> None:
        self._made_for: object = None
        self._strip = QPixmap()

    def paint(self, painter: QPainter, tile: QSize, *, caption: Caption, shade: Shade, inset_px: int) -> None:
        """Paints along the foot, `inset_px` clear of the edges where a frame stands."""
        ratio = painter.device().devicePixelRatioF()
        made_for = (tile.toTuple(), caption, shade, inset_px, ratio)
        if made_for != self._made_for:
            self._strip = _make(tile, caption, shade, inset_px, ratio)
            self._made_for = made_for
        top = tile.height() - inset_px - strip_height(tile.height())
        painter.drawPixmap(QPoint(inset_px, top), self._strip)


@lru_cache(maxsize=64)
def strip_height(tile_height_px: int) -> int:
    """The strip's height with its gradient, in device-independent pixels."""
    text_px = metrics(tile_font(TileMeasure.of(tile_height_px).caption_px)).height()
    return round(text_px * (1 + _SHADE_ABOVE_TEXT)) + _foot_px(tile_height_px)


def _foot_px(tile_height_px: int) -> int:
    return max(1, round(TileMeasure.of(tile_height_px).margin_px / 2))


def _make(tile: QSize, caption: Caption, shade: Shade, inset_px: int, ratio: float) -> QPixmap:
    size = QSize(tile.width() - 2 * inset_px, strip_height(tile.height()))
    strip = QPixmap(size * ratio)
    strip.setDevicePixelRatio(ratio)
    strip.fill(Qt.GlobalColor.transparent)
    painter = QPainter(strip)
    measure = TileMeasure.of(tile.height())
    text_top = size.height() - _foot_px(tile.height()) - metrics(tile_font(measure.caption_px)).height()
    if shade is Shade.OVER_PICTURE:
        painter.fillRect(QRect(QPoint(0, 0), size), _gradient(size.height(), text_top))
    side = max(3, measure.margin_px + 2 - inset_px)  # captions of neighbours begin at the same place
    line = QRect(side, text_top, size.width() - 2 * side, size.height() - text_top - _foot_px(tile.height()))
    _write(painter, line, caption, measure.caption_px)
    painter.end()
    return strip


def _gradient(height_px: int, text_top_px: int) -> QLinearGradient:
    gradient = QLinearGradient(0, 0, 0, height_px)
    text_top = text_top_px / height_px
    for at, alpha in (
        (0, 0),
        (text_top / 2, _ALPHA_AT_TEXT / 3),
        (text_top, _ALPHA_AT_TEXT),
        (1, _ALPHA_AT_FOOT),
    ):
        gradient.setColorAt(at, QColor.fromRgbF(0, 0, 0, alpha))
    return gradient


def _write(painter: QPainter, line: QRect, caption: Caption, size_px: int) -> None:
    bold, plain = tile_font(size_px, QFont.Weight.Bold), tile_font(size_px)
    name_px = metrics(bold).horizontalAdvance(caption.number) + metrics(plain).horizontalAdvance(
        caption.title
    )
    small = tile_font(max(_LEAST_SIGN_PX, round(size_px * _SIGN_PART)))
    line = _write_sign(painter, line, caption.sign, small, name_px=name_px + 2 * size_px)
    parts = [(caption.number, bold, DARK.text), (caption.title, plain, DARK.text)]
    left = line.left()
    for text, font, colour in parts:
        if text:
            left += _write_part(
                painter, QRect(left, line.top(), line.right() + 1 - left, line.height()), text, font, colour
            )
    wanted = metrics(small).horizontalAdvance(caption.remark) + _ROUNDING_PX
    if caption.remark and line.right() - left >= wanted:
        _write_part(painter, line.adjusted(line.width() - wanted, 0, 0, 0), caption.remark, small, QUIET)


def _write_sign(
    painter: QPainter, line: QRect, wordings: tuple[str, ...], font: QFont, *, name_px: int
) -> QRect:
    """Writes the longest that leaves the name its room; returns what is left of the line."""
    pad_px = max(3, font.pixelSize() // 4)
    for words in wordings:
        width = metrics(font).horizontalAdvance(words) + 2 * pad_px
        is_shortest = words is wordings[-1]
        if width > (line.width() * _SHORTEST_SIGN if is_shortest else line.width() - name_px):
            continue
        height = min(line.height(), metrics(font).height() + 2)
        plate = QRect(line.right() + 1 - width, line.top() + (line.height() - height) // 2, width, height)
        painter.setPen(_SIGN_EDGE)
        painter.drawRect(plate.adjusted(0, 0, -1, -1))
        painter.setFont(font)
        painter.setPen(QUIET)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)
        return line.adjusted(0, 0, -width - font.pixelSize() // 2, 0)
    return line


def _write_part(painter: QPainter, room: QRect, text: str, font: QFont, colour: QColor) -> int:
    """Writes at the left of `room`, cut at its end; returns how far the next part stands."""
    measures = metrics(font)
    if room.width() < 2 * font.pixelSize():
        return room.width()
    shown = measures.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    return measures.horizontalAdvance(shown) + round(font.pixelSize() * 0.5)
