"""The shift's load as its window tells it, over the whole application."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.alerts.alert import AlertRaised
from console.journal.entry import Kind
from console.operators.roles import Role
from console.shift_load import LoadTold
from tests.console.review_desk import raised_body
from tests.console.shift_desk import an_alert
from tests.ui.window_desk import WindowDesk, opened_desk
from tests.ui.window_hands import offered
from ui.actions import ActionId


@pytest.fixture
def desk(qapp, tmp_path):
    with opened_desk(WindowDesk(tmp_path / "desk", qapp), Role.DISPATCHER) as made:
        yield made


def alert(desk, name, *, reason):
    journal = desk.engine.journal
    journal.append_now(Kind.ALERT_RAISED, raised_body(name), actor="munara")
    desk.clock.advance(15)
    journal.append_now(Kind.ALERT_DISMISSED, {"alert_id": name, "reason": reason}, actor="Anna")


def rows(window):
    tree = window.tree
    groups = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return [
        [group.child(n).text(column) for column in range(4)]
        for group in groups
        for n in range(group.childCount())
    ]


def test_it_tells_the_curve_the_times_and_the_worst_sources_and_esc_shuts_it(desk):
    desk.shift()
    for number, reason in enumerate(("nothing there", "no offence", "nothing there")):
        alert(desk, f"load-{number}", reason=reason)
    desk.settle()
    desk.key(ActionId.LOAD)
    desk.settle()
    window = desk.app.alert_asks.load.window
    assert window.isVisible()
    assert "3 raised; repeats folded into open ones: 0. Waiting now: 0. " in window._figures.text()
    assert window._figures.text().endswith("half within 0:15.")  # of three, no share is told
    assert [point.in_ten_minutes for point in window.curve.points] == [1, 3]
    assert rows(window) == [
        ["0402 · yard at night · person in zone", "3", "2", "–"],
        ["0402", "3", "2", "–"],
        ["person in zone", "3", "2", "–"],
    ]
    desk.focus(window.tree)
    desk._send(ActionId.BACK)
    assert not window.isVisible()


def test_the_ten_minutes_figure_opens_it_and_its_mends_are_those_of_the_queue(desk):
    offered(desk)
    QTest.mouseClick(desk.app.status_bar._load, Qt.MouseButton.LeftButton)
    desk.settle()
    window = desk.app.alert_asks.load.window
    assert window.isVisible() and "three times" not in window._mend.text()
    before = desk.head()
    window.buttons[ActionId.MEND_CONFIDENCE].click()
    desk.settle()
    assert [entry.kind for entry in desk.entries(after=before)] == [Kind.FAULT_NOTED]


def test_without_a_shift_it_says_since_when_it_counts_and_what_waits_is_what_the_queue_holds(desk):
    began = desk.clock.now_utc() + timedelta(minutes=desk.clock.utc_offset_min())
    for number in range(3):
        desk.engine.outbox.put(AlertRaised(an_alert(f"load-{number}", number=f"040{number // 2}"), b""))
        desk.engine.journal.append_now(Kind.ALERT_RAISED, raised_body(f"load-{number}"), actor="munara")
    desk.settle()
    desk.key(ActionId.LOAD)
    desk.settle()
    said = desk.app.alert_asks.load.window._figures.text()
    assert f"No shift is open. Since {began:%Y-%m-%d %H:%M}: 1 raised; repeats" in said
    assert "repeats folded into open ones: 2. Waiting now: 2." in said


def test_what_cannot_be_read_is_said(desk):
    window = desk.app.alert_asks.load.window
    window.show_told(LoadTold("", None, failure="the journal is damaged"))
    assert window._figures.text() == "Not told: the journal is damaged."
