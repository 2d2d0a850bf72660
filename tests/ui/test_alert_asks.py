"""What the queue asks for beside decisions, over the whole application: a shift lead, and mends."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from console.alerts.alert import AlertRaised
from console.cameras.neighbour import Neighbour, Side
from console.detection.colour import Colour
from console.detection.detection import Box, Detections
from console.detection.detection import Kind as Thing
from console.journal.entry import Kind
from console.operators.roles import Role
from tests.console.operators.who_may import NAMES
from tests.console.review_desk import SCHOOL, STREET
from tests.console.shift_desk import an_alert
from tests.ui.window_desk import WindowDesk, opened_desk
from tests.ui.window_hands import ONE, dismissed_here, recorded_here
from ui.actions import ActionId

SECRET = "six loud sparrows"


@pytest.fixture
def desk(qapp, tmp_path):
    with opened_desk(WindowDesk(tmp_path / "desk", qapp), Role.DISPATCHER) as made:
        yield made


def kinds(desk, before, *, of=tuple(Kind)):
    return [(str(entry.kind), entry.actor) for entry in desk.entries(after=before) if entry.kind in of]


def dismiss_as_false(desk, number):
    alert = replace(an_alert(f"false-{number}", number="0402"), priority=2)
    desk.engine.outbox.put(AlertRaised(alert, desk.jpeg))
    desk.settle()
    desk.key(ActionId.DISMISS)
    desk.hit(desk.app.alert_panel.strip, *ONE)
    desk.settle()


def test_time_calls_a_shift_lead_who_takes_it_with_a_password_while_the_dispatcher_stays(desk):
    for role in (
        Role.SHIFT_LEAD,
        Role.DISPATCHER,
    ):  # who is in no register is signed out
        desk.engine.register.add(NAMES[role], role, SECRET, by="x")
    alert_id = desk.chosen_alert()
    call = desk.app.alert_panel.call
    desk.clock.advance(60)
    desk.engine.tick()
    desk.settle()
    assert call.banner.isVisible() and call.banner.alert_id == alert_id
    before = desk.head()
    desk.key(ActionId.ANSWER)
    for typed in ("wrong", SECRET):
        assert call.form.isVisible()
        call.form.name.setText(NAMES[Role.SHIFT_LEAD])
        call.form.password.edit.setText(typed)
        desk.hit(call.form.password.edit)
        desk.settle()
    assert not call.isVisible()
    assert desk.engine.inbox.get(alert_id).alert.answered_by == NAMES[Role.SHIFT_LEAD]
    assert desk.engine.permit.operator.role is Role.DISPATCHER
    assert kinds(desk, before, of=(Kind.ALERT_TAKEN, Kind.SIGNED_IN)) == [
        ("alert taken", NAMES[Role.SHIFT_LEAD])
    ]


def test_the_third_false_one_offers_mends_which_take_no_keys_from_the_queue(desk):
    desk.shift()
    strip = desk.app.mends.strip
    for number in (1, 2):
        dismiss_as_false(desk, number)
        assert not strip.isVisible()
    dismiss_as_false(desk, 3)
    assert strip.isVisible()
    focus = QApplication.focusWidget()
    assert not strip.isAncestorOf(focus) and desk.app.alert_panel.isAncestorOf(focus)
    before = desk.head()
    desk.key(ActionId.MEND_SHELVE)
    desk.settle()
    assert kinds(desk, before) == [("rule shelved", NAMES[Role.DISPATCHER])]
    assert not strip.isVisible()
    assert desk.engine.raiser._shelves.hides(an_alert("next", number="0402"))


def test_an_outline_or_a_confidence_is_a_note_to_the_administrator_with_the_numbers(desk):
    for number in (1, 2, 3):
        dismiss_as_false(desk, number)
    desk.app.mends.strip.offer(
        replace(desk.app.mends.strip.mends, ignore=(0.1, 0.7, 0.2, 0.8), confidence=0.62)
    )
    mends = desk.app.mends.strip.mends
    before = desk.head()
    desk.key(ActionId.MEND_CONFIDENCE)
    desk.settle()
    desk.app.mends.strip.offer(mends)
    desk.key(ActionId.MEND_IGNORE)
    desk.settle()
    confidence, outline = desk.entries(after=before)
    assert {str(entry.kind) for entry in (confidence, outline)} == {"fault noted"}
    assert "0.62" in confidence.body["what"] and confidence.body["camera_number"] == "0402"
    assert all(text in outline.body["what"] for text in ("10", "20", "70", "80", "yard at night"))


def test_esc_puts_the_offer_away_and_without_one_the_keys_say_so(desk):
    for number in (1, 2, 3):
        dismiss_as_false(desk, number)
    desk.key(ActionId.BACK)
    assert not desk.app.mends.strip.isVisible()
    before = desk.head()
    desk.key(ActionId.MEND_SHELVE)
    desk.settle()
    assert desk.entries(after=before) == []
    assert "Nothing to mend" in desk.said


def test_a_childrens_rule_of_priority_1_is_not_put_aside_by_a_dispatcher_who_is_told(desk):
    desk.shift()
    dismissed = an_alert("a1", number="0402")
    for number in (1, 2, 3):
        dismiss_as_false(desk, number)
    desk.app.mends.strip.offer(replace(desk.app.mends.strip.mends, alert=dismissed))
    before = desk.head()
    desk.key(ActionId.MEND_SHELVE)
    desk.settle()
    assert kinds(desk, before) == [("refused", NAMES[Role.DISPATCHER])]
    assert "shift lead" in desk.said


def test_z_brings_the_last_dismissal_back_chosen_and_says_so(desk):
    dismissed_here(desk)
    desk.alert()
    desk.key(ActionId.BRING_BACK)
    assert desk.wait(lambda: len(desk.engine.inbox) == 2)
    panel = desk.app.alert_panel
    assert panel.queue.chosen().alert.id.startswith("own-")
    assert panel._complaint.text().startswith("Brought back: entry ")
    desk.key(ActionId.BRING_BACK)
    assert panel._complaint.text() == "Not brought back: you dismissed no alert just now."


def test_v_opens_the_last_record_made_here_with_its_form_whatever_the_journal_showed(desk):
    desk.key(ActionId.VOID)
    assert "You made no record here" in desk.said
    recorded_here(desk)
    seq = desk.entries(after=0)[-1].seq
    desk.violation()  # somebody else's, and newer
    window = desk.app.journal_window
    window._bar._words.setText("nothing has these words")
    before = desk.head()
    desk.key(ActionId.VOID)
    assert desk.wait(lambda: window._forms._void.isVisible())
    assert window._panel.entry.seq == seq
    assert not [entry for entry in desk.entries(after=before) if entry.kind is Kind.VIOLATION_VOIDED]
    window._forms._void._why.setText("the wrong street")
    desk.hit(window._forms._void._why)
    desk.settle()
    (voided,) = [entry for entry in desk.entries(after=before) if entry.kind is Kind.VIOLATION_VOIDED]
    assert voided.body["seq"] == seq
    desk.key(ActionId.VOID)
    assert "You made no record here" in desk.said


@pytest.fixture
def yard_alert(desk):
    """Chosen, of a camera that stands on this desk with a neighbour."""
    school = replace(SCHOOL, neighbours=(Neighbour("0117", Side.RIGHT),))
    desk.engine.cameras[school.id] = school
    alert = replace(an_alert("yard", number="0402"), camera=school)
    desk.engine.outbox.put(AlertRaised(alert, desk.jpeg))
    desk.settle()
    desk.app.alert_panel.queue.choose("yard")
    desk.app.choose_camera(school.id)
    return alert


def test_y_copies_what_to_say_of_the_chosen_alert_or_of_the_camera_shown_instead(desk, yard_alert):
    desk.key(ActionId.RADIO_TEXT)
    said = QApplication.clipboard().text()
    assert said.startswith("05:00:00. School No. 1, yard, camera 0402. Person in zone: yard at night. ")
    assert said.endswith("In the picture: 1 person. Cameras nearby: 0117 Mira, house 4.")
    assert desk.said == f"Copied: {said}"
    desk.app.choose_camera(STREET.id)
    desk.key(ActionId.RADIO_TEXT)
    assert QApplication.clipboard().text().endswith("Mira, house 4, camera 0117.")


def test_y_tells_of_somebody_in_red_who_left_towards_the_next_camera(desk, yard_alert):
    walker = Box("person", Thing.PERSON, 0.9, 560, 150, 590, 220, track=3, vx=90, worn=(Colour.RED, None))
    stamp = replace(yard_alert.stamp, camera_id=yard_alert.camera.id)
    for number in range(20):
        at_ns = stamp.captured_at_ns + number * 200_000_000
        boxes = (walker.after(number / 5),) if number < 4 else ()
        desk.engine.raiser._looks.note(Detections(replace(stamp, captured_at_ns=at_ns), boxes, at_ns, 1))
    zone = replace(yard_alert.zone, id="z2")  # of its own: it does not fold into the other
    alert = replace(yard_alert, id="walker", zone=zone, boxes=(walker,), cause=walker, stamp=stamp)
    desk.engine.outbox.put(AlertRaised(alert, desk.jpeg))
    desk.settle()
    desk.app.alert_panel.queue.choose("walker")
    desk.key(ActionId.RADIO_TEXT)
    said = QApplication.clipboard().text()
    assert " Description: person, red above. " in said
    assert ": the person left the picture to the right, towards camera 0117. " in said


def test_a_camera_on_a_known_side_names_its_key_and_the_key_leads_there_and_back(desk, yard_alert):
    strip = desk.app.alert_asks.radio.strip
    (button,) = strip.buttons()
    assert (button.key, button.text()) == ("Alt+→", "0117 house 4")
    assert button.toolTip().endswith("on the right") and strip._title.text() == "Cameras nearby"
    desk.key(ActionId.NEIGHBOUR_NEXT)
    assert desk.app.picture.camera.number == "0117"
    desk.key(ActionId.WALK_RETURN)
    assert desk.app.picture.camera.number == "0402"


def test_of_several_cameras_on_one_side_the_first_has_the_key(desk, yard_alert):
    strip = desk.app.alert_asks.radio.strip
    left, plain = replace(STREET, number="0118"), replace(STREET, number="0119")
    strip.show_cameras([(plain, None), (STREET, Side.LEFT), (left, Side.LEFT), (plain, Side.UP)])
    assert [button.key for button in strip.buttons()] == ["Alt+←", "←", "Alt+↑", "0119"]
    strip.show_cameras([(STREET, None)])
    assert strip._title.text() == "Cameras nearby · Alt+→ walks there"


def test_cameras_nearby_stand_under_the_queue_and_a_press_walks_to_one(desk, yard_alert):
    strip = desk.app.alert_asks.radio.strip
    assert strip.isVisible()
    (button,) = strip.buttons()
    button.click()
    assert desk.app.picture.camera.number == "0117"
    desk.key(ActionId.WALK_RETURN)
    assert desk.app.picture.camera.number == "0402"
    desk.key(ActionId.DISMISS)
    desk.hit(desk.app.alert_panel.strip, *ONE)
    desk.settle()
    assert not strip.isVisible()
