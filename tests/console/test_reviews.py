"""The second look at dismissals and alerts that are brought back, over a real journal and a real inbox."""

from __future__ import annotations

import pytest

from console.alerts.alert import AlertReopened, alert_title
from console.alerts.dismiss_reason import DismissReason
from console.journal.entry import EntryRefused, EntryWritten, Kind
from console.journal.erasure import Erasure, Part
from console.journal.second_look import Verdict
from console.journal.violation import ViolationForm
from console.language import use_language
from console.operators.roles import Role
from console.reviews import Reviews, ReviewsDue
from tests.console.review_desk import JPEG, SCHOOL, ReviewDesk


@pytest.fixture
def desk(tmp_path):
    use_language("en")
    desk = ReviewDesk(tmp_path)
    yield desk
    desk.journal.stop()
    use_language("ru")


def refusals(desk):
    return [(entry.body["what"], entry.body["why"]) for entry in desk.entries(Kind.REFUSED)]


def refused(facts):
    return [(fact.ref, fact.why) for fact in facts if isinstance(fact, EntryRefused)]


def written(facts, kind):
    return [fact.ref for fact in facts if isinstance(fact, EntryWritten) and fact.entry.kind is kind]


def test_a_lead_reads_what_is_due_judges_it_and_it_is_due_no_more(desk):
    entry = desk.dismissed(drawn=True)
    assert desk.reviews.read_due("r1")
    (told,) = [fact for fact in desk.pump() if isinstance(fact, ReviewsDue)]
    assert (told.ref, [item.seq for item in told.items], told.own) == ("r1", [entry.seq], 0)
    assert desk.reviews.judge(entry.seq, Verdict.RIGHT, "", "r2")
    assert written(desk.pump(), Kind.DISMISSAL_REVIEWED) == ["r2"]
    (review,) = desk.entries(Kind.DISMISSAL_REVIEWED)
    assert (review.actor, review.body["seq"], review.body["verdict"]) == ("M. Lead", entry.seq, "right")
    assert (review.camera_id, review.camera_number, review.place) == ("c1", "0402", "School No. 1")
    assert desk.reviews.read_due("r3")
    (told,) = [fact for fact in desk.pump() if isinstance(fact, ReviewsDue)]
    assert told.items == ()


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.TRAINER, Role.ADMINISTRATOR, None])
def test_no_other_role_may_and_each_try_is_told(tmp_path, role):
    desk = ReviewDesk(tmp_path, role=role)
    entry = desk.dismissed(drawn=True)
    assert not desk.reviews.read_due("r")
    assert not desk.reviews.judge(entry.seq, Verdict.RIGHT, "", "r")
    assert not desk.reviews.reopen(entry.seq, "a boy", "r")
    desk.pump()
    assert [what for what, _why in refusals(desk)] == ["review_dismissals", "review_dismissals", "reopen"]
    assert not desk.entries(Kind.DISMISSAL_REVIEWED, Kind.ALERT_REOPENED)
    desk.journal.stop()


def test_nobody_judges_his_own_and_the_try_is_told_but_may_reopen_it(desk):
    entry = desk.dismissed(drawn=True, by="M. Lead")
    assert desk.reviews.judge(entry.seq, Verdict.RIGHT, "", "r1")
    ((ref, why),) = refused(desk.pump())
    assert ref == "r1" and "somebody else looks at it again" in why
    assert refusals(desk) == [("review_dismissals", "own dismissal")]
    assert not desk.entries(Kind.DISMISSAL_REVIEWED)
    assert desk.reviews.reopen(entry.seq, "it was a boy", "r2")
    desk.pump()
    assert desk.inbox.get(entry.body["alert_id"])


def test_looked_at_twice_the_first_counts(desk):
    entry = desk.dismissed(drawn=True)
    assert desk.reviews.judge(entry.seq, Verdict.WRONG, "a boy", "r1")
    assert not desk.reviews.judge(entry.seq, Verdict.RIGHT, "", "r2")  # Enter was pressed twice
    desk.pump()
    desk.sit("O. Other", Role.SHIFT_LEAD)
    assert desk.reviews.judge(entry.seq, Verdict.RIGHT, "", "r3")
    ((ref, why),) = refused(desk.pump())
    assert (ref, "again already" in why) == ("r3", True)
    assert len(desk.entries(Kind.DISMISSAL_REVIEWED)) == 1


def test_a_refused_verdict_can_be_given_again(desk):
    entry = desk.dismissed(drawn=True)
    assert desk.reviews.judge(entry.seq, Verdict.WRONG)
    assert len(refused(desk.pump())) == 1
    assert desk.reviews.judge(entry.seq, Verdict.WRONG, "a boy")
    assert written(desk.pump(), Kind.DISMISSAL_REVIEWED)


