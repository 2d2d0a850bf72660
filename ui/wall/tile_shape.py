"""Where a camera's picture stands in a tile, and which part of it is seen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize

from console.wall.zoom import MOST_ZOOM, Fit, Zoom

DEFAULT_ASPECT = 16 / 9  # until the source has said its own
# A bar thinner than this is not worth its ugliness: the picture is stretched by at most so much.
LEAST_BAR = 0.02


@dataclass(frozen=True, slots=True)
class TileShape:
    """Rectangles in device pixels (`_px`) and in the painter's units."""

    made_for: tuple[object, ...]
    tile_px: QSize
    source: QSize  # the camera's own size, empty while it is unknown
    ratio: float  # device pixels a unit
    zoom: Zoom  # as far as the picture goes
    whole_px: QRect  # the whole picture, which may reach beyond the tile
    seen_px: QRect  # the part of it that is seen
    whole: QRect
    seen: QRect
    asked_px: QSize  # what the feed is to send: all that the source has of `whole_px`, and no more
    filled: bool  # no bar is left beside the picture

    @classmethod
    def of(cls, width: int, height: int, ratio: float, source: QSize, zoom: Zoom) -> TileShape:
        """`source`: the camera's own size in pixels, empty while it is unknown."""
        tile = QSize(round(width * ratio), round(height * ratio))
        aspect = DEFAULT_ASPECT if source.isEmpty() else source.width() / source.height()
        base = picture_rect(tile, aspect) if zoom.fit is Fit.FIT else _covering(tile, aspect)
        size = base.size()
        if zoom.factor > 1:
            size = QSize(_even(size.width() * zoom.factor), round(size.height() * zoom.factor))
        left, x = _placed(tile.width(), size.width(), zoom.x)
        top, y = _placed(tile.height(), size.height(), zoom.y)
        whole = QRect(QPoint(left, top), size)
        seen = whole & QRect(QPoint(0, 0), tile)
        return cls(
            (width, height, ratio, source, zoom),
            tile,
            source,
            ratio,
            Zoom(zoom.factor, x, y, zoom.fit),
            whole,
            seen,
            QRect(whole.topLeft() / ratio, whole.size() / ratio),
            QRect(seen.topLeft() / ratio, seen.size() / ratio),
            size if zoom.factor <= 1 else _had_of(size, base.size(), source),
            seen.size() == tile,
        )

    @property
    def is_cut(self) -> bool:
        """Whether a part of the picture is not seen."""
        return self.seen_px != self.whole_px

    def cut_of(self, image: QSize) -> QRectF:
        """The part of an image of the whole picture that is seen, in the image's pixels."""
        across, down = image.width() / self.whole_px.width(), image.height() / self.whole_px.height()
        place = self.seen_px.translated(-self.whole_px.topLeft())
        return QRectF(place.x() * across, place.y() * down, place.width() * across, place.height() * down)

    def zoomed(self, factor: float, *, at: QPoint | None = None) -> Zoom:
        """Zoomed to `factor`; what is seen at `at` (in units; None: the middle) stays there."""
        factor = min(max(factor, 1.0), MOST_ZOOM)
        if factor < 1.01:  # what a wheel turned back leaves
            return Zoom(fit=self.zoom.fit)
        grown = factor / self.zoom.factor
        tile = self.tile_px
        point = at * self.ratio if at is not None else QPoint(tile.width() // 2, tile.height() // 2)
        x = _centre(tile.width(), self.whole_px.width(), self.whole_px.left(), point.x(), grown)
        y = _centre(tile.height(), self.whole_px.height(), self.whole_px.top(), point.y(), grown)
        return Zoom(factor, x, y, self.zoom.fit)

    def panned(self, across: float, down: float) -> Zoom:
        """Moved by so many units to the right and down, as a hand moves a sheet of paper."""
        x = self.zoom.x - across * self.ratio / self.whole_px.width()
        y = self.zoom.y - down * self.ratio / self.whole_px.height()
        return Zoom(self.zoom.factor, min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0), self.zoom.fit)


def picture_rect(tile: QSize, aspect: float) -> QRect:
    """Where a source of that aspect (width over height) stands in a tile, in the tile's pixels."""
    width = min(tile.width(), _even(tile.height() * aspect))  # even: a third of the scaler's time
    height = min(tile.height(), round(tile.width() / aspect))
    if tile.width() - width <= tile.width() * LEAST_BAR:
        width = tile.width()
    if tile.height() - height <= tile.height() * LEAST_BAR:
        height = tile.height()
    return QRect((tile.width() - width) // 2, (tile.height() - height) // 2, max(1, width), max(1, height))


def _covering(tile: QSize, aspect: float) -> QRect:
    """The least picture of that aspect that leaves no bar."""
    fitting = picture_rect(tile, aspect)
    if fitting.size() == tile:
        return fitting
    width = max(tile.width(), _even(tile.height() * aspect))
    return QRect(0, 0, width, max(tile.height(), round(tile.width() / aspect)))


def _placed(tile_px: int, whole_px: int, centre: float) -> tuple[int, float]:
    """The picture's first pixel and the point in the middle, without a bar that need not be."""
    if whole_px <= tile_px:
        return (tile_px - whole_px) // 2, 0.5
    first = min(0, max(tile_px - whole_px, round(tile_px / 2 - centre * whole_px)))
    return first, (tile_px / 2 - first) / whole_px


def _centre(tile_px: int, whole_px: int, first_px: int, at_px: int, grown: float) -> float:
    under = (at_px - first_px) / whole_px
    return under + (tile_px / 2 - at_px) / (whole_px * grown)


def _had_of(whole: QSize, base: QSize, source: QSize) -> QSize:
    """No pixel beyond the source's is invented, but the tile's own size is always asked for."""
    if source.isEmpty():
        return base
    part = min(1.0, max(source.height() / whole.height(), base.height() / whole.height()))
    return QSize(_even(whole.width() * part), max(1, round(whole.height() * part)))


def _even(width_px: float) -> int:
    return max(2, round(width_px / 2) * 2)
