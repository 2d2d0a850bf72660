"""The strips that ask under the desk's picture: one at a time, and none is left for the next operator."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from console.cameras.polygon import Polygon
from console.operators.facts import SignedOut
from tests.console.review_desk import SCHOOL, STREET
from tests.ui.window_desk import WindowDesk
from tests.ui.window_hands import ONE
from ui.actions import ActionId

ESC = (9, "\x1b")


@pytest.fixture
def desk(qapp, tmp_path):
    """A school with a mask: each of these asks why."""
    made = WindowDesk(tmp_path / "desk", qapp)
    mask = Polygon(((0.1, 0.1), (0.4, 0.1), (0.4, 0.5)))
    made.engine.site.cameras[SCHOOL.id] = replace(SCHOOL, masks=(mask,))
    made.app.choose_camera(SCHOOL.id)
    yield made
    made.stop()


def strips(desk):
    app = desk.app
    return {
        ActionId.LISTEN: app.listen.strip,
        ActionId.LIFT_MASK: app.masks.strip,
        ActionId.SNAPSHOT: app.snapshots.strip,
        ActionId.REPLAY: app.replays.strip,
        ActionId.BOOKMARK: app.replays.bookmark.form,
        ActionId.SAVE_LAYOUT: app.layouts.strip,
    }


def seen(desk):
    return [action_id for action_id, strip in strips(desk).items() if strip.isVisible()]


def has_keys(strip):
    focus = QApplication.focusWidget()
    return focus is strip or strip.isAncestorOf(focus)


def test_whichever_opens_leaves_the_one_before_and_esc_means_it(desk):
    for action_id, strip in strips(desk).items():
        desk.app.keys.trigger(action_id)
        QApplication.processEvents()
        assert seen(desk) == [action_id] and has_keys(strip)
    desk.hit(QApplication.focusWidget(), *ESC)
    assert seen(desk) == []
    assert desk.app.alert_panel.isAncestorOf(QApplication.focusWidget())


def test_the_way_back_leaves_each_of_them_whatever_has_the_keys(desk):
    for action_id in strips(desk):
        desk.app.keys.trigger(action_id)
        assert seen(desk) == [action_id]
        desk.app.walls[0].activateWindow()
        QApplication.processEvents()
        desk.app.keys.trigger(ActionId.BACK)
        assert seen(desk) == []


@pytest.mark.parametrize("action_id", [ActionId.LISTEN, ActionId.LIFT_MASK, ActionId.REPLAY])
def test_its_button_gives_the_keys_back_to_the_queue(desk, action_id):
    desk.app.keys.trigger(action_id)
    QApplication.processEvents()
    strips(desk)[action_id]._back.click()
    assert seen(desk) == []
    assert desk.app.alert_panel.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("action_id", [ActionId.SNAPSHOT, ActionId.BOOKMARK, ActionId.SAVE_LAYOUT])
def test_none_is_there_for_the_next_operator(desk, action_id):
    desk.app.keys.trigger(action_id)
    assert seen(desk) == [action_id]
    operator, desk.engine.permit.operator = desk.engine.permit.operator, None
    desk.engine.outbox.put(SignedOut(operator))
    desk.settle()
    assert seen(desk) == []


@pytest.mark.parametrize(("action_id", "key"), [(ActionId.LISTEN, "Alt+L"), (ActionId.REPLAY, "R")])
def test_a_reason_for_a_camera_that_is_shown_no_more_is_answered(desk, action_id, key):
    desk.app.keys.trigger(action_id)
    desk.app.choose_camera(STREET.id)
    desk.hit(strips(desk)[action_id], *ONE)
    said = f"Camera 0402 is not shown there any more. Choose it, and press {key} again."
    assert desk.said == said


@pytest.mark.parametrize("action_id", [ActionId.LISTEN, ActionId.REPLAY])
def test_a_camera_whose_masks_were_drawn_meanwhile_is_the_same(desk, action_id):
    desk.app.keys.trigger(action_id)
    desk.app.picture.camera = replace(desk.app.picture.camera)
    desk.hit(strips(desk)[action_id], *ONE)
    assert "any more" not in desk.said
