"""The load of a shift is the same whether it was heard as it came or read out of the journal."""

from __future__ import annotations

from datetime import datetime

import pytest

from console.journal.entry import Kind
from console.journal.journal import Journal
from console.journal.shift import ShiftChanged, read_standing
from console.outbox import Outbox
from console.paths import DataFolder
from console.shift_load import LoadTold, ShiftLoad
from tests.console.review_desk import raised_body
from tests.fakes.fake_clock import FakeClock


class Desk:
    def __init__(self, root):
        self.folder, self.clock, self.outbox = DataFolder(root), FakeClock(), Outbox()
        self.folder.prepare()
        self.journal = Journal(self.folder, clock=self.clock, outbox=self.outbox)
        self.journal.start()

    def say(self, kind, body):
        self.clock.advance(10)
        return self.journal.append_now(kind, body, actor="Anna")

    def alert(self, name, *, reason):
        self.say(Kind.ALERT_RAISED, raised_body(name))
        self.say(Kind.ALERT_DISMISSED, {"alert_id": name, "reason": reason})

    def shift(self):
        self.say(Kind.SHIFT_OPENED, {"operator": "Anna", "role": "dispatcher"})
        return ShiftChanged("", read_standing(self.folder))

    def hear(self, load, *facts):
        for fact in (*facts, *self.outbox.drain()):
            load.handle(fact)
        self.journal._reader.settle()
        for fact in self.outbox.drain():
            load.handle(fact)
        load.tell(in_ten_minutes=0, waiting=0, until_utc=self.clock.now_utc(), ref="")
        self.journal._reader.settle()
        (told,) = self.outbox.drain()
        return told.report


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.journal.stop()


def test_what_was_read_is_what_was_heard_and_the_shift_before_does_not_count(desk):
    live = ShiftLoad(desk.folder, journal=desk.journal, clock=desk.clock)
    desk.alert("before", reason="nothing there")
    shift = desk.shift()
    desk.hear(live, shift)
    desk.alert("a1", reason="nothing there")
    desk.alert("a2", reason="no offence")
    heard = desk.hear(live)
    assert (heard.raised, heard.worst[0].false, heard.worst[0].decided, heard.take_median_s) == (2, 1, 2, 10)
    read = desk.hear(ShiftLoad(desk.folder, journal=desk.journal, clock=desk.clock), shift)
    assert read == heard


def test_a_new_shift_begins_anew(desk):
    load = ShiftLoad(desk.folder, journal=desk.journal, clock=desk.clock)
    desk.hear(load, desk.shift())
    desk.alert("a1", reason="nothing there")
    assert desk.hear(load).raised == 1
    assert desk.hear(load, desk.shift()).raised == 0


def test_it_is_told_with_its_curve_on_the_journals_reader(desk):
    load = ShiftLoad(desk.folder, journal=desk.journal, clock=desk.clock)
    desk.hear(load, desk.shift())
    desk.alert("a1", reason="nothing there")
    desk.hear(load)
    load.tell(in_ten_minutes=4, waiting=2, until_utc=desk.clock.now_utc(), ref="x")
    assert not desk.outbox.drain()
    desk.journal._reader.settle()
    (told,) = desk.outbox.drain()
    assert isinstance(told, LoadTold)
    assert (told.ref, told.report.raised, told.report.in_ten_minutes) == ("x", 1, 4)
    assert (told.report.waiting, told.no_shift_since) == (2, None)
    assert [point.in_ten_minutes for point in told.curve] == [1, 1]


def test_where_no_shift_was_ever_opened_the_last_two_days_are_read(desk):
    desk.alert("years ago", reason="nothing there")
    desk.clock.advance(2 * 24 * 3600)
    desk.alert("a1", reason="nothing there")
    desk.outbox.drain()  # all that was before this start
    none_open = ShiftChanged("", read_standing(desk.folder))
    read = desk.hear(ShiftLoad(desk.folder, journal=desk.journal, clock=desk.clock), none_open)
    assert read.raised == 1


def test_without_an_open_shift_it_says_since_when_it_counts(desk):
    load = ShiftLoad(desk.folder, journal=desk.journal, clock=desk.clock)
    desk.hear(load, ShiftChanged("", read_standing(desk.folder)))
    first = desk.say(Kind.ALERT_RAISED, raised_body("a1"))
    desk.clock.advance(600)
    desk.hear(load)
    load.tell(in_ten_minutes=0, waiting=1, until_utc=desk.clock.now_utc(), ref="x")
    desk.journal._reader.settle()
    (told,) = desk.outbox.drain()
    assert told.no_shift_since == datetime.fromisoformat(first.at_utc)
    desk.hear(load, desk.shift())
    load.tell(in_ten_minutes=0, waiting=1, until_utc=desk.clock.now_utc(), ref="x")
    desk.journal._reader.settle()
    (told,) = desk.outbox.drain()
    assert (told.no_shift_since, told.report.raised) == (None, 0)


def test_what_the_shift_before_left_open_still_folds(desk):
    load = ShiftLoad(desk.folder, journal=desk.journal, clock=desk.clock)
    desk.hear(load, desk.shift())
    desk.say(Kind.ALERT_RAISED, raised_body("left open"))
    shift = desk.shift()
    desk.say(Kind.ALERT_RAISED, raised_body("a1"))
    heard = desk.hear(load, shift)
    assert (heard.raised, heard.repeats) == (0, 1)
    assert desk.hear(ShiftLoad(desk.folder, journal=desk.journal, clock=desk.clock), shift) == heard
