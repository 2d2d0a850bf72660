"""The sheet of keys: all of them, on a small screen, in each language; it scrolls where it must."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from console.language import use_language
from tests.ui.keys import key_event
from ui.actions import ACTIONS, ActionId
from ui.desk.shortcut_sheet import ShortcutSheet
from ui.key_map import Stroke, put_in_force


@pytest.fixture
def sheet(qapp):
    made = ShortcutSheet()
    made.show()
    return made


def told(sheet: ShortcutSheet) -> set[str]:
    return {label.text() for label in sheet.widget().findChildren(QLabel)}


def test_sheet_tells_every_key_and_any_key_puts_it_away(sheet):
    assert {action.label for action in ACTIONS} | {action.text for action in ACTIONS} <= told(sheet)
    QApplication.sendEvent(sheet, key_event(38, "a"))
    assert not sheet.isVisible()


@pytest.mark.parametrize("code", ["ru", "kk", "en"])
def test_sheet_fits_a_small_screen(sheet, code, monkeypatch):
    monkeypatch.setattr(sheet, "_screen_px", lambda: 720)
    use_language(code)
    sheet.retranslate()
    QApplication.processEvents()
    wanted = sheet.widget().minimumSizeHint()
    assert sheet.width() <= 1280 and sheet.height() <= 690
    assert wanted.width() <= sheet.viewport().width() + 1, "it does not scroll sideways"


def test_a_larger_screen_shows_the_whole_sheet(sheet, monkeypatch):
    monkeypatch.setattr(sheet, "_screen_px", lambda: 1080)
    sheet.retranslate()
    QApplication.processEvents()
    assert sheet.verticalScrollBar().maximum() == 0


def test_a_sheet_that_is_too_long_is_scrolled_by_keys(sheet):
    sheet.resize(1000, 300)
    QApplication.processEvents()
    QApplication.sendEvent(sheet, key_event(117, "", key=Qt.Key.Key_PageDown))
    assert sheet.isVisible() and sheet.verticalScrollBar().value() > 0


def test_a_changed_key_is_told_with_the_usual_one(sheet):
    put_in_force({ActionId.TAKE: Stroke(29)})
    try:
        sheet.retranslate()
        assert {"Y", "Take the alert (usually A)"} <= told(sheet)
    finally:
        put_in_force({})
