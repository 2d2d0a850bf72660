"""Whole ways of an alert over the desk, by keys: presses are counted, and times printed, never judged."""

from __future__ import annotations

import errno
import os
import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from console.alerts.alert import AlertRaised
from console.journal import ledger
from console.journal.entry import Kind
from console.operators.roles import Role
from tests.console.operators.who_may import NAMES
from tests.console.review_desk import SCHOOL, raised_body
from tests.console.shift_desk import an_alert
from tests.ui.keys import DIGIT, key_event, send_key, type_text
from tests.ui.waiting import wait_until
from tests.ui.window_desk import WindowDesk, opened_desk
from ui.actions import BY_ID, ActionId
from ui.status.figures import DeskFigures

ENTER, DOWN, TAB, MOST_PRESSES = 36, 116, 23, 6
PIN = "730518"
ANSWER_WITH = BY_ID[ActionId.ANSWER].modifiers
KEYS = {
    ENTER: ("\r", Qt.Key.Key_Return),
    DOWN: ("", Qt.Key.Key_Down),
    TAB: ("\t", Qt.Key.Key_Tab),
    **{code: (digit, None) for digit, code in DIGIT.items()},
}


class Hands(WindowDesk):
    """Presses what has the keys, as a keyboard does, and counts."""

    def __init__(self, root, application):
        super().__init__(root, application)
        self.presses = 0
        self.come(Role.DISPATCHER)
        self.app.desk.activateWindow()
        self.app.desk.back()
        QApplication.processEvents()

    def press(self, *strokes):
        for stroke in strokes:
            scan_code = BY_ID[stroke].scan_code if isinstance(stroke, ActionId) else stroke
            text, key = KEYS.get(scan_code, ("", None))
            event = key_event(scan_code, text, key=key)
            QApplication.sendEvent(QApplication.activePopupWidget() or QApplication.focusWidget(), event)
            QApplication.processEvents()
            self.presses += 1

    def raised(self, alert_id):
        """One that the journal knows, of the school's yard."""
        self.engine.journal.append_now(Kind.ALERT_RAISED, raised_body(alert_id), actor="munara")
        alert = replace(an_alert(alert_id, number="0402"), camera=SCHOOL)
        self.engine.outbox.put(AlertRaised(alert, self.jpeg))
        self.settle()
        return alert_id


@pytest.fixture
def desk(qapp, tmp_path):
    with opened_desk(Hands(tmp_path / "desk", qapp)) as made:
        yield made


def kinds(desk, after):
    return [entry.kind for entry in desk.entries(after=after)]


def test_raised_taken_confirmed_by_keys_an_offence_used_before_in_six_presses(desk):
    desk.app.alert_panel.form._fields.offence.use_first("koap-440")
    desk.raised("a1")
    before, began = desk.head(), time.monotonic()
    desk.press(ActionId.TAKE)
    desk.presses = 0
    desk.press(ActionId.CONFIRM, DOWN, ENTER, ENTER)
    desk.settle()
    print(f"confirmed by {desk.presses} presses in {time.monotonic() - began:.2f} s")
    assert desk.presses <= MOST_PRESSES
    assert kinds(desk, before) == [Kind.ALERT_TAKEN, Kind.VIOLATION_RECORDED]
    assert desk.said.startswith("Recorded: entry ")
    assert desk.entries(after=before)[-1].body["offence"] == "koap-440"
    assert desk.engine.inbox.get("a1") is None
    assert desk.app.alert_panel.queue.hasFocus(), "ready for the next"


def test_dismissed_brought_back_and_dismissed_again_by_keys(desk):
    desk.raised("a1")
    desk.presses, began = 0, time.monotonic()
    desk.press(ActionId.DISMISS, 11)
    desk.settle()
    assert desk.engine.inbox.get("a1") is None
    desk.press(ActionId.BRING_BACK)
    assert desk.wait(lambda: desk.engine.inbox.get("a1"))
    print(f"dismissed and back by {desk.presses} presses in {time.monotonic() - began:.2f} s")
    assert desk.app.alert_panel.queue.chosen().alert.id == "a1"
    desk.press(ActionId.DISMISS, 11)
    desk.settle()
    assert desk.engine.inbox.get("a1") is None


