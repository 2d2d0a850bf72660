"""A tile's zoom: the part that is seen, what the feed is asked for, and the sign that says so."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest

from console.detection.detection import Box, Detections, Kind
from console.media.frame import FrameStamp
from console.wall.zoom import Fit, Zoom
from tests.ui.wall.conftest import picture_of
from ui.theme import DARK
from ui.wall.tile_shape import TileShape
from ui.wall.tile_view import RESIZE_PAUSE_MS, TileView
from ui.wall.tile_ways import Zooming

HD, PAL = QSize(1920, 1080), QSize(768, 576)


def shape_of(zoom, *, source=HD, size=(320, 180)):
    return TileShape.of(*size, 1.0, source, zoom)


def test_without_zoom_the_tiles_own_pixels_are_asked_for():
    shape = shape_of(Zoom())
    assert (shape.asked_px, shape.is_cut, shape.filled) == (QSize(320, 180), False, True)


@pytest.mark.parametrize(
    ("factor", "source", "asked"),
    [
        (2.0, HD, (640, 360)),
        (8.0, HD, (1920, 1080)),  # all that the camera has
        (8.0, QSize(640, 360), (640, 360)),
        (4.0, QSize(160, 90), (320, 180)),  # never less than without zoom
        (4.0, QSize(), (320, 180)),  # nothing is known yet
    ],
)
def test_zoomed_the_feed_is_asked_for_what_it_has_and_no_more(factor, source, asked):
    assert shape_of(Zoom(factor), source=source).asked_px.toTuple() == asked


def test_the_part_under_the_pointer_stays_under_it():
    before = shape_of(Zoom())
    after = shape_of(before.zoomed(2.0, at=QPoint(80, 45)))
    assert after.whole_px == QRect(-80, -45, 640, 360)
    again = shape_of(after.zoomed(8.0, at=QPoint(80, 45)))
    assert again.whole_px.size() == QSize(2560, 1440)
    seen = [(80 - shape.whole_px.x()) / shape.whole_px.width() for shape in (before, after, again)]
    assert seen == pytest.approx([0.25] * 3, abs=0.001)


def test_no_bar_comes_into_sight_by_panning_and_the_way_back_is_no_longer():
    shape = shape_of(shape_of(Zoom(2.0)).panned(10_000, 10_000))
    assert shape.whole_px.topLeft() == QPoint(0, 0)
    assert shape_of(shape.panned(-10, 0)).whole_px.left() == -10


def test_it_goes_no_further_than_eight_times_and_back_to_none():
    assert shape_of(Zoom()).zoomed(100.0).factor == 8.0
    assert shape_of(Zoom(2.0, 0.1, 0.1)).zoomed(0.2) == Zoom()


def test_fill_cuts_the_edges_and_fit_leaves_bars():
    fit, fill = shape_of(Zoom(), source=PAL), shape_of(Zoom(fit=Fit.FILL), source=PAL)
    assert fit.whole_px == QRect(40, 0, 240, 180)
    assert not fit.filled
    assert fill.filled
    assert fill.is_cut
    assert (fill.whole_px, fill.seen_px) == (QRect(0, -30, 320, 240), QRect(0, 0, 320, 180))
    assert fill.asked_px == QSize(320, 240)


def test_the_part_that_is_seen_is_drawn_to_the_pixel(qapp, tile):
    tile.zoom.take_source(640, 360)
    tile.zoom.by(2)
    QTest.qWait(RESIZE_PAUSE_MS * 2)
    noise = np.random.default_rng(1).integers(0, 256, (360, 640, 4), np.uint8)
    noise[..., 3] = 255
    tile.feed.put(noise)
    tile.feed.put(noise)
    tile.poll(0)
    image = tile.grab().toImage()
    drawn = np.frombuffer(image.constBits(), np.uint8).reshape(180, image.bytesPerLine() // 4, 4)
    assert (drawn[40:120, :320] == noise[130:210, 160:480]).all()  # clear of the sign and the caption


def test_the_old_picture_is_zoomed_at_once_and_the_sign_says_so(qapp, tile):
    half = picture_of((0, 0, 255, 255))
    half[:, 160:] = (0, 255, 0, 255)
    tile.feed.put(half)
    tile.poll(0)
    qapp.processEvents()
    tile.zoom.by(4, at=QPoint(0, 60))
    assert tile._marks.zoom == "4.0×"
    assert not tile._marks.plain
    assert tile.grab().toImage().pixelColor(300, 100) == QColor(255, 0, 0)
    tile.zoom.whole()
    assert tile._marks.plain
    assert tile.grab().toImage().pixelColor(300, 100) == QColor(0, 255, 0)


def test_a_filled_tile_says_that_its_edges_are_cut(qapp, tile):
    tile.feed.set_status(width=768, height=576)
    tile.refresh_age(0)
    tile.zoom.turn_fit()
    assert tile._marks.is_cut
    tile.zoom.turn_fit()
    assert tile._marks.plain


def test_the_cut_sign_follows_a_source_and_a_size_that_change(qapp, tile):
    tile.zoom.turn_fit()  # 16:9 in 16:9: nothing is cut
    assert not tile._marks.is_cut
    tile.feed.set_status(width=768, height=576)
    tile.refresh_age(0)
    assert tile._marks.is_cut
    tile.resize(240, 180)
    assert not tile._marks.is_cut


def test_another_camera_is_not_zoomed(qapp, tile, engine):
    tile.zoom.by(4)
    tile.show_camera(engine.cameras["cam-2"], engine.host.feeds["cam-2"])
    assert tile.zoom.factor == 1
    assert tile._marks.zoom == ""


def wheel(tile, turned):
    at, none = QPointF(160, 90), Qt.MouseButton.NoButton
    bare, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, at, QPoint(), QPoint(0, turned), none, bare, phase, False)
    tile.wheelEvent(event)


def test_the_wheel_zooms_and_the_middle_button_moves(qapp, tile):
    wheel(tile, 240)
    assert tile.zoom.factor == pytest.approx(2)
    before = tile.frame_rect()
    QTest.mousePress(tile, Qt.MouseButton.MiddleButton, pos=QPoint(100, 100))
    QTest.mouseMove(tile, QPoint(130, 110))
    assert tile.frame_rect().topLeft() - before.topLeft() == QPoint(30, 10)
    QTest.mouseRelease(tile, Qt.MouseButton.MiddleButton, pos=QPoint(130, 110))
    QTest.mouseMove(tile, QPoint(10, 10))
    assert tile.frame_rect().topLeft() - before.topLeft() == QPoint(30, 10)
    wheel(tile, -240)
    assert tile.zoom.factor == 1


def test_a_tile_that_somebody_draws_over_is_not_zoomed(qapp, engine):
    tile = TileView(engine.clock, latest=engine.latest, name="rules", zooming=Zooming.NONE)
    wheel(tile, 120)
    assert tile.zoom.factor == 1


def test_boxes_go_with_the_zoom_and_stay_within_the_tile(qapp, tile, engine):
    box = Box("person", Kind.PERSON, 0.9, 310, 170, 330, 190)
    engine.latest.put(Detections(FrameStamp("cam-1", 1, 0, 0, 640, 360), (box,), 1, 1))
    tile.feed.put(picture_of((0, 0, 0, 255)))
    tile.poll(0)
    tile.zoom.by(4)
    image = tile.grab().toImage()
    # 20 source pixels are 10 of the tile's, and 40 zoomed
    edge = [x for x in range(320) if image.pixelColor(x, 90) == DARK.person]
    assert max(edge) - min(edge) == pytest.approx(40, abs=4)
