"""A tile's picture: asks the feed for the tile's own pixels, claims the newest, draws it uncopied."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from ui.wall.tile_feed import FeedPicture, PictureSource, ShownFrame
from ui.wall.tile_shape import TileShape


class TilePicture:
    """The outputs of one feed for one tile: the one shown and, after a resize, the one to come.

    Thread: GUI. The QImage over a slot never outlives the claim it came from.
    """

    def __init__(self, name: str) -> None:
        self.frame: ShownFrame | None = None  # the one drawn last
        self._names = (f"{name}:a", f"{name}:b")
        self._feed: PictureSource | None = None
        self._shown: FeedPicture | None = None
        self._coming: FeedPicture | None = None
        self._number = 0
        self._image: QImage | None = None
        self._grey: QImage | None = None

    def ask(self, feed: PictureSource, size_px: QSize) -> None:
        """Asks for pictures of exactly that size; the present ones are shown until the first has come."""
        if feed is not self._feed:
            self.release()
            self._feed = feed
        if _has_size(self._coming, size_px) or (self._coming is None and _has_size(self._shown, size_px)):
            return
        if self._shown is None:
            self._shown = self._show(self._names[0], size_px)
        elif _has_size(self._shown, size_px):
            self._coming = None
            feed.hide(self._names[1])
        else:
            self._coming = self._show(self._names[1], size_px)

    @property
    def is_asked(self) -> bool:
        """Whether the feed sends pictures for this tile, of whatever size."""
        return self._shown is not None

    def release(self) -> None:
        """Gives the outputs back: the feed scales no more for this tile."""
        self._drop_image()
        self.frame = None
        if self._feed is not None:
            for name, picture in zip(self._names, (self._shown, self._coming), strict=True):
                if picture is not None:
                    self._feed.hide(name)
        self._feed = self._shown = self._coming = None

    def changed(self) -> bool:
        """Whether there is a picture that was not drawn yet. Costs about a microsecond."""
        if self._coming is not None and self._coming.newest():
            return True
        return self._shown is not None and self._shown.newest() != self._number

    def take_newest(self) -> bool:
        """Claims the newest picture for drawing; False where there is none at all."""
        if self._coming is not None and self._coming.newest():
            self._change_over()
        if self._shown is not None and self._shown.newest() != self._number:
            self._claim(self._shown)
        return self._image is not None

    def take_sequence(self) -> int:
        """Claims the newest likewise; the number of its frame, 0 where there is none."""
        return self.frame.sequence if self.take_newest() and self.frame is not None else 0

    def shown_copy(self) -> tuple[npt.NDArray[np.uint8], int] | None:
        """A copy of the claimed picture, (height, width, 4) BGRA, and its frame's number."""
        if self.frame is None or self._shown is None or self._image is None:
            return None
        pixels = np.frombuffer(self.frame.pixels, np.uint8)
        shaped = pixels.reshape(self._shown.height_px, self._shown.width_px, 4)
        return shaped.copy(), self.frame.sequence

    @property
    def size_px(self) -> QSize:
        """Of what `take_newest` claimed: it may not be the size asked for yet."""
        return self._image.size() if self._image is not None else QSize()

    def draw(self, painter: QPainter, shape: TileShape) -> None:
        """Draws what `take_newest` claimed; the painter's unit is the device pixel."""
        if self._image is not None:
            _draw(painter, self._image, shape)

    def draw_grey(self, painter: QPainter, shape: TileShape) -> None:
        """The same in greys, so that nobody takes it for the present."""
        if self._image is None:
            return
        if self._grey is None:
            self._grey = self._image.convertToFormat(QImage.Format.Format_Grayscale8)
        _draw(painter, self._grey, shape)

    def _show(self, name: str, size_px: QSize) -> FeedPicture:
        assert self._feed is not None
        return self._feed.show(name, width_px=size_px.width(), height_px=size_px.height())

    def _change_over(self) -> None:
        self._drop_image()
        assert self._feed is not None
        self._feed.hide(self._names[0])
        self._shown, self._coming = self._coming, None
        self._names = (self._names[1], self._names[0])

    def _claim(self, picture: FeedPicture) -> None:
        self._drop_image()
        frame = picture.claim()
        if frame is None:
            return
        self.frame = frame
        self._number = frame.number
        self._image = QImage(
            frame.pixels, picture.width_px, picture.height_px, picture.stride, QImage.Format.Format_RGB32
        )

    def _drop_image(self) -> None:
        self._image = self._grey = None
        self._number = 0


def _has_size(picture: FeedPicture | None, size_px: QSize) -> bool:
    return picture is not None and (picture.width_px, picture.height_px) == size_px.toTuple()


def _draw(painter: QPainter, image: QImage, shape: TileShape) -> None:
    """Draws the part that is seen, whatever size the image has."""
    if image.size() == shape.whole_px.size():
        part = shape.seen_px.translated(-shape.whole_px.topLeft())
        painter.drawImage(shape.seen_px.topLeft(), image, part)
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(shape.seen_px), image, shape.cut_of(image.size()))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
