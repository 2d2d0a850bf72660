"""A tile's privacy masks: what of its picture is filled in now, whatever its zoom."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from console.cameras.camera import Camera
from ui.mask_cover import MaskCover, ShownMasks, lifted_min, masks_of
from ui.wall.tile_picture import TilePicture
from ui.wall.tile_shape import TileShape


class TileMasks:
    """Asked anew at each paint: a lift that has ended shows nothing more. Thread: GUI."""

    def __init__(self, shown: ShownMasks | None) -> None:
        """None: the camera's own, which nobody lifts."""
        self.camera: Camera | None = None
        self._shown = shown
        self._cover = MaskCover()

    def lifted_min(self) -> int:
        """For how long they are not filled in, though the camera has some; 0 where they are."""
        return lifted_min(self._shown.left_s(self.camera.id)) if self._shown and self.camera else 0

    def paint(self, painter: QPainter, *, picture: TilePicture, shape: TileShape) -> None:
        """Over the picture that was drawn; the painter's unit is the device pixel."""
        masks = masks_of(self.camera, self._shown) if self.camera is not None else ()
        if masks:
            place = {"whole": shape.whole_px, "seen": shape.seen_px}
            self._cover.paint(painter, masks, **place, image=picture.size_px, source=shape.source)
