"""The door before looking back: who may, what a children's place asks for, and what is told of it."""

from __future__ import annotations

import pytest

from console.journal.entry import Kind
from console.journal.look_reason import LookReason
from console.journal.looked_at import Look
from console.journal.search import Query, find
from console.operators.roles import Role
from console.privacy import Answer
from tests.console.review_desk import SCHOOL, STREET, ReviewDesk

DISPATCHER, LEAD = Role.DISPATCHER, Role.SHIFT_LEAD
REASON = LookReason.MISSING_CHILD


@pytest.fixture
def desk(tmp_path):
    made = []

    def make(role=DISPATCHER):
        made.append(ReviewDesk(tmp_path / str(role), name="A. Dispatcher", role=role))
        return made[-1]

    yield make
    for each in made:
        each.journal.stop()


def bodies(desk, kind):
    desk.pump()
    return [entry.body for entry in desk.entries(kind)]


def test_a_mask_asks_why_on_a_street_too(desk):
    desk = desk(LEAD)
    assert desk.privacy.needs_reason(Look.MASK, [STREET])
    assert desk.privacy.may(Look.MASK, [STREET]) is Answer.NEEDS_REASON
    assert desk.privacy.may(Look.MASK, [STREET], reason=REASON) is Answer.YES
    assert [body["why"] for body in bodies(desk, Kind.REFUSED)] == ["no reason given"]


@pytest.mark.parametrize("look", [Look.REPLAY, Look.SNAPSHOT, Look.EXPORT, Look.SOUND])
def test_a_school_asks_why_and_a_street_does_not(desk, look):
    desk = desk(LEAD)
    assert desk.privacy.needs_reason(look, [STREET, SCHOOL]) and not desk.privacy.needs_reason(look, [STREET])
    assert desk.privacy.look(look, [STREET]) is Answer.YES
    assert desk.privacy.look(look, [SCHOOL]) is Answer.NEEDS_REASON
    (refused,) = bodies(desk, Kind.REFUSED)
    assert (refused["why"], refused["camera_number"]) == ("no reason given", "0402")
    assert desk.privacy.look(look, [SCHOOL], reason=REASON) is Answer.YES
    street, school = bodies(desk, Kind.LOOKED_AT)
    assert (street["what"], street["reason"], street["camera_number"]) == (look.value, "", "0117")
    assert (school["reason"], school["place"]) == ("search for a missing child", "School No. 1")


MAY = {
    Look.REPLAY: {DISPATCHER, LEAD},
    Look.SNAPSHOT: {DISPATCHER, LEAD},
    Look.EXPORT: {DISPATCHER, LEAD},
    Look.MASK: {LEAD},
    Look.JOURNAL: {DISPATCHER, LEAD, Role.ADMINISTRATOR},
    Look.EVIDENCE: {DISPATCHER, LEAD, Role.ADMINISTRATOR},
    Look.SOUND: {DISPATCHER, LEAD},
}


@pytest.mark.parametrize("role", [*Role, None])
def test_each_role_looks_as_the_table_says_and_a_reason_gives_no_right(desk, role):
    desk = desk(role)
    answers = {look: desk.privacy.look(look, [SCHOOL], reason=REASON) for look in Look}
    assert {look for look, answer in answers.items() if answer is Answer.YES} == {
        look for look, roles in MAY.items() if role in roles
    }
    refused = bodies(desk, Kind.REFUSED)
    assert len(refused) == sum(answer is Answer.NO for answer in answers.values())
    assert len(bodies(desk, Kind.LOOKED_AT)) == len(Look) - len(refused)


def test_a_locked_desk_shows_nothing_back(desk):
    desk = desk()
    desk.permit.locked = True
    assert desk.privacy.look(Look.REPLAY, [STREET]) is Answer.NO
    assert [body["why"] for body in bodies(desk, Kind.REFUSED)] == ["the desk is locked"]


def test_every_answer_but_yes_says_why():
    assert Answer.YES.why() == ""
    assert Answer.NEEDS_REASON.why() != Answer.NO.why() != ""


def test_the_span_is_told(desk):
    desk = desk()
    now = desk.clock.now_utc()
    desk.privacy.look(Look.REPLAY, [STREET], since_utc=now, until_utc=now, ref="r")
    (body,) = bodies(desk, Kind.LOOKED_AT)
    assert body["since_utc"] == body["until_utc"] == "2026-11-23T18:00:00.000000Z"


def test_pictures_of_a_school_are_told_once_until_another_sits_here(desk):
    desk = desk()
    desk.dismiss("a1")
    school = desk.entries(Kind.ALERT_RAISED)[0]
    for _again in range(3):
        desk.privacy.opened(school)
    assert [body["seq"] for body in bodies(desk, Kind.LOOKED_AT)] == [school.seq]
    desk.journal.append_now(Kind.SIGNED_IN, {"role": "dispatcher"}, actor="B. Dispatcher")
    desk.sit("B. Dispatcher", DISPATCHER)
    desk.pump()
    desk.privacy.opened(school)
    desk.pump()
    looks = desk.entries(Kind.LOOKED_AT)
    assert [(look.actor, look.body["what"], look.camera_number) for look in looks] == [
        ("A. Dispatcher", "evidence", "0402"),
        ("B. Dispatcher", "evidence", "0402"),
    ]


def test_pictures_of_a_street_are_not_told_and_of_a_camera_that_is_gone_are(desk):
    desk = desk()
    subject = {"camera_id": "c2", "camera_number": "0117", "place": "Mira"}
    desk.journal.append_now(Kind.BOOKMARK, subject, actor="A")
    desk.journal.append_now(Kind.BOOKMARK, subject | {"camera_id": "c9"}, actor="A")
    desk.journal.append_now(Kind.NOTE, {"text": "no camera"}, actor="A")
    for entry in desk.entries(Kind.BOOKMARK, Kind.NOTE):
        desk.privacy.opened(entry)
    assert [body["camera_id"] for body in bodies(desk, Kind.LOOKED_AT)] == ["c9"]


def test_who_looked_at_a_camera_is_found_one_of_several_too(desk):
    desk = desk()
    desk.privacy.look(Look.REPLAY, [STREET])
    desk.privacy.look(Look.SNAPSHOT, [STREET, SCHOOL], reason=REASON)
    desk.pump()

    def found(**asked):
        return [row.body["what"] for row in find(desk.folder, Query(kinds=(Kind.LOOKED_AT,), **asked))[0]]

    assert found(camera="0117") == ["snapshot", "replay"]
    assert found(camera="0402") == found(camera="c1") == ["snapshot"]
    assert found(place="school") == found(words="0402") == found(words="missing") == ["snapshot"]
    assert found(operator="A. Dispatcher", camera="0402") == ["snapshot"]
    assert found(operator="somebody") == found(camera="0999") == []
