"""A rule that raises three alerts in a minute folds itself, and calls again when it has been quiet."""

from __future__ import annotations

import pytest

from console.alerts.chatter import QUIET_S, Chatter
from console.alerts.inbox import Inbox


@pytest.fixture
def chatter(clock):
    return Chatter(clock)


@pytest.fixture
def come(chatter, clock, make_alert):
    """Alerts of one zone, so many seconds after the one before; what the last one is told."""

    def some(*seconds, zone="hall"):
        folding = None
        for wait in seconds:
            clock.advance(wait)
            folding = chatter.note(make_alert(zone))
        return folding

    return some


def test_the_third_within_a_minute_folds_and_two_or_slower_ones_do_not(come):
    assert come(0, 59) is None
    folding = come(0.9)
    assert (folding.count, folding.in_a_minute) == (3, 3)
    assert come(0, 30, 30, zone="slow") is None


def test_each_rule_for_itself(come):
    assert come(0, 1) is None
    assert come(1, zone="yard") is None
    assert come(1) is not None
    assert come(1, zone="yard") is None


def test_those_after_it_are_counted_until_it_has_been_quiet(come, chatter, clock):
    come(0, 1, 1)
    assert come(200).count == 4
    assert come(99.5).count == 5
    assert chatter.over() == ()
    clock.advance(0.5)
    assert come(0) is None, "its time is over: it calls anew"
    (over,) = chatter.over()
    assert (over.count, over.in_a_minute) == (5, 3)
    assert chatter.over() == ()


def test_three_more_in_a_minute_make_it_fold_for_longer(come, chatter, clock):
    come(0, 1, 1)
    come(200, 1, 1)
    clock.advance(QUIET_S - 1)
    assert chatter.over() == ()
    clock.advance(1)
    assert [each.count for each in chatter.over()] == [6]


def test_it_remembers_no_rule_for_ever(come, chatter, clock):
    come(0)
    clock.advance(60)
    chatter.over()
    assert chatter._paces == {}


# --- what becomes of it in the inbox ---


@pytest.fixture
def inbox(clock):
    return Inbox(clock)


def test_while_a_card_is_open_they_fold_into_it_and_it_says_so(inbox, make_alert):
    first = make_alert("hall")
    inbox.add(first, b"")
    inbox.add(make_alert("hall"), b"", in_a_minute=3)
    (held,) = inbox.ordered()
    assert (held.alert.id, held.alert.count, held.in_a_minute, held.quiet) == (first.id, 2, 3, False)
    inbox.unfold(make_alert("hall"))
    assert inbox.get(first.id).in_a_minute == 0


def test_when_it_was_decided_meanwhile_one_quiet_card_counts_them_behind_all_others(inbox, make_alert):
    quiet = make_alert("hall")
    inbox.add(quiet, b"", in_a_minute=3)
    inbox.add(make_alert("hall"), b"", in_a_minute=3)
    other = make_alert("yard", priority=3)
    inbox.add(other, b"")
    assert [(held.alert.id, held.alert.count, held.quiet) for held in inbox.ordered()] == [
        (other.id, 1, False),
        (quiet.id, 2, True),
    ]


def test_when_the_rule_calls_again_it_has_a_card_of_its_own(inbox, make_alert):
    quiet, loud = make_alert("hall"), make_alert("hall")
    inbox.add(quiet, b"", in_a_minute=3)
    inbox.unfold(quiet)
    inbox.add(loud, b"")
    inbox.add(make_alert("hall"), b"", in_a_minute=3)
    assert [(held.alert.id, held.alert.count, held.quiet) for held in inbox.ordered()] == [
        (loud.id, 2, False),
        (quiet.id, 1, True),
    ]


def test_priority_1_is_never_quiet(inbox, make_alert):
    inbox.add(make_alert("hall", priority=1), b"", in_a_minute=3)
    (held,) = inbox.ordered()
    assert (held.quiet, held.in_a_minute) == (False, 3)
