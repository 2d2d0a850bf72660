"""A still with boxes: marked as its alert's, changed where boxes are and nowhere else."""

import cv2
import numpy as np
import pytest

from console.alerts.boxed_still import draw_boxes, mark
from console.detection.detection import Box, Kind
from tests.peers.moving_clip import moving

CAUSE = Box("person", Kind.PERSON, 0.9, 100, 60, 180, 300)
CAR = Box("car", Kind.VEHICLE, 0.8, 400, 200, 600, 330)


@pytest.fixture(scope="module")
def jpeg():
    (picture,) = moving(640, 360, 1)
    return bytes(cv2.imencode(".jpg", cv2.GaussianBlur(picture, (9, 9), 0))[1])


def decoded(jpeg):
    return cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR).astype(int)


def near(*boxes, px=10):
    """True where one of the boxes has its frame, or close by."""
    mask = np.zeros((360, 640), np.uint8)
    for box in boxes:
        cv2.rectangle(mask, (int(box.x1), int(box.y1)), (int(box.x2), int(box.y2)), 1, 2 * px)
    return mask.astype(bool)


def test_only_what_is_near_a_box_differs(jpeg):
    plain, boxed = decoded(jpeg), decoded(draw_boxes(jpeg, (CAUSE, CAR), cause=CAUSE, priority=1))
    difference = np.abs(plain - boxed).max(axis=2)
    assert difference[~near(CAUSE, CAR)].max() < 24, "encoding it again changes little"
    assert difference[~near(CAUSE, CAR)].mean() < 4
    for box in (CAUSE, CAR):
        edge = difference[int(box.y1), int(box.x1) : int(box.x2)]
        assert (edge > 24).mean() > 0.9


@pytest.mark.parametrize(
    ("priority", "colour"), [(1, (255, 90, 95)), (2, (255, 159, 69)), (3, (242, 213, 68))]
)
def test_the_cause_is_told_apart_by_its_priority(jpeg, priority, colour):
    boxed = decoded(draw_boxes(jpeg, (CAUSE, CAR), cause=CAUSE, priority=priority))
    assert np.abs(boxed[150, 100, ::-1] - colour).max() < 30
    assert np.abs(boxed[250, 400, ::-1] - (179, 140, 255)).max() < 30, "a vehicle's own"
    cause_px = (np.abs(boxed[150, 90:111, ::-1] - colour).max(axis=1) < 60).sum()
    car_px = (np.abs(boxed[250, 390:411, ::-1] - (179, 140, 255)).max(axis=1) < 60).sum()
    assert cause_px > car_px


def test_a_box_over_the_edge_is_drawn_as_far_as_it_goes(jpeg):
    out = Box("person", Kind.PERSON, 0.9, -50, -50, 5000, 5000)
    assert decoded(draw_boxes(jpeg, (out,), cause=out, priority=1)).shape == (360, 640, 3)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8 cut off"])
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(ValueError, match="picture"):
        draw_boxes(content, (CAUSE,), cause=CAUSE, priority=1)


def test_a_marked_still_is_the_same_picture_in_a_file_of_its_own(jpeg):
    one, other = mark(jpeg, "a1"), mark(jpeg, "a2")
    assert len({jpeg, one, other}) == 3
    assert np.array_equal(decoded(one), decoded(jpeg))
    assert b"munara alert a1" in one
    assert mark(b"", "a1") == b""
