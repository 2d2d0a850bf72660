"""`S` saves the chosen camera's picture over the whole application; a school asks why, by one key."""

from __future__ import annotations

import cv2
import pytest
from PySide6.QtWidgets import QApplication

from console.journal.entry import Kind
from console.journal.search import Query, each
from tests.ui.keys import send_key
from tests.ui.waiting import wait_until
from ui.actions import BY_ID, ActionId

ONE, ESC = 10, 9  # scan codes
PATIENCE_S = 60


def key(scan_code: int, text: str = "") -> None:
    assert wait_until(QApplication.focusWidget), "nothing has the keys"
    send_key(QApplication.focusWidget(), scan_code, text)


def looks(app):
    return list(each(app.engine.folder, Query(kinds=(Kind.LOOKED_AT,))))


@pytest.fixture
def at_a_school(app):
    """The app with a school's camera in the large picture."""
    school = next(each for each in app.engine.cameras.values() if each.place.kind.for_children)
    app.choose_camera(school.id)
    return app, school


def test_one_key_and_a_reason_save_the_picture(at_a_school):
    app, school = at_a_school
    key(BY_ID[ActionId.SNAPSHOT].scan_code, "s")
    strip = app.snapshots.strip
    assert strip.isVisible() and QApplication.focusWidget() is strip
    assert school.number in strip._title.text()
    key(ESC, "\x1b")
    assert not strip.isVisible() and looks(app) == []
    key(BY_ID[ActionId.SNAPSHOT].scan_code, "ы")
    key(ONE, "1")
    assert not strip.isVisible()
    assert wait_until(lambda: looks(app), timeout_s=PATIENCE_S)
    (entry,) = looks(app)
    assert (entry.camera_id, entry.body["reason"]) == (school.id, "search for a missing child")
    (file,) = entry.evidence
    height, width = cv2.imread(str(file)).shape[:2]
    stored = entry.body["evidence"][0]
    assert (stored["width"], stored["height"]) == (width, height)
    said = f"Picture saved: entry {entry.seq}."
    assert wait_until(lambda: app.alert_panel._complaint.text() == said, timeout_s=PATIENCE_S)
