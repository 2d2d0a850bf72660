"""Zones, as the site's database keeps them."""

import json

import pytest

from console.alerts.hours import ALWAYS, Hours, OnHolidays
from console.alerts.rule_kind import Direction, RuleKind, Subject
from console.alerts.zone import Zone, zones_of
from console.cameras.line import Line
from console.cameras.polygon import Polygon
from console.problem import Problem

ROW = {"id": "z", "camera_id": "0402", "name": "hall", "corners": [[0, 0], [1, 0], [1, 1]]}
LINE = {**ROW, "rule": "line crossed", "corners": [[0, 0.5], [1, 0.5]]}
NAN = float("nan")


def test_a_row_with_all_left_out_has_the_defaults():
    zone = Zone.from_row(ROW)
    assert (zone.hours, zone.priority, zone.rule) == (ALWAYS, 2, RuleKind.PERSON_IN_ZONE)
    assert (zone.cool_down_s, zone.least_height, zone.least_confidence) == (60, 0, 0)
    assert zone == Zone("z", "0402", "hall", Polygon(((0, 0), (1, 0), (1, 1))))


@pytest.mark.parametrize("rule", RuleKind)
def test_there_and_back(make_zone, rule):
    values = {
        "hours": Hours(5, "22:00", "06:00", OnHolidays.ALL_DAY),
        **{"priority": 1, "cool_down_s": 120, "least_height": 0.1, "least_confidence": 0.7, "after_s": 40},
        **{"direction": Direction.RIGHT_TO_LEFT, "subject": Subject.VEHICLE},
        **{"least_count": 4, "least_density": 0.3},
    }
    shape = {"shape": Line(((0, 0.5), (1, 0.5)))} if rule.on_line else {}
    zone = make_zone(rule=rule, **values, **shape)
    assert Zone.from_row(json.loads(json.dumps(zone.to_row()))) == zone


@pytest.mark.parametrize(
    "wrong",
    [
        {"priority": 4},
        {"priority": "x"},
        {"corners": [[0], [1], [2]]},
        {"corners": None},
        {"hours": {"start": "25:00"}},
        {"hours": {"holidays": "perhaps"}},
        {"hours": 5},
        {"cool_down_s": -1},
        {"cool_down_s": NAN},
        {"after_s": 86401},
        {"least_height": 1.1},
        {"least_confidence": NAN},
        {"least_count": 0},
        {"least_count": float("inf")},
        {"least_density": float("inf")},
        {"direction": "upwards"},
        {"subject": "dogs"},
    ],
)
def test_a_row_that_is_no_zone_is_a_problem(wrong):
    with pytest.raises(Problem, match="zone hall, camera 0402: the zone cannot be read"):
        Zone.from_row({**ROW, **wrong})


@pytest.mark.parametrize(
    ("corners", "why"),
    [
        ([[0, 0], [1, 1]], "it has too few corners: 2 of 3"),
        ([], "it has too few corners: 0 of 3"),
        ([[0, 0], [1, 1], [1, 0], [0, 1]], "the outline crosses itself"),
        ([[0, 0], [0.5, 0.5], [1, 1]], "the outline holds no area"),
        ([[0, 0], [1.2, 0], [1, 1]], "a corner lies outside the picture"),
        ([[0, 0], [1, -0.1], [1, 1]], "a corner lies outside the picture"),
        ([[0, 0], [NAN, 0], [1, 1]], "a corner is no point of the picture"),
    ],
)
def test_an_outline_that_is_none_says_why(corners, why):
    with pytest.raises(Problem) as caught:
        Zone.from_row({**ROW, "corners": corners})
    assert str(caught.value) == (
        f"zone hall, camera 0402: {why}. Draw the zone anew; the other zones are in force."
    )


@pytest.mark.parametrize(
    ("corners", "why"),
    [
        ([[0.5, 0.5]], "it has too few corners: 1 of 2"),
        ([[0.5, 0.5], [0.5, 0.5]], "the line has no length"),
        ([[0.5, 0.5], [0.5, 1.5]], "a corner lies outside the picture"),
    ],
)
def test_a_line_that_is_none_says_why(corners, why):
    with pytest.raises(Problem, match=why):
        Zone.from_row({**LINE, "corners": corners})


def test_a_line_may_cross_itself_and_has_two_corners():
    assert Zone.from_row(LINE).shape == Line(((0, 0.5), (1, 0.5)))
    loop = [[0, 0], [1, 1], [1, 0], [0, 1]]
    assert len(Zone.from_row({**LINE, "corners": loop}).shape.corners) == 4


def test_a_rule_and_a_shape_that_do_not_fit_are_refused(make_zone):
    with pytest.raises(ValueError):
        make_zone(rule=RuleKind.LINE_CROSSED)
    with pytest.raises(ValueError):
        make_zone(shape=Line(((0, 0), (1, 1))))
    with pytest.raises(ValueError, match="no area"):
        make_zone(shape=Polygon(((0, 0), (0.5, 0.5), (1, 1))))


def test_a_rule_of_a_later_version_is_one_clear_line():
    with pytest.raises(Problem) as caught:
        Zone.from_row({**ROW, "rule": "drone overhead"})
    told = str(caught.value)
    assert told.startswith("zone hall, camera 0402: this version does not know its rule “drone overhead”. ")
    assert "\n" not in told


def test_bad_zones_leave_the_others_in_force():
    rows = [ROW, {**ROW, "id": "bad", "name": "gate", "corners": [[0, 0], [1, 1]]}, ["no zone"], LINE, {}]
    zones, problems = zones_of(rows)
    assert zones == (Zone.from_row(ROW), Zone.from_row(LINE))
    assert [problem.where for problem in problems] == ["zone gate, camera 0402", "zone ?", "zone ?, camera ?"]


def test_a_row_without_a_camera_is_a_problem():
    with pytest.raises(Problem, match="camera_id"):
        Zone.from_row({key: value for key, value in ROW.items() if key != "camera_id"})
