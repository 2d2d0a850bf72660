"""What a camera itself says, made boxes and alarms of ours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.alerts.alert import alert_title
from console.alerts.smart_camera import SmartCamera, event_text, fitted, own_alert
from console.cameras.onvif_scene import CameraEvent, SeenThing
from console.cameras.polygon import Polygon
from console.detection.detection import Kind, Source
from console.media.frame import FrameStamp

_S = 1_000_000_000
_CROSSED = CameraEvent("RuleEngine/LineDetector/Crossed", "gate", None)
_INSIDE = CameraEvent("RuleEngine/FieldDetector/ObjectsInside", "yard", True)
_MOVED = CameraEvent("RuleEngine/CellMotionDetector/Motion", "", True)


@pytest.fixture
def smart():
    return SmartCamera()


def _stamp(at_s: float = 1, width: int = 640, height: int = 360) -> FrameStamp:
    return FrameStamp("0402", 0, round(at_s * _S), 0, width, height)


def _thing(label="Human", *, id_="7", likelihood=0.9, left=0.25, top=0.25) -> SeenThing:
    return SeenThing(id_, label, likelihood, left, top, left + 0.25, top + 0.5)


def test_boxes_are_pixels_of_the_frame_and_marked_as_the_cameras(smart, make_camera):
    detections = smart.detections(make_camera(), [_thing()], _stamp())
    (box,) = detections.boxes
    assert (box.x1, box.y1, box.x2, box.y2) == (160, 90, 320, 270)
    assert (box.label, box.kind, box.score) == ("person", Kind.PERSON, 0.9)
    assert (detections.source, detections.took_us) == (Source.CAMERA, 0)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Vehical", Kind.VEHICLE),
        ("Truck", Kind.VEHICLE),
        ("HUMAN", Kind.PERSON),
        ("", Kind.OTHER),
        ("Animal", Kind.OTHER),
    ],
)
def test_a_cameras_words_are_the_desks_kinds(smart, make_camera, word, kind):
    (box,) = smart.detections(make_camera(), [_thing(word)], _stamp()).boxes
    assert box.kind is kind


def test_a_cameras_confidence_and_ignore_zones_hold_for_it_too(smart, make_camera):
    left_half = Polygon(((0, 0), (0.5, 0), (0.5, 1), (0, 1)))
    camera = replace(make_camera(), confidence=0.6, ignore_zones=(left_half,))
    things = [_thing(left=0.1), _thing(left=0.6, id_="8"), _thing(left=0.6, id_="9", likelihood=0.5)]
    (box,) = smart.detections(camera, things, _stamp()).boxes
    assert box.x1 == pytest.approx(384)


def test_the_same_thing_has_the_same_track_and_its_speed(smart, make_camera):
    camera = make_camera()
    (first,) = smart.detections(camera, [_thing()], _stamp(1)).boxes
    (second,) = smart.detections(camera, [_thing(left=0.35)], _stamp(2)).boxes
    (other,) = smart.detections(camera, [_thing(id_="8")], _stamp(2)).boxes
    (later,) = smart.detections(camera, [_thing()], _stamp(9)).boxes
    assert first.track == second.track
    assert first.track > 1_000_000_000  # no detector counts so far
    assert second.vx == pytest.approx(32)
    assert len({first.track, other.track, later.track}) == 3
    (nameless,) = smart.detections(camera, [_thing(id_="")], _stamp(9)).boxes
    assert nameless.track is None


def test_an_alarm_counts_when_it_begins_and_not_while_it_holds(smart):
    over = replace(_INSIDE, state=False)
    assert smart.alarms([_INSIDE], at_ns=_S) == [_INSIDE]
    assert smart.alarms([_INSIDE, _INSIDE], at_ns=200 * _S) == []
    assert smart.alarms([over, _INSIDE], at_ns=300 * _S) == [_INSIDE]
    assert smart.alarms([over, _INSIDE], at_ns=310 * _S) == []


def test_a_moments_alarm_counts_once_a_minute_and_each_rule_for_itself(smart):
    other = replace(_CROSSED, rule="fence")
    assert smart.alarms([_CROSSED, other, _CROSSED], at_ns=_S) == [_CROSSED, other]
    assert smart.alarms([_CROSSED], at_ns=60 * _S) == []
    assert smart.alarms([_CROSSED], at_ns=61 * _S) == [_CROSSED]


def test_mere_motion_counts_every_ten_minutes(smart):
    over = replace(_MOVED, state=False)
    counted = [second for second in range(0, 1300, 100) if smart.alarms([over, _MOVED], at_ns=second * _S)]
    assert counted == [0, 600, 1200]


def test_what_is_no_alarm_is_none(smart):
    topics = ("Device/Trigger/DigitalInput", "RecordingConfig/JobState", "Monitoring/ProcessorUsage", "x")
    assert smart.alarms([CameraEvent(topic, "", True) for topic in topics], at_ns=_S) == []


def test_a_camera_that_makes_names_up_is_heard_sixty_four_times(smart):
    alarms = [CameraEvent("RuleEngine/X", str(number), None) for number in range(1000)]
    assert len(smart.alarms(alarms, at_ns=_S)) == 64


def test_an_own_alert_says_what_happened_and_who_saw_it(smart, make_camera, clock):
    camera = make_camera()
    seen = smart.detections(camera, [_thing()], _stamp())
    alert = own_alert(camera, _CROSSED, seen, clock=clock)
    assert (alert.source, alert.event, alert.priority) == (Source.CAMERA, _CROSSED.topic, 2)
    assert alert_title(alert) == "Camera's own alarm: line crossed (gate)"
    assert alert.boxes == seen.boxes
    assert event_text(CameraEvent("RuleEngine/tnsx/Fight", "", None)) == "Fight"
    assert own_alert(camera, _MOVED, seen, clock=clock).priority == 3
    assert own_alert(camera, replace(_CROSSED, rule="x"), seen, clock=clock).zone.id != alert.zone.id


def test_boxes_fit_the_stream_that_the_still_comes_from(smart, make_camera, clock):
    camera = make_camera()
    seen = smart.detections(camera, [_thing()], _stamp())
    alert = fitted(own_alert(camera, _CROSSED, seen, clock=clock), _stamp(2, 1280, 1080))
    (box,) = alert.boxes
    assert (box.x1, box.y1, box.x2, box.y2) == (320, 270, 640, 810)
    assert (alert.cause.x2, alert.cause.y2, alert.stamp.width) == (1280, 1080, 1280)
