"""Boxes stand where the things are, ride with their tracks, and go when they are too old."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from console.detection.detection import Box, Detections, Kind
from console.media.frame import FrameStamp
from ui.theme import DARK
from ui.wall.box_painter import RIDE_NS, paint_boxes, place
from ui.wall.tile_measure import LABELS_FROM_PX

TAKEN_NS = 5_000_000_000
TARGET = QRect(10, 5, 320, 180)


def detections(*boxes):
    return Detections(FrameStamp("cam-1", 7, TAKEN_NS, 0, 1280, 720), boxes, TAKEN_NS + 1, 8000)


def box(kind=Kind.PERSON, **more):
    return Box("person", kind, 0.9, 400, 200, 480, 440, **more)


def painted(found, *, after_ns=0, ground="white", target=TARGET):
    image = QImage(target.right() + 20, target.bottom() + 20, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    paint_boxes(painter, found, target=target, shown_captured_at_ns=TAKEN_NS + after_ns)
    painter.end()
    return image


def colours_of(image):
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_source_pixels_become_tile_pixels():
    found = detections(box())
    assert place(found.boxes[0], found, target=TARGET, ahead_ns=0) == QRect(110, 55, 20, 60)


def test_a_box_rides_with_its_track():
    found = detections(box(vx=400.0, vy=-40.0))
    assert place(found.boxes[0], found, target=TARGET, ahead_ns=200_000_000) == QRect(130, 53, 20, 60)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_box_has_its_kinds_colour(kind):
    wanted = {Kind.PERSON: DARK.person, Kind.VEHICLE: DARK.vehicle, Kind.OTHER: DARK.other}[kind]
    assert wanted.name() in colours_of(painted(detections(box(kind))))


@pytest.mark.parametrize("ground", ["white", "black"])
def test_a_dark_outline_stands_around_the_colour(ground):
    image = painted(detections(box()), ground=ground)
    row = [image.pixelColor(x, 80) for x in range(100, 120)]
    at = [n for n, colour in enumerate(row) if colour == DARK.person]
    assert len(at) == 2  # 2 px
    assert row[at[0] - 1].lightness() < 80
    assert row[at[1] + 1].lightness() < 80


@pytest.mark.parametrize(
    ("after_ns", "drawn"), [(RIDE_NS, True), (RIDE_NS + 1, False), (-RIDE_NS - 1, False)]
)
def test_boxes_ride_no_further_than_allowed(after_ns, drawn):
    assert (DARK.person.name() in colours_of(painted(detections(box()), after_ns=after_ns))) is drawn


def test_a_box_stays_on_its_picture():
    found = detections(Box("person", Kind.PERSON, 0.9, -200, -200, 1500, 100))
    image = painted(found)
    assert all(image.pixelColor(5, y) == QColor("white") for y in range(image.height()))


def test_only_a_large_picture_has_labels(qapp):
    small = QRect(0, 0, 500, LABELS_FROM_PX - 1)
    large = QRect(0, 0, 500, LABELS_FROM_PX)
    assert not _above(painted(detections(box()), target=small), small)
    assert _above(painted(detections(box()), target=large), large)


def _above(image, target):
    """Whether anything stands a few pixels above the box."""
    top = round(200 / 720 * target.height())
    x = round(400 / 1280 * target.width()) + 4
    return image.pixelColor(x, top - 8) != QColor("white")


@pytest.mark.parametrize(("label", "drawn"), [("sports ball", False), ("backpack", True), ("Human", True)])
def test_what_no_desk_looks_for_is_not_drawn(label, drawn):
    found = detections(Box(label, Kind.OTHER, 0.6, 400, 200, 480, 440))
    assert (DARK.other.name() in colours_of(painted(found))) is drawn
