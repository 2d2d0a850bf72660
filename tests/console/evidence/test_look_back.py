"""A look back is asked for, refused or entered before anything is shown; a bookmark names its moment."""

from __future__ import annotations

import pytest

from console.alerts.looks import Looks
from console.evidence.look_back import LookBack
from console.journal.entry import Kind
from console.journal.look_reason import LookReason
from console.media.media_error import MediaError
from console.operators.roles import Role
from console.privacy import Answer
from tests.console.door_desk import DoorDesk
from tests.console.review_desk import SCHOOL, STREET

S = 1_000_000_000


class FakeReplays:
    def __init__(self):
        self.opened = []
        self.has_room = True
        self.fails = False

    def open(self, camera_id, *, at_ns):
        if self.fails:
            raise MediaError("too many replays are open")
        self.opened.append((camera_id, at_ns))
        return "a replay"


class FakeHost:
    ring_span_ns = 24 * S

    def __init__(self):
        self.replays = FakeReplays()


@pytest.fixture
def desk(tmp_path):
    made = DoorDesk(tmp_path / "desk")
    made.sit(Role.DISPATCHER)
    yield made
    made.stop()


@pytest.fixture
def look_back(desk):
    engine = desk.engine
    made = LookBack(
        host=FakeHost(), privacy=engine.privacy, permit=engine.permit, looks=Looks(), clock=desk.clock
    )
    made.head = desk.head()
    return made


def told(desk, look_back):
    desk.settle()
    return desk.entries(after=look_back.head)


def test_a_street_is_shown_and_the_look_is_an_entry_with_its_span(desk, look_back):
    assert look_back.open(STREET, at_ns=5) == "a replay"
    assert look_back._host.replays.opened == [(STREET.id, 5)]
    (entry,) = told(desk, look_back)
    assert (entry.kind, entry.camera_id) == (Kind.LOOKED_AT, STREET.id)
    assert entry.body["what"] == "replay"
    assert (entry.body["since_utc"], entry.body["until_utc"]) == (
        "2026-11-23T17:59:36.000000Z",
        "2026-11-23T18:00:00.000000Z",
    )


def test_a_school_wants_a_reason(desk, look_back):
    assert look_back.needs_reason(SCHOOL) and not look_back.needs_reason(STREET)
    assert look_back.open(SCHOOL, at_ns=5) is Answer.NEEDS_REASON
    assert look_back._host.replays.opened == []
    assert [entry.kind for entry in told(desk, look_back)] == [Kind.REFUSED]
    assert look_back.open(SCHOOL, at_ns=5, reason=LookReason.MISSING_CHILD) == "a replay"
    assert told(desk, look_back)[-1].body["reason"] == "search for a missing child"


def test_who_may_not_is_shown_nothing(desk, look_back):
    desk.sit(Role.TRAINER)
    assert look_back.open(STREET, at_ns=5) is Answer.NO
    assert look_back._host.replays.opened == []
    assert [entry.kind for entry in told(desk, look_back)] == [Kind.REFUSED]


def test_what_could_not_be_shown_was_not_looked_at(desk, look_back):
    look_back._host.replays.fails = True
    with pytest.raises(MediaError):
        look_back.open(STREET, at_ns=5)
    assert told(desk, look_back) == []


def test_a_bookmark_has_the_moment_and_the_note(desk, look_back):
    assert look_back.bookmark(STREET, at_ns=desk.clock.monotonic_ns() - 12 * S, note="у ворот")
    (entry,) = told(desk, look_back)
    assert (entry.kind, entry.body["camera_number"]) == (Kind.BOOKMARK, STREET.number)
    assert (entry.body["at_utc"], entry.body["note"]) == ("2026-11-23T17:59:48.000000Z", "у ворот")
