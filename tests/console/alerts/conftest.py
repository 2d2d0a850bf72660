"""Alerts to play with."""

from __future__ import annotations

import itertools

import pytest

from console.alerts.alert import Alert
from console.alerts.zone import Zone
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.detection.detection import Box, Detections, Kind
from console.media.frame import FrameStamp
from tests.fakes.fake_clock import FakeClock

LOWER_HALF = Polygon(((0, 0.5), (1, 0.5), (1, 1), (0, 1)))


def address():
    return Address.parse("rtsp://u:s3cret@10.0.0.2/1")


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def make_zone():
    def make(zone_id="hall", camera_id="0402", **values):
        return Zone(**{"id": zone_id, "camera_id": camera_id, "name": "hall", "shape": LOWER_HALF, **values})

    return make


@pytest.fixture
def make_camera():
    def make(camera_id="0402", kind=PlaceKind.STREET):
        return Camera(camera_id, camera_id, "", Place("p", "Place", kind), address())

    return make


@pytest.fixture
def person():
    def make(*, foot=(0.5, 0.75), score=0.9, kind=Kind.PERSON, width=640, height=360):
        """A box whose foot point is `foot`, in fractions of the frame."""
        x, y = foot[0] * width, foot[1] * height
        return Box(kind.value, kind, score, x - 10, y - 60, x + 10, y)

    return make


@pytest.fixture
def look(clock):
    sequence = itertools.count(1)

    def make(*boxes, camera_id="0402"):
        stamp = FrameStamp(camera_id, next(sequence), clock.monotonic_ns(), 0, 640, 360)
        return Detections(stamp, tuple(boxes), clock.monotonic_ns(), 8000)

    return make


@pytest.fixture
def make_alert(clock, make_zone, make_camera, person):
    numbers = itertools.count(1)

    def make(zone_id=None, *, kind=PlaceKind.STREET, priority=2):
        number = next(numbers)
        camera = make_camera(f"c{number}" if zone_id is None else f"c-{zone_id}", kind)
        zone = make_zone(zone_id or f"z{number}", camera.id, priority=priority)
        cause = person()
        return Alert(
            id=f"alert{number}",
            camera=camera,
            zone=zone,
            priority=priority,
            raised_at_utc=clock.now_utc(),
            utc_offset_min=clock.utc_offset_min(),
            stamp=FrameStamp(camera.id, number, clock.monotonic_ns(), 0, 640, 360),
            boxes=(cause,),
            cause=cause,
        )

    return make
