"""Every intent is tried by every door, or it is said why that door does not lead to it."""

from __future__ import annotations

import pytest

from console.operators.permissions import Intent
from tests.console.operators import python_doors, test_doors
from tests.console.operators.who_may import WHO_MAY
from tests.ui import window_doors

# What no command asks for: it is done to what is open at the desk now, or to a camera's picture.
NO_COMMAND = {
    *(Intent.TAKE, Intent.HAND_OVER_ALERT, Intent.CONFIRM, Intent.DISMISS),  # open alerts
    *(Intent.ESCALATE, Intent.ANSWER, Intent.SHELVE, Intent.MUTE),
    *(Intent.RECORD, Intent.AMEND, Intent.VOID),  # by forms that help to say what happened
    *(Intent.OPEN_SHIFT, Intent.CLOSE_SHIFT),  # of whoever sits at the desk
    *(Intent.NOTE, Intent.PUBLISH_BULLETIN),  # told at the desk
    *(Intent.REVIEW_DISMISSALS, Intent.REOPEN, Intent.BRING_BACK),  # the picture is looked at, it opens here
    *(Intent.KEEP_LAYOUTS, Intent.KEEP_KEYS),  # of what the walls show, and of the keys as they are pressed
    *(Intent.LOOK_BACK, Intent.LISTEN),  # of a camera that the desk has open
    *(Intent.SNAPSHOT, Intent.LIFT_MASK),
}
DOORS = {
    "Python": ({row.intent for row in python_doors.TABLE}, python_doors.NO_PYTHON),
    "window": ({way.intent for way in window_doors.TABLE}, window_doors.NO_WINDOW),
    "command line": ({intent for intent, _words, _ends in test_doors.DOORS}, NO_COMMAND),
}


@pytest.mark.parametrize("door", DOORS)
def test_every_intent_is_tried_by_this_door_or_has_none(door):
    tried, none = DOORS[door]
    assert tried | none == set(Intent), set(Intent) - tried - none
    assert not tried & none


def test_every_intent_is_tried_by_some_door_and_it_is_written_down_who_may():
    assert set().union(*(tried for tried, _none in DOORS.values())) == set(Intent) == set(WHO_MAY)
