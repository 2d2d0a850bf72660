"""The windows of shifts where everything meets: keys, the door, the bar at the bottom."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from console.operators.operator import Operator
from console.operators.roles import Role
from tests.ui.operators.conftest import (  # noqa: F401 - fixtures
    ADMIN,
    ADMIN_SECRET,
    DISPATCHER,
    PIN,
    make_desk,
    register,
)
from tests.ui.waiting import wait_until
from ui.actions import ActionId


def test_a_shift_is_opened_and_nothing_is_left_open_for_the_next(register, make_desk):  # noqa: F811
    register.add_first(ADMIN, ADMIN_SECRET)
    register.add(DISPATCHER, Role.DISPATCHER, PIN, by=ADMIN)
    desk = make_desk(Operator(DISPATCHER, Role.DISPATCHER))
    windows, app = desk.app.shift_windows, desk.app
    assert wait_until(lambda: windows.shift_text() == "")
    app._show_figures()
    assert "no shift is open" in app.status_bar._shift.text()
    desk.key(ActionId.SHIFT, "р")
    assert wait_until(windows.handover.isActiveWindow)
    desk.enter()
    assert wait_until(lambda: windows.shift_text() == f"{DISPATCHER} 23:00")
    assert wait_until(lambda: not windows.handover.isVisible())

    app.desk.activateWindow()
    assert wait_until(app.desk.isActiveWindow)
    desk.key(ActionId.NOTICES, "ц")
    assert wait_until(windows.notices.isActiveWindow)
    desk.type("ы")  # a letter of a note calls no command
    desk.key(ActionId.BACK, "\x1b")
    assert not windows.notices.isVisible()

    app.desk.activateWindow()
    assert wait_until(app.desk.isActiveWindow)
    for action_id, window in ((ActionId.SHIFT, windows.handover), (ActionId.SHIFT_LOG, windows.shift_log)):
        app.keys.trigger(action_id)
        assert window.isVisible()
    app.keys.trigger(ActionId.SIGN_OUT)
    assert desk.sits(None)
    assert wait_until(lambda: not (windows.handover.isVisible() or windows.shift_log.isVisible()))
    for action_id in (ActionId.SHIFT, ActionId.NOTICES, ActionId.REVIEWS, ActionId.SHIFT_LOG):
        app.keys.trigger(action_id)
    assert not any(window.isVisible() for window in windows._windows)
    QApplication.processEvents()
    assert desk.door.sign_in.isVisible()
