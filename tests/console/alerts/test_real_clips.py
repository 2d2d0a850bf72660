"""Each rule on real footage, with the detector that a desk would use."""

from dataclasses import replace
from functools import cache
from itertools import takewhile

import pytest

from console.alerts.rule_kind import Direction, RuleKind, Subject
from console.alerts.watch import Watch
from console.assets import find_asset, has_asset
from console.cameras.camera import Camera
from console.cameras.line import Line
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.detection.detection import Detections
from console.detection.filters import counted
from console.detection.model_file import ModelFile
from console.detection.tracker import Tracker
from console.media.frame import FrameStamp
from console.media.worker.frame_file import read_frames
from tests.console.alerts.conftest import address

CLIPS = STREET, HALL, MOTORWAY, PARK = (
    "vtest.avi",
    "one-by-one-person-detection.mp4",
    "motorway.avi",
    "car-detection.mp4",
)
pytestmark = pytest.mark.skipif(
    not all(map(has_asset, (*CLIPS, "yolox_nano.onnx"))), reason="not all of the footage can be had here"
)
# Which part of each, and how often: enough for what happens there, and no more than a second or two of work.
CUTS = {STREET: (4, 400), HALL: (9, 1200), MOTORWAY: (2, 200), PARK: (4, 480)}
# A blue sign that the model takes for a person.
SIGN = Polygon(((0.03, 0.22), (0.075, 0.22), (0.075, 0.27), (0.03, 0.27)))


@cache
def looks_at(name):
    """Cached for the run: each clip is decoded and looked at once."""
    model, tracker = ModelFile(find_asset("yolox_nano.onnx"), "").load(), Tracker()
    place = Place("p", "Place", PlaceKind.STREET)
    camera = Camera("0402", "0402", "", place, address(), ignore_zones=(SIGN,) if name == STREET else ())
    every, last = CUTS[name]
    looks = []
    for frame in takewhile(lambda frame: frame.index < last, read_frames(find_asset(name), every=every)):
        size = {"width": frame.width, "height": frame.height}
        found = model.detect(frame.pixels, scale=frame.scale, **size)
        at_ns = frame.media_time_us * 1000
        boxes = tracker.follow(counted(found, camera, **size), at_ns=at_ns)
        looks.append(Detections(FrameStamp("0402", frame.index, at_ns, 0, **size), boxes, at_ns, 0))
    return looks


def raised(zone, name):
    """(second, what was measured) of each alert."""
    watch = Watch(zone)
    causes = [(look.stamp.captured_at_ns / 1e9, watch.weigh(look)) for look in looks_at(name)]
    return [(at_s, cause.measure) for at_s, cause in causes if cause]


WHOLE = Polygon(((0, 0), (1, 0), (1, 1), (0, 1)))


def come_at(found, *due_s):
    """Whether alerts came at these seconds, each within a few looks."""
    return len(found) == len(due_s) and all(
        abs(at_s - second) <= 1.5 for (at_s, _measure), second in zip(found, due_s, strict=True)
    )


def test_five_people_come_one_after_another_and_each_is_one_alert(make_zone):
    zone = make_zone(shape=WHOLE, cool_down_s=3)
    assert come_at(raised(zone, HALL), 7.2, 24.3, 52.2, 75.6, 94.5)


def test_three_of_them_stay_for_a_quarter_of_a_minute(make_zone):
    zone = make_zone(rule=RuleKind.LOITERING, shape=WHOLE, after_s=15, cool_down_s=3)
    assert come_at(raised(zone, HALL), 38.7, 66.6, 108.9)


def test_all_of_them_walk_to_the_right(make_zone):
    door = Line(((0.7, 1.0), (0.7, 0.0)))  # upwards: its right is the picture's right
    zone = make_zone(rule=RuleKind.LINE_CROSSED, shape=door, cool_down_s=3)
    assert come_at(raised(zone, HALL), 18.9, 44.1, 69.3, 86.4, 118.8)
    assert raised(replace(zone, direction=Direction.RIGHT_TO_LEFT), HALL) == []


def test_each_carriageway_has_its_direction(make_zone):
    away, near = Line(((0.4, 0.6), (1.0, 0.6))), Line(((0.3, 0.1), (0.3, 0.6)))
    for shape, right, wrong in (
        (away, Direction.RIGHT_TO_LEFT, Direction.LEFT_TO_RIGHT),
        (near, Direction.LEFT_TO_RIGHT, Direction.RIGHT_TO_LEFT),
    ):
        zone = make_zone(rule=RuleKind.LINE_CROSSED, shape=shape, cool_down_s=0, direction=right)
        assert 3 <= len(raised(zone, MOTORWAY)) <= 7
        assert raised(replace(zone, direction=wrong), MOTORWAY) == []
        assert raised(replace(zone, subject=Subject.PERSON), MOTORWAY) == []


def test_the_street_fills_once(make_zone):
    zone = make_zone(rule=RuleKind.CROWD, shape=WHOLE, cool_down_s=10, least_count=8)
    ((at_s, count),) = raised(zone, STREET)
    assert 10 <= at_s <= 17
    assert count >= 8
    assert raised(replace(zone, least_count=12), STREET) == []


def test_parked_cars_are_one_alert_for_as_long_as_they_stand(make_zone):
    zone = make_zone(rule=RuleKind.VEHICLE_IN_ZONE, shape=WHOLE, cool_down_s=0)
    assert come_at(raised(zone, STREET), 0.4)
    assert come_at(raised(zone, PARK), 17.6)
    standing = replace(zone, rule=RuleKind.VEHICLE_STANDING, after_s=30)
    assert come_at(raised(standing, STREET), 30)


def test_traffic_that_flows_does_not_stand(make_zone):
    road = Polygon(((0, 0.25), (1, 0.25), (1, 1), (0, 1)))
    zone = make_zone(rule=RuleKind.VEHICLE_STANDING, shape=road, cool_down_s=0, after_s=3)
    assert raised(zone, MOTORWAY) == []
