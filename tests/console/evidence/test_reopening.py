"""An alert that is brought back has its evidence again, as far as that was not erased, and keeps it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from console.alerts.alert import AlertRaised
from console.alerts.escalation import AFTER_S, left_ns
from console.journal.entry import Kind
from console.journal.erasure import Erasure
from console.journal.retention import KeepDays, find_due
from console.journal.violation import ViolationForm
from console.operators.operator import Operator
from console.operators.roles import Role
from console.permit import Permit
from console.reviews import Reviews
from tests.console.evidence.test_days import (  # noqa: F401 - fixtures
    DAY_S,
    JPEG,
    clock,
    cut,
    desks,
    dismiss,
    raise_alert,
)
from tests.console.evidence.test_starting_anew import dies, lost  # noqa: F401 - a fixture
from tests.fakes.fake_clip_host import FakeClipHost


def lead_on(desk):
    """A shift lead's second look at what this desk dismissed."""
    reviews = Reviews(
        desk.folder,
        permit=Permit(desk.journal, Operator("M. Lead", Role.SHIFT_LEAD)),
        journal=desk.journal,
        cameras={"c1": desk.camera},
        clock=desk.clock,
    )

    def pump():
        for fact in desk.outbox.drain():
            reviews.handle(fact)
            desk.duty.handle(fact)

    desk.pump = pump
    return reviews


@pytest.fixture
def dismissed(desks):  # noqa: F811
    """A desk with one dismissed alert, all its evidence put aside."""
    desk = desks()
    raise_alert(desk)
    cut(desk, "a1")
    dismiss(desk, "a1")
    return desk


def reopen(desk, alert_id="a1"):
    last = [each for each in desk.entries(Kind.ALERT_DISMISSED) if each.body["alert_id"] == alert_id][-1]
    assert lead_on(desk).reopen(last.seq, "a boy climbs the fence")
    return desk.until(lambda: desk.inbox.get(alert_id))


def swept(desk):
    """The next hourly look for what is due has been made."""
    desk.clock.advance(3700)
    desk.until(lambda: desk.keeper._next_sweep_ns > desk.clock.monotonic_ns())
    desk.until(lambda: not desk.journal.state().queued)


def confirm(desk, alert_id="a1"):
    assert desk.duty.confirm(alert_id, ViolationForm("koap-434", persons=1))
    return desk.until(lambda: desk.entries(Kind.VIOLATION_RECORDED))[-1]


def roles(entry):
    return {item["role"] for item in entry.body.get("evidence", ())}


def test_it_keeps_its_evidence_while_it_is_open_and_gives_it_to_the_violation(dismissed, clock):  # noqa: F811
    clock.advance(29 * DAY_S)
    held = reopen(dismissed)
    assert held.still_jpeg == JPEG + b"a1"
    assert (held.alert.camera, held.alert.zone.name, held.alert.priority) == (dismissed.camera, "zone 0", 1)
    clock.advance(5 * DAY_S)
    swept(dismissed)
    assert set(dismissed.listed("a1")) == {"still", "boxed", "boxes", "clip"}
    assert find_due(dismissed.folder, KeepDays(), now_utc=clock.now_utc()) == []
    assert roles(confirm(dismissed)) == {"still", "boxed", "boxes", "clip"}
    dismissed.until(lambda: not dismissed.aside("a1").exists())
    assert not dismissed.entries(Kind.EVIDENCE_ERASED)


def test_dismissed_once_more_it_has_thirty_days_from_then(dismissed, clock):  # noqa: F811
    clock.advance(20 * DAY_S)
    reopen(dismissed)
    dismiss(dismissed, "a1")
    clock.advance(20 * DAY_S)
    swept(dismissed)
    assert dismissed.aside("a1").exists()
    clock.advance(11 * DAY_S)
    dismissed.until(lambda: not dismissed.aside("a1").exists())


