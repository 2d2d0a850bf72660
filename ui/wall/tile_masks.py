"""A tile's privacy masks: what of its picture is filled in now, whatever its zoom."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from console.cameras.camera import Camera
from console.language import _
from ui.actions import BY_ID, ActionId
from ui.mask_cover import MaskCover, ShownMasks, lifted_min, lifted_words, masks_of
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

    def words(self) -> str:
        """What a tile with masks says of them to whoever asks."""
        camera = self.camera
        if camera is None:
            return ""
        if (minutes := self.lifted_min()) or not masks_of(camera, self._shown):
            return lifted_words(minutes)  # though one that was drawn since may be filled in
        text = _("Filled in: a privacy mask. {key} lifts it for a while.")
        return text.format(key=BY_ID[ActionId.LIFT_MASK].label)

    def paint(self, painter: QPainter, *, picture: TilePicture, shape: TileShape) -> None:
        """Over the picture that was drawn; the painter's unit is the device pixel."""
        masks = masks_of(self.camera, self._shown) if self.camera is not None else ()
        if masks:
            place = {"whole": shape.whole_px, "seen": shape.seen_px}
            self._cover.paint(painter, masks, **place, image=picture.size_px, source=shape.source)
