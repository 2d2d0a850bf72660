"""The parts together: real windows over a real engine with two cameras of real footage."""

import time

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QToolButton

from console.journal.entry import Kind
from console.journal.search import Query, find
from console.language import language

KEYS = {"0": 19, "1": 10, "R": 27, "2": 11, "4": 13, "Enter": 36, "Down": 116, "C": 54, "J": 44}
QT_KEYS = {"Enter": Qt.Key.Key_Return, "Down": Qt.Key.Key_Down}


def wait(done, *, seconds=60):
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)
    return done()


def press(app, *names):
    for name in names:
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or app.desk
        key = QT_KEYS.get(name, Qt.Key.Key_unknown)  # letters go by the physical key alone
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, KEYS[name], 0, 0)
            QApplication.sendEvent(target, event)
        QApplication.processEvents()


def test_an_alert_is_framed_and_confirmed_by_keys(app):
    (wall,) = app.walls
    assert wait(lambda: wall.counts.live(app.engine.clock.monotonic_ns()) == 2)
    assert wait(lambda: len(app.engine.inbox) >= 1), "no alert"
    alert = app.engine.inbox.ordered()[0].alert
    assert wait(lambda: app.engine.inbox.get(alert.id).alert.entry_seq is not None, seconds=20)
    press(app, "R")
    if app.replays.strip.isVisible():  # of a school: what for?
        press(app, "1")
    assert wait(app.replays.has_keys, seconds=20), "what just happened is not shown"
    press(app, "C", "Down", "Enter", "Enter")
    assert wait(lambda: app.engine.inbox.get(alert.id) is None, seconds=20)
    rows, total = find(app.engine.folder, Query(kinds=(Kind.VIOLATION_RECORDED,)))
    assert total == 1
    assert rows[0].body["alert_id"] == alert.id, "looking back did not make it another record"
    assert 0 < wall.counts.painted() <= wall.counts.due() + 2


def test_a_number_calls_the_camera_and_the_journal_answers(app):
    press(app, "0", "4", "0", "2", "Enter")
    assert app.picture.camera.number == "0402"
    press(app, "J")
    assert app.journal_window.isVisible()
    assert wait(lambda: _rows(app) >= 1, seconds=20)


def test_the_language_changes_without_a_restart(app):
    before = language()
    try:
        app.change_language("kk")
        QApplication.processEvents()
        assert app.desk.windowTitle() != "Munara · desk"
        assert app.engine.permit.operator.name + " · диспетчер" in [
            button.text() for button in app.top_bar.findChildren(QToolButton)
        ]
        assert "Журнал" in [button.text() for button in _buttons(app.top_bar)]
    finally:
        app.change_language(before)


def _rows(app):
    return app.journal_window.findChild(QTableView).model().rowCount()


def _buttons(widget):
    return widget.findChildren(QPushButton)
