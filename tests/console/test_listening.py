"""Listening: by those who decide on alerts, one camera at a time, its beginning and its end entries."""

from __future__ import annotations

import os
from types import SimpleNamespace

import pytest

from console.journal.entry import EntryRefused, EntryWritten, Kind
from console.journal.look_reason import LookReason
from console.journal.query import Query
from console.journal.search import find
from console.journal.shift_log.said import said
from console.journal.shift_log.tally import Tally
from console.journal.wording import summary
from console.language import use_language
from console.listening import Listening
from console.media.live_sound import SoundChanged
from console.media.media_error import MediaError
from console.media.sound_phase import SoundPhase, SoundPicture
from console.operators.facts import DeskLocked, SignedIn, SignedOut
from console.operators.operator import MACHINE, Operator
from console.operators.roles import Role
from console.privacy import Answer
from tests.console.door_desk import DoorDesk
from tests.console.operators.who_may import NAMES
from tests.console.review_desk import SCHOOL, STREET
from tests.fakes.fake_sounds import FakeSounds

ANNA = NAMES[Role.DISPATCHER]


@pytest.fixture
def desk(tmp_path):
    made = DoorDesk(tmp_path / "desk")
    made.sit(Role.DISPATCHER)
    engine = made.engine
    made.sounds = FakeSounds()
    engine.listening = Listening(
        made.sounds, privacy=engine.privacy, journal=engine.journal, clock=engine.clock
    )
    yield made
    engine.listening.end()
    made.stop()


def become(desk, phase):
    desk.engine.handle(desk.sounds.become(phase))


def play(desk):
    """Somebody hears it now."""
    become(desk, SoundPhase.READY)
    descriptor = desk.engine.listening.play(SoundPicture.WITH)
    assert descriptor >= 0
    os.close(descriptor)
    desk.settle()
    assert desk.sounds.opened[-1].played is SoundPicture.WITH


def entries(desk, kind=Kind.LOOKED_AT):
    desk.settle()
    found, _total = find(desk.engine.folder, Query(kinds=(kind,), limit=100))
    return list(reversed(found))


def told(desk):
    keys = ("what", "camera_number", "since_utc", "until_utc", "reason")
    return [(entry.actor, *(entry.body.get(key, "") for key in keys)) for entry in entries(desk)]


def test_beginning_and_end_are_entries_of_whoever_listens(desk):
    assert desk.engine.listening.begin(STREET) is Answer.YES
    become(desk, SoundPhase.READY)
    assert told(desk) == []  # nothing is heard yet
    play(desk)
    desk.clock.advance(90)
    desk.engine.listening.end()
    desk.engine.listening.end()
    begun, ended = "2026-11-23T18:00:00.000000Z", "2026-11-23T18:01:30.000000Z"
    number = STREET.number
    assert told(desk) == [(ANNA, "sound", number, begun, "", ""), (ANNA, "sound", number, begun, ended, "")]
    assert desk.sounds.closed == [STREET.id]


def ask(desk):
    """Somebody would hear it, were that written; the turn is still to come."""
    desk.engine.listening.begin(STREET)
    become(desk, SoundPhase.READY)
    os.close(desk.engine.listening.play(SoundPicture.WITHOUT))
    return desk.sounds.opened[-1]


def test_nobody_hears_anything_before_that_is_written(desk):
    live = ask(desk)
    assert live.played is None
    desk.settle()
    assert live.played is SoundPicture.WITHOUT


def test_what_ends_before_it_is_written_lasted_no_time_at_all(desk):
    live = ask(desk)
    desk.clock.advance(60)
    desk.engine.listening.end()
    begun = "2026-11-23T18:00:00.000000Z"
    assert [row[3:5] for row in told(desk)] == [(begun, ""), (begun, begun)]
    assert live.played is None


def test_what_the_journal_refuses_is_not_heard(desk, monkeypatch):
    def refuse(kind, _body, *, ref, **_more):
        desk.engine.outbox.put(EntryRefused(ref, kind, "no room"))

    with monkeypatch.context() as patch:
        patch.setattr(desk.engine.journal, "record", refuse)
        live = ask(desk)
    desk.turn()
    assert live.played is None and live.phase is SoundPhase.CLOSED
    assert desk.engine.listening.camera is None and told(desk) == []


def test_what_was_never_heard_is_no_entry(desk):
    desk.engine.listening.begin(STREET)
    become(desk, SoundPhase.SILENT)
    assert desk.engine.listening.camera is None
    assert told(desk) == []
    assert desk.sounds.closed == [STREET.id]


def test_it_is_given_out_once_and_only_when_there_is_something_to_hear(desk):
    listening = desk.engine.listening
    assert listening.play(SoundPicture.WITH) == -1
    listening.begin(STREET)
    assert listening.play(SoundPicture.WITH) == -1
    play(desk)
    assert listening.play(SoundPicture.WITH) == -1
    assert len(told(desk)) == 1


