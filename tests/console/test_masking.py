"""Masks are filled in until a lead lifts them with a reason, which is written before anything is seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.cameras.polygon import Polygon
from console.cameras.site_database import SiteDatabase
from console.engine import Engine
from console.journal.entry import Kind
from console.journal.look_reason import LookReason
from console.journal.query import Query
from console.journal.search import find
from console.journal.shift_log.said import said
from console.journal.wording import kind_title, summary
from console.masking import LIFT_REF, MOST_MIN
from console.operators.facts import DeskLocked, Proved, SignedOut
from console.operators.operator import MACHINE, Operator
from console.operators.register import Register
from console.operators.roles import Role
from console.privacy import Answer
from console.rulebook import Watched
from console.settings import Settings
from tests.console.door_desk import DoorDesk
from tests.console.operators.who_may import NAMES
from tests.console.review_desk import SCHOOL, STREET

WINDOW = Polygon(((0.1, 0.1), (0.4, 0.1), (0.4, 0.5), (0.1, 0.5)))
MASKED = replace(STREET, masks=(WINDOW,))
LEAD, DISPATCHER = NAMES[Role.SHIFT_LEAD], NAMES[Role.DISPATCHER]
BOTH = (Kind.MASK_LIFTED, Kind.MASK_FILLED)
WHY = LookReason.INVESTIGATORS


@pytest.fixture
def desk(tmp_path, cheap_hashing):
    root = tmp_path / "desk"
    made = DoorDesk(root)
    made.engine.site.cameras[STREET.id] = MASKED
    made.sit(Role.SHIFT_LEAD)
    made.settle()
    yield made
    made.stop()


def lifted(desk, **how):
    answer = desk.engine.masking.lift(MASKED, reason=WHY, **how)
    desk.settle()
    return answer


def told(desk):
    found, _total = find(desk.engine.folder, Query(kinds=BOTH, limit=100))
    return [(e.actor, e.body.get("minutes", 0), e.body["why"]) for e in reversed(found)]


def test_it_is_lifted_once_that_is_written_and_filled_in_again_by_itself(desk):
    masking = desk.engine.masking
    assert masking.of(STREET.id) == (WINDOW,)
    assert masking.lift(MASKED, reason=WHY) is Answer.YES
    assert masking.of(STREET.id) == (WINDOW,) and masking.left_s(STREET.id) == 0  # not written yet
    desk.settle()
    assert masking.of(STREET.id) == () and masking.left_s(STREET.id) == MOST_MIN * 60
    desk.clock.advance(599.5)
    assert masking.of(STREET.id) == () and masking.left_s(STREET.id) == 1
    desk.clock.advance(0.5)
    assert masking.of(STREET.id) == (WINDOW,) and masking.left_s(STREET.id) == 0
    desk.engine.tick()
    desk.engine.tick()
    desk.settle()
    assert told(desk) == [(LEAD, 10, WHY.value), (MACHINE, 0, "time is up")]


def test_it_names_the_camera_and_is_found_by_it(desk):
    lifted(desk)
    (entry,), _total = find(desk.engine.folder, Query(kinds=(Kind.MASK_LIFTED,), camera="0117"))
    assert entry.body["place"] == "Mira" and entry.body["camera_id"] == STREET.id


def test_one_camera_is_lifted_alone(desk):
    desk.engine.site.cameras[SCHOOL.id] = replace(SCHOOL, masks=(WINDOW,))
    lifted(desk)
    assert desk.engine.masking.of(SCHOOL.id) == (WINDOW,)
    assert desk.engine.masking.of("gone") == ()


def test_a_journal_that_does_not_take_it_lifts_nothing(desk, monkeypatch):
    monkeypatch.setattr("console.masking.MOST_MIN", "ten")
    assert lifted(desk) is Answer.YES
    assert desk.engine.masking.of(STREET.id) == (WINDOW,)


def test_the_same_key_fills_it_in_again(desk):
    lifted(desk)
    assert desk.engine.masking.fill(STREET.id)
    assert desk.engine.masking.of(STREET.id) == (WINDOW,)
    assert not desk.engine.masking.fill(STREET.id)
    desk.settle()
    assert told(desk)[1:] == [(LEAD, 0, "by hand")]


@pytest.mark.parametrize("how", ["signed out", "locked", "shift changed"])
def test_it_ends_when_whoever_asked_leaves(desk, how):
    lifted(desk)
    engine = desk.engine
    if how == "signed out":
        engine.permit.operator = Operator("Next", Role.SHIFT_LEAD)
        assert engine.masking.of(STREET.id) == (WINDOW,)  # before anybody tells of it
        engine.masking.handle(SignedOut(Operator(LEAD, Role.SHIFT_LEAD)))
    elif how == "locked":
        engine.permit.locked = True
        assert engine.masking.of(STREET.id) == (WINDOW,)
        engine.masking.handle(DeskLocked())
        engine.permit.locked = False
    else:
        assert engine.shifts.open()
        desk.settle()
    desk.settle()
    assert engine.masking.of(STREET.id) == (WINDOW,)
    assert told(desk)[1:] == [(MACHINE, 0, how)]


def test_who_left_before_it_was_written_lifts_nothing_for_the_next(desk):
    desk.engine.masking.lift(MASKED, reason=WHY)
    desk.engine.permit.operator = Operator("Next", Role.SHIFT_LEAD)
    desk.settle()
    assert desk.engine.masking.of(STREET.id) == (WINDOW,)
    desk.sit(Role.SHIFT_LEAD)
    assert desk.engine.masking.of(STREET.id) == (WINDOW,)


def test_a_restart_fills_it_in(desk):
    lifted(desk)
    again = Engine(
        desk.engine.folder,
        site=desk.engine.site,
        settings=Settings(decoder_processes=1),
        operator=desk.engine.permit.operator,
        models=lambda: None,
    )
    assert again.masking.of(STREET.id) == (WINDOW,)


@pytest.mark.parametrize("written", [True, False])
def test_an_orderly_end_fills_it_in_and_says_so(desk, written):
    masking = desk.engine.masking
    masking.lift(MASKED, reason=WHY)
    if written:
        desk.settle()
    masking.stop()
    desk.settle()
    assert masking.of(STREET.id) == (WINDOW,)
    assert told(desk) == [(LEAD, 10, WHY.value), (MACHINE, 0, "desk closed")]
    masking.start()
    desk.settle()
    assert len(told(desk)) == 2


@pytest.mark.parametrize(("after_s", "most_min"), [(200, 4), (9000, 10), (-60, 10)])
def test_the_next_start_tells_how_long_a_crash_can_have_left_it_lifted(desk, after_s, most_min):
    lifted(desk)
    desk.engine.masking._lifts.clear()  # as nobody remembers after a crash
    desk.clock.advance(after_s)
    desk.engine.masking.start()
    desk.settle()
    found, _total = find(desk.engine.folder, Query(kinds=BOTH))
    (end, lift) = found
    assert (end.actor, end.camera_number, end.place) == (MACHINE, "0117", "Mira")
    assert (end.body["why"], end.body["lifted_seq"]) == ("desk restarted", lift.seq)
    assert end.body["most_min"] == most_min
    words = "the desk was started anew, without an orderly end · lifted for {} min at the most"
    assert summary(end.body, end.kind) == words.format(most_min)
    desk.engine.masking.start()
    desk.settle()
    assert len(told(desk)) == 2  # once


def test_a_start_tells_nothing_of_what_is_lifted_after_it(desk):
    desk.engine.masking.start()
    lifted(desk)
    assert len(told(desk)) == 1 and desk.engine.masking.of(STREET.id) == ()


def test_a_dispatcher_may_not_and_a_lead_who_proved_a_password_beside_may(desk):
    folder, lead = desk.engine.folder, Operator("M. Lead", Role.SHIFT_LEAD)
    Register(folder).add_first("I. Keeper", "four quiet horses")
    Register(folder).add(lead.name, lead.role, "730518", by="I. Keeper")
    desk.engine.attendance._has_administrator = True
    desk.sit(Role.DISPATCHER)
    masking = desk.engine.masking
    assert lifted(desk) is Answer.NO
    assert lifted(desk, by=lead) is Answer.NO  # not proved
    masking.handle(Proved("", lead))
    masking.handle(Proved("", Operator("T. Trainer", Role.TRAINER)))
    assert lifted(desk, by=Operator("T. Trainer", Role.TRAINER)) is Answer.NO
    assert masking.of(STREET.id) == (WINDOW,)
    assert lifted(desk, by=lead) is Answer.YES
    assert masking.of(STREET.id) == ()
    assert lifted(desk, by=lead) is Answer.NO  # each proof is good for one
    (entry,), _total = find(folder, Query(kinds=(Kind.MASK_LIFTED,)))
    assert (entry.actor, entry.body["desk_of"]) == (lead.name, DISPATCHER)
    refused, _total = find(folder, Query(kinds=(Kind.REFUSED,)))
    assert [(e.actor, e.body["what"], e.body["why"]) for e in reversed(refused)] == [
        (DISPATCHER, "lift_mask", "role dispatcher"),
        (lead.name, "lift_mask", "not signed"),
        ("T. Trainer", "lift_mask", "role trainer"),
        (lead.name, "lift_mask", "not signed"),
    ]


def test_nobody_lifts_at_a_locked_desk_whoever_stands_beside(desk):
    lead = Operator("M. Lead", Role.SHIFT_LEAD)
    desk.engine.masking.handle(Proved("", lead))
    desk.engine.permit.locked = True
    assert lifted(desk, by=lead) is Answer.NO
    desk.engine.permit.locked = False
    assert desk.engine.masking.of(STREET.id) == (WINDOW,)
    assert told(desk) == []


@pytest.mark.parametrize("when", ["before it is written", "while it is lifted"])
def test_a_mask_that_is_drawn_during_a_lift_was_not_lifted(desk, when):
    drawn, masking = Polygon(((0.6, 0.6), (0.9, 0.6), (0.9, 0.9))), desk.engine.masking
    assert masking.lift(MASKED, reason=WHY) is Answer.YES
    if when == "while it is lifted":
        desk.settle()
    desk.engine.site.cameras[STREET.id] = replace(MASKED, masks=(WINDOW, drawn))
    desk.settle()
    assert masking.of(STREET.id) == (drawn,) and masking.left_s(STREET.id) == MOST_MIN * 60
    masking.fill(STREET.id)
    assert masking.of(STREET.id) == (WINDOW, drawn)


def test_a_mask_that_is_drawn_now_is_filled_in_now(desk):
    SiteDatabase(desk.engine.folder).save(desk.engine.site)
    desk.sit(Role.ADMINISTRATOR)
    drawn = Polygon(((0.5, 0.5), (0.9, 0.5), (0.9, 0.9)))
    assert desk.engine.rulebook.save(Watched(replace(SCHOOL, masks=(drawn,))))
    assert desk.wait(lambda: desk.engine.masking.of(SCHOOL.id) == (drawn,))


def test_the_journal_tells_it_in_words(desk):
    lifted(desk)
    desk.engine.masking.fill(STREET.id)
    desk.settle()
    found, _total = find(desk.engine.folder, Query(kinds=BOTH))
    words = ["by hand", "for 10 min · request of investigators"]
    assert [kind_title(e.kind) for e in found] == ["Privacy mask filled in again", "Privacy mask lifted"]
    assert [summary(e.body, e.kind) for e in found] == words == [said(e) for e in found]


def test_the_ref_tells_which_camera(desk):
    lifted(desk)
    refs = [fact.ref for fact in desk.facts if getattr(fact, "ref", "").startswith(LIFT_REF)]
    assert refs == [LIFT_REF + STREET.id]
