"""Keys call commands by where they lie, under any layout, and rest where people type."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from tests.ui.keys import key_event, send_key
from ui.action_filter import ActionFilter
from ui.actions import ACTIONS, BY_ID, ActionId, Menu, tooltip
from ui.physical_key import REST_PROPERTY, action_of, digit_of

# What the layouts make of the keys: the Latin letter under us, the letter under ru and kz.
LETTERS = {
    ActionId.TAKE: ("a", "ф", "ф"),
    ActionId.CONFIRM: ("c", "с", "с"),
    ActionId.DISMISS: ("d", "в", "в"),
    ActionId.ESCALATE: ("e", "у", "у"),
    ActionId.NEXT_ALERT: ("n", "т", "т"),
    ActionId.PREVIOUS_ALERT: ("p", "з", "з"),
    ActionId.FULL: ("f", "а", "а"),
    ActionId.JOURNAL: ("j", "о", "о"),
}
# The row of digits sends no digits under kz: these are its letters and signs.
KZ_DIGITS = '"әіңғ,.үұқ'


@pytest.fixture
def keys(qapp):
    """An ActionFilter on the application and what it tells."""
    action_filter = ActionFilter(qapp)
    heard: list[object] = []
    action_filter.triggered.connect(heard.append)
    action_filter.cameraCalled.connect(heard.append)
    action_filter.monitorChosen.connect(lambda digit: heard.append(("monitor", digit)))
    action_filter.layoutCalled.connect(lambda digit: heard.append(("layout", digit)))
    qapp.installEventFilter(action_filter)
    yield action_filter, heard
    qapp.removeEventFilter(action_filter)
    action_filter.deleteLater()


def test_every_key_calls_one_command_alone():
    keys = [(action.scan_code, action.modifiers) for action in ACTIONS]
    assert len(set(keys)) == len(keys)
    assert set(BY_ID) == set(ActionId)
    assert {action.menu for action in ACTIONS} == set(Menu)


def test_tooltip_names_the_key():
    assert tooltip(ActionId.RECORD) == "Record without a camera · Ctrl+N"


@pytest.mark.parametrize("layout", [0, 1, 2], ids=["us", "ru", "kz"])
@pytest.mark.parametrize("action_id", LETTERS, ids=lambda each: each.value)
def test_letter_key_calls_its_command_under_each_layout(keys, qapp, action_id, layout):
    _filter, heard = keys
    letter = LETTERS[action_id][layout]
    send_key(QPushButton(), BY_ID[action_id].scan_code, letter)
    assert heard == [action_id]


def test_letter_under_another_key_calls_nothing(keys):
    # A letter that another key types under some layout: the place counts.
    _filter, heard = keys
    send_key(QPushButton(), 48, "w")
    assert heard == []


@pytest.mark.parametrize("text", ["0402", KZ_DIGITS[9] + KZ_DIGITS[3] + KZ_DIGITS[9] + KZ_DIGITS[1]])
def test_digits_then_enter_call_a_camera(keys, text):
    action_filter, heard = keys
    typed: list[str] = []
    action_filter.digitsChanged.connect(typed.append)
    for scan_code, letter in zip((19, 13, 19, 11), text, strict=True):
        send_key(QPushButton(), scan_code, letter)
    send_key(QPushButton(), 36, "\r")
    assert heard == ["0402"]
    assert typed == ["0", "04", "040", "0402", ""]


def test_keypad_digits_and_its_enter_count_too(keys):
    _filter, heard = keys
    for scan_code in (87, 88, 89):
        send_key(QPushButton(), scan_code, "", modifiers=Qt.KeyboardModifier.KeypadModifier)
    send_key(QPushButton(), 104, "\r", modifiers=Qt.KeyboardModifier.KeypadModifier)
    assert heard == ["123"]


def test_enter_belongs_to_the_button_while_no_number_is_typed(keys):
    _filter, heard = keys
    action_filter, _heard = keys
    assert not action_filter.press(key_event(36, "\r"), QPushButton())
    assert heard == []


def test_backspace_takes_the_last_digit_back_and_escape_all(keys):
    _filter, heard = keys
    for scan_code in (10, 11, 22, 12):
        send_key(QPushButton(), scan_code, "")
    send_key(QPushButton(), 36, "\r")
    send_key(QPushButton(), 10, "1")
    send_key(QPushButton(), 9, "\x1b")
    send_key(QPushButton(), 36, "\r")
    assert heard == ["13", ActionId.BACK]


def test_number_left_half_typed_is_forgotten(keys):
    action_filter, heard = keys
    send_key(QPushButton(), 10, "1")
    action_filter._forget.timeout.emit()
    send_key(QPushButton(), 36, "\r")
    assert heard == []


MONITOR, LAYOUT = BY_ID[ActionId.CHOOSE_MONITOR].scan_code, BY_ID[ActionId.CALL_LAYOUT].scan_code


@pytest.mark.parametrize("letters", ["m2g0", "ь2п0", "ьәпқ"], ids=["us", "ru", "kz"])
def test_a_digit_after_the_key_of_a_chord_belongs_to_it(keys, letters):
    action_filter, heard = keys
    waiting: list[object] = []
    action_filter.chordChanged.connect(waiting.append)
    for scan_code, letter in zip((MONITOR, 11, LAYOUT, 19), letters, strict=True):
        send_key(QPushButton(), scan_code, letter)
    assert heard == [("monitor", 2), ("layout", 0)]
    assert waiting == [ActionId.CHOOSE_MONITOR, None, ActionId.CALL_LAYOUT, None]


def test_a_number_after_a_chord_is_a_camera_again_and_one_before_it_is_forgotten(keys):
    _filter, heard = keys
    for scan_code in (10, MONITOR, 88, 11, 12, 36):  # 1 M 2 (keypad) 2 3 Enter
        send_key(QPushButton(), scan_code, "")
    assert heard == [("monitor", 2), "23"]


@pytest.mark.parametrize(
    ("scan_code", "told"),
    [(9, []), (22, []), (38, [ActionId.TAKE]), (LAYOUT, [])],
    ids=["Esc", "backspace", "another command", "another chord"],
)
def test_a_chord_is_left_by_any_other_key(keys, scan_code, told):
    action_filter, heard = keys
    typed: list[str] = []
    action_filter.digitsChanged.connect(typed.append)
    send_key(QPushButton(), MONITOR, "m")
    send_key(QPushButton(), scan_code, "")
    send_key(QPushButton(), 10, "1")
    assert heard == told + ([("layout", 1)] if scan_code == LAYOUT else [])
    assert typed == ([] if scan_code == LAYOUT else ["1"])


def test_a_chord_left_half_typed_is_forgotten(keys):
    action_filter, heard = keys
    action_filter.trigger(ActionId.CALL_LAYOUT)  # as its menu entry does
    assert action_filter._forget.isActive()
    action_filter._forget.timeout.emit()
    send_key(QPushButton(), 10, "1")
    assert heard == []


def test_a_chord_rests_where_people_type(keys):
    action_filter, heard = keys
    field = QLineEdit()
    assert not action_filter.press(key_event(MONITOR, "ь"), field)
    action_filter.trigger(ActionId.CHOOSE_MONITOR)
    assert not action_filter.press(key_event(10, "1"), field)
    assert heard == []


def _editable_combo() -> QComboBox:
    combo = QComboBox()
    combo.setEditable(True)
    return combo


@pytest.mark.parametrize("field", [QLineEdit, QSpinBox, _editable_combo])
def test_letters_and_digits_rest_in_text_fields(keys, field):
    action_filter, heard = keys
    widget = field()
    for scan_code, letter in ((38, "ф"), (54, "c"), (10, "1")):
        assert not action_filter.press(key_event(scan_code, letter), widget)
    assert heard == []


def test_escape_and_control_keys_work_in_text_fields(keys):
    _filter, heard = keys
    field = QLineEdit()
    send_key(field, 9, "\x1b")
    send_key(field, 45, "л", modifiers=Qt.KeyboardModifier.ControlModifier)
    send_key(field, 57, "т", modifiers=Qt.KeyboardModifier.ControlModifier)
    send_key(field, 67, "")
    assert heard == [ActionId.BACK, ActionId.PALETTE, ActionId.RECORD, ActionId.SHEET]


def test_letters_rest_on_a_button_within_a_form(keys):
    # Else "A" on the form's own button would take an alert behind it.
    action_filter, heard = keys
    form = QWidget()
    form.setProperty(REST_PROPERTY, True)
    button = QPushButton()
    QVBoxLayout(form).addWidget(button)
    assert not action_filter.press(key_event(38, "a"), button)
    assert heard == []


def test_a_key_that_a_form_leaves_alone_calls_nothing_behind_it(keys, qapp):
    _filter, heard = keys
    window, form, button = QWidget(), QWidget(), QPushButton()
    form.setProperty(REST_PROPERTY, True)
    QVBoxLayout(window).addWidget(form)
    QVBoxLayout(form).addWidget(button)
    window.show()
    window.activateWindow()
    button.setFocus()
    qapp.processEvents()
    send_key(button, 38, "a")  # Qt hands it on to the form, then to the window
    assert heard == []


def test_key_held_down_is_one_decision(keys):
    action_filter, heard = keys
    assert action_filter.press(key_event(38, "a"), QPushButton())
    assert action_filter.press(key_event(38, "a", repeat=True), QPushButton())
    assert heard == [ActionId.TAKE]


def test_other_modifiers_are_other_keys():
    shift = Qt.KeyboardModifier.ShiftModifier
    assert action_of(key_event(38, "A", modifiers=shift)) is None
    group = Qt.KeyboardModifier.GroupSwitchModifier
    assert action_of(key_event(38, "ф", modifiers=group)) is BY_ID[ActionId.TAKE]


def test_platform_without_scan_codes_falls_back_to_the_letter():
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_C, Qt.KeyboardModifier.NoModifier, "c")
    assert action_of(event) is BY_ID[ActionId.CONFIRM]
    digit = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_7, Qt.KeyboardModifier.NoModifier, "7")
    assert digit_of(digit) == "7"
    enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, "\r")
    assert action_of(enter) is BY_ID[ActionId.CALL_CAMERA]


def test_letter_does_not_count_where_a_scan_code_is_given():
    event = key_event(54, "a", key=Qt.Key.Key_A)  # the key C with a letter that says A
    assert action_of(event) is BY_ID[ActionId.CONFIRM]


@pytest.fixture
def journal_window():
    """A table and a form within a window that has keys of its own, as the journal's."""
    window = QWidget()
    window.setProperty(REST_PROPERTY, Menu.RECORDS.name)
    table, form, button = QPushButton(), QWidget(), QPushButton()
    form.setProperty(REST_PROPERTY, True)
    layout = QVBoxLayout(window)
    for part in (table, form):
        layout.addWidget(part)
    QVBoxLayout(form).addWidget(button)
    return window, table, button


