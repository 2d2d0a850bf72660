"""The inbox: order, folding, deciding, expiry."""

import pytest

from console.alerts.alert import AlertState
from console.alerts.inbox import Inbox
from console.cameras.places import PlaceKind


@pytest.fixture
def inbox(clock):
    return Inbox(clock, limit=5)


@pytest.fixture
def add(inbox, make_alert, clock):
    def one(*words, **values):
        clock.advance(1)
        alert = make_alert(*words, **values)
        return alert, inbox.add(alert, b"jpeg")

    return one


def ids(inbox):
    return [held.alert.id for held in inbox.ordered()]


def test_children_first_then_priority_then_age(inbox, add):
    add(priority=1)
    add(priority=2)
    add(priority=1)
    add(kind=PlaceKind.KINDERGARTEN, priority=3)
    add(kind=PlaceKind.SCHOOL, priority=2)
    assert ids(inbox) == ["alert5", "alert4", "alert1", "alert3", "alert2"]


def test_a_crowded_place_is_no_childrens_place(inbox, add):
    add(priority=2)
    add(kind=PlaceKind.CROWDED, priority=2)
    assert ids(inbox) == ["alert1", "alert2"]


def test_repeats_fold_into_the_first(inbox, add, clock):
    first, _ = add("hall")
    add("hall")
    add("yard")
    _, expired = add("hall")
    assert expired == ()
    assert [(held.alert.id, held.alert.count) for held in inbox.ordered()] == [(first.id, 3), ("alert3", 1)]
    assert inbox.get(first.id).waited_ns(clock.monotonic_ns()) == 3_000_000_000
    assert inbox.get(first.id).still_jpeg == b"jpeg"


def test_a_repeat_of_what_is_being_settled_is_a_new_alert(inbox, add):
    first, _ = add("hall")
    inbox.deciding(first.id, AlertState.DISMISSED)
    second, _ = add("hall")
    assert len(inbox) == 2
    inbox.settled(first.id)
    assert ids(inbox) == [second.id]
    assert inbox.get(second.id).alert.count == 1


def test_taking(inbox, add):
    alert, _ = add()
    taken = inbox.take(alert.id, "Akhmetov")
    assert (taken.state, taken.taken_by) == (AlertState.TAKEN, "Akhmetov")
    assert inbox.get(alert.id).alert == taken
    assert inbox.take(alert.id, "Akhmetov") == taken
    assert inbox.take(alert.id, "Ivanova") is None
    assert inbox.take("gone", "Ivanova") is None


def test_an_alert_leaves_when_the_journal_has_it(inbox, add):
    alert, _ = add()
    assert inbox.deciding(alert.id, AlertState.CONFIRMED)
    assert inbox.get(alert.id).deciding is AlertState.CONFIRMED
    assert not inbox.deciding(alert.id, AlertState.DISMISSED)  # one decision at a time
    assert inbox.settled(alert.id).state is AlertState.CONFIRMED
    assert inbox.get(alert.id) is None
    assert inbox.settled(alert.id) is None


def test_a_refused_decision_brings_it_back(inbox, add):
    alert, _ = add()
    inbox.deciding(alert.id, AlertState.CONFIRMED)
    inbox.refused(alert.id, "the disk is full")
    held = inbox.get(alert.id)
    assert (held.deciding, held.refused, held.alert.state) == (None, "the disk is full", AlertState.RAISED)
    assert inbox.deciding(alert.id, AlertState.CONFIRMED)
    assert inbox.get(alert.id).refused == ""


def test_an_escalated_alert_stays(inbox, add):
    alert, _ = add()
    inbox.deciding(alert.id, AlertState.ESCALATED)
    assert inbox.settled(alert.id).state is AlertState.ESCALATED
    assert ids(inbox) == [alert.id]
    taken = inbox.take(alert.id, "Lead")
    assert (taken.state, taken.taken_by) == (AlertState.ESCALATED, "Lead")


def test_nothing_was_decided_nothing_settles(inbox, add):
    alert, _ = add()
    assert inbox.settled(alert.id) is None
    inbox.refused("gone", "why")
    inbox.noted("gone", entry_seq=1)
    assert ids(inbox) == [alert.id]


def test_the_entry_is_noted(inbox, add):
    alert, _ = add()
    inbox.noted(alert.id, entry_seq=17)
    assert inbox.get(alert.id).alert.entry_seq == 17


