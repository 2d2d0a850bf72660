"""Zones, as the site's database keeps them."""

import json

import pytest

from console.alerts.hours import ALWAYS, Hours
from console.alerts.zone import RuleKind, Zone
from console.problem import Problem

ROW = {"id": "z", "camera_id": "0402", "name": "hall", "corners": [[0, 0], [1, 0], [1, 1]]}


def test_a_row_with_all_left_out_has_the_defaults():
    zone = Zone.from_row(ROW)
    assert (zone.hours, zone.priority, zone.rule) == (ALWAYS, 2, RuleKind.PERSON_IN_ZONE)
    assert zone.cool_down_s == 60


def test_there_and_back(make_zone):
    zone = make_zone(hours=Hours(5, "22:00", "06:00"), priority=1, cool_down_s=120)
    assert Zone.from_row(json.loads(json.dumps(zone.to_row()))) == zone


@pytest.mark.parametrize(
    "wrong",
    [
        {"priority": 4},
        {"priority": "x"},
        {"corners": [[0, 0], [1, 1]]},
        {"corners": [[0], [1], [2]]},
        {"corners": None},
        {"hours": {"start": "25:00"}},
        {"hours": 5},
        {"rule": "nobody knows"},
        {"cool_down_s": -1},
        {"cool_down_s": float("nan")},
    ],
)
def test_a_row_that_is_no_zone_is_a_problem(wrong):
    with pytest.raises(Problem, match="zone z"):
        Zone.from_row({**ROW, **wrong})


def test_a_row_without_a_camera_is_a_problem():
    with pytest.raises(Problem, match="camera_id"):
        Zone.from_row({key: value for key, value in ROW.items() if key != "camera_id"})
