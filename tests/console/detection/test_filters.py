"""What counts on a camera."""

from dataclasses import replace

import pytest

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.detection.detection import Box, Kind
from console.detection.filters import counted, faint

CAMERA = Camera(
    id="0402",
    number="0402",
    name="hall",
    place=Place("s1", "School No. 1", PlaceKind.SCHOOL),
    main=Address.parse("rtsp://10.0.0.2/1"),
    confidence=0.6,
)
LOWER_LEFT = Polygon(((0, 0.5), (0.5, 0.5), (0.5, 1), (0, 1)))


def box(score=0.9, *, x1=100, y1=50, x2=140, y2=150):
    return Box("person", Kind.PERSON, score, x1, y1, x2, y2)


def kept(one, camera=CAMERA):
    return bool(counted([one], camera, width=400, height=200))


@pytest.mark.parametrize(("score", "counts"), [(0.59, False), (0.6, True), (0.9, True)])
def test_confidence_is_the_cameras(score, counts):
    assert kept(box(score)) is counts


def test_the_foot_decides_over_an_ignore_zone():
    camera = replace(CAMERA, ignore_zones=(LOWER_LEFT,))
    assert not kept(box(y1=50, y2=150), camera)
    assert kept(box(y1=0, y2=90), camera)  # stands above it
    assert kept(box(x1=190, x2=240, y2=150), camera)  # reaches in, stands right of it
    assert not kept(box(y2=200), camera)  # cut by the lower edge of the picture


def test_what_is_too_faint_can_be_held_only_outside_the_ignore_zones():
    camera = replace(CAMERA, ignore_zones=(LOWER_LEFT,))
    outside, sure, inside = box(0.3, x1=300, x2=340), box(0.9, x1=300, x2=340), box(0.3)
    assert faint([outside, sure, inside], camera, width=400, height=200) == (outside,)
