"""A dismissed alert's still, as large as there is room, or what is said in its place."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.mask_cover import MaskCover, ShownMasks


class StillLabel(QLabel):
    """Thread: GUI."""

    def __init__(self, masks: ShownMasks) -> None:
        """`masks` tells what is filled in."""
        super().__init__(alignment=Qt.AlignmentFlag.AlignCenter)
        self._masks, self._cover = masks, MaskCover()
        self.image, self._camera_id = QImage(), ""  # as it lies on the disk
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_image(self, image: QImage, *, camera_id: str) -> None:
        """`camera_id`: whose masks are filled in."""
        self.image, self._camera_id = image, camera_id
        self.setText("")
        self.update()

    def show_words(self, text: str) -> None:
        """There is no picture."""
        self.image = QImage()
        self.setText(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.image.isNull():
            return
        size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, self.image)
        masks = self._masks.of(self._camera_id)
        self._cover.paint_on(painter, masks, target=target, image=self.image.size())
        painter.end()