def test_what_was_erased_meanwhile_does_not_come_back(dismissed):
    (raised,) = dismissed.entries(Kind.ALERT_RAISED)
    dismissed.journal.erase(Erasure(raised.seq, "request of the parents"), actor="M. Lead")
    hashes = {entry.body["sha256"] for entry in dismissed.entries(Kind.EVIDENCE_ERASED)}
    assert len(hashes) == 2  # still and boxed
    assert reopen(dismissed).still_jpeg == b""
    dismissed.until(lambda: set(dismissed.listed("a1")) == {"boxes", "clip"})
    recorded = confirm(dismissed)
    assert not hashes & {item["sha256"] for item in recorded.body["evidence"]}


def test_swept_it_comes_back_without_a_picture(dismissed, clock):  # noqa: F811
    clock.advance(31 * DAY_S)
    dismissed.until(lambda: not dismissed.aside("a1").exists())
    assert reopen(dismissed).still_jpeg == b""
    assert roles(confirm(dismissed)) == set()


def test_held_it_comes_back_with_all_of_it(dismissed, clock):  # noqa: F811
    (raised,) = dismissed.entries(Kind.ALERT_RAISED)
    dismissed.journal.append_now(Kind.EVIDENCE_HELD, {"seq": raised.seq, "why": "court"}, actor="M. Lead")
    clock.advance(40 * DAY_S)
    swept(dismissed)
    assert reopen(dismissed).still_jpeg == JPEG + b"a1"


def test_a_new_alert_of_its_zone_folds_into_it(dismissed):
    back = reopen(dismissed).alert
    dismissed.outbox.put(AlertRaised(replace(back, id="a2", zone=dismissed.zones[0]), JPEG))
    dismissed.until(lambda: dismissed.inbox.get("a1").alert.count == 2 or dismissed.inbox.get("a2"))
    assert [(held.alert.id, held.alert.count) for held in dismissed.inbox.ordered()] == [("a1", 2)]


def test_it_is_a_card_of_its_own_beside_one_that_came_meanwhile(dismissed):
    raise_alert(dismissed, "a2")
    reopen(dismissed)
    assert {held.alert.id for held in dismissed.inbox.ordered()} == {"a1", "a2"}


def test_it_has_waited_since_it_was_raised_and_its_escalation_begins_anew(dismissed, clock):  # noqa: F811
    raised = dismissed.entries(Kind.ALERT_RAISED)[0].body["at_utc"]
    clock.advance(90)
    held = reopen(dismissed)
    ago = clock.now_utc() - datetime.fromisoformat(raised)
    assert held.waited_ns(clock.monotonic_ns()) == ago.total_seconds() * 1e9 >= 90e9
    assert left_ns(held, clock.monotonic_ns()) == AFTER_S[held.alert.priority] * 1_000_000_000


@pytest.mark.parametrize("heard", [True, False], ids=["in its list", "only in the journal"])
def test_open_when_the_desk_died_it_has_expired(dismissed, desks, dies, heard):  # noqa: F811
    if not heard:
        dismissed.outbox.listen = lambda _fact: None
    reopen(dismissed)
    dies(dismissed)
    desk = desks()
    (expired,) = desk.until(lambda: desk.entries(Kind.ALERT_EXPIRED))
    assert expired.body["alert_id"] == "a1"
    assert set(desk.listed("a1")) == {"still", "boxed", "boxes", "clip"}


def test_dismissed_again_it_has_not_expired_at_the_next_start(dismissed, desks, dies):  # noqa: F811
    reopen(dismissed)
    dismiss(dismissed, "a1")
    dies(dismissed)
    desk = desks()
    raise_alert(desk, "a2")
    assert not desk.entries(Kind.ALERT_EXPIRED)


def test_confirmed_it_tells_of_a_clip_that_was_lost_with_an_earlier_run(desks, dies):  # noqa: F811
    desk = desks(host=FakeClipHost(waits=True))
    raise_alert(desk)
    dismiss(desk, "a1")
    dies(desk)
    desk = desks()
    reopen(desk)
    assert lost(desk) == [], "nothing is recorded yet that it could belong to"
    confirm(desk)
    desk.until(lambda: not desk.aside("a1").exists())
    (told,) = lost(desk)
    assert told["alert_id"] == "a1"