def test_escalated_and_taken_by_a_shift_lead_with_a_pin_whose_digits_call_no_camera(desk):
    for role in (Role.SHIFT_LEAD, Role.DISPATCHER):  # who is in no register is signed out
        desk.engine.register.add(NAMES[role], role, PIN, by="x")
    desk.raised("a1")
    before, called = desk.head(), []
    desk.app.keys.digitsChanged.connect(called.append)
    desk.press(ActionId.ESCALATE)
    desk.settle()
    call = desk.app.alert_panel.call
    assert call.banner.isVisible() and call.banner.alert_id == "a1"
    send_key(QApplication.focusWidget(), BY_ID[ActionId.ANSWER].scan_code, "", modifiers=ANSWER_WITH)
    type_text(QApplication.focusWidget(), NAMES[Role.SHIFT_LEAD])
    desk.press(TAB)
    for digit in PIN:
        desk.press(DIGIT[digit])
    desk.press(ENTER)
    desk.settle()
    assert not call.isVisible() and called == []
    assert desk.engine.inbox.get("a1").alert.answered_by == NAMES[Role.SHIFT_LEAD]
    assert desk.engine.permit.operator.role is Role.DISPATCHER
    assert kinds(desk, before) == [Kind.ALERT_ESCALATED, Kind.ALERT_TAKEN]


def test_fifty_alerts_in_a_minute_are_all_there_and_the_keys_still_work(desk):
    began = time.monotonic()
    for number in range(50):
        alert = an_alert(f"flood-{number}", number=f"{number:04}")
        desk.engine.outbox.put(AlertRaised(alert, desk.jpeg))
        desk.clock.advance(1)
    desk.settle()
    panel = desk.app.alert_panel
    print(f"fifty alerts shown in {time.monotonic() - began:.2f} s")
    assert len(desk.engine.inbox) == 50
    assert len(panel.queue.cards()) + 20 == 50 and "20 more alerts" in panel.queue._more.text()
    desk.app.status_bar.update_figures(DeskFigures(desk.engine.duty.load.in_ten_minutes()))
    assert "50" in desk.app.status_bar._load.text() and "flood" in desk.app.status_bar._load.text()
    before = desk.head()
    desk.press(ActionId.TAKE, ActionId.DISMISS, 11)
    desk.settle()
    assert kinds(desk, before) == [Kind.ALERT_TAKEN, Kind.ALERT_DISMISSED]
    assert len(desk.engine.inbox) == 49


def test_a_disk_that_fills_up_while_one_confirms_keeps_the_card_which_says_why_and_goes(desk, monkeypatch):
    put, full = ledger.EvidenceStore.put, True

    def put_where_there_is_room(self, draft, *, at_utc):
        if full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return put(self, draft, at_utc=at_utc)

    monkeypatch.setattr(ledger.EvidenceStore, "put", put_where_there_is_room)
    desk.app.alert_panel.form._fields.offence.use_first("koap-440")
    desk.raised("a1")
    before = desk.head()
    desk.press(ActionId.CONFIRM, DOWN, ENTER, ENTER)
    assert wait_until(lambda: desk.engine.journal.state().failure)
    desk.turn()
    panel = desk.app.alert_panel
    desk.app._show_figures()
    (card,) = panel.queue.cards()
    assert card.isVisible() and not card._buttons[ActionId.CONFIRM].isEnabled()
    assert "The journal is not being written: " in card._owner.text()
    assert desk.engine.inbox.get("a1")
    full = False
    assert desk.wait(lambda: desk.engine.inbox.get("a1") is None)
    assert desk.app.alert_panel.queue.cards() == []
    assert Kind.VIOLATION_RECORDED in kinds(desk, before)


def test_who_signs_out_lets_go_of_what_was_taken(desk):
    desk.raised("a1")
    desk.press(ActionId.TAKE)
    desk.settle()
    assert desk.engine.inbox.get("a1").alert.taken_by == NAMES[Role.DISPATCHER]
    before = desk.head()
    desk.key(ActionId.SIGN_OUT)
    assert desk.wait(lambda: desk.engine.permit.operator is None)
    desk.settle()
    assert desk.engine.inbox.get("a1").alert.taken_by == ""
    assert Kind.ALERT_LET_GO in kinds(desk, before)
