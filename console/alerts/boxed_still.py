"""An alert's still as it is put aside: marked as that alert's, and once more with boxes drawn."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
import numpy.typing as npt

from console.detection.detection import Box, Kind

_Picture = npt.NDArray[np.uint8]
_QUALITY = 95  # encoded a second time: what is not drawn on shall look as it did
_OUTLINE = (12, 10, 8)  # BGR, as all colours here: reads on snow and at night
_COLOURS = {Kind.PERSON: (224, 201, 53), Kind.VEHICLE: (255, 140, 179), Kind.OTHER: (181, 167, 154)}
_CAUSE = {1: (95, 90, 255), 2: (69, 159, 255), 3: (68, 213, 242)}  # the priorities' own, as on the cards
_LINES_PX = 540  # of the frame's height for each pixel of a line's width
_START, _COMMENT = b"\xff\xd8", b"\xff\xfe"  # of a JPEG, and of a comment in it


def mark(jpeg: bytes, alert_id: str) -> bytes:
    """The picture with a comment that says whose it is.

    Two alerts of one frame so have a file each: one may be erased and the other kept.
    """
    if not jpeg.startswith(_START):
        return jpeg
    text = f"munara alert {alert_id}".encode()
    return _START + _COMMENT + (len(text) + 2).to_bytes(2, "big") + text + jpeg[2:]


def draw_boxes(jpeg: bytes, boxes: Iterable[Box], *, cause: Box, priority: int) -> bytes:
    """The picture with a frame round each box; the cause's is thicker, in its priority's colour.

    Raises:
        ValueError: this is no picture.
    """
    try:
        return _drawn(_decoded(jpeg), boxes, cause, priority)
    except cv2.error as error:
        raise ValueError(str(error)) from None


def _drawn(picture: _Picture, boxes: Iterable[Box], cause: Box, priority: int) -> bytes:
    line_px = max(2, round(picture.shape[0] / _LINES_PX))
    for box in boxes:
        if box != cause:
            _draw(picture, box, _COLOURS[box.kind], line_px)
    _draw(picture, cause, _CAUSE[priority], 2 * line_px)
    options = [
        *(cv2.IMWRITE_JPEG_QUALITY, _QUALITY),
        *(cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444),  # thin coloured lines
    ]
    done, encoded = cv2.imencode(".jpg", picture, options)
    if not done:
        raise ValueError("the picture could not be encoded")
    return bytes(encoded)


def _decoded(jpeg: bytes) -> _Picture:
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR) if jpeg else None
    if picture is None:
        raise ValueError("this is no picture")
    return np.asarray(picture, np.uint8)


def _draw(picture: _Picture, box: Box, colour: tuple[int, int, int], line_px: int) -> None:
    corners = ((round(box.x1), round(box.y1)), (round(box.x2), round(box.y2)))
    cv2.rectangle(picture, *corners, _OUTLINE, line_px + 2)
    cv2.rectangle(picture, *corners, colour, line_px)
