"""An alert's words."""

from console.alerts.alert import AlertState, alert_title


def test_the_title_names_the_zone(make_alert):
    assert alert_title(make_alert()) == "Person in zone: hall"


def test_final_states():
    assert {state for state in AlertState if state.final} == {
        AlertState.CONFIRMED,
        AlertState.DISMISSED,
        AlertState.EXPIRED,
    }
