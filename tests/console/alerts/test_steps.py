"""What is reconstructed from the steps is what the desk saw, over random hours."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from console.alerts.alert import AlertRaised, AlertReopened, AlertState, stored_rule
from console.alerts.inbox import Inbox
from console.alerts.load import curve, report
from console.alerts.steps import AlertStep, StepKind
from console.arrivals import Arrivals


class Hour:
    """A queue, what comes into it and what is done there; each step is noted as the journal does."""

    def __init__(self, clock, make_alert, seed):
        self.clock, self.make_alert, self.chance = clock, make_alert, random.Random(seed)
        self.steps, self.gone, self.cards = [], [], set()
        self.inbox = Inbox(clock, limit=4)
        journal = SimpleNamespace(record=self.note_expired)
        self.arrivals = Arrivals(inbox=self.inbox, journal=journal, clock=clock, on_left=lambda _id: None)

    def note(self, kind, alert_id, **more):
        self.steps.append(AlertStep(kind, alert_id, self.clock.now_utc(), **more))

    def note_expired(self, _kind, body, *, actor):
        if "alert_id" in body:
            self.note(StepKind.EXPIRED, body["alert_id"])

    def live(self, seconds):
        for _second in range(seconds):
            self.clock.advance(1)
            self.arrivals.tick()
            if self.chance.random() < 0.08:
                self.raise_one()
            elif self.chance.random() < 0.06 and len(self.inbox):
                self.decide_one()
            elif self.chance.random() < 0.01 and self.gone:
                alert = self.gone.pop()
                self.note(StepKind.REOPENED, alert.id)
                self.arrivals.handle(AlertReopened(alert, b""))

    def raise_one(self):
        zone, priority = self.chance.choice(
            [("hall", 1), ("yard", 2), ("gate", 3), ("fence", 2), ("lawn", 2)]
        )
        alert = self.make_alert(zone, priority=priority)
        alert = replace(alert, zone=replace(alert.zone, name=zone))
        told = {"camera": alert.camera.number, "rule": stored_rule(alert), "zone": zone}
        self.note(StepKind.RAISED, alert.id, **told, priority=priority)
        self.arrivals.handle(AlertRaised(alert, b""))
        if self.inbox.get(alert.id):
            self.cards.add(alert.id)

    def decide_one(self):
        alert = self.chance.choice(self.inbox.ordered()).alert
        self.inbox.deciding(alert.id, AlertState.DISMISSED)
        self.gone.append(self.inbox.settled(alert.id))
        self.note(StepKind.FALSE, alert.id)


@pytest.mark.parametrize("seed", range(4))
def test_the_curve_ends_where_the_desk_counts_and_the_cards_are_those_of_the_queue(clock, make_alert, seed):
    hour = Hour(clock, make_alert, seed)
    for _part in range(12):
        hour.live(300)
        clock.advance(0.5)  # none is just ten minutes old
        points = curve(hour.steps, until_utc=clock.now_utc())
        assert points[-1].in_ten_minutes == hour.arrivals.load.in_ten_minutes()
        clock.advance(0.5)
    made = report(hour.steps, in_ten_minutes=0, waiting=len(hour.inbox))
    raised = sum(step.kind is StepKind.RAISED for step in hour.steps)
    assert (made.raised, made.repeats) == (len(hour.cards), raised - len(hour.cards))
    assert made.repeats > 20 and clock.now_utc() - hour.steps[0].at_utc > timedelta(minutes=50)
