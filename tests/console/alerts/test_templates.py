"""Zones by the kind of their place."""

from datetime import UTC, datetime, timedelta

import pytest

from console.alerts.rule_kind import RuleKind
from console.alerts.templates import TEMPLATES
from console.alerts.zone import Zone
from console.cameras.line import Line
from console.cameras.places import PlaceKind
from console.cameras.polygon import Polygon

YARD, FENCE = Polygon(((0, 0.5), (1, 0.5), (1, 1))), Line(((0, 0.5), (1, 0.5)))
ALL = [(kind, template) for kind in PlaceKind for template in TEMPLATES[kind]]
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)  # no holiday, nor any day of its week


def zone_of(template):
    return template.zone(FENCE if template.rule.on_line else YARD, zone_id="z", camera_id="0402")


def held(kind, rule, moment):
    """How many of the kind's zones of that rule are watched then, by local time."""
    zones = [zone_of(template) for template in TEMPLATES[kind] if template.rule is rule]
    return sum(zone.hours.hold(moment - timedelta(hours=5), utc_offset_min=300) for zone in zones)


@pytest.mark.parametrize(("kind", "template"), ALL)
def test_each_makes_a_zone_that_can_be_kept(kind, template):
    zone = zone_of(template)
    assert Zone.from_row(zone.to_row()) == zone
    assert (zone.rule, zone.name) == (template.rule, template.title())


def test_every_place_has_some_and_their_names_differ():
    for kind in PlaceKind:
        names = [template.name for template in TEMPLATES[kind]]
        assert len(names) == len(set(names)) >= 3


def test_an_outline_is_no_line():
    (over,) = (each for each in TEMPLATES[PlaceKind.SCHOOL] if each.rule is RuleKind.LINE_CROSSED)
    with pytest.raises(ValueError):
        over.zone(YARD, zone_id="z", camera_id="0402")


@pytest.mark.parametrize("place", [PlaceKind.SCHOOL, PlaceKind.KINDERGARTEN])
def test_a_childrens_yard_is_watched_when_it_is_closed(place):
    in_yard = RuleKind.PERSON_IN_ZONE
    assert held(place, in_yard, MONDAY + timedelta(hours=10)) == 0
    assert held(place, in_yard, MONDAY + timedelta(hours=2)) == 1
    assert held(place, in_yard, MONDAY + timedelta(hours=23)) == 1
    new_year = datetime(2027, 1, 1, tzinfo=UTC)
    assert all(held(place, in_yard, new_year + timedelta(hours=hour)) == 1 for hour in range(24))
    assert held(place, RuleKind.LOITERING, MONDAY + timedelta(hours=10)) == 1
    assert held(place, RuleKind.LOITERING, new_year + timedelta(hours=10)) == 0


def test_a_kindergarten_is_closed_at_weekends_and_no_visit_is_two_alerts():
    saturday, in_yard = MONDAY + timedelta(days=5), RuleKind.PERSON_IN_ZONE
    assert held(PlaceKind.SCHOOL, in_yard, saturday + timedelta(hours=12)) == 0
    for half_hours in range(2 * 48):
        moment = saturday + timedelta(minutes=30 * half_hours)
        assert held(PlaceKind.KINDERGARTEN, in_yard, moment) == 1


def test_the_most_urgent_are_those_that_endanger_children_and_crowds():
    urgent = {(kind, template.rule) for kind, template in ALL if zone_of(template).priority == 1}
    assert urgent == {
        (PlaceKind.SCHOOL, RuleKind.LINE_CROSSED),
        (PlaceKind.SCHOOL, RuleKind.VEHICLE_IN_ZONE),
        (PlaceKind.KINDERGARTEN, RuleKind.LINE_CROSSED),
        (PlaceKind.KINDERGARTEN, RuleKind.VEHICLE_IN_ZONE),
        (PlaceKind.CROWDED, RuleKind.CROWD),
        (PlaceKind.CROWDED, RuleKind.VEHICLE_IN_ZONE),
    }