def test_a_full_inbox_expires_its_oldest_aloud(inbox, add):
    for _ in range(5):
        assert add()[1] == ()
    (expired,) = add()[1]
    assert (expired.id, expired.state) == ("alert1", AlertState.EXPIRED)
    assert len(inbox) == 5


def test_what_somebody_works_on_expires_last(inbox, add):
    for _ in range(5):
        add()
    inbox.take("alert1", "Akhmetov")
    inbox.deciding("alert2", AlertState.CONFIRMED)
    assert [add()[1][0].id for _ in range(5)] == ["alert3", "alert4", "alert5", "alert6", "alert7"]
    for alert_id in ("alert8", "alert9", "alert10"):
        inbox.take(alert_id, "Akhmetov")
    assert add()[1][0].id == "alert1"
    assert inbox.settled("alert2") is not None


def test_what_somebody_has_taken_is_let_go_but_for_what_is_being_settled(inbox, add):
    taken, escalated, settling, others, free = (add(f"zone {number}")[0] for number in range(5))
    for alert in (taken, escalated, settling):
        inbox.take(alert.id, "Akhmetov")
    inbox.take(others.id, "Saule")
    inbox.deciding(escalated.id, AlertState.ESCALATED)
    inbox.settled(escalated.id)
    inbox.deciding(settling.id, AlertState.CONFIRMED)
    let_go = [inbox.let_go(held.alert.id, by="Akhmetov") for held in inbox.ordered()]
    assert {alert.id for alert in let_go if alert} == {taken.id, escalated.id}
    left = {held.alert.id: (held.alert.taken_by, held.alert.state) for held in inbox.ordered()}
    assert left == {
        taken.id: ("", AlertState.RAISED),
        escalated.id: ("", AlertState.ESCALATED),
        settling.id: ("Akhmetov", AlertState.TAKEN),
        others.id: ("Saule", AlertState.TAKEN),
        free.id: ("", AlertState.RAISED),
    }
    assert inbox.let_go(taken.id, by="Akhmetov") is None, "it is nobody's any more"
    assert inbox.let_go("gone", by="Akhmetov") is None


def test_an_alert_is_handed_over_by_whoever_has_it(inbox, add):
    alert, _ = add()
    assert inbox.hand_over("gone", by="Akhmetov", to="Saule") is None
    assert inbox.hand_over(alert.id, by="Akhmetov", to="Saule").taken_by == "Saule"
    assert inbox.hand_over(alert.id, by="Akhmetov", to="Berik") is None
    assert inbox.take(alert.id, "Akhmetov") is None
    inbox.deciding(alert.id, AlertState.DISMISSED)
    assert inbox.hand_over(alert.id, by="Saule", to="Berik") is None


def test_the_lowest_priority_goes_first_and_its_oldest_before_the_others(inbox, add):
    for priority in (2, 3, 1, 3, 2):
        add(priority=priority)
    assert [add(priority=2)[1][0].id for _ in range(4)] == ["alert2", "alert4", "alert1", "alert5"]


def test_priority_1_never_goes_the_inbox_grows_instead(inbox, add):
    for _ in range(5):
        add(priority=1)
    assert add(priority=1)[1] == ()
    assert add(priority=3)[1] == ()
    assert len(inbox) == 7
    assert [expired.id for expired in add(priority=3)[1]] == ["alert7"], "all but priority 1 makes room again"
    assert [held.alert.priority for held in inbox.ordered()] == [1] * 6 + [3]


def test_nothing_makes_room_for_what_is_less_urgent(inbox, add):
    for _ in range(5):
        add(priority=2)
    assert add(priority=3)[1] == ()
    assert [expired.id for expired in add(priority=2)[1]] == ["alert6", "alert1"], "down to its limit again"
    assert len(inbox) == 5


def test_a_taken_one_stays_while_a_free_one_can_go(inbox, add):
    taken, _ = add(priority=3)
    inbox.take(taken.id, "Akhmetov")
    for _ in range(4):
        add(priority=2)
    assert [expired.id for expired in add(priority=2)[1]] == ["alert2"]
    for held in inbox.ordered():
        inbox.take(held.alert.id, "Akhmetov")
    assert [expired.id for expired in add(priority=2)[1]] == [taken.id]
