"""The desk's keys and theme: changed by hand, in force everywhere, kept for the next start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from console.choices import Choices
from console.journal.entry import Kind
from console.operators.roles import Role
from tests.ui.keys import send_key
from tests.ui.window_desk import WindowDesk, opened_desk
from ui.actions import ACTIONS, BY_ID, CTRL, ActionId
from ui.app import App
from ui.key_map import Stroke, changed_keys, put_in_force, stroke_of, usual_stroke
from ui.theme import Theme, apply_theme, current_theme

Q, QUOTE = 24, 48


@pytest.fixture
def desk(qapp, tmp_path):
    with opened_desk(WindowDesk(tmp_path / "desk", qapp), Role.SHIFT_LEAD) as made:
        yield made
    put_in_force({})
    apply_theme(qapp, Theme.DARK)


@pytest.fixture
def window(desk):
    desk.key(ActionId.KEYS)
    return desk.app.choices.window


def ask(window, action_id: ActionId) -> None:
    items = window._tree.findItems(
        BY_ID[action_id].text, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    )
    window._tree.setCurrentItem(items[0])
    window.activateWindow()
    QApplication.processEvents()
    window._ask()
    QApplication.processEvents()


def press(desk: WindowDesk, scan_code: int, text: str = "", modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    send_key(QApplication.focusWidget(), scan_code, text, modifiers=modifiers)
    desk.settle()


def again(desk: WindowDesk) -> Choices:
    engine = desk.engine
    return Choices(engine.folder, permit=engine.permit, journal=engine.journal)


def test_a_new_key_is_pressed_and_is_in_force_everywhere(desk, window):
    ask(window, ActionId.TAKE)
    press(desk, QUOTE, "э")
    assert stroke_of(ActionId.TAKE) == Stroke(QUOTE)
    assert again(desk).chosen.keys == {"take": "48"}
    row = window._tree.currentItem()
    assert [row.text(column) for column in range(3)] == ["Take the alert", "' (Э)", "A"]
    entries = desk.app.top_bar._menu.actions()[0].menu().actions()
    assert entries[0].text() == "Take the alert\t'"
    window.close()
    desk.chosen_alert()
    before = desk.head()
    desk.app.desk.activateWindow()
    desk.app.alert_panel.queue.give_focus()
    QApplication.processEvents()
    press(desk, 38, "a")
    assert desk.entries(after=before) == []
    press(desk, QUOTE, "э")
    assert [entry.kind for entry in desk.entries(after=before)] == [Kind.ALERT_TAKEN]


def test_keys_of_commands_do_nothing_while_a_new_key_is_waited_for(desk, window):
    ask(window, ActionId.TAKE)
    press(desk, 44, "j")  # the journal's: it is asked about, not followed
    assert not desk.app.journal_window.isVisible()
    assert "Journal" in window._field.text()
    press(desk, 9, "\x1b")
    assert not window._field.isVisible() and window.isVisible()
    assert changed_keys() == {}
    press(desk, 9, "\x1b")
    assert not window.isVisible()


def test_another_commands_key_is_swapped_when_that_is_confirmed(desk, window):
    ask(window, ActionId.TAKE)
    press(desk, 54, "c")
    assert changed_keys() == {}
    press(desk, 36, "\r")
    assert stroke_of(ActionId.TAKE) == usual_stroke(ActionId.CONFIRM)
    assert stroke_of(ActionId.CONFIRM) == usual_stroke(ActionId.TAKE)
    window._usual.click()  # of "take": the one that has it gets its own back
    desk.settle()
    assert changed_keys() == {}


@pytest.mark.parametrize("scan_code", [12, 23, 67, 116])
def test_a_key_that_others_need_is_refused_with_the_reason(desk, window, scan_code):
    ask(window, ActionId.TAKE)
    press(desk, scan_code)
    assert window._field.isVisible() and window._line.text().startswith("Not this one: ")
    assert changed_keys() == {}


def test_a_swap_that_would_give_an_arrow_away_is_refused(desk, window):
    ask(window, ActionId.REPLAY_BACK)
    press(desk, 38, "a")
    assert window._field.isVisible() and "lists and fields" in window._line.text()
    press(desk, 48, "'")
    assert changed_keys() == {ActionId.REPLAY_BACK: Stroke(48)}


def test_fixed_commands_have_no_new_key(desk, window):
    ask(window, ActionId.BACK)
    assert not window._field.isVisible() and "every desk" in window._line.text()
    assert not window._change.isEnabled()


def test_all_usual_keys_come_back_at_once(desk, window):
    for action_id, code in ((ActionId.TAKE, QUOTE), (ActionId.CONFIRM, 47)):
        ask(window, action_id)
        press(desk, code)
    assert len(changed_keys()) == 2
    window._all.click()
    desk.settle()
    assert tuple(BY_ID.values()) == ACTIONS and again(desk).chosen.keys == {}


def test_a_capital_or_control_letter_is_shown_with_what_is_printed(desk, window):
    ask(window, ActionId.TAKE)
    press(desk, QUOTE, "э", modifiers=CTRL)
    assert window._tree.currentItem().text(1) == "Ctrl+' (Э)"


def test_a_start_takes_the_keys_and_theme_that_were_chosen(desk, qapp):
    desk.engine.choices.save_keys({"take": "48", "fly": "30"})
    desk.engine.choices.save_theme("light")
    desk.settle()
    put_in_force({})
    desk.engine.choices = again(desk)
    app = App(qapp, desk.engine, model_name="none")
    assert current_theme() is Theme.LIGHT
    assert stroke_of(ActionId.TAKE) == Stroke(QUOTE)
    assert "fly" in app.alert_panel._complaint.text()
    app.close()
    app.deleteLater()


def test_the_theme_is_switched_by_key_and_kept(desk):
    desk.key(ActionId.THEME)
    assert current_theme() is Theme.LIGHT
    desk.settle()
    assert again(desk).chosen.theme == "light"
    desk.key(ActionId.THEME)
    assert current_theme() is Theme.DARK


def test_windows_are_told_once_of_a_switched_theme(desk, monkeypatch):
    told = []
    monkeypatch.setattr(desk.app.choices, "_retell", lambda: told.append(current_theme()))
    desk.key(ActionId.THEME)
    desk.settle()
    assert told == [Theme.LIGHT]
    assert again(desk).chosen.theme == "light"
