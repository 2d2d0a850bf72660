"""A command that finds nothing to be done says so: no key and no menu entry does nothing in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.operators.roles import Role
from console.wall.layout import Layout
from tests.console.review_desk import STREET
from tests.ui.waiting import wait_until
from tests.ui.window_desk import WindowDesk, opened_desk
from ui.actions import ActionId

A = ActionId
NO_ALERT, NO_TILE = "No alert waits.", "Choose a tile of a wall first."
SAID = {
    **dict.fromkeys((A.TAKE, A.DISMISS, A.ESCALATE, A.NEXT_ALERT, A.PREVIOUS_ALERT), NO_ALERT),
    **dict.fromkeys((A.CLEAR_TILE, A.MOVE_LEFT, A.MOVE_RIGHT, A.MOVE_UP, A.MOVE_DOWN, A.ARM), NO_TILE),
    A.ANSWER: "No escalated alert waits for a shift lead.",
    A.MEND_IGNORE: "Nothing to mend: no zone was dismissed as false three times.",
    A.READ_BULLETIN: "No bulletin waits to be read.",
    A.CALL_CAMERA: "Type the camera's number first, then Enter.",
    A.NEXT_PAGE: "Nothing to turn to: every layout has its monitor.",
    A.REPLAY_PAUSE: "No replay is open here: R opens one.",
    A.VOID: "You made no record here since the desk was opened. J finds older ones.",
}


@pytest.fixture
def desk(qapp, tmp_path):
    with opened_desk(WindowDesk(tmp_path / "desk", qapp), Role.SHIFT_LEAD) as made:
        yield made


def test_what_finds_nothing_says_so(desk):
    desk.app.walls[0].choose_cell(-1)
    said = {}
    for action_id in SAID:
        desk.app.alert_panel.tell("")
        desk.app.keys.trigger(action_id)
        said[action_id] = desk.said
    assert said == SAID
    assert desk.app.alert_panel._complaint.isVisible()


def test_a_wall_without_a_chosen_tile_says_that_none_can_fill_it(desk):
    wall = desk.app.walls[0]
    wall.choose_cell(-1)
    wall.activateWindow()
    assert wait_until(wall.isActiveWindow)
    desk.app.keys.trigger(A.FULL)
    assert desk.said == NO_TILE


def test_an_empty_cell_that_fills_its_wall_goes_back_and_says_nothing(desk):
    wall = desk.app.walls[0]
    wall.show_layout(Layout(2, 1, (STREET.id,)))
    wall.choose_cell(0)
    wall.activateWindow()
    assert wait_until(wall.isActiveWindow)
    desk.app.keys.trigger(A.FULL)
    wall.choose_neighbour(1, 0)
    assert wall.is_full and wall.chosen_tile is None
    desk.app.alert_panel.tell("")
    desk.app.keys.trigger(A.FULL)
    assert not wall.is_full and desk.app.alert_panel._complaint.text() == ""


def test_an_alert_whose_decision_is_being_written_says_that(desk, monkeypatch):
    desk.chosen_alert()
    held = desk.app.alert_panel.queue.chosen()
    deciding = replace(held, deciding=object())
    monkeypatch.setattr(desk.app.alert_panel.queue, "chosen", lambda: deciding)
    desk.app.keys.trigger(A.DISMISS)
    assert desk.said == "Its decision is being written already."
    assert not desk.app.alert_panel.strip.isVisible()
