"""Notes, faults and bulletins over a real journal: who may say what, how long, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from console.journal.bulletins import LONGEST_TERM, BulletinsRead, Topic, bulletins, topic_title
from console.journal.entry import Kind
from console.journal.shift import ShiftRefused
from console.operators.operator import Operator
from console.operators.roles import Role
from tests.console.shift_desk import ANNA, BERIK, LEAD, ShiftDesk, a_camera


@pytest.fixture
def desk(tmp_path):
    desk = ShiftDesk(tmp_path / "data", LEAD)
    yield desk
    desk.close()


@pytest.fixture
def published(desk):
    assert desk.shifts.publish(" a boy, 7, red coat ", topic=Topic.MISSING_CHILD, until=in_hours(desk, 24))
    desk.settle()
    return desk


def in_hours(desk: ShiftDesk, hours: float) -> datetime:
    return desk.clock.now_utc() + timedelta(hours=hours)


def refused(desk: ShiftDesk) -> str:
    desk.settle()
    (fact,) = desk.told(ShiftRefused)
    assert (fact.ref, desk.kinds()) == ("r", [])
    return fact.why


def test_a_bulletin_stands_until_its_term_ends(published):
    desk = published
    (bulletin,) = desk.shifts.bulletins
    assert (bulletin.topic, bulletin.text, bulletin.by) == ("missing child", "a boy, 7, red coat", "Lead")
    assert bulletin.awaits("Anna")
    assert desk.told(BulletinsRead)[-1].bulletins == (bulletin,)
    desk.clock.advance(24 * 3600 - 1)
    desk.shifts.tick()
    assert desk.shifts.bulletins == (bulletin,)
    desk.clock.advance(1)
    desk.shifts.tick()
    desk.pass_facts()
    assert desk.shifts.bulletins == desk.told(BulletinsRead)[-1].bulletins == ()
    assert bulletins(desk.folder, desk.clock.now_utc()) == ()


def test_each_person_reads_it_once(published):
    desk = published
    (bulletin,) = desk.shifts.bulletins
    for operator in (ANNA, BERIK):
        desk.sit(operator)
        assert desk.shifts.read(bulletin.seq)
        assert desk.shifts.read(bulletin.seq), "a second press before it is written"
        desk.settle()
        assert desk.shifts.read(bulletin.seq)
    desk.settle()
    assert desk.kinds().count("bulletin read") == 2
    (bulletin,) = desk.shifts.bulletins
    assert bulletin.read_by == ("Anna", "Berik")
    assert not bulletin.awaits("Anna")
    assert bulletin.awaits("Lead"), "who wrote it may not have seen it on the desk"


def test_nobody_reads_at_an_empty_or_a_locked_desk(published):
    (bulletin,) = published.shifts.bulletins
    published.permit.locked = True
    assert not published.shifts.read(bulletin.seq)
    published.permit.locked = False
    published.sit(None)
    assert not published.shifts.read(bulletin.seq)
    published.settle()
    assert "bulletin read" not in published.kinds()


def test_withdrawn_with_a_reason(published):
    (bulletin,) = published.shifts.bulletins
    assert not published.shifts.withdraw(bulletin.seq, why="  ", ref="no reason")
    assert not published.shifts.withdraw(99, why="found", ref="no such")
    assert published.shifts.withdraw(bulletin.seq, why="found")
    published.settle()
    assert [fact.ref for fact in published.told(ShiftRefused)] == ["no reason", "no such"]
    assert published.shifts.bulletins == ()
    assert not published.shifts.read(bulletin.seq)


def test_they_are_there_after_a_start(published, tmp_path):
    published.journal.stop()
    again = ShiftDesk(tmp_path / "data", ANNA, clock=published.clock)
    again.settle()
    assert [item.text for item in again.shifts.bulletins] == ["a boy, 7, red coat"]
    again.close()


@pytest.mark.parametrize("hours", [-1, 0, LONGEST_TERM.total_seconds() / 3600 + 0.001])
def test_a_term_that_is_past_or_too_long(desk, hours):
    assert not desk.shifts.publish("x", topic=Topic.NOTICE, until=in_hours(desk, hours), ref="r")
    assert refused(desk)


def test_the_longest_term(desk):
    until = in_hours(desk, LONGEST_TERM.total_seconds() / 3600)
    assert desk.shifts.publish("x", topic=Topic.NOTICE, until=until)
    desk.settle()
    desk.clock.advance(LONGEST_TERM.total_seconds() - 1)
    (bulletin,) = bulletins(desk.folder, desk.clock.now_utc())
    assert bulletin.text == "x"


def test_a_term_without_a_time_zone(desk):
    naive = in_hours(desk, 1).replace(tzinfo=None)
    assert not desk.shifts.publish("x", topic=Topic.NOTICE, until=naive, ref="r")
    assert "zone" in refused(desk)


@pytest.mark.parametrize("text", ["", " \n\t", "x" * 501])
def test_a_bulletin_is_a_short_text(desk, text):
    assert not desk.shifts.publish(text, topic=Topic.NOTICE, until=in_hours(desk, 1), ref="r")
    assert refused(desk)


@pytest.mark.parametrize("text", ["", " \n\t", "x" * 2001])
def test_a_note_is_a_page_at_the_most(desk, text):
    assert not desk.shifts.note(text, ref="r")
    assert refused(desk)


def test_a_fault_names_its_camera(desk):
    assert desk.shifts.note_fault("rain on the lens", camera=a_camera())
    assert desk.shifts.note_fault("the printer is out of paper")
    assert desk.shifts.note("«Қыран» \u202e" + "ә" * 1900 + "\n— two lines")
    desk.settle()
    first, second, note = desk.entries()
    assert (first.kind, first.camera_number, first.body["what"]) == (
        Kind.FAULT_NOTED,
        "0402",
        "rain on the lens",
    )
    assert second.camera_number == ""
    assert note.body["text"].endswith("\n— two lines")


def test_half_a_character_is_refused_and_told(desk):
    from console.journal.entry import EntryRefused

    assert desk.shifts.note("\ud83d", ref="half")
    desk.settle()
    assert [fact.ref for fact in desk.told(EntryRefused)] == ["half"]


@pytest.mark.parametrize("role", [None, *Role])
def test_who_may_say_what(desk, role):
    desk.sit(Operator("Somebody", role) if role else None)
    keeper = role in (Role.SHIFT_LEAD, Role.ADMINISTRATOR)
    assert desk.shifts.note("x") is desk.shifts.note_fault("x") is (role is not None)
    assert desk.shifts.publish("x", topic=Topic.NOTICE, until=in_hours(desk, 1)) is keeper
    desk.settle()
    seq = desk.shifts.bulletins[0].seq if keeper else 1
    assert desk.shifts.withdraw(seq, why="x") is keeper
    desk.settle()
    asked = [entry.body["what"] for entry in desk.entries() if entry.kind is Kind.REFUSED]
    assert asked == ([] if role else ["note", "note"]) + ([] if keeper else ["publish_bulletin"] * 2)


def test_every_topic_reads_and_one_of_a_later_version_stays_itself():
    assert len({topic.title() for topic in Topic}) == len(Topic)
    assert topic_title("fraud wave") == "Wave of fraud"
    assert topic_title("comet") == "comet"
