"""What a dispatcher does to alerts, by keys alone: choose, take, confirm, dismiss, escalate."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication

from console.alerts.dismiss_reason import DismissReason
from console.journal.entry import EntryRefused, EntryWritten, Kind
from console.journal.violation import ViolationForm
from tests.fakes.made_up import SCHOOL
from tests.ui.keys import send_key
from ui.actions import BY_ID, ActionId
from ui.alerts.alert_card import AlertCard


@dataclass
class Written:
    """All of an entry that the panel tells."""

    seq: int


LAYOUTS = pytest.mark.parametrize("letter", ["latin", "cyrillic"])
_LETTERS = {
    ActionId.TAKE: ("a", "ф"),
    ActionId.CONFIRM: ("c", "с"),
    ActionId.DISMISS: ("d", "в"),
    ActionId.ESCALATE: ("e", "у"),
    ActionId.NEXT_ALERT: ("n", "т"),
    ActionId.PREVIOUS_ALERT: ("p", "з"),
}


def press(action_id: ActionId, letter: str = "latin") -> None:
    texts = _LETTERS.get(action_id, ("", ""))
    action = BY_ID[action_id]
    send_key(
        QApplication.focusWidget(),
        action.scan_code,
        texts[letter == "cyrillic"],
        modifiers=action.modifiers,
    )


def escape() -> None:
    send_key(QApplication.focusWidget(), 9, "\x1b")


def chosen(bench) -> str:
    held = bench.panel.queue.chosen()
    return held.alert.id if held else ""


def test_children_stand_first_then_priority_then_age(bench):
    bench.raise_alert("0001", priority=2)
    bench.raise_alert("0002", priority=1)
    bench.raise_alert("0402", priority=3, place=SCHOOL)
    bench.raise_alert("0003", priority=2)
    assert bench.shown() == ["alert-0402", "alert-0002", "alert-0001", "alert-0003"]


@LAYOUTS
def test_take_key_takes_the_chosen_alert(bench, letter):
    bench.raise_alert("0001")
    bench.raise_alert("0002")
    press(ActionId.NEXT_ALERT, letter)
    press(ActionId.TAKE, letter)
    assert bench.duty.asked == [("take", "alert-0002")]
    assert bench.inbox.get("alert-0002").alert.taken_by == "D. Akhmetov"


@LAYOUTS
def test_escalate_key_escalates(bench, letter):
    bench.raise_alert("0001")
    press(ActionId.ESCALATE, letter)
    assert bench.duty.asked == [("escalate", "alert-0001")]


@LAYOUTS
@pytest.mark.parametrize(("scan_code", "kz"), [(10, '"'), (11, "ә"), (12, "і"), (13, "ң"), (14, "ғ")])
def test_dismiss_key_then_a_digit_key_dismisses_with_that_reason(bench, letter, scan_code, kz):
    bench.raise_alert("0001")
    press(ActionId.DISMISS, letter)
    assert bench.panel.strip.isVisible()
    send_key(QApplication.focusWidget(), scan_code, kz if letter == "cyrillic" else str(scan_code - 9))
    reason = list(DismissReason)[scan_code - 10]
    assert bench.duty.asked == [("dismiss", "alert-0001", reason)]
    assert not bench.panel.strip.isVisible()


def test_other_keys_decide_nothing_while_a_reason_is_asked(bench):
    bench.raise_alert("0001")
    press(ActionId.DISMISS)
    press(ActionId.TAKE)
    press(ActionId.ESCALATE)
    send_key(QApplication.focusWidget(), 15, "6")
    assert bench.duty.asked == []
    escape()
    assert not bench.panel.strip.isVisible()
    assert QApplication.focusWidget() is bench.panel.queue.cards()[0]


@LAYOUTS
def test_confirm_key_opens_the_form_and_enter_records(bench, letter):
    bench.raise_alert("0402", place=SCHOOL)
    press(ActionId.CONFIRM, letter)
    assert bench.panel.form.isVisible()
    bench.panel.form._fields.offence.choose("koap-434")
    send_key(QApplication.focusWidget(), 36, "\r")
    [(what, alert_id, form)] = bench.duty.asked
    assert (what, alert_id) == ("confirm", "alert-0402")
    assert form == ViolationForm("koap-434", persons=1, vehicles=1)  # as many as the rule's frame shows
    assert not bench.panel.form.isVisible()


def test_record_without_a_camera_asks_for_the_place(bench):
    press(ActionId.RECORD)
    form = bench.panel.form
    form._fields.offence.choose("koap-434")
    send_key(QApplication.focusWidget(), 36, "\r")
    assert bench.duty.asked == []
    assert "where" in form._complaint.text()
    form._fields.place.setText("  ул. Абая, 5 ")
    send_key(QApplication.focusWidget(), 36, "\r")
    [(what, recorded, camera, ref)] = bench.duty.asked
    assert (what, recorded.offence, recorded.place, camera) == ("record", "koap-434", "ул. Абая, 5", None)
    assert not form.isVisible()
    bench.panel.hear(EntryRefused(ref, Kind.VIOLATION_RECORDED, "no room"))
    assert bench.panel._complaint.text() == "Not recorded: no room. Ctrl+N shows what was typed."
    press(ActionId.RECORD)
    assert form._fields.place.text() == "  ул. Абая, 5 "


def test_record_without_a_camera_is_told_when_it_is_written(bench):
    press(ActionId.RECORD)
    form = bench.panel.form
    form._fields.offence.choose("koap-434")
    form._fields.place.setText("ул. Абая, 5")
    send_key(QApplication.focusWidget(), 36, "\r")
    *_asked, ref = bench.duty.asked[0]
    bench.panel.hear(EntryWritten("another's", Written(7)))
    assert not bench.panel._complaint.isVisible()
    bench.panel.hear(EntryWritten(ref, Written(8)))
    assert bench.panel._complaint.text() == "Recorded: entry 8."


def test_refused_confirmation_keeps_what_was_typed(bench):
    bench.raise_alert("0402", place=SCHOOL)
    press(ActionId.CONFIRM)
    form = bench.panel.form
    form._fields.offence.choose("koap-434")
    form._fields.note.setText("to the market")
    send_key(QApplication.focusWidget(), 36, "\r")
    bench.inbox.refused("alert-0402", "no room")
    bench.panel.refresh()
    press(ActionId.CONFIRM)
    assert form._fields.note.text() == "to the market"


def test_role_that_may_not_record_loses_nothing(bench):
    bench.duty.refuses = True
    press(ActionId.RECORD)
    form = bench.panel.form
    form._fields.offence.choose("koap-434")
    form._fields.place.setText("ул. Абая, 5")
    send_key(QApplication.focusWidget(), 36, "\r")
    assert bench.panel._complaint.text().startswith("Not done")
    assert form.isVisible()
    assert form._fields.place.text() == "ул. Абая, 5"


def test_alert_that_went_while_one_typed_leaves_the_form(bench):
    bench.raise_alert("0001")
    press(ActionId.CONFIRM)
    form = bench.panel.form
    form._fields.offence.choose("koap-434")
    form._fields.note.setText("to the market")
    bench.inbox._open.pop("alert-0001")
    bench.panel.refresh()
    send_key(QApplication.focusWidget(), 36, "\r")
    bench.panel.refresh()
    assert bench.panel._complaint.text().startswith("Not done")
    assert form.isVisible()
    assert form._fields.note.text() == "to the market"


def test_alert_whose_decision_is_being_written_is_not_decided_twice(bench):
    bench.raise_alert("0001")
    press(ActionId.ESCALATE)
    for again in (ActionId.ESCALATE, ActionId.TAKE, ActionId.CONFIRM, ActionId.DISMISS):
        press(again)
    assert bench.duty.asked == [("escalate", "alert-0001")]
    assert not bench.panel.form.isVisible()
    assert not bench.panel.strip.isVisible()


def test_after_a_decision_the_next_undecided_alert_is_chosen(bench):
    for number in ("0001", "0002", "0003"):
        bench.raise_alert(number)
    press(ActionId.ESCALATE)
    assert chosen(bench) == "alert-0002"
    press(ActionId.NEXT_ALERT)
    press(ActionId.ESCALATE)
    assert chosen(bench) == "alert-0002"


def test_newcomer_above_does_not_take_the_choice_away(bench):
    bench.raise_alert("0001")
    bench.raise_alert("0402", place=SCHOOL, priority=1)
    assert bench.shown()[0] == "alert-0402"
    assert chosen(bench) == "alert-0001"
    press(ActionId.TAKE)
    assert bench.duty.asked == [("take", "alert-0001")]


def test_focus_is_never_lost_while_alerts_go(bench):
    for number in ("0001", "0002", "0003"):
        bench.raise_alert(number)
    press(ActionId.NEXT_ALERT)
    for settled, left in (("alert-0002", "alert-0003"), ("alert-0003", "alert-0001"), ("alert-0001", "")):
        bench.duty.escalate(settled)
        bench.inbox._open.pop(settled)
        bench.panel.refresh()
        QApplication.processEvents()
        focus = QApplication.focusWidget()
        assert focus is not None
        assert bench.panel.isAncestorOf(focus)
        assert (focus.alert_id if isinstance(focus, AlertCard) else "") == left
    bench.raise_alert("0004")
    assert isinstance(QApplication.focusWidget(), AlertCard)


def test_focus_stays_in_the_form_while_alerts_come_and_go(bench):
    bench.raise_alert("0001")
    press(ActionId.CONFIRM)
    before = QApplication.focusWidget()
    bench.raise_alert("0402", place=SCHOOL)
    bench.inbox._open.pop("alert-0001")
    bench.panel.refresh()
    assert QApplication.focusWidget() is before
    escape()
    assert isinstance(QApplication.focusWidget(), AlertCard)


def test_choosing_an_alert_asks_for_its_camera(bench):
    wanted: list[str] = []
    bench.panel.cameraWanted.connect(wanted.append)
    bench.raise_alert("0001")
    bench.raise_alert("0002")
    press(ActionId.NEXT_ALERT)
    press(ActionId.NEXT_ALERT)  # the last one: it stays
    press(ActionId.PREVIOUS_ALERT)
    assert wanted == ["cam-0002", "cam-0001"]


@pytest.mark.parametrize("action_id", [ActionId.TAKE, ActionId.CONFIRM])
def test_alert_that_is_dealt_with_is_seen_large(bench, action_id):
    wanted: list[str] = []
    bench.panel.cameraWanted.connect(wanted.append)
    bench.raise_alert("0001")  # chosen by itself: the picture that somebody watches stays
    assert wanted == []
    press(action_id)
    assert wanted == ["cam-0001"]


def test_refusal_is_said(bench):
    bench.raise_alert("0001")
    press(ActionId.TAKE)
    assert not bench.panel._complaint.isVisible()
    bench.duty.refuses = True
    press(ActionId.ESCALATE)
    assert bench.panel._complaint.text().startswith("Not done")
    assert bench.panel._complaint.isVisible()
    bench.duty.refuses = False
    press(ActionId.ESCALATE)
    assert not bench.panel._complaint.isVisible()


def test_flood_builds_no_more_cards_than_can_be_seen(bench):
    for number in range(60):
        alert = bench.raise_alert(f"{number:04}")
    assert alert not in bench.shown()
    assert len(bench.shown()) == 30
    assert bench.panel._count.text() == "Alerts · 60"
    assert bench.panel.queue._more.text() == "30 more alerts below these"


def test_every_card_has_the_height_that_its_texts_need(bench):
    long = "проезжая часть перед школой и детской площадкой у перекрёстка"
    for number, zone in (("0001", long), ("0002", "двор"), ("0003", long)):
        bench.raise_alert(number, zone=zone)
    QApplication.processEvents()
    for card in bench.panel.queue.cards():
        assert card.height() == card.heightForWidth(card.width())
    assert len({card.height() for card in bench.panel.queue.cards()}) == 2


def test_empty_queue_says_so(bench):
    assert bench.panel.queue._empty.isVisible()
    bench.raise_alert("0001")
    assert not bench.panel.queue._empty.isVisible()
