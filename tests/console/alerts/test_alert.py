"""An alert's words."""

from dataclasses import replace

import pytest

from console.alerts.alert import AlertState, alert_title
from console.alerts.rule_kind import RuleKind
from console.cameras.line import Line

ACROSS = Line(((0, 0.5), (1, 0.5)))


@pytest.mark.parametrize(
    ("rule", "amount", "title"),
    [
        (RuleKind.PERSON_IN_ZONE, 0, "Person in zone: hall"),
        (RuleKind.LOITERING, 45, "Loitering 45 s: hall"),
        (RuleKind.LOITERING, 60, "Loitering 1 min: hall"),
        (RuleKind.LOITERING, 179, "Loitering 2 min: hall"),
        (RuleKind.LINE_CROSSED, -1, "Line crossed: hall"),
        (RuleKind.CROWD, 12, "Crowd of 12: hall"),
        (RuleKind.VEHICLE_IN_ZONE, 0, "Vehicle where none may be: hall"),
        (RuleKind.VEHICLE_STANDING, 301, "Vehicle standing 5 min: hall"),
    ],
)
def test_the_title_says_what_happened_and_where(make_alert, rule, amount, title):
    alert = make_alert()
    shape = ACROSS if rule.on_line else alert.zone.shape
    alert = replace(alert, zone=replace(alert.zone, rule=rule, shape=shape), amount=amount)
    assert alert_title(alert) == title


def test_a_name_in_braces_is_a_name(make_alert):
    alert = make_alert()
    assert alert_title(replace(alert, zone=replace(alert.zone, name="{count}"))) == "Person in zone: {count}"


def test_final_states():
    assert {state for state in AlertState if state.final} == {
        AlertState.CONFIRMED,
        AlertState.DISMISSED,
        AlertState.EXPIRED,
    }
