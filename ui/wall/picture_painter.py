"""What a tile's picture is painted from: the newest frame, grey where it is stale, its masks and boxes."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from console.detection.detection import Detections
from console.media.feed_state import TileState
from ui.theme import DARK
from ui.wall.box_painter import paint_boxes
from ui.wall.tile_marks import PICTURELESS
from ui.wall.tile_masks import TileMasks
from ui.wall.tile_picture import TilePicture
from ui.wall.tile_shape import TileShape

_WITH_BOXES = (TileState.LIVE, TileState.LATE, TileState.FROZEN)


def paint_picture(
    painter: QPainter,
    tile: QRect,
    *,
    picture: TilePicture,
    masks: TileMasks,
    shape: TileShape,
    state: TileState,
) -> bool:
    """The picture with its masks filled in, or the ground where there is none.

    Returns:
        Whether a picture was painted.
    """
    has_picture = state not in PICTURELESS and picture.take_newest()
    if not (has_picture and shape.filled):
        painter.fillRect(tile, DARK.ground)
    if not has_picture:
        return False
    painter.save()
    painter.scale(1 / shape.ratio, 1 / shape.ratio)
    if state is TileState.STALE:
        picture.draw_grey(painter, shape)
    else:
        picture.draw(painter, shape)
    masks.paint(painter, picture=picture, shape=shape)
    painter.restore()
    return True


def paint_found(
    painter: QPainter,
    detections: Detections | None,
    *,
    picture: TilePicture,
    shape: TileShape,
    state: TileState,
) -> None:
    """The boxes, on a picture that is none of long ago.

    Over masks too: who is there is not shown, that somebody is there is.
    """
    frame = picture.frame
    if state not in _WITH_BOXES or detections is None or frame is None:
        return
    paint_boxes(
        painter,
        detections,
        target=shape.whole,
        seen=shape.seen,
        shown_captured_at_ns=frame.captured_at_ns,
    )
