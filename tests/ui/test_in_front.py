"""Whatever is opened from the desk, an alert that comes is seen beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from tests.ui.waiting import wait_until
from ui.actions import ActionId

OPENERS = (ActionId.JOURNAL, ActionId.SHIFT, ActionId.LAYOUTS, ActionId.LOAD, ActionId.NOTICES)


def windows():
    """Those that are seen."""
    return {each for each in QApplication.topLevelWidgets() if each.isVisible()}


def on_desktop(widget) -> QRect:
    return QRect(widget.mapToGlobal(widget.rect().topLeft()), widget.size())


@pytest.mark.parametrize("action_id", OPENERS)
def test_a_window_leaves_the_queue_to_be_seen_and_comes_back_where_it_was_moved(app, action_id):
    app.desk.setGeometry(0, 0, 1360, 1000)
    QApplication.processEvents()
    before = windows()
    app.keys.trigger(action_id)
    assert wait_until(lambda: windows() - before)
    (window,) = windows() - before
    queue = on_desktop(app.alert_panel)
    assert not window.frameGeometry().intersects(queue)
    assert not window.frameGeometry().intersects(on_desktop(app.status_bar))
    assert wait_until(window.isActiveWindow)

    window.move(40, 60)
    where = window.pos()
    window.hide()
    app.keys.trigger(action_id)
    assert wait_until(window.isVisible)
    assert window.pos() == where


def test_the_sheet_of_keys_leaves_the_queue_to_be_seen(app):
    app.desk.setGeometry(0, 0, 1920, 1080)
    QApplication.processEvents()
    app.keys.trigger(ActionId.SHEET)
    sheet = app.desk._sheet
    assert wait_until(sheet.isVisible)
    assert not sheet.frameGeometry().intersects(on_desktop(app.alert_panel))
    app.desk.toggle_sheet()
