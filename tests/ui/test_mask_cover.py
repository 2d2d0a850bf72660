"""A cover lets nothing through: two pictures that differ only under a mask look alike to the last pixel."""

from __future__ import annotations

import numpy as np
import pytest
from av import VideoFrame
from av.video.reformatter import Interpolation
from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from console.cameras.polygon import Polygon
from ui.mask_cover import EDGE, FILL, MaskCover, lifted_min, lifted_text, lifted_words

SLANTED = Polygon(((0.21, 0.13), (0.63, 0.22), (0.55, 0.71), (0.17, 0.58)))
AT_THE_EDGE = Polygon(((0.8, 0.0), (1.0, 0.0), (1.0, 1.0), (0.93, 1.0)))
STAR = Polygon(((0.5, 0.1), (0.7, 0.9), (0.2, 0.4), (0.8, 0.4), (0.3, 0.9)))
SLIVER = Polygon(((0.4, 0.5), (0.6, 0.5), (0.6, 0.502)))
SOURCE, SMALL = QSize(640, 360), QSize(160, 90)


def holds(mask, x, y):
    """`Polygon.holds` for every pixel at once."""
    inside = np.zeros((y.shape[0], x.shape[0]), bool)
    x1, y1 = mask.corners[-1]
    for x2, y2 in mask.corners:
        if y1 != y2:
            inside ^= ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
        x1, y1 = x2, y2
    return inside


def sources(masks, size):
    """The same noise twice, as a camera sends it: magenta under the masks, and green."""
    width, height = size.toTuple()
    noise = np.random.default_rng(7).integers(0, 256, (height, width, 3), np.uint8)
    under = np.zeros((height, width), bool)
    for mask in masks:
        under |= holds(mask, (np.arange(width) + 0.5) / width, (np.arange(height)[:, None] + 0.5) / height)
    for shade in ((255, 0, 255), (0, 255, 0)):
        picture = noise.copy()
        picture[under] = shade
        yield VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")


def scaled(frame, size):
    """As a decoder process does it."""
    small = frame.reformat(
        width=size.width(), height=size.height(), format="bgra", interpolation=Interpolation.AREA
    )
    pixels = np.ascontiguousarray(small.to_ndarray())
    return QImage(
        pixels.data, size.width(), size.height(), size.width() * 4, QImage.Format.Format_RGB32
    ).copy()


def drawn(image, masks, *, whole, seen, source):
    canvas = QPixmap(320, 180)
    canvas.fill(QColor("#0F1216"))
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(whole), image, QRectF(image.rect()))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    MaskCover().paint(painter, masks, whole=whole, seen=seen, image=image.size(), source=source)
    painter.end()
    shown = canvas.toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(shown.constBits(), np.uint8).reshape(180, 320, 4)[..., :3].copy()


TILE = QRect(0, 0, 320, 180)


@pytest.mark.parametrize("masks", [(SLANTED,), (AT_THE_EDGE, SLANTED), (SLIVER,)], ids=len)
@pytest.mark.parametrize(
    ("whole", "image", "source"),
    [
        (TILE, QSize(320, 180), SOURCE),  # a tile as it is asked for
        (TILE, QSize(320, 180), SMALL),  # of a camera that has less than that
        (QRect(101, 40, 96, 54), QSize(96, 54), SOURCE),  # a very small one
        (QRect(-430, -200, 1280, 720), QSize(640, 360), SOURCE),  # zoomed, beyond what the camera has
        (TILE, QSize(96, 54), SOURCE),  # grown a moment ago: the small picture is drawn large
        (QRect(13, 0, 293, 180), QSize(293, 180), SOURCE),
    ],
    ids=["tile", "coarse", "small", "zoomed", "grown", "odd"],
)
def test_nothing_under_a_mask_is_seen_whatever_the_scale(qapp, masks, whole, image, source):
    one, other = (
        drawn(scaled(frame, image), masks, whole=whole, seen=whole & TILE, source=source)
        for frame in sources(masks, source)
    )
    assert (one == other).all()
    assert (one.reshape(-1, 3)[:, ::-1] == FILL.getRgb()[:3]).all(1).any()


def test_what_is_beside_a_mask_is_seen_and_an_edge_parts_them(qapp):
    white = QImage(320, 180, QImage.Format.Format_RGB32)
    white.fill(QColor("white"))
    square = Polygon(((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)))
    shown = drawn(white, (square,), whole=TILE, seen=TILE, source=QSize(320, 180))
    row = shown[60, :, ::-1].tolist()
    fill, edge = list(FILL.getRgb()[:3]), list(EDGE.getRgb()[:3])
    first = row.index(fill)
    assert row[first - 1] == edge and 74 <= first < 80
    assert all(pixel == [255, 255, 255] for pixel in row[: first - 3])
    assert row[80:160] == [fill] * 80


def test_an_outline_that_crosses_itself_leaves_no_hole(qapp):
    white = QImage(320, 180, QImage.Format.Format_RGB32)
    white.fill(QColor("white"))
    shown = drawn(white, (STAR,), whole=TILE, seen=TILE, source=QSize(320, 180))
    assert (shown[80:110, 145:175] != 255).all()


def test_it_is_made_once_for_a_place_and_anew_for_another(qapp, monkeypatch):
    made, canvas, cover = [], QPixmap(320, 180), MaskCover()
    monkeypatch.setattr("ui.mask_cover._made", lambda *given: (made.append(given), (QPoint(), None))[1])
    painter = QPainter(canvas)
    place = {"seen": TILE, "image": TILE.size(), "source": TILE.size()}
    for masks, whole in (
        ((SLANTED,), TILE),
        ((SLANTED,), TILE),
        ((SLIVER,), TILE),
        ((SLIVER,), QRect(0, 0, 640, 360)),
    ):
        cover.paint(painter, masks, whole=whole, **place)
    cover.paint(painter, (), whole=TILE, **place)
    painter.end()
    assert len(made) == 3


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_over_a_still_on_a_sharper_screen(qapp, ratio):
    canvas = QPixmap(QSize(320, 180) * ratio)
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(QColor("white"))
    painter = QPainter(canvas)
    whole = Polygon(((0, 0), (1, 0), (1, 1), (0, 1)))
    MaskCover().paint_on(painter, (whole,), target=QRectF(10.5, 0, 299, 180), image=QSize(1920, 1080))
    painter.end()
    shown = canvas.toImage()
    inside = [(10.5, 1), (309, 179), (160, 5), (309, 1)]
    colours = {shown.pixelColor(int(x * ratio), int(y * ratio)).name() for x, y in inside}
    assert colours <= {FILL.name(), EDGE.name()}
    assert shown.pixelColor(int(5 * ratio), int(90 * ratio)).name() == "#ffffff"


def test_how_long_it_is_lifted_in_words():
    assert [lifted_min(left_s) for left_s in (0, 1, 60, 61, 600)] == [0, 1, 1, 2, 10]
    assert (lifted_text(0), lifted_text(10)) == ("", "10 min")
    assert (lifted_words(0), lifted_words(2)) == ("", "without the mask, 2 min")