def test_another_camera_ends_the_first(desk):
    desk.engine.listening.begin(STREET)
    play(desk)
    desk.engine.listening.begin(SCHOOL, reason=LookReason.VIOLATION)
    assert desk.sounds.closed == [STREET.id]
    assert desk.engine.listening.camera is SCHOOL
    desk.engine.handle(SoundChanged(STREET.id, 1, SoundPhase.LOST))  # of the one before: too late
    assert desk.engine.listening.camera is SCHOOL


def test_a_school_asks_why(desk):
    listening = desk.engine.listening
    assert listening.needs_reason(SCHOOL) and not listening.needs_reason(STREET)
    assert listening.begin(SCHOOL) is Answer.NEEDS_REASON
    assert desk.sounds.opened == []
    (refused,) = entries(desk, Kind.REFUSED)
    assert (refused.body["what"], refused.body["why"]) == ("listen", "no reason given")
    listening.begin(SCHOOL, reason=LookReason.MISSING_CHILD)
    play(desk)
    assert [row[-1] for row in told(desk)] == ["search for a missing child"]


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ADMINISTRATOR])
def test_nobody_else_listens(desk, role):
    desk.sit(role)
    assert desk.engine.listening.begin(STREET) is Answer.NO
    assert desk.sounds.opened == []
    assert [entry.body["what"] for entry in entries(desk, Kind.REFUSED)] == ["listen"]


@pytest.mark.parametrize("fact", [SignedOut(Operator(ANNA, Role.DISPATCHER)), DeskLocked()])
def test_it_ends_with_whoever_began_it(desk, fact):
    desk.engine.listening.begin(STREET)
    play(desk)
    desk.engine.permit.operator = None
    desk.engine.listening.handle(fact)
    assert desk.sounds.closed == [STREET.id]
    assert [row[0] for row in told(desk)] == [ANNA, ANNA]


CHANGED = [
    SignedIn("", Operator(ANNA, Role.TRAINER)),
    SimpleNamespace(kind=Kind.SHIFT_OPENED),
    SimpleNamespace(kind=Kind.SHIFT_CLOSED),
]


@pytest.mark.parametrize("fact", CHANGED)
@pytest.mark.parametrize(
    "now", [Operator(ANNA, Role.TRAINER), Operator("Somebody else", Role.DISPATCHER), None]
)
def test_it_ends_when_who_began_it_sits_here_no_more_or_in_another_role(desk, fact, now):
    desk.engine.listening.begin(STREET)
    play(desk)
    told_fact = EntryWritten("", fact) if isinstance(fact, SimpleNamespace) else fact
    desk.engine.listening.handle(told_fact)
    assert desk.sounds.closed == []  # whoever began it still sits here
    desk.engine.permit.operator = now
    desk.engine.listening.handle(told_fact)
    assert desk.sounds.closed == [STREET.id]
    assert [row[0] for row in told(desk)] == [ANNA, ANNA]


def start_anew(desk):
    """As after a crash: nobody said that it ended."""
    engine = desk.engine
    engine.listening = Listening(
        desk.sounds, privacy=engine.privacy, journal=engine.journal, clock=engine.clock
    )
    engine.listening.start(engine.folder)
    desk.settle()


def test_what_a_crash_left_open_is_told_as_ended_when_the_desk_is_started_anew(desk):
    use_language("en")
    desk.engine.listening.begin(SCHOOL, reason=LookReason.VIOLATION)
    play(desk)
    begun, _ended = *told(desk), start_anew(desk)
    desk.clock.advance(5)
    start_anew(desk)
    last = entries(desk)[-1]
    assert told(desk)[1:] == [(MACHINE, *begun[1:4], "2026-11-23T18:00:00.000000Z", begun[5])]
    assert "Munara was started anew" in said(last)


def test_what_had_its_end_is_not_ended_again(desk):
    start_anew(desk)
    desk.engine.listening.begin(STREET)
    play(desk)
    desk.engine.listening.end()
    desk.settle()
    start_anew(desk)
    assert [row[0] for row in told(desk)] == [ANNA, ANNA]


def test_a_camera_without_connection_is_not_listened_to(desk):
    desk.sounds.connected = False
    with pytest.raises(MediaError):
        desk.engine.listening.begin(STREET)
    assert desk.engine.listening.camera is None


def test_entries_are_told_in_words_and_counted_once(desk):
    use_language("en")
    desk.engine.listening.begin(STREET)
    play(desk)
    desk.engine.listening.end()
    tally = Tally()
    for entry in entries(desk):
        tally.add(entry)
    first, last = entries(desk)
    assert summary(first.body, first.kind) == "listened"
    assert said(last).startswith("listened")
    looked = {fact.name: fact.value for _group, facts in tally.summary() for fact in facts}
    assert looked["looked at and given out"] == 1
