"""Which box gives cause."""

import pytest

from console.alerts.rules import cause_in
from console.detection.detection import Kind


def cause(zone, *boxes):
    return cause_in(zone, boxes, width=640, height=360)


@pytest.mark.parametrize(
    ("foot", "inside"), [((0.5, 0.75), True), ((0.5, 0.49), False), ((0.5, 0.51), True), ((0.5, 1.0), True)]
)
def test_the_foot_must_stand_inside(make_zone, person, foot, inside):
    box = person(foot=foot)
    assert cause(make_zone(), box) is (box if inside else None)


def test_the_surest_person_is_named_and_vehicles_are_not(make_zone, person):
    sure, unsure, car = person(score=0.8), person(score=0.6), person(score=0.95, kind=Kind.VEHICLE)
    assert cause(make_zone(), unsure, car, sure) is sure
    assert cause(make_zone(), car) is None
    assert cause(make_zone()) is None
