"""Which key calls a command: the usual one, or the desk's own."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from tests.ui.keys import key_event
from ui.actions import ACTIONS, ALT, BY_ID, CTRL, SHIFT, ActionId, tooltip
from ui.key_map import (
    CAPS,
    Stroke,
    Unfit,
    changed_keys,
    put_in_force,
    read_keys,
    stored,
    stroke_of,
    whose,
)
from ui.physical_key import action_of, lives
from ui.violations.key_button import KeyButton

Y = 29


@pytest.fixture(autouse=True)
def _usual_keys_afterwards():
    yield
    put_in_force({})


def test_the_table_names_each_key_as_its_cap():
    for action in ACTIONS:
        stroke = Stroke(action.scan_code, action.modifiers)
        assert action.label.removesuffix(" 0–9") == stroke.label
        assert action.key == CAPS[action.scan_code][1]


def test_a_changed_key_is_in_force_everywhere(qapp):
    button = KeyButton(ActionId.TAKE)
    assert button.key == "A"
    put_in_force({ActionId.TAKE: Stroke(Y, SHIFT)})
    assert action_of(key_event(Y, "Н", modifiers=SHIFT)) is BY_ID[ActionId.TAKE]
    assert action_of(key_event(38, "a")) is None
    assert (button.key, tooltip(ActionId.TAKE)) == ("Shift+Y", "Take the alert · Shift+Y")
    assert whose(Stroke(Y, SHIFT)) is ActionId.TAKE
    assert changed_keys() == {ActionId.TAKE: Stroke(Y, SHIFT)}
    put_in_force({})
    assert tuple(BY_ID.values()) == ACTIONS


def test_what_follows_a_key_is_told_with_the_changed_one(qapp):
    put_in_force({ActionId.CHOOSE_MONITOR: Stroke(Y)})
    assert BY_ID[ActionId.CHOOSE_MONITOR].label == "Y 0–9"


def test_a_capital_letter_is_typed_not_followed(qapp):
    put_in_force({ActionId.TAKE: Stroke(Y, SHIFT), ActionId.CONFIRM: Stroke(71)})
    assert not lives(BY_ID[ActionId.TAKE], QLineEdit())
    assert lives(BY_ID[ActionId.TAKE], QPushButton())
    assert lives(BY_ID[ActionId.CONFIRM], QLineEdit()), "F5 types nothing"


@pytest.mark.parametrize(
    ("stroke", "why"),
    [
        (Stroke(9), Unfit.FIXED),
        (Stroke(67), Unfit.FIXED),
        (Stroke(36), Unfit.FIXED),
        (Stroke(12), Unfit.DIGIT),
        (Stroke(12, CTRL), None),
        (Stroke(111), Unfit.LIST),
        (Stroke(111, ALT), None),
        (Stroke(54, CTRL), Unfit.FIELD),
        (Stroke(255), Unfit.UNKNOWN),
        (Stroke(Y), None),
    ],
)
def test_keys_that_others_need_are_not_given_away(stroke, why):
    assert stroke.unfit is why


def test_what_is_stored_is_read_again():
    keys = {ActionId.TAKE: Stroke(Y, CTRL | SHIFT), ActionId.FULL: Stroke(110, ALT)}
    assert stored(keys) == {"take": "ctrl+shift+29", "full": "alt+110"}
    assert read_keys(stored(keys)) == (keys, [])


@pytest.mark.parametrize(
    ("kept", "odd"),
    [
        ({"fly": "29"}, ["fly"]),
        ({"take": "hyper+29"}, ["take"]),
        ({"take": "x"}, ["take"]),
        ({"take": "9"}, ["take"]),
        ({"back": "29"}, ["back"]),
        ({"take": "54"}, ["take"]),  # that is the key of "confirm"
    ],
)
def test_what_cannot_be_is_left_out_and_named(kept, odd):
    assert read_keys(kept) == ({}, odd)


def test_two_commands_may_have_swapped_their_keys():
    keys = {ActionId.TAKE: stroke_of(ActionId.CONFIRM), ActionId.CONFIRM: stroke_of(ActionId.TAKE)}
    assert read_keys(stored(keys)) == (keys, [])
