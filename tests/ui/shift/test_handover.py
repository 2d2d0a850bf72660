"""A shift opened, handed over, closed and taken over, by keys, with both persons' passwords."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.journal.entry import Kind
from console.language import use_language
from console.operators.facts import Proved
from console.operators.permissions import Intent
from tests.ui.shift.shift_bench import ADMIN, ANNA, BERIK, ENTER, ESC, LEAD, SECRETS, TRAINER
from ui.actions import ActionId
from ui.shift.handover_form import Side
from ui.shift.handover_window import _FORM_PX


@pytest.fixture
def window(bench):
    return bench.windows.handover


@pytest.fixture
def opened(bench):
    """Anna's shift, and its document in front of her."""
    bench.open()
    show(bench)
    return bench


def show(bench):
    press_h(bench)
    bench.wait(lambda: bench.windows.handover._document)
    bench.wait(lambda: bench.windows.handover.form._sides[Side.INCOMING]._choice.count())


def press_h(bench):
    bench.key(ActionId.SHIFT, "р")
    bench.wait(bench.windows.handover.isActiveWindow)


def has_the_shift(bench, operator):
    def has() -> bool:
        shift = bench.shifts.standing.open
        return shift is not None and shift.operator == operator.name

    return has


def said(window):
    return window._shown_form._complaint.text()


def sign(bench, *, outgoing=SECRETS[ANNA], to=BERIK.name, incoming=SECRETS[BERIK]):
    form = bench.windows.handover.form
    bench.type(outgoing, form._sides[Side.OUTGOING].secret)
    form._sides[Side.INCOMING].set_name(to)
    bench.type(incoming, form._sides[Side.INCOMING].secret)
    bench.enter()


def secrets_left(window):
    return [signature.secret.edit.text() for signature in window.form._sides.values()]


def test_a_shift_is_opened_by_a_key_and_enter(bench, window):
    press_h(bench)
    assert window.open_form.isVisible() and not window.form.isVisible()
    bench.enter()
    bench.wait(lambda: bench.shifts.standing.open)
    bench.wait(lambda: not window.isVisible())
    assert bench.windows.shift_text() == "Anna O'Neil 23:00"


def test_both_sign_and_the_shift_is_the_others(opened, window):
    bench = opened
    alert = bench.raise_alert_at("0402")
    bench.duty.take(alert)
    bench.settle()
    window.form._note.setText("ворота школы не закрываются")
    sign(bench)
    bench.wait(lambda: bench.permit.operator == BERIK)
    bench.settle()
    assert bench.shifts.standing.open.operator == BERIK.name
    assert bench.inbox.get(alert).alert.taken_by == BERIK.name
    assert not window.isVisible() and secrets_left(window) == ["", ""]
    entries = bench.entries()
    kinds = [str(entry.kind) for entry in entries]
    assert kinds[kinds.index("shift closed") :][:3] == ["shift closed", "head signed", "shift opened"]
    closed = next(entry for entry in entries if entry.kind is Kind.SHIFT_CLOSED)
    assert closed.body["document"]["note"] == "ворота школы не закрываются"
    assert [e.actor for e in entries if e.kind is Kind.SIGNED_IN] == [BERIK.name]
    assert kinds.count("alert let go") == 0
    assert not any(secret in str(entry.body) for secret in SECRETS.values() for entry in entries)


def test_alerts_can_be_let_go_instead(opened, window):
    bench = opened
    alert = bench.raise_alert_at("0402")
    bench.duty.take(alert)
    bench.settle()
    window.form._alerts.setCurrentIndex(1)
    sign(bench)
    bench.wait(lambda: bench.permit.operator == BERIK)
    bench.settle()
    assert bench.inbox.get(alert).alert.taken_by == ""


@pytest.mark.parametrize(
    ("typed", "side"),
    [({"outgoing": "anna counts no stars"}, Side.OUTGOING), ({"incoming": "730519"}, Side.INCOMING)],
)
def test_a_wrong_password_changes_nothing_and_says_whose_it_is(opened, window, typed, side):
    bench = opened
    sign(bench, **typed)
    bench.wait(lambda: "password" in said(window))
    assert window.isVisible() and bench.shifts.standing.open.operator == ANNA.name
    assert bench.permit.operator == ANNA
    assert QApplication.focusWidget() is window.form._sides[side].secret.edit
    assert window.form._sides[side].secret.edit.text() == ""
    right = SECRETS[ANNA if side is Side.OUTGOING else BERIK]
    bench.type(right, window.form._sides[side].secret)
    bench.enter()
    bench.wait(lambda: bench.permit.operator == BERIK)


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_longest_names_make_no_form_wider(opened, window, language):
    long = "Нұрсұлтан-Әбдірахман " * 3 + "Ж" * 17
    use_language(language)
    window.set_names((long, "Ә" * 80))
    for form in (window.form, window.open_form):
        window._show_form(form)
        form.retranslate()
        window.form.open("Ж" * 80)
        window.open_form.open("Ғ" * 80, opened.shifts.standing.open)
        for _turn in range(4):
            QApplication.processEvents()
        assert form.minimumSizeHint().width() <= _FORM_PX - 16  # beside a scroll bar


