"""Alerts' stills: decoded beside the GUI thread, painted with the box that raised the alert."""

from __future__ import annotations

from collections.abc import Callable, Container

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QObject,
    QRectF,
    QRunnable,
    QSize,
    Qt,
    QThreadPool,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.cameras.polygon import Polygon
from console.detection.detection import Box, Kind
from ui.mask_cover import MaskCover
from ui.theme import DARK, icon

STILL_PX = QSize(152, 86)
_DECODED_PX = STILL_PX * 2  # sharp on a screen of twice the density


def decode_still(jpeg: bytes, within: QSize) -> QImage:
    """The picture scaled down to `within`, its aspect kept; null where the bytes are no picture."""
    buffer = QBuffer()
    buffer.setData(QByteArray(jpeg))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if size.isValid() and (size.width() > within.width() or size.height() > within.height()):
        reader.setScaledSize(size.scaled(within, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    return reader.read()


class _Decoding(QRunnable):
    """One still's decoding, on a thread of the pool."""

    def __init__(self, stills: Stills, key: str, jpeg: bytes) -> None:
        super().__init__()
        self._stills = stills
        self._key = key
        self._jpeg = jpeg

    def run(self) -> None:
        self._stills.decoded.emit(self._key, decode_still(self._jpeg, _DECODED_PX))


class Stills(QObject):
    """Decoded stills by alert id. Thread: GUI; it decodes on one of its own."""

    decoded = Signal(str, QImage)  # from the pool's thread
    ready = Signal(str)  # on the GUI thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images: dict[str, QImage] = {}
        self._pool = QThreadPool(self)
        self._pool.setObjectName("stills")
        self._pool.setMaxThreadCount(1)
        self.decoded.connect(self._on_decoded, Qt.ConnectionType.QueuedConnection)

    def put(self, alert_id: str, jpeg: bytes) -> None:
        if jpeg:
            self._pool.start(_Decoding(self, alert_id, jpeg))

    def image(self, alert_id: str) -> QImage | None:
        return self._images.get(alert_id)

    def keep(self, alert_ids: Container[str]) -> None:
        """Lets go of all others."""
        for gone in [key for key in self._images if key not in alert_ids]:
            del self._images[gone]

    def close(self) -> None:
        self._pool.clear()
        self._pool.waitForDone(1_000)

    def _on_decoded(self, alert_id: str, image: QImage) -> None:
        if not image.isNull():
            self._images[alert_id] = image
            self.ready.emit(alert_id)


class StillImage(QWidget):
    """A small still with its box. Thread: GUI."""

    def __init__(self, masks: Callable[[], tuple[Polygon, ...]], parent: QWidget | None = None) -> None:
        """`masks`: of its camera, that are filled in now."""
        super().__init__(parent)
        self._masks, self._cover = masks, MaskCover()
        self._image: QImage | None = None
        self._box: Box | None = None
        self._source_px = QSize(1, 1)
        self.setFixedSize(STILL_PX)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_box(self, box: Box, *, width_px: int, height_px: int) -> None:
        """`box` in pixels of a source of this size."""
        self._box, self._source_px = box, QSize(max(width_px, 1), max(height_px, 1))
        self.update()

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), 3, 3)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), DARK.ground)
        if self._image is None:
            side = 28
            at = self.rect().center()
            icon("mdi6.image-outline", DARK.edge).paint(
                painter, at.x() - side // 2, at.y() - side // 2, side, side
            )
        else:
            self._paint_image(painter, self._image)
        painter.end()

    def _paint_image(self, painter: QPainter, image: QImage) -> None:
        # The whole frame is shown, never a cut: what stands beside the person may matter.
        size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(
            (self.width() - size.width()) / 2,
            (self.height() - size.height()) / 2,
            size.width(),
            size.height(),
        )
        painter.drawImage(target, image)
        self._cover.paint_on(painter, self._masks(), target=target, image=image.size())
        if self._box is not None:
            _paint_box(painter, self._box, target, self._source_px)


def _paint_box(painter: QPainter, box: Box, target: QRectF, source_px: QSize) -> None:
    across, down = target.width() / source_px.width(), target.height() / source_px.height()
    frame = QRectF(
        target.left() + box.x1 * across,
        target.top() + box.y1 * down,
        (box.x2 - box.x1) * across,
        (box.y2 - box.y1) * down,
    )
    # Over a picture the dark theme's colours read best, in a bright room too.
    colour = {Kind.PERSON: DARK.person, Kind.VEHICLE: DARK.vehicle}.get(box.kind, DARK.other)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 190), 4))  # so that the box reads on snow and at night
    painter.drawRect(frame)
    painter.setPen(QPen(colour, 2))
    painter.drawRect(frame)
