"""A shift log is whole or not there: called off, a full disk, a bad name, asked for at the desk."""

from __future__ import annotations

import resource
import time
from contextlib import contextmanager

import pytest

from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.journal import Journal
from console.journal.query import Query
from console.journal.search import each
from console.journal.shift_log import ShiftLogDone, ShiftLogOrder, ShiftLogProgress
from console.journal.shift_log.course import Course
from console.journal.shift_log.file import make_shift_log
from console.outbox import Outbox
from console.problem import Problem

_FORMATS = ["pdf", "xlsx", "csv"]


def _exports(folder):
    return [entry for entry in each(folder, Query(kinds=(Kind.EXPORT_MADE,)))]


def _left(folder):
    return sorted(path.name for path in folder.iterdir() if path.name != "data")


@contextmanager
def _no_file_larger_than(size):
    """As a full disk does, the system refuses to write on."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("ending", _FORMATS)
@pytest.mark.parametrize("looks", [1, 30, 80])
def test_called_off_it_leaves_what_was_there(day, journal, folder, tmp_path, ending, looks):
    file = tmp_path / f"log.{ending}"
    file.write_text("yesterday's")
    left = iter(range(looks))
    course = Course(stopped=lambda: next(left, None) is None)
    done = make_shift_log(journal, folder, ShiftLogOrder(file, "Lead", ref="r"), course)
    assert done == ShiftLogDone("r", file, cancelled=True)
    assert file.read_text() == "yesterday's"
    assert _left(tmp_path) == [file.name]
    assert not _exports(folder)


@pytest.mark.parametrize("ending", _FORMATS)
def test_an_interrupt_leaves_no_part(day, journal, folder, tmp_path, ending):
    def interrupted(done, total):
        if done >= total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_shift_log(
            journal, folder, ShiftLogOrder(tmp_path / f"log.{ending}", "Lead"), Course(interrupted)
        )
    assert _left(tmp_path) == []
    assert not _exports(folder)


@pytest.mark.parametrize("ending", _FORMATS)
def test_a_full_disk_is_one_clear_line(day, journal, folder, tmp_path, ending):
    journal.sign_now(actor="Lead")  # the key is there
    file = tmp_path / f"log.{ending}"
    file.write_text("yesterday's")
    held = JournalDatabase.open_for_reading(folder)  # what SQLite needs beside the journal is there
    held.head()
    with held, _no_file_larger_than(2000), pytest.raises(Problem) as problem:
        make_shift_log(journal, folder, ShiftLogOrder(file, "Lead"))
    assert "the shift log cannot be written (File too large)" in str(problem.value)
    assert str(file) in str(problem.value)
    assert "\n" not in str(problem.value)
    assert file.read_text() == "yesterday's"
    assert _left(tmp_path) == [file.name]
    assert not _exports(folder)


@pytest.mark.parametrize(
    ("name", "says"),
    [("log.txt", "no such file"), ("log", "no such file"), ("no/log.pdf", "No such file or directory")],
)
def test_a_name_that_cannot_be_is_told(day, make, name, says):
    with pytest.raises(Problem, match=says):
        make(name)


class _Desk:
    def __init__(self, folder, clock):
        self.outbox = Outbox()
        self.journal = Journal(folder, clock=clock, outbox=self.outbox)
        self.facts = []

    def wait_for(self, wanted, *, count=1):
        for _turn in range(2000):
            self.facts += self.outbox.drain()
            found = [fact for fact in self.facts if isinstance(fact, wanted)]
            if len(found) >= count:
                return found
            time.sleep(0.005)
        raise AssertionError(self.facts)


@pytest.fixture
def desk(day, folder, clock):
    desk = _Desk(folder, clock)
    desk.journal.start()
    yield desk
    desk.journal.stop()


def test_at_the_desk_it_is_told_how_far_it_is_and_that_it_is_done(desk, tmp_path, folder):
    desk.journal.shift_log(ShiftLogOrder(tmp_path / "log.pdf", "Lead", ref="r"))
    (done,) = desk.wait_for(ShiftLogDone)
    assert (done.ref, done.failure, done.cancelled) == ("r", "", False)
    assert done.file.read_bytes().startswith(b"%PDF")
    told = [fact for fact in desk.facts if isinstance(fact, ShiftLogProgress)]
    assert [(fact.ref, fact.done, fact.total) for fact in told] == [
        ("r", 0, 2 * done.count),
        ("r", 2 * done.count, 2 * done.count),
    ]
    assert _exports(folder)[0].actor == "Lead"


def test_at_the_desk_it_is_called_off(desk, tmp_path, folder):
    first, second = (ShiftLogOrder(tmp_path / f"{ref}.pdf", "Lead", ref=ref) for ref in "ab")
    desk.journal.shift_log(first)
    desk.journal.shift_log(second)  # waits for its turn
    desk.journal.cancel_shift_log("b")
    desk.journal.cancel_shift_log("never asked for")
    done = desk.wait_for(ShiftLogDone, count=2)
    assert [(fact.ref, fact.cancelled) for fact in done] == [("a", False), ("b", True)]
    assert _left(tmp_path) == ["a.pdf"]


def test_at_the_desk_a_problem_is_told(desk, tmp_path):
    desk.journal.shift_log(ShiftLogOrder(tmp_path / "no" / "log.pdf", "Lead", ref="r"))
    assert "the shift log cannot be written" in desk.wait_for(ShiftLogDone)[0].failure


def test_a_desk_that_closes_does_not_wait_for_paper(day, folder, clock, tmp_path):
    desk = _Desk(folder, clock)
    desk.journal.start()
    for ref in "abcdef":
        desk.journal.shift_log(ShiftLogOrder(tmp_path / f"{ref}.pdf", "Lead", ref=ref))
    desk.journal.stop()
    answers = [fact for fact in desk.outbox.drain() if isinstance(fact, ShiftLogDone)]
    assert sorted(fact.ref for fact in answers) == list("abcdef")
    assert any(fact.cancelled or fact.failure for fact in answers)
    assert not [name for name in _left(tmp_path) if name.startswith(".")]
