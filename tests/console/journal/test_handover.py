"""The hand-over document: what it collects, that it always fits, and that it is read back as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.journal.chain import body_bytes
from console.journal.entry import Kind, utc_text
from console.journal.handover import (
    AlertLine,
    CameraLine,
    FaultLine,
    HandoverDocument,
    NoteLine,
    OffenceLine,
    ShelvedLine,
)
from console.journal.handover_reading import collect
from console.journal.journal import Journal
from console.journal.shift import ShiftStanding, open_shift, read_standing, shifts
from console.outbox import Outbox
from tests.console.journal.conftest import a_violation

CAMERA = {"camera_id": "c1", "camera_number": "0402", "place": "School No. 4"}
ALERT = AlertLine("a1", "0402", "School No. 4", "yard", 1, "2026-11-23T17:59:00.000000Z", "Anna", "escalated")
CAMERA_LINE = CameraLine("0402", "yard", "School No. 4", "lost", "2026-11-23T17:00:00.000000Z")


def a_closing(opened_seq: int, **changes: object) -> dict:
    return {
        "opened_seq": opened_seq,
        "operator": "Anna",
        "handed_to": "",
        "head": "1:00",
        "document": {},
    } | changes


@pytest.fixture
def say(journal, clock):
    def record(kind, body, *, actor="Anna"):
        clock.advance(60)
        return journal.append_now(kind, body, actor=actor)

    return record


@pytest.fixture
def shift(say, folder):
    say(Kind.NOTE, {"text": "of the shift before"})
    say(Kind.VIOLATION_RECORDED, a_violation())
    say(Kind.SHIFT_OPENED, {"operator": "Anna", "role": "dispatcher", "from": "", "closed_seq": 0})
    return open_shift(folder)


@pytest.fixture
def collected(folder, shift, clock):
    def document(**given):
        return collect(folder, shift, now_utc=clock.now_utc(), utc_offset_min=300, **given)

    return document


def test_an_empty_shift(collected, shift, folder):
    document = collected()
    assert (document.operator, document.opened_seq) == ("Anna", shift.seq)
    assert document.head_seq == 3
    assert set(document.counts.values()) == {0}
    assert not (document.notes or document.faults or document.offences or document.left_out)


def test_everything_of_the_shift_and_nothing_of_another(say, collected, clock):
    say(Kind.NOTE, {"text": "the gate is open"}, actor="Berik")
    fault = say(Kind.FAULT_NOTED, {"what": "rain on the lens", **CAMERA})
    first = say(Kind.VIOLATION_RECORDED, a_violation() | {"alert_id": "a1"})
    say(Kind.VIOLATION_RECORDED, a_violation())
    wrong = say(Kind.VIOLATION_RECORDED, a_violation(offence="koap-440", article="440"))
    say(Kind.VIOLATION_VOIDED, {"seq": wrong.seq, "why": "another street"})
    for kind in (Kind.ALERT_RAISED, Kind.ALERT_RAISED, Kind.ALERT_ESCALATED, Kind.ALERT_EXPIRED):
        say(kind, {"alert_id": "a1", "priority": 1, **CAMERA})
    say(Kind.ALERT_DISMISSED, {"alert_id": "a2", "reason": "nothing there"})
    say(Kind.DISMISSAL_REVIEWED, {"seq": 1, "alert_id": "a2", "verdict": "wrong", "why": "a child"})
    say(Kind.DISMISSAL_REVIEWED, {"seq": 1, "alert_id": "a3", "verdict": "right", "why": ""})
    say(Kind.CAMERA_LOST, {**CAMERA, "failure": "no answer"})
    last = say(Kind.REFUSED, {"what": "erase", "why": "role dispatcher"})
    document = collected(open_alerts=[ALERT], cameras_down=[CAMERA_LINE], unwritten=2)
    assert [(line.text, line.by) for line in document.notes] == [("the gate is open", "Berik")]
    assert document.faults == (FaultLine(fault.seq, fault.at_utc, "rain on the lens", "0402", "Anna"),)
    assert document.offences == (OffenceLine("koap-434", "434", 2),), "the one that was voided does not count"
    assert document.counts == {
        "violations": 3,
        "amended": 0,
        "voided": 1,
        "alerts": 2,
        "confirmed": 1,
        "dismissed": 1,
        "expired": 1,
        "escalated": 1,
        "cameras_lost": 1,
        "refused": 1,
        "reviewed": 2,
        "found_wrong": 1,
    }
    assert (document.alerts, document.cameras, document.unwritten) == ((ALERT,), (CAMERA_LINE,), 2)
    assert document.head == f"{last.seq}:{last.hash.hex()}"
    assert first.seq


def test_rules_stay_aside_over_shifts_until_their_term_or_their_return(say, folder, clock):
    later, past = (utc_text(clock.now_utc() + timedelta(hours=hours)) for hours in (9, 0))
    kept = say(Kind.RULE_SHELVED, {"rule": "yard", "until_utc": later})
    back = say(Kind.RULE_SHELVED, {"rule": "gate", "until_utc": later})
    say(Kind.RULE_SHELVED, {"rule": "over", "until_utc": past})
    say(Kind.RULE_RESTORED, {"seq": back.seq})
    say(Kind.SHIFT_OPENED, {"operator": "Anna", "role": "dispatcher"})
    shift = open_shift(folder)
    document = collect(folder, shift, now_utc=clock.now_utc(), utc_offset_min=300)
    assert document.shelved == (ShelvedLine(kept.seq, "yard", later, "Anna"),)


def test_bulletins_in_force_with_who_read_them(say, collected, clock):
    until = utc_text(clock.now_utc() + timedelta(days=1))
    bulletin = say(Kind.BULLETIN, {"text": "a boy, 7", "topic": "missing child", "until_utc": until})
    say(Kind.BULLETIN_READ, {"seq": bulletin.seq}, actor="Berik")
    (line,) = collected().bulletins
    assert (line.topic, line.text, line.read_by) == ("missing child", "a boy, 7", ("Berik",))


def test_it_is_read_back_as_it_was(say, collected, folder):
    say(Kind.NOTE, {"text": "қақпа ашық"})
    say(Kind.VIOLATION_RECORDED, a_violation())
    document = collected(open_alerts=[ALERT], cameras_down=[CAMERA_LINE])
    say(Kind.SHIFT_CLOSED, a_closing(3, head=document.head, document=document.to_body()))
    (shift,) = shifts(folder)
    assert shift.end.document == document


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "text",
        {"alerts": "x", "counts": [], "head": 7, "opened_seq": True, "notes": [1, {"seq": "x"}, None]},
        {"alerts": [{"priority": None}], "bulletins": [{"read_by": [3, "Anna"]}], "head": "no number"},
    ],
)
def test_what_was_never_such_a_document_is_read_as_an_empty_one(body):
    document = HandoverDocument.from_body(body)
    assert document.opened_seq == document.head_seq == 0
    assert not document.counts


def test_a_thousand_long_notes_still_fit_into_an_entry(say, collected, journal):
    texts = [f"{number} " + "ж" * 1990 for number in range(400)]
    journal.start()
    for text in texts:
        journal.record(Kind.NOTE, {"text": text}, actor="Anna")
    assert journal.stop() == 0
    document = collected()
    assert len(body_bytes(a_closing(3, document=document.to_body()))) < 1 << 20
    assert document.notes[-1].text == texts[-1], "the newest stay"
    assert document.left_out == {"notes": 400 - len(document.notes)}
    assert HandoverDocument.from_body(document.to_body()) == document


def test_one_text_that_fills_an_entry(say, collected):
    say(Kind.FAULT_NOTED, {"what": "x" * 900_000})
    say(Kind.NOTE, {"text": "kept"})
    document = collected()
    assert (document.faults, document.left_out) == ((), {"faults": 1})
    assert [line.text for line in document.notes] == ["kept"]


def test_an_erased_note_leaves_an_empty_line(say, collected, journal, folder):
    from console.journal.erasure import Erasure, Part

    note = say(Kind.NOTE, {"text": "a name"})
    journal.erase(Erasure(note.seq, "by law", part=Part.BODY), actor="Lead")
    assert collected().notes == (NoteLine(note.seq, note.at_utc, "", "Anna"),)


class TestStanding:
    """What the journal says of shifts, whatever a crash left."""

    def test_a_new_journal(self, say, folder):
        say(Kind.NOTE, {"text": "x"})
        assert read_standing(folder) == ShiftStanding()

    def test_closed_and_not_signed(self, say, shift, folder, journal):
        say(Kind.SHIFT_CLOSED, a_closing(3))
        standing = read_standing(folder)
        assert (standing.open, standing.signed, standing.awaited) == (None, False, "")
        journal.sign_now(actor="Anna")
        assert read_standing(folder).signed

    def test_handed_over_and_not_opened(self, say, shift, folder, journal):
        say(Kind.SHIFT_CLOSED, a_closing(3, handed_to="Berik", handed_role="shift lead"))
        journal.sign_now(actor="Anna")
        standing = read_standing(folder)
        assert (standing.open, standing.signed, standing.awaited) == (None, True, "Berik")
        say(Kind.SHIFT_OPENED, {"operator": "Berik", "role": "shift lead", "from": "Anna"}, actor="Berik")
        assert read_standing(folder).open.operator == "Berik"
        assert read_standing(folder).awaited == ""

    def test_the_close_of_another_shift_closes_none(self, say, shift, folder):
        say(Kind.SHIFT_CLOSED, a_closing(1))
        assert open_shift(folder).seq == 3

    def test_the_first_close_counts(self, say, shift, folder):
        say(Kind.SHIFT_CLOSED, a_closing(3, handed_to="Berik"))
        say(Kind.SHIFT_CLOSED, a_closing(3, handed_to="Carla"))
        assert read_standing(folder).awaited == "Berik"

    def test_erased_texts_leave_who_and_when(self, say, shift, folder, journal):
        from console.journal.erasure import Erasure, Part

        closed = say(Kind.SHIFT_CLOSED, a_closing(3, handed_to="Berik"), actor="Anna")
        for seq in (3, closed.seq):
            journal.erase(Erasure(seq, "by law", part=Part.BODY), actor="Lead")
        (erased,) = shifts(folder)
        assert (erased.operator, erased.end.by, erased.end.seq) == ("Anna", "Anna", closed.seq)
        assert erased.opened_at_utc == shift.opened_at_utc


def test_nothing_is_written_by_reading(folder, clock, shift, collected):
    before = Journal(folder, clock=clock, outbox=Outbox()).append_now(Kind.NOTE, {"text": "x"}, actor="A")
    collected()
    assert read_standing(folder).open == shift
    assert collected().head_seq == before.seq
