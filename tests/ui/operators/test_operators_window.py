"""Who works here, by an administrator's keys: the real engine refuses, and the window says why."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.language import use_language
from console.operators.register import Registered
from console.operators.roles import Role
from tests.ui.operators.conftest import ADMIN, ADMIN_SECRET, DISPATCHER, PIN
from tests.ui.waiting import wait_until
from ui.actions import ActionId
from ui.operators.operator_table import OperatorTable

ROLE, RETIRED = 1, 3


@pytest.fixture
def window(desk):
    desk.door.sign_in.name.setText(ADMIN)
    desk.door.sign_in.give_focus()
    desk.type(ADMIN_SECRET)
    desk.enter()
    assert desk.sits(ADMIN)
    desk.key(ActionId.OPERATORS)
    window = desk.door.operators
    assert wait_until(lambda: window._table.rowCount() == 2)
    return window


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(window, name):
    window._view.selectRow(window._table.row_of(name))


def cell(window, name, column):
    row = window._table.row_of(name)
    return window._table.index(row, column).data()


def says(window, text):
    return wait_until(lambda: text in window._line.text() or text in window.form._complaint.text())


def fill(desk, *secrets):
    form = desk.door.operators.form
    for secret, field in zip(secrets, (form.password, form.again), strict=True):
        field.setFocus()
        desk.type(secret)
    desk.enter()


def test_a_role_a_password_a_farewell_and_a_return(desk, window):
    choose(window, DISPATCHER)
    click(window._role)
    window.form.role.setCurrentIndex(list(Role).index(Role.SHIFT_LEAD))
    desk.enter()
    assert says(window, f"{DISPATCHER} is now: shift lead.")
    assert cell(window, DISPATCHER, ROLE) == "shift lead"

    click(window._password)
    fill(desk, "111111", "111111")
    assert says(window, "too easily guessed")
    assert window.form.isVisible()
    fill(desk, "a very long night", "a very long night")
    assert says(window, f"{DISPATCHER} has a new password.")

    click(window._retire)
    assert says(window, "works here no more")
    assert wait_until(lambda: cell(window, DISPATCHER, RETIRED) != "")
    choose(window, DISPATCHER)
    assert not window._role.isEnabled()
    click(window._retire)  # "Bring back…" now
    fill(desk, PIN, PIN)
    assert says(window, f"{DISPATCHER} is back")
    assert cell(window, DISPATCHER, RETIRED) == ""
    changes = [
        body["what"]
        for kind, who, body in desk.written()
        if kind == "operator changed" and who == ADMIN and body["name"] == DISPATCHER
    ]
    assert changes == ["added", "role", "password", "retired", "returned"]
    for secret in (PIN, "a very long night", "111111"):
        assert secret not in str(desk.written())


def test_what_the_engine_refuses_is_said_and_nothing_changes(desk, window):
    choose(window, ADMIN)
    click(window._retire)
    assert says(window, "this is the last administrator")
    click(window._add)
    window.form.name.setText(DISPATCHER)
    fill(desk, "a very long night", "a very long night")
    assert says(window, "the name is in use")
    assert window.form.name.text() == DISPATCHER
    assert window.form.password.edit.text() == ""
    desk.engine.permit.locked = True  # the key of a passer-by is not what refuses
    click(window._add)
    window.form.name.setText("Passer-by")
    fill(desk, "a very long night", "a very long night")
    assert says(window, "Not done: only an administrator may")
    assert {one.name for one in desk.engine.register.operators()} == {ADMIN, DISPATCHER}


def test_no_password_stays_typed_in_a_closed_window(desk, window):
    click(window._add)
    window.form.password.setFocus()
    desk.type("a very long night")
    desk.key(ActionId.BACK, "\x1b")
    assert window.form.isHidden()
    desk.key(ActionId.BACK, "\x1b")
    assert window.isHidden()
    assert window.form.password.edit.text() == ""


@pytest.fixture
def five_hours_ahead(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "QYZ-5")  # as POSIX counts: needs no table of zones
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(("language", "day"), [("en", "2026-11-23"), ("ru", "23.11.2026")])
def test_a_farewell_stands_under_the_day_that_it_was_here(qapp, five_hours_ahead, language, day):
    use_language(language)
    table = OperatorTable()
    table.show([Registered("Ержан", Role.DISPATCHER, pin=False, retired_utc="2026-11-22T20:30:00.000000Z")])
    assert table.index(0, RETIRED).data() == day
