"""Under the live picture stands its last minute; a click looks back to that moment."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.keys import send_key
from tests.ui.test_replay_ask import S, kept
from tests.ui.waiting import wait_until
from ui.actions import BY_ID, ActionId
from ui.theme import DARK

ONE = 10


def test_the_last_minute_stands_under_the_live_picture_and_a_click_looks_back_to_it(app):
    school, strip = app.picture.camera, app.last_minute.strip
    assert kept(app, school.id, 6)
    assert wait_until(lambda: strip.isVisible() and strip.bar.moment.kept_ns > 5 * S)
    assert "only the last" in strip._title.text()
    assert wait_until(lambda: strip.bar._marks.persons_ns)
    picture = strip.bar.grab().toImage()
    colours = {picture.pixelColor(x, picture.height() - 5).rgb() for x in range(picture.width())}
    assert DARK.person.rgb() in colours and DARK.good.rgb() in colours

    moment = strip.bar.moment
    QTest.mouseClick(strip.bar, Qt.MouseButton.LeftButton, pos=QPoint(strip.bar.width() // 2, 10))
    assert wait_until(app.replays.strip.hasFocus)  # a school: with a reason
    send_key(QApplication.focusWidget(), ONE, "1")
    view = app.picture._cover.widget
    assert wait_until(lambda: view.moment.at_ns)
    asked_ns = (moment.oldest_ns + moment.now_ns) // 2
    assert abs(view.moment.at_ns - asked_ns) < 2 * S
    assert wait_until(strip.isHidden)  # the replay has its own
    send_key(QApplication.focusWidget(), BY_ID[ActionId.REPLAY_LIVE].scan_code, "")
    assert wait_until(strip.isVisible)


def test_its_buttons_do_what_their_keys_do(app):
    heard = []
    app.keys.triggered.connect(heard.append)
    assert wait_until(app.last_minute.strip.isVisible)
    for button in app.last_minute.strip._buttons.values():
        button.click()
    assert heard == [ActionId.REPLAY, ActionId.SNAPSHOT, ActionId.BOOKMARK]


def test_where_nothing_is_kept_no_click_looks_back(app):
    strip = app.last_minute.strip
    app.engine.look_back.kept_ns = lambda _camera: 0
    app.last_minute.look()
    assert strip._title.text() == "Last minute · nothing is kept of it yet"
    QTest.mouseClick(strip.bar, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert not app.replays.strip.isVisible() and not app.replays.is_in(app.picture)
