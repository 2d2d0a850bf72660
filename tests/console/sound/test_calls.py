"""What is heard when: once for each alert, again for priority 1, and calmly in a flood."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from console.alerts.alert import AlertEscalated, AlertRaised, AlertReopened, AlertState
from console.sound.calls import GAP_NS, REPEAT_NS, REST_NS
from console.sound.tones import LONGEST_S
from tests.console.shift_desk import an_alert

GAP_S, REST_S, REPEAT_S = (ns / 1e9 for ns in (GAP_NS, REST_NS, REPEAT_NS))


@pytest.mark.parametrize("priority", [2, 3])
def test_an_alert_calls_once(ears, priority):
    ears.raise_alert("0001", priority)
    assert ears.listen(30) == [(0, f"priority {priority}")]


def test_priority_1_calls_until_somebody_takes_it(ears):
    alert = ears.raise_alert("0001", 1)
    assert ears.listen(12) == [(at, "priority 1") for at in (0, REPEAT_S, 2 * REPEAT_S)]
    ears.inbox.take(alert.id, "Anna")
    assert ears.listen(30) == []
    ears.inbox.let_go(alert.id, by="Anna")
    assert [sound for _at, sound in ears.listen(6)] == ["priority 1", "priority 1"]


@pytest.mark.parametrize("state", [AlertState.CONFIRMED, AlertState.DISMISSED])
def test_priority_1_rests_while_its_decision_is_written_and_calls_again_where_it_cannot_be(ears, state):
    alert = ears.raise_alert("0001", 1)
    ears.listen(1)
    ears.inbox.deciding(alert.id, state)
    assert ears.listen(20) == []
    ears.inbox.refused(alert.id, "the disk is full")
    assert ears.listen(1) == [(0, "priority 1")]
    ears.inbox.deciding(alert.id, state)
    ears.inbox.settled(alert.id)
    assert ears.listen(20) == []


def test_repeats_that_are_folded_stay_silent(ears):
    first = ears.raise_alert("0001", 2)
    ears.listen(5)
    again = replace(first, id="again")
    ears.inbox.add(again, b"")
    ears.calls.hear(AlertRaised(again, b""))
    assert len(ears.inbox) == 1
    assert ears.listen(20) == []


def test_a_rule_that_chatters_calls_nobody(ears):
    ears.raise_alert("0001", 2, in_a_minute=4)
    assert ears.listen(20) == []
    ears.raise_alert("0002", 1, in_a_minute=4)  # where it is of priority 1 it calls
    assert ears.listen(1) == [(0, "priority 1")]


def test_an_escalation_has_its_own_sound_and_ends_when_a_lead_answers(ears):
    alert = ears.raise_alert("0001", 1)
    ears.listen(2)
    ears.inbox.escalating(alert.id)
    ears.calls.hear(AlertEscalated(ears.inbox.escalated(alert.id), 60))
    assert ears.listen(6) == [(0, "escalated"), (REPEAT_S, "escalated")]
    ears.inbox.answer(alert.id, lead="Saule")
    assert ears.listen(20) == []


def test_who_escalates_by_hand_calls_once_and_one_of_lower_priority_too(ears):
    for number, priority in (("0001", 1), ("0002", 3)):
        alert = ears.raise_alert(number, priority)
        ears.inbox.take(alert.id, "Anna")
        ears.inbox.deciding(alert.id, AlertState.ESCALATED)
        ears.calls.hear(AlertEscalated(ears.inbox.settled(alert.id)))
        assert ears.listen(20) == [(0, "escalated")]


def test_an_alert_that_was_taken_before_it_was_heard_is_not_heard(ears):
    ears.raise_alert("0001", 2)
    ears.listen(0.5)
    late = ears.raise_alert("0002", 2)
    ears.inbox.take(late.id, "Anna")
    assert ears.listen(20) == []


def test_a_reopened_alert_calls_again(ears):
    alert = replace(an_alert("alert-9", number="0009"), priority=2)
    ears.inbox.add(alert, b"")
    ears.calls.hear(AlertReopened(alert, b""))
    assert ears.listen(5) == [(0, "priority 2")]


def test_the_more_urgent_is_heard_for_all_that_wait_beside_it(ears):
    ears.raise_alert("0001", 3)
    ears.raise_alert("0002", 2)
    assert ears.listen(20) == [(0, "priority 2")]


def test_the_more_urgent_follows_after_a_second_and_the_like_after_three(ears):
    ears.raise_alert("0001", 3)
    assert ears.listen(0.25) == [(0, "priority 3")]
    ears.raise_alert("0002", 3)
    ears.raise_alert("0003", 2)
    assert ears.listen(20) == [(GAP_S - 0.25, "priority 2")]
    ears.raise_alert("0004", 2)
    ears.listen(0.25)
    ears.raise_alert("0005", 2)
    assert ears.listen(20) == [(REST_S - 0.25, "priority 2")]


def test_a_flood_does_not_rattle(ears):
    heard = []
    for number in range(600):  # a minute of ten alerts a second
        ears.raise_alert(f"{number:04}", number % 3 + 1)
        heard += [(number / 10, sound) for _at, sound in ears.listen(0.1, each_s=0.1)]
    starts = [at for at, _sound in heard]
    assert min(later - sooner for sooner, later in itertools.pairwise(starts)) >= GAP_S - 1e-6
    assert len(heard) <= 60 / REST_S + 2
    assert GAP_S > LONGEST_S


def test_what_was_missed_while_muted_is_not_made_up_for(ears):
    ears.raise_alert("0001", 2)
    ears.calls.miss()
    assert ears.listen(20) == []
