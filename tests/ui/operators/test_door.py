"""Who sits at the desk, by real keys over the real engine: from the first start to the lock that lets go."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.operators.operator import Operator
from console.operators.roles import Role
from tests.ui.keys import key_event, send_key
from tests.ui.operators.conftest import ADMIN, ADMIN_SECRET, DISPATCHER, PIN
from tests.ui.waiting import wait_until
from ui.actions import ACTIONS, ActionId, Menu
from ui.door import FREE, INTENTS

A_KEY, J_KEY = 38, 44
NOBODY = "nobody is signed in"


# Commands that look at nothing new and change nothing, or that anybody who sits here may give.
HARMLESS = {
    ActionId.NEXT_ALERT,
    ActionId.PREVIOUS_ALERT,
    ActionId.CALL_CAMERA,
    ActionId.SEARCH,
    ActionId.FULL,
    ActionId.CHOOSE_MONITOR,
    ActionId.CALL_LAYOUT,
    ActionId.IDENTIFY,
    ActionId.NEXT_PAGE,
    ActionId.PREVIOUS_PAGE,
    ActionId.NEIGHBOUR_NEXT,
    ActionId.NEIGHBOUR_PREVIOUS,
    ActionId.NEIGHBOUR_ON,
    ActionId.NEIGHBOUR_BACK,
    ActionId.WALK_RETURN,
    ActionId.BLACK,
    ActionId.ARM,
    ActionId.TOUR,
    ActionId.TOUR_ON,
    ActionId.TOUR_BACK,
    ActionId.THEME,
    ActionId.LOAD,
    ActionId.RADIO_TEXT,
    ActionId.PALETTE,
    ActionId.LAYOUTS,
    *(action.id for action in ACTIONS if action.menu in (Menu.REPLAY, Menu.WALL)),
    ActionId.READ_BULLETIN,
    ActionId.SIGN_OUT,
}


def test_the_door_knows_of_each_command_what_it_is():
    assert HARMLESS | FREE | set(INTENTS) == set(ActionId)


def sign_in(desk, name, secret):
    desk.door.sign_in.name.setText(name)
    desk.door.sign_in.give_focus()
    desk.type(secret)
    desk.enter()
    assert desk.sits(name), desk.door.sign_in._complaint.text()


def refused(desk):
    return [(body["what"], body["why"]) for kind, _who, body in desk.written() if kind == "refused"]


def test_from_the_first_start_to_a_lock_that_lets_go(make_desk):
    desk = make_desk()
    door, app = desk.door, desk.app
    assert door.first.isVisible()
    desk.type(ADMIN)
    for secret, field in ((ADMIN_SECRET, door.first.password), (ADMIN_SECRET, door.first.again)):
        field.setFocus()
        desk.type(secret)
    desk.enter()
    assert desk.sits(ADMIN)
    assert door.first.isHidden()

    desk.key(ActionId.OPERATORS, "щ")
    assert wait_until(lambda: door.operators._table.rowCount() == 1)
    QTest.mouseClick(door.operators._add, Qt.MouseButton.LeftButton)
    form = door.operators.form
    desk.type(DISPATCHER)
    for secret, field in ((PIN, form.password), (PIN, form.again)):
        field.setFocus()
        desk.type(secret)
    desk.enter()
    assert wait_until(lambda: door.operators._table.rowCount() == 2), form._complaint.text()
    desk.key(ActionId.BACK, "\x1b")
    assert door.operators.isHidden()

    app.desk.activateWindow()
    desk.key(ActionId.SIGN_OUT, "L")
    assert desk.sits(None)
    assert wait_until(door.sign_in.isVisible)
    sign_in(desk, DISPATCHER, PIN)

    alert_id = desk.raise_alert()
    desk.key(ActionId.TAKE, "ф")
    assert desk.taken_by(alert_id) == DISPATCHER

    desk.key(ActionId.LOCK, "д")
    assert wait_until(door.strip.isVisible)
    assert f"Locked by {DISPATCHER}" in door.strip.text
    desk.passes(119)
    assert desk.taken_by(alert_id) == DISPATCHER
    desk.passes(2)
    assert desk.taken_by(alert_id) == ""
    desk.type(PIN)
    desk.enter()
    assert wait_until(door.strip.isHidden), door.strip.text
    assert not door.is_shut
    assert wait_until(lambda: desk.kinds(DISPATCHER)[-1] == "desk unlocked")
    assert desk.kinds(ADMIN) == ["operator changed", "signed in", "operator changed", "signed out"]
    assert desk.kinds(DISPATCHER) == [
        "signed in",
        "alert taken",
        "desk locked",
        "alert let go",
        "desk unlocked",
    ]


def test_keys_do_nothing_while_nobody_is_signed_in(desk):
    alert_id = desk.raise_alert()
    send_key(desk.app.alert_panel, A_KEY, "ф")  # wherever the focus is
    QApplication.sendEvent(desk.app.walls[0].windowHandle(), key_event(J_KEY, "о"))  # as the platform does
    send_key(desk.app.desk, J_KEY, "о")
    for menu_entry in (ActionId.TAKE, ActionId.JOURNAL):
        desk.app.top_bar.commandChosen.emit(menu_entry)
    assert desk.taken_by(alert_id) == ""
    assert desk.app.journal_window.isHidden()
    assert desk.door.sign_in._complaint.text() == "Sign in first."
    assert wait_until(lambda: refused(desk) == [("take", NOBODY), ("search", NOBODY)]), refused(desk)


def test_a_click_does_nothing_while_the_desk_is_locked_and_the_wheel_does(desk):
    sign_in(desk, DISPATCHER, PIN)
    desk.raise_alert()
    desk.key(ActionId.LOCK)
    assert wait_until(desk.door.strip.isVisible)
    escalate = desk.app.alert_panel._footer[ActionId.RECORD]
    QTest.mouseClick(escalate, Qt.MouseButton.LeftButton)
    assert desk.app.alert_panel.form.isHidden()
    assert "Not now: the desk is locked." in desk.door.strip.text
    assert desk.door.strip.password.edit.hasFocus()


def test_locked_from_a_wall_the_password_is_typed_from_its_first_key_on(desk):
    sign_in(desk, DISPATCHER, PIN)
    wall = desk.app.walls[0]
    wall.activateWindow()
    assert wait_until(wall.isActiveWindow)
    desk.app.keys.trigger(ActionId.LOCK)
    assert wait_until(desk.door.strip.isVisible)
    assert wait_until(desk.door.strip.password.edit.hasFocus)


def test_a_key_that_the_field_leaves_alone_moves_no_focus(make_desk):
    desk = make_desk()
    desk.type("Aigul ")
    shift = key_event(50, "", key=Qt.Key.Key_Shift)
    QApplication.sendEvent(QApplication.focusWidget(), shift)  # goes on to the desk's window
    desk.type("Serikova")
    assert desk.door.first.name.text() == "Aigul Serikova"


def test_the_locked_desk_shows_everything_and_cannot_be_closed(desk):
    sign_in(desk, DISPATCHER, PIN)
    desk.key(ActionId.LOCK)
    assert wait_until(desk.door.strip.isVisible)
    for part in (desk.app.alert_panel, desk.app.camera_list, desk.app.desk.picture, *desk.app.walls):
        assert part.isVisible()
    assert desk.app.desk.picture.geometry().bottom() < desk.door.strip.y() + desk.app.desk.height()
    closing = QCloseEvent()
    QApplication.sendEvent(desk.app.desk, closing)
    assert not closing.isAccepted()
    desk.key(ActionId.SHEET)
    assert desk.app.desk._sheet.isVisible()


def test_the_language_changes_before_anybody_signs_in(desk):
    try:
        QTest.mouseClick(desk.app.top_bar._languages.buttons()[0], Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        assert desk.app.top_bar._desk.text() == "Пост"
    finally:
        desk.app.change_language("en")


def test_who_signed_in_last_is_suggested_after_a_restart(desk, make_desk):
    sign_in(desk, DISPATCHER, PIN)
    again = make_desk()
    assert wait_until(lambda: again.door.sign_in.name.text() == DISPATCHER)
    assert again.door.sign_in.password.edit.hasFocus()


def test_wrong_tries_are_told_calmly_and_count_down(desk):
    form = desk.door.sign_in
    form.name.setText(DISPATCHER)
    for _try in range(2):
        form.give_focus()
        desk.type("000111")
        desk.enter()
        assert wait_until(lambda: "not right" in form._complaint.text())
    form.give_focus()
    desk.type("000111")
    desk.enter()
    assert wait_until(lambda: "Try again in 1 second." in form._complaint.text())
    desk.clock.advance(1)
    form._countdown.tick()
    desk.type(PIN)
    desk.enter()
    assert desk.sits(DISPATCHER), form._complaint.text()
    assert "000111" not in str(desk.written())


def test_somebody_else_takes_a_locked_desk_over(desk):
    sign_in(desk, DISPATCHER, PIN)
    alert_id = desk.raise_alert()
    desk.key(ActionId.TAKE)
    desk.key(ActionId.LOCK)
    assert wait_until(desk.door.strip.isVisible)
    QTest.mouseClick(desk.door.strip._another, Qt.MouseButton.LeftButton)
    assert desk.door.sign_in.isVisible()
    desk.key(ActionId.BACK, "\x1b")
    assert desk.door.sign_in.isHidden()
    QTest.mouseClick(desk.door.strip._another, Qt.MouseButton.LeftButton)
    sign_in(desk, ADMIN, ADMIN_SECRET)
    assert not desk.door.is_shut
    assert desk.taken_by(alert_id) == ""
    assert wait_until(desk.door.strip.isHidden)


def test_the_desk_locks_itself_when_nobody_uses_it(register, make_desk):
    register.add_first(ADMIN, ADMIN_SECRET)
    desk = make_desk(idle_lock_min=5)
    sign_in(desk, ADMIN, ADMIN_SECRET)
    desk.passes(299)
    desk.key(ActionId.BACK, "\x1b")
    desk.passes(299)
    assert not desk.door.is_shut
    desk.passes(2)
    assert wait_until(desk.door.strip.isVisible)


def test_what_one_operator_had_open_closes_with_signing_out(desk):
    sign_in(desk, DISPATCHER, PIN)
    desk.key(ActionId.JOURNAL, "о")
    assert desk.app.journal_window.isVisible()
    desk.key(ActionId.SIGN_OUT)
    assert wait_until(desk.door.sign_in.isVisible)
    assert desk.app.journal_window.isHidden()


def test_a_dispatcher_is_refused_by_the_engine_and_told(desk):
    sign_in(desk, DISPATCHER, PIN)
    desk.key(ActionId.OPERATORS)
    assert desk.door.operators.isHidden()
    assert desk.app.alert_panel._complaint.text() == "Not for your role: change who works here."
    assert not desk.engine.attendance.retire_operator(ADMIN, ref="")
    assert wait_until(lambda: refused(desk) == [("keep_operators", "role dispatcher")] * 2), refused(desk)


def test_the_demo_operator_neither_locks_nor_leaves(make_desk):
    desk = make_desk(Operator("Made Up", Role.DISPATCHER))
    assert not desk.door.is_shut
    for action_id, said in ((ActionId.LOCK, "Not locked"), (ActionId.SIGN_OUT, "Not signed out")):
        desk.key(action_id)
        assert not desk.door.is_shut
        assert desk.app.alert_panel._complaint.text().startswith(said)