def test_both_passwords_are_needed(opened, window):
    sign(opened, incoming="")
    assert said(window) == "Both sign with their passwords."
    sign(opened, to="")
    assert said(window) == "Say who takes over."
    assert opened.refusals() == []


def test_nobody_hands_over_to_himself_or_to_who_may_not(opened, window):
    bench = opened
    sign(bench, to=ANNA.name, incoming=SECRETS[ANNA])
    bench.wait(lambda: said(window) == "Not done: a shift is handed over to somebody else.")
    sign(bench, to=TRAINER.name, incoming=SECRETS[TRAINER])
    bench.wait(lambda: TRAINER.name in said(window))
    bench.wait(bench.refusals)
    assert bench.refusals() == [(TRAINER.name, Intent.OPEN_SHIFT.key, "role trainer")]
    assert bench.shifts.standing.open.operator == ANNA.name
    assert secrets_left(window) == ["", ""]


def test_who_may_take_over_is_offered_and_nobody_else(opened, window):
    box = window.form._sides[Side.INCOMING]._choice
    assert sorted(box.itemText(row) for row in range(box.count())) == sorted([BERIK.name, LEAD.name])
    assert window.form.signed_by(Side.OUTGOING)[0] == ANNA.name


def test_a_shift_that_another_left_open_is_closed_as_that(bench, window):
    bench.open()
    bench.sit(BERIK)
    show(bench)
    assert window.open_form._title.text() == "A shift was left open"
    bench.type("ушла домой", window.open_form._note)
    bench.enter()
    bench.wait(has_the_shift(bench, BERIK))
    bench.settle()
    (closed,) = bench.written(Kind.SHIFT_CLOSED)()
    assert (closed.actor, closed.body["left_open"], closed.body["document"]["note"]) == (
        BERIK.name,
        True,
        "ушла домой",
    )
    assert bench.permit.operator == BERIK and not window.isVisible()


def test_whoever_left_it_open_may_hand_over_after_all(bench, window):
    bench.open()
    bench.sit(BERIK)
    show(bench)
    window.open_form._together.click()
    bench.wait(lambda: window.form.isVisible() and window._document)
    sign(bench)
    bench.wait(has_the_shift(bench, BERIK))
    bench.settle()
    (closed,) = bench.written(Kind.SHIFT_CLOSED)()
    assert "left_open" not in closed.body


def test_close_is_pressed_twice_and_esc_closes_nothing(opened, window):
    bench = opened
    close = window.form._close
    assert close.text() == "Close: nobody takes over"
    close.click()
    assert close.text() == "Press again: nobody has the desk then"
    bench.press(ESC, "\x1b")
    bench.settle()
    assert not window.isVisible() and bench.shifts.standing.open
    show(bench)
    assert close.text() == "Close: nobody takes over"
    close.click()
    close.click()
    bench.wait(lambda: bench.shifts.standing.open is None)
    bench.settle()
    assert bench.windows.shift_text() == ""
    assert [str(entry.kind) for entry in bench.entries()][-2:] == ["shift closed", "head signed"]


def test_what_came_since_is_told_and_f5_makes_the_document_anew(opened, window):
    bench = opened
    bench.raise_alert_at("0117")
    window._show_news()
    assert window._view._news.text().startswith("▲ Since it was made: alerts that came 1")
    before = window._document
    QTest.keyClick(window, Qt.Key.Key_F5)
    bench.wait(lambda: window._document is not before)
    assert [line.camera_number for line in window._document.alerts] == ["0117"]


@pytest.mark.parametrize("operator", [ADMIN, TRAINER])
def test_who_may_not_is_refused_by_the_engine_and_told(bench, window, operator):
    bench.sit(operator)
    press_h(bench)
    bench.enter()
    bench.wait(bench.refusals)
    assert bench.refusals() == [(operator.name, Intent.OPEN_SHIFT.key, f"role {operator.role.value}")]
    assert said(window) == "Not for your role: open a shift."
    assert bench.shifts.standing.open is None


def test_a_locked_desk_opens_no_shift(bench, window):
    press_h(bench)
    bench.permit.locked = True
    bench.press(ENTER, "\r")
    bench.wait(bench.refusals)
    assert bench.shifts.standing.open is None


def test_passwords_are_forgotten_with_the_window(opened, window):
    opened.type("half typed", window.form._sides[Side.INCOMING].secret)
    window.close()
    assert secrets_left(window) == ["", ""]


def test_enter_twice_is_one_hand_over_and_f5_takes_no_document_away(opened, window):
    bench = opened
    sign(bench)
    bench.enter()
    document = window._document
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert window._document is document
    bench.wait(lambda: bench.permit.operator == BERIK)
    bench.settle()
    assert bench.refusals() == []
    assert len(bench.written(Kind.SHIFT_CLOSED)()) == 1


def test_a_proof_that_comes_when_nobody_signs_any_more_counts_for_nothing(opened, window):
    bench = opened
    sign(bench)
    window.close()
    bench.wait(lambda: bench.told(Proved))
    show(bench)
    bench.wait(lambda: not bench.attendance.checking)
    bench.settle()
    assert len(bench.told(Proved)) == 1 and bench.refusals() == []
    assert bench.shifts.standing.open.operator == ANNA.name
