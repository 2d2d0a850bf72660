"""A rule that was put aside raises nothing: no still is kept, no span is pinned; it is counted."""

from __future__ import annotations

from dataclasses import replace

from console.alerts.looks import Looks
from console.alerts.shelf import Shelf, Shelves, rule_of
from console.detection.detection import Detections
from console.detection.latest import LatestDetections
from console.evidence.raiser import AlertRaiser
from console.media.frame import Still
from console.outbox import Outbox
from tests.console.shift_desk import an_alert


class Sure:
    """A judge that finds cause in every look, and a host that notes what is pinned."""

    def __init__(self, *alerts) -> None:
        self.alerts, self.held = alerts, []

    def judge(self, _detections):
        return list(self.alerts)

    def hold(self, alert) -> None:
        self.held.append(alert.id)


def test_what_is_put_aside_raises_nothing_and_the_rest_does():
    yard, gate = an_alert("yard", number="0402"), an_alert("gate", number="0402")
    gate = replace(gate, zone=replace(gate.zone, id="gate"))
    sure, shelves = Sure(yard, gate), Shelves()
    raiser = AlertRaiser(
        judge=sure,
        pins=sure,
        looks=Looks(),
        latest=LatestDetections(),
        keeper=None,
        outbox=Outbox(),
        feeds={},
        shelves=shelves,
    )
    look = Detections(yard.stamp, (), 1, 1)
    shelves.put(Shelf(rule_of(yard), 1))
    assert raiser.on_detections(look, None) is Still.KEEP
    assert sure.held == ["gate"]
    shelves.put(Shelf(rule_of(gate), 2))
    assert raiser.on_detections(look, None) is Still.DROP
    assert [shelves.take(rule_of(each)) for each in (yard, gate)] == [2, 1]
