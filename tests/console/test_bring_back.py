"""The dispatcher's own last dismissal comes back, for two minutes, and nobody else's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.alerts.alert import AlertReopened
from console.alerts.dismiss_reason import DismissReason
from console.alerts.mends import MendsOffered
from console.bring_back import WITHIN_S, BringBack, Regret
from console.false_alarms import FalseAlarms
from console.journal.entry import Kind
from console.operators.roles import Role
from console.outbox import Outbox
from tests.console.review_desk import JPEG, ReviewDesk
from tests.console.shift_desk import an_alert
from tests.console.test_reviews import refusals, refused

NAME = "A. Dispatcher"


class Desk(ReviewDesk):
    def __init__(self, root):
        super().__init__(root, name=NAME, role=Role.DISPATCHER)
        self.bring_back = BringBack(self.clock, permit=self.permit, inbox=self.inbox, reviews=self.reviews)

    def pump(self):
        told = super().pump()
        for fact in told:
            self.bring_back.handle(fact)
        return told

    def dismissed_by_hand(self, alert_id, *, times=1):
        """An alert of the journal that stands in the queue and is dismissed there."""
        entry = self.dismiss(alert_id)
        self.pump()
        assert self.reviews.bring_back(entry.seq, "to begin with")
        self.pump()
        held = self.inbox.get(alert_id)
        self.inbox._open[alert_id] = replace(held, alert=replace(held.alert, count=times))
        assert self.duty.dismiss(alert_id, DismissReason.NOTHING_THERE)


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    yield desk
    desk.journal.stop()


def test_it_stands_in_the_queue_again_with_its_still_and_count_and_the_journal_says_so(desk):
    desk.dismissed_by_hand("a1", times=3)
    desk.pump()
    assert desk.inbox.get("a1") is None
    assert desk.bring_back.ask("z") is Regret.ASKED
    desk.pump()
    held = desk.inbox.get("a1")
    assert (held.alert.count, held.still_jpeg, held.alert.camera.number) == (3, JPEG, "0402")
    said = desk.entries(Kind.ALERT_REOPENED)[-1]
    assert (said.actor, said.body["why"]) == (NAME, "brought back by whoever had dismissed it")
    assert said.body["seq"] == desk.entries(Kind.ALERT_DISMISSED)[-1].seq
    assert desk.bring_back.ask() is Regret.NOTHING


def test_only_for_two_minutes(desk):
    desk.dismissed_by_hand("a1")
    desk.pump()
    desk.clock.advance(seconds=WITHIN_S)
    assert desk.bring_back.ask() is Regret.ASKED
    desk.pump()
    assert desk.duty.dismiss("a1", DismissReason.TEST)
    desk.pump()
    desk.clock.advance(seconds=WITHIN_S + 1)
    assert desk.bring_back.ask() is Regret.TOO_LATE
    assert "two minutes" in Regret.TOO_LATE.why()


def test_a_key_pressed_twice_is_one_wish(desk):
    desk.dismissed_by_hand("a1")
    desk.pump()
    before = len(desk.entries(Kind.ALERT_REOPENED))
    assert [desk.bring_back.ask("z"), desk.bring_back.ask("z")] == [Regret.ASKED] * 2
    desk.pump()
    assert desk.inbox.get("a1")
    assert len(desk.entries(Kind.ALERT_REOPENED)) == before + 1


def test_one_that_is_still_being_written_is_not_mistaken_for_the_one_before_it(desk):
    desk.dismissed_by_hand("a1")
    desk.pump()
    desk.dismissed_by_hand("a2")
    assert desk.bring_back.ask() is Regret.UNWRITTEN
    desk.pump()
    assert desk.bring_back.ask() is Regret.ASKED
    desk.pump()
    assert desk.inbox.get("a2") and desk.inbox.get("a1") is None


def test_nobody_brings_back_what_somebody_else_dismissed(desk):
    desk.dismissed_by_hand("a1")
    desk.pump()
    entry = desk.entries(Kind.ALERT_DISMISSED)[-1]
    desk.sit("B. Other", Role.DISPATCHER)
    assert desk.bring_back.ask() is Regret.NOTHING
    assert desk.reviews.bring_back(entry.seq, "it was wrong", "r")  # past the desk's own question
    ((_ref, why),) = refused(desk.pump())
    assert "somebody else dismissed this alert" in why
    assert desk.inbox.get("a1") is None
    desk.sit("C. Trainer", Role.TRAINER)
    assert desk.bring_back.ask() is Regret.NOT_ALLOWED
    desk.pump()
    assert refusals(desk) == [("bring_back", "role trainer")]


def test_what_was_brought_back_is_no_false_alarm_of_its_zone():
    outbox = Outbox()
    false = FalseAlarms(outbox)
    alerts = [an_alert(f"false-{number}", number="0402") for number in range(4)]
    for alert in alerts[:2]:
        false.note(alert)
    false.handle(AlertReopened(alerts[1], JPEG))
    false.note(alerts[2])
    assert not outbox.drain()
    false.note(alerts[3])
    (offered,) = outbox.drain()
    assert isinstance(offered, MendsOffered) and offered.mends.count == 3
