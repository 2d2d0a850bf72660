"""Escalation by time: when an alert is overdue, and what keeps it from being so."""

from __future__ import annotations

import pytest

from console.alerts.alert import AlertState
from console.alerts.escalation import overdue, unanswered
from console.alerts.inbox import Inbox


@pytest.fixture
def inbox(clock):
    return Inbox(clock)


@pytest.fixture
def raised(inbox, make_alert):
    def one(priority=1):
        alert = make_alert(priority=priority)
        inbox.add(alert, b"")
        return alert.id

    return one


@pytest.mark.parametrize(("priority", "after_s"), [(1, 60), (2, 180), (3, 600)])
def test_each_priority_has_its_time(inbox, raised, clock, priority, after_s):
    alert_id = raised(priority)
    clock.advance(after_s - 1)
    assert overdue(inbox.get(alert_id), clock.monotonic_ns()) == 0
    clock.advance(1)
    assert overdue(inbox.get(alert_id), clock.monotonic_ns()) == after_s


def test_whoever_has_it_or_decides_on_it_has_answered(inbox, raised, clock):
    taken, decided, escalated = raised(), raised(), raised()
    inbox.take(taken, "Akhmetov")
    inbox.deciding(decided, AlertState.DISMISSED)
    inbox.deciding(escalated, AlertState.ESCALATED)
    inbox.settled(escalated)
    clock.advance(3600)
    assert [overdue(held, clock.monotonic_ns()) for held in inbox.ordered()] == [0, 0, 0]


def test_it_is_escalated_once(inbox, raised, clock):
    alert_id = raised()
    clock.advance(60)
    assert inbox.escalating(alert_id)
    assert overdue(inbox.get(alert_id), clock.monotonic_ns()) == 0
    assert not inbox.escalating(alert_id)
    assert inbox.escalated(alert_id).state is AlertState.ESCALATED
    assert overdue(inbox.get(alert_id), clock.monotonic_ns()) == 0


def test_one_that_was_let_go_has_its_whole_time_again(inbox, raised, clock):
    alert_id = raised()
    clock.advance(50)
    inbox.take(alert_id, "Akhmetov")
    clock.advance(600)
    inbox.let_go(alert_id, by="Akhmetov")
    clock.advance(59)
    assert overdue(inbox.get(alert_id), clock.monotonic_ns()) == 0
    clock.advance(1)
    assert overdue(inbox.get(alert_id), clock.monotonic_ns()) == 60
    assert inbox.get(alert_id).waited_ns(clock.monotonic_ns()) == 710 * 10**9


def test_who_takes_it_while_it_is_being_written_has_it(inbox, raised):
    alert_id = raised()
    inbox.escalating(alert_id)
    inbox.take(alert_id, "Akhmetov")
    assert inbox.escalated(alert_id) is None
    assert inbox.get(alert_id).alert.state is AlertState.TAKEN


def test_an_escalation_that_was_not_written_is_tried_again(inbox, raised, clock):
    alert_id = raised()
    clock.advance(60)
    inbox.escalating(alert_id)
    inbox.not_escalated(alert_id)
    assert overdue(inbox.get(alert_id), clock.monotonic_ns()) == 0
    clock.advance(60)
    assert overdue(inbox.get(alert_id), clock.monotonic_ns()) == 60


def test_only_a_shift_lead_answers_an_escalated_alert(inbox, raised):
    alert_id = raised()
    assert inbox.answer(alert_id, lead="Lead") is None, "it is not escalated"
    inbox.escalated(alert_id)
    assert unanswered(inbox.get(alert_id))
    inbox.take(alert_id, "Akhmetov")
    assert unanswered(inbox.get(alert_id)), "the lead is called all the same"
    assert inbox.answer(alert_id, lead="Lead").taken_by == "Lead"
    assert not unanswered(inbox.get(alert_id))
    inbox.let_go(alert_id, by="Lead")
    assert unanswered(inbox.get(alert_id)), "nobody has it again"
    inbox.deciding(alert_id, AlertState.CONFIRMED)
    assert not unanswered(inbox.get(alert_id))
