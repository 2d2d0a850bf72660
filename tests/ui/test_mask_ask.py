"""A lead lifts a camera's masks by key and reason; a dispatcher with a lead's password beside."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from console.cameras.polygon import Polygon
from console.journal.entry import Kind
from console.journal.query import Query
from console.journal.search import find
from console.journal.second_look import DismissalDue
from console.operators.facts import DeskLocked, Proved, SignInRefused
from console.operators.operator import MACHINE, Operator
from console.operators.register import Register
from console.operators.roles import Role
from console.reviews import ReviewsDue
from tests.console.operators.who_may import NAMES
from tests.console.review_desk import SCHOOL, STREET
from tests.fakes.fake_search import make_entry
from tests.ui.window_desk import WindowDesk
from ui.actions import ActionId
from ui.mask_cover import lifted_text

WINDOW = Polygon(((0.1, 0.1), (0.4, 0.1), (0.4, 0.5), (0.1, 0.5)))
THREE, ESC = (12, "3"), (9, "\x1b")  # at the request of investigators
LEAD = NAMES[Role.SHIFT_LEAD]
SECRET = "730518"


@pytest.fixture
def desk(qapp, tmp_path):
    made = WindowDesk(tmp_path / "desk", qapp)
    made.engine.site.cameras[STREET.id] = replace(STREET, masks=(WINDOW,))
    made.app.choose_camera(STREET.id)
    yield made
    made.stop()


def lift(desk, *, reason=THREE):
    desk.key(ActionId.LIFT_MASK)
    desk.hit(desk.app.masks.strip, *reason)
    desk.settle()


def told(desk):
    kinds = (Kind.MASK_LIFTED, Kind.MASK_FILLED)
    found, _total = find(desk.engine.folder, Query(kinds=kinds, limit=100))
    return [
        (e.actor, e.body["camera_number"], e.body.get("minutes", 0), e.body["why"]) for e in reversed(found)
    ]


def chip(desk):
    tile = desk.app.picture
    tile.refresh_age(desk.clock.monotonic_ns())
    return lifted_text(tile._marks.lifted_min)


def test_a_lead_says_why_sees_for_how_long_and_fills_it_in_by_the_same_key(desk):
    strip = desk.app.masks.strip
    desk.key(ActionId.LIFT_MASK)
    assert strip._title.text() == "The privacy mask is lifted for 10 min. Why? · 0117 Mira, house 4"
    desk.hit(strip, *ESC)
    desk.settle()
    assert not strip.isVisible() and told(desk) == []
    lift(desk)
    assert not strip.isVisible() and desk.engine.masking.of(STREET.id) == ()
    assert desk.said == "Camera 0117: the privacy mask is lifted for 10 min. Alt+M fills it in again."
    assert chip(desk) == "10 min"
    desk.clock.advance(61)
    assert chip(desk) == "9 min"
    desk.key(ActionId.LIFT_MASK)
    assert desk.said == "Camera 0117: the privacy mask is filled in again."
    assert chip(desk) == "" and desk.engine.masking.of(STREET.id) == (WINDOW,)
    desk.settle()
    assert told(desk) == [
        (LEAD, "0117", 10, "request of investigators"),
        (LEAD, "0117", 0, "by hand"),
    ]
    desk.app.choose_camera(SCHOOL.id)
    desk.key(ActionId.LIFT_MASK)
    assert desk.said == "Camera 0402 has no privacy mask."
    assert not strip.isVisible()


def ask_in(desk, widget):
    """By key where that widget has the focus; what the strip asks then, or else what is told."""
    desk.app.alert_panel.tell("")
    desk.focus(widget)
    desk._send(ActionId.LIFT_MASK)
    strip = desk.app.masks.strip
    return strip._title.text() if strip.isVisible() else desk.said


@pytest.fixture
def seen(desk, tmp_path, monkeypatch):
    """An entry with a picture of the street, while the desk's large one is of the school; both have masks."""
    desk.engine.site.cameras[SCHOOL.id] = replace(SCHOOL, masks=(WINDOW,))
    desk.app.choose_camera(SCHOOL.id)
    (still := tmp_path / "still.jpg").write_bytes(desk.jpeg)
    for answer in ("_show_found", "_show_aftermath"):  # of the real journal: this entry is none of its
        monkeypatch.setattr(desk.app.journal_window, answer, lambda _fact: None)
    desk.app.journal_window.open()
    return replace(make_entry(7, still=still), camera_id=STREET.id)


NOT_SEEN = "No picture of this desk's cameras is seen here."


def test_in_the_journal_the_camera_of_the_entry_is_meant_and_one_is_there_again(desk, seen):
    window = desk.app.journal_window
    window._panel.show_entry(seen)
    assert "0117" in ask_in(desk, window._view)
    desk.hit(desk.app.masks.strip, *ESC)
    desk.settle()
    assert QApplication.activeWindow() is window
    assert "0117" in ask_in(desk, window._view)
    desk.hit(desk.app.masks.strip, *THREE)
    desk.settle()
    assert desk.engine.masking.of(STREET.id) == ()
    assert QApplication.activeWindow() is window


def test_an_entry_without_a_picture_means_no_camera(desk, seen):
    window = desk.app.journal_window
    window._panel.show_entry(seen)
    window._panel.show_entry(replace(make_entry(8), camera_id=STREET.id))
    assert ask_in(desk, window._view) == NOT_SEEN
    window._panel.show_entry(replace(seen, camera_id="gone"))
    assert ask_in(desk, window._view) == NOT_SEEN
    window._panel.show_entry(None)
    assert ask_in(desk, window._view) == NOT_SEEN
    assert ask_in(desk, desk.app.shift_windows.handover) == NOT_SEEN