def test_a_reopened_alert_is_in_the_inbox_as_it_was_raised(desk):
    entry = desk.dismiss("a1")
    assert desk.reviews.reopen(entry.seq, " a boy climbs ", "r1")
    facts = desk.pump()
    assert written(facts, Kind.ALERT_REOPENED) == ["r1"]
    (back,) = [fact for fact in facts if isinstance(fact, AlertReopened)]
    held = desk.inbox.get("a1")
    alert = held.alert
    assert (alert, held.still_jpeg) == (back.alert, JPEG)
    assert (alert.camera, alert.priority, alert.utc_offset_min, alert.entry_seq) == (
        SCHOOL,
        1,
        300,
        entry.seq - 1,
    )
    assert alert.raised_at_utc.isoformat() == "2026-11-23T17:59:00+00:00"
    assert alert_title(alert) == "Person in zone: yard at night"
    assert (alert.stamp.width, alert.stamp.height, alert.cause.score) == (640, 360, 0.91)
    assert (alert.cause.x1, alert.cause.y1, alert.cause.x2, alert.cause.y2) == (100, 60, 180, 170)
    (said,) = desk.entries(Kind.ALERT_REOPENED)
    assert (said.actor, said.camera_number, said.body["seq"], said.body["why"]) == (
        "M. Lead",
        "0402",
        entry.seq,
        "a boy climbs",
    )


def test_a_window_may_judge_and_reopen_under_one_ref(desk):
    entry = desk.dismissed(drawn=True)
    assert desk.reviews.judge(entry.seq, Verdict.WRONG, "a boy", "window")
    assert desk.reviews.reopen(entry.seq, "a boy", "window")
    assert not desk.reviews.reopen(entry.seq, "a boy", "window")
    desk.pump()
    assert len(desk.entries(Kind.DISMISSAL_REVIEWED)) == len(desk.entries(Kind.ALERT_REOPENED)) == 1
    assert desk.inbox.get(entry.body["alert_id"])


def test_it_can_be_confirmed_and_says_from_which_alert(desk):
    entry = desk.dismiss("a1")
    desk.reviews.reopen(entry.seq, "a boy")
    desk.pump()
    assert desk.duty.confirm("a1", ViolationForm("koap-434"))
    desk.pump()
    assert desk.inbox.get("a1") is None
    (violation,) = desk.entries(Kind.VIOLATION_RECORDED)
    assert (violation.body["alert_id"], violation.body["alert_seq"]) == ("a1", entry.seq - 1)
    assert [path.read_bytes() for path in violation.evidence] == [JPEG]


def test_dismissed_again_it_can_be_reopened_again_but_not_by_the_old_entry(desk):
    entry = desk.dismiss("a1")
    desk.reviews.reopen(entry.seq, "a boy")
    desk.pump()
    assert desk.duty.dismiss("a1", DismissReason.ALLOWED)
    desk.pump()
    again = desk.entries(Kind.ALERT_DISMISSED)[-1]
    assert desk.reviews.reopen(entry.seq, "the old one", "r2")
    ((ref, why),) = refused(desk.pump())
    assert (ref, f"entry {again.seq}" in why) == ("r2", True)
    assert desk.reviews.reopen(again.seq, "once more")
    desk.pump()
    assert desk.inbox.get("a1")


def test_what_cannot_come_back_says_why(desk):
    entry = desk.dismiss("a1")
    for seq, why, says in ((entry.seq, " ", "reason"), (entry.seq - 1, "x", "dismissed no alert")):
        assert desk.reviews.reopen(seq, why, "r")
        ((_ref, told),) = refused(desk.pump())
        assert says in told
    desk.journal.erase(Erasure(entry.seq - 1, "the law", Part.BODY), actor="M. Lead")
    assert desk.reviews.reopen(entry.seq, "a boy", "r")
    ((_ref, told),) = refused(desk.pump())
    assert "what the alert said was erased" in told
    desk.journal.erase(Erasure(entry.seq, "the law", Part.BODY), actor="M. Lead")
    assert desk.reviews.reopen(entry.seq, "a boy", "r")
    ((_ref, told),) = refused(desk.pump())
    assert "its text was erased" in told
    assert not desk.entries(Kind.ALERT_REOPENED)


def test_without_its_camera_it_does_not_come_back(desk):
    entry = desk.dismiss("a1")
    reviews = Reviews(desk.folder, permit=desk.permit, journal=desk.journal, cameras={}, clock=desk.clock)
    assert reviews.reopen(entry.seq, "a boy", "r")
    ((_ref, told),) = refused(desk.pump())
    assert "not on this desk any more" in told
