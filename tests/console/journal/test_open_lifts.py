"""Which lifts no entry ended."""

from __future__ import annotations

import pytest

from console.journal.entry import Kind
from console.journal.journal import Journal
from console.journal.open_lifts import open_lifts
from console.outbox import Outbox
from console.paths import DataFolder
from tests.fakes.fake_clock import FakeClock


@pytest.fixture
def journal(tmp_path):
    folder = DataFolder(tmp_path)
    folder.prepare()
    return Journal(folder, clock=FakeClock(), outbox=Outbox())


@pytest.fixture
def say(journal):
    def recorded(kind, camera, **more):
        body = {"camera_id": camera, "camera_number": camera, "place": "Mira", "why": "x", **more}
        return journal.append_now(kind, body, actor="A").seq

    return recorded


def test_of_each_camera_the_last_that_none_ended(tmp_path, say):
    for kind in (Kind.MASK_LIFTED, Kind.MASK_FILLED, Kind.MASK_LIFTED):
        first = say(kind, "c1")
    say(Kind.MASK_LIFTED, "c2")
    other = say(Kind.MASK_LIFTED, "c2")
    say(Kind.MASK_LIFTED, "c3")
    end = say(Kind.MASK_FILLED, "c3")
    assert [lift.seq for lift in open_lifts(DataFolder(tmp_path), until_seq=end)] == [first, other]
    assert [lift.camera_id for lift in open_lifts(DataFolder(tmp_path), until_seq=end - 1)] == [
        *("c1", "c2", "c3")
    ]


def test_the_late_end_of_one_leaves_the_next_open(tmp_path, say):
    crashed = say(Kind.MASK_LIFTED, "c1")
    anew = say(Kind.MASK_LIFTED, "c1")
    end = say(Kind.MASK_FILLED, "c1", lifted_seq=crashed)
    assert [lift.seq for lift in open_lifts(DataFolder(tmp_path), until_seq=end)] == [anew]


def test_a_journal_without_any_has_none(tmp_path, journal):
    journal.append_now(Kind.NOTE, {"text": "x"}, actor="A")
    assert open_lifts(DataFolder(tmp_path), until_seq=1) == ()