def test_in_the_second_look_the_still_is_meant(desk, seen, monkeypatch):
    window = desk.app.shift_windows.reviews
    monkeypatch.setattr(window._reviews, "read_due", lambda _ref: True)
    window.open()
    due = DismissalDue(
        *(9, seen.at_utc, 300, "A", "false", "a-1", STREET.id, "0117", "Mira"), still=seen.evidence[0]
    )
    window.hear(ReviewsDue("review window", (due, replace(due, seq=8, still=None)), 0, ""))
    assert "0117" in ask_in(desk, window._list)
    desk.hit(desk.app.masks.strip, *ESC)
    desk.settle()
    assert QApplication.activeWindow() is window
    window._list.setCurrentRow(1)
    assert ask_in(desk, window._list) == NOT_SEEN


def test_in_the_window_of_rules_its_camera_is_meant(desk, seen):
    window = desk.app.rules.window
    with desk.lead():
        desk.as_administrator()
        assert window.open(desk.engine.cameras[STREET.id]) == ""
        assert "0117" in ask_in(desk, window.canvas)


def test_after_a_lock_nothing_comes_before_it(desk, seen):
    desk.app.journal_window._panel.show_entry(seen)
    ask_in(desk, desk.app.journal_window._view)
    desk.app.masks.hear(DeskLocked())
    desk.settle()
    assert not desk.app.masks.strip.isVisible()
    assert QApplication.activeWindow() is desk.app.desk


def test_every_widget_is_painted_anew_when_it_ends_by_itself(desk, monkeypatch):
    lift(desk)
    painted = []
    monkeypatch.setattr(desk.app.picture, "paintEvent", lambda _event: painted.append(1), raising=False)
    desk.app.masks.refresh()
    QApplication.processEvents()
    painted.clear()
    desk.clock.advance(600)
    desk.app._show_figures()
    QApplication.processEvents()
    assert painted
    desk.settle()
    assert told(desk)[1:] == [(MACHINE, "0117", 0, "time is up")]


def test_what_the_journal_does_not_take_is_not_lifted_and_said(desk, monkeypatch):
    monkeypatch.setattr("console.masking.MOST_MIN", "ten")
    lift(desk)
    assert desk.said.startswith("The privacy mask was not lifted: ")
    assert desk.engine.masking.of(STREET.id) == (WINDOW,)


@pytest.fixture
def beside(desk):
    """A dispatcher sits here; a shift lead has a password."""
    register = Register(desk.engine.folder)
    register.add("M. Lead", Role.SHIFT_LEAD, SECRET, by=NAMES[Role.ADMINISTRATOR])
    register.add("T. Trainer", Role.TRAINER, SECRET, by=NAMES[Role.ADMINISTRATOR])
    desk.come(Role.DISPATCHER)
    lift(desk)
    assert desk.app.masks.form.isVisible() and told(desk) == []
    return desk


def sign(desk, name, secret):
    form = desk.app.masks.form
    form.name.setText(name)
    form.password.edit.setText(secret)
    desk.hit(form.password.edit)
    desk.wait(lambda: not form._complaint.text().startswith("Being checked"))
    desk.settle()


def test_a_dispatcher_lifts_it_with_a_leads_password_in_the_leads_name(beside):
    form, masking = beside.app.masks.form, beside.engine.masking
    for name, secret, said in (
        ("M. Lead", "000000", "The name or the password is not right."),
        ("T. Trainer", SECRET, "Not lifted: T. Trainer is no shift lead here."),
    ):
        sign(beside, name, secret)
        assert form.isVisible() and form.password.edit.text() == "" and form._complaint.text() == said
        assert told(beside) == [] and masking.of(STREET.id) == (WINDOW,)
    sign(beside, "M. Lead", SECRET)
    assert not form.isVisible() and masking.of(STREET.id) == ()
    assert told(beside) == [("M. Lead", "0117", 10, "request of investigators")]
    (entry,), _total = find(beside.engine.folder, Query(kinds=(Kind.MASK_LIFTED,)))
    assert entry.body["desk_of"] == NAMES[Role.DISPATCHER]
    assert SECRET not in str(entry.body)


@pytest.mark.parametrize("camera", [SCHOOL, STREET], ids=["another", "the same, anew"])
def test_a_password_lifts_only_what_it_was_given_for(beside, monkeypatch, camera):
    """A password is being checked while the next camera is asked for."""
    refs, masks, engine = [], beside.app.masks, beside.engine
    engine.site.cameras[SCHOOL.id] = replace(SCHOOL, masks=(WINDOW,))
    monkeypatch.setattr(engine.attendance, "prove", lambda _name, _secret, *, ref: refs.append(ref))
    masks.form.name.setText("M. Lead")
    masks.form.password.edit.setText(SECRET)
    beside.hit(masks.form.password.edit)
    beside.app.choose_camera(camera.id)
    proofs = [Proved(refs[0], Operator("M. Lead", Role.SHIFT_LEAD))]
    beside.key(ActionId.LIFT_MASK)
    masks.hear(*proofs)
    assert masks.strip.isVisible() and told(beside) == []
    beside.hit(masks.strip, *THREE)
    masks.hear(*proofs)
    masks.hear(SignInRefused(refs[0], "late", 0.0))
    beside.settle()
    assert masks.form.isVisible() and masks.form._complaint.text() == ""
    assert told(beside) == []


def test_a_lock_closes_what_was_asked(beside):
    assert beside.engine.attendance.lock()
    beside.settle()
    assert not beside.app.masks.form.isVisible()
