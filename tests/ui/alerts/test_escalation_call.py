"""An alert that nobody took calls a shift lead: the banner, the key, the password beside the desk."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from console.alerts.alert import AlertState
from console.operators.facts import Proved, SignInRefused
from console.operators.operator import Operator
from console.operators.roles import Role
from tests.ui.keys import send_key
from ui.actions import BY_ID, ActionId

ENTER = 36
LEAD = Operator("Сауле", Role.SHIFT_LEAD)


@pytest.fixture
def call(bench):
    bench.proofs = []
    bench.panel.call.proofWanted.connect(lambda *proof: bench.proofs.append(proof))
    return bench.panel.call


@pytest.fixture
def escalated(bench):
    def one(number: str, **more) -> str:
        alert_id = bench.raise_alert(number, **more)
        bench.inbox.escalating(alert_id)
        bench.inbox.escalated(alert_id)
        bench.panel.refresh()
        return alert_id

    return one


def press(action_id: ActionId) -> None:
    action = BY_ID[action_id]
    send_key(QApplication.focusWidget(), action.scan_code, "", modifiers=action.modifiers)


def answer_beside(call, bench) -> None:
    press(ActionId.ANSWER)
    call.form.name.setText(LEAD.name)
    call.form.password.edit.setText("six loud sparrows")
    send_key(call.form.password.edit, ENTER, "\r")


def test_the_banner_says_what_where_and_how_long_and_counts_the_rest(bench, call, escalated):
    assert not call.isVisible()
    bench.raise_alert("0001")
    assert not call.isVisible()
    escalated("0402", priority=1)
    escalated("0003")
    bench.clock.advance(70)
    bench.panel._on_tick()
    said = call.banner.text
    assert call.isVisible() and call.banner.alert_id == "alert-0402"
    assert "▲" in said and "0402" in said and "1:12" in said
    assert "1" in said.splitlines()[-1]
    bench.inbox.take("alert-0402", "D. Akhmetov")
    bench.panel.refresh()
    assert call.isVisible() and "D. Akhmetov" in call.banner.text, "the lead is called all the same"


def test_a_shift_lead_at_the_desk_takes_it_with_one_key(bench, call, escalated):
    alert_id = escalated("0402")
    bench.duty.is_led = True
    bench.duty.take = lambda taken: bench.inbox.answer(taken, lead=LEAD.name) is not None
    press(ActionId.ANSWER)
    assert not call.isVisible() and bench.proofs == []
    assert bench.inbox.get(alert_id).alert.answered_by == LEAD.name


def test_a_shift_lead_beside_the_desk_takes_it_with_a_password_which_is_kept_nowhere(bench, call, escalated):
    alert_id = escalated("0402")
    answer_beside(call, bench)
    ((name, secret, ref),) = bench.proofs
    assert (name, secret, call.form.password.edit.text()) == (LEAD.name, "six loud sparrows", "")
    call.hear(Proved("another", LEAD))
    assert bench.duty.asked == []
    call.hear(Proved(ref, LEAD))
    assert bench.duty.asked == [("answer", alert_id, LEAD.name)]
    assert not call.isVisible() and bench.panel.queue.cards()[0].hasFocus()


def test_a_wrong_password_and_one_who_is_no_lead_are_told_in_the_form(bench, call, escalated):
    escalated("0402")
    press(ActionId.ANSWER)
    send_key(call.form.name, ENTER, "\r")
    assert bench.proofs == [] and call.form.name.hasFocus()
    answer_beside(call, bench)
    ref = bench.proofs[0][2]
    call.hear(SignInRefused(ref, "The name or the password is wrong."))
    assert call.form._complaint.text() == "The name or the password is wrong."
    bench.duty.refuses = True
    call.hear(Proved(ref, Operator("Берик", Role.DISPATCHER)))
    assert "Берик" in call.form._complaint.text()
    assert call.form.isVisible() and call.banner.isVisible()
    send_key(call.form.name, 9, "\x1b")
    assert not call.form.isVisible() and call.banner.isVisible()


def test_a_form_whose_alert_is_decided_meanwhile_goes_with_it(bench, call, escalated):
    first, _other = escalated("0402", priority=1), escalated("0003")
    press(ActionId.ANSWER)
    call.form.password.edit.setText("six")
    bench.inbox.deciding(first, AlertState.CONFIRMED)
    bench.panel.refresh()
    assert not call.form.isVisible() and call.form.password.edit.text() == ""
    assert call.banner.alert_id == "alert-0003"
    assert QApplication.focusWidget().focusPolicy() & Qt.FocusPolicy.StrongFocus
