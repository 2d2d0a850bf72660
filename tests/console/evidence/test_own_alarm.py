"""A camera's own alarm in the journal: who saw it and what it was, through dismissing and bringing back."""

from __future__ import annotations

from console.alerts.alert import AlertRaised, alert_title
from console.alerts.smart_camera import SmartCamera, own_alert
from console.cameras.onvif_scene import CameraEvent
from console.detection.detection import Source
from console.journal.entry import Kind
from console.language import speaking
from console.media.frame import FrameStamp
from tests.console.evidence.test_days import (  # noqa: F401 - fixtures
    JPEG,
    clock,
    cut,
    desks,
    dismiss,
    is_open,
    raise_alert,
)
from tests.console.evidence.test_reopening import reopen

_CROSSED = CameraEvent("RuleEngine/LineDetector/Crossed", "gate", None)


def _raise_own(desk):
    stamp = FrameStamp("c1", 7, desk.clock.monotonic_ns(), 0, 320, 180)
    seen = SmartCamera().detections(desk.camera, (), stamp)
    with speaking("en"):
        alert = own_alert(desk.camera, _CROSSED, seen, clock=desk.clock)
    desk.keeper.put_aside(alert, JPEG, stream="main")
    desk.outbox.put(AlertRaised(alert, JPEG))
    desk.until(lambda: is_open(desk, alert.id))
    return alert


def test_its_entry_says_who_saw_it_and_it_comes_back_as_what_it_was(desks):  # noqa: F811
    desk = desks()
    alert = _raise_own(desk)
    (entry,) = desk.entries(Kind.ALERT_RAISED)
    said = entry.body
    assert (said["source"], said["event"]) == ("camera", "RuleEngine/LineDetector/Crossed")
    assert (said["rule"], said["zone"]) == ("the camera's own alarm", "line crossed (gate)")
    cut(desk, alert.id)
    dismiss(desk, alert.id)
    held = reopen(desk, alert.id)
    assert (held.alert.source, held.alert.event) == (Source.CAMERA, alert.event)
    with speaking("en"):
        assert alert_title(held.alert) == "Camera's own alarm: line crossed (gate)"


def test_a_models_alert_says_nothing_of_it(desks):  # noqa: F811
    desk = desks()
    raise_alert(desk)
    (entry,) = desk.entries(Kind.ALERT_RAISED)
    assert not {"source", "event"} & set(entry.body)