def test_v_is_the_desks_too_where_it_means_the_last_record(keys, journal_window):
    action_filter, _heard = keys
    _window, table, _button = journal_window
    assert action_filter.press(key_event(55, "м"), QPushButton())
    assert action_filter.press(key_event(55, "м"), table)
    assert not action_filter.press(key_event(55, "м"), QLineEdit())


@pytest.mark.parametrize(
    ("scan_code", "action_id"), [(32, ActionId.REDACT), (30, ActionId.AMEND), (53, ActionId.PACKAGE)]
)
def test_keys_of_the_journal_live_in_its_window_alone(keys, journal_window, scan_code, action_id):
    action_filter, heard = keys
    _window, table, button = journal_window
    assert not action_filter.press(key_event(scan_code, "м"), QPushButton())  # on the desk
    assert not action_filter.press(key_event(scan_code, "м"), button)  # in a form of the journal
    assert heard == []
    assert action_filter.press(key_event(scan_code, "м"), table)
    assert heard == [action_id]


def test_keys_of_the_desk_rest_in_the_journal(keys, journal_window):
    action_filter, heard = keys
    _window, table, _button = journal_window
    for scan_code, letter in ((38, "a"), (54, "c"), (10, "1")):
        assert not action_filter.press(key_event(scan_code, letter), table)
    assert heard == []
    assert action_filter.press(key_event(9, "\x1b"), table)
