"""What is looked for: filters beside the words, and searches kept by name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.journal.entry import Kind
from console.journal.query import Query, Standing
from console.journal.saved_searches import SavedSearch, SavedSearchesRead
from tests.fakes.fake_search import make_entry
from tests.ui.keys import send_key
from tests.ui.waiting import wait_until
from ui.journal.search_bar import PAGE
from ui.theme import colours


@pytest.fixture
def bar(window):
    return window._bar


def last(journal) -> Query:
    return journal.asked[-1][0]


@pytest.mark.parametrize("standing", [Standing.AMENDED, Standing.VOIDED])
def test_chip_narrows_to_what_became_of_violations(bar, journal, standing):
    chip = bar._standings[standing]
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert last(journal).standing is standing
    assert chip.text().startswith("✓")  # on by a sign, not by colour alone
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert last(journal).standing is Standing.ANY


def test_one_standing_at_a_time(bar, journal):
    amended, voided = bar._standings.values()
    amended.click()
    voided.click()
    assert last(journal).standing is Standing.VOIDED
    assert not amended.isChecked()
    assert not amended.text().startswith("✓")


def test_clips_are_asked_for(bar, journal):
    bar._clip.click()
    assert last(journal).with_clip


@pytest.mark.parametrize("field", ["place", "offence", "operator"])
def test_field_narrows_once_it_is_typed(bar, journal, field):
    QTest.keyClicks(bar._fields[field], "abai")
    assert wait_until(lambda: getattr(last(journal), field) == "abai")
    assert len(journal.asked) == 2  # one for the window, one for the word


def test_more_than_were_counted_is_said(window, journal):
    answer = journal.answer(make_entry(3), total=1001)
    window.hear(type(answer)(answer.ref, answer.rows, answer.total, capped=True))
    assert window._bar._count.text() == "more than 1000 entries"


QUERY = Query(
    words="note",
    kinds=(Kind.VIOLATION_RECORDED, Kind.VIOLATION_AMENDED, Kind.VIOLATION_VOIDED),
    since_utc=datetime(2026, 11, 1, 17, tzinfo=UTC),
    until_utc=datetime(2026, 11, 2, 1, 30, tzinfo=UTC),
    place="Abai",
    offence="434",
    operator="Akhmetov",
    standing=Standing.AMENDED,
    with_clip=True,
    limit=PAGE,
)


def test_recalled_search_stands_in_the_fields(bar, journal):
    before = len(journal.asked)
    bar.show_query(QUERY)
    assert bar.query() == QUERY == last(journal)
    assert len(journal.asked) == before + 1
    assert not bar._drop_more.isVisible()


def test_limits_without_a_field_are_said_and_can_be_dropped(bar, journal):
    query = Query(camera="0402", kinds=(Kind.MUTED,), limit=PAGE)
    bar.show_query(query)
    assert last(journal) == query
    assert bar._drop_more.text() == "0402, Muting ✕"
    bar._drop_more.click()
    assert last(journal) == Query(limit=PAGE)
    assert not bar._drop_more.isVisible()


def test_what_is_typed_for_a_time_limits_the_search(window, bar, journal):
    bar._when.setText("2025-11-01 22:00–06:30")
    window.look()
    zone = timezone(timedelta(minutes=bar._clock.utc_offset_min()))
    asked = last(journal)
    assert asked.since_utc == datetime(2025, 11, 1, 22, tzinfo=zone)
    assert asked.until_utc == datetime(2025, 11, 2, 6, 30, tzinfo=zone)
    assert asked.since_utc.tzinfo is asked.until_utc.tzinfo is UTC


def test_what_is_no_time_finds_nothing_and_is_said(window, bar, journal):
    bar._when.setText("31.06")
    window.look()
    assert last(journal).since_utc == last(journal).until_utc
    window.hear(journal.answer(total=0))
    assert bar._count.text().startswith("When? A day (24.11)")
    assert colours().bad.name() in bar._count.styleSheet()
    window.say("Recorded: entry 12.")
    assert bar._count.text() == "Recorded: entry 12.", "what was done is told all the same"
    bar._when.clear()
    window.look()
    window.hear(journal.answer(make_entry(3), total=1))
    assert bar._count.text() == "1 entry"


def menu_texts(bar) -> list[str]:
    return [action.text() for action in bar.saved.menu().actions() if action.text()]


def test_window_asks_for_the_searches_that_are_kept(window, bar, journal):
    [(what, ref)] = journal.searches
    assert what == "read"
    window.hear(SavedSearchesRead("another's", (SavedSearch("not ours", QUERY),)))
    assert menu_texts(bar) == ["Keep this search…"]
    window.hear(SavedSearchesRead(ref, (SavedSearch("nights & days", QUERY),)))
    assert menu_texts(bar) == ["nights && days", "Keep this search…", "Remove"]
    bar.saved.menu().actions()[0].trigger()
    assert last(journal) == QUERY


def test_search_is_kept_under_a_name(window, bar, journal):
    bar.show_query(QUERY)
    bar.saved.menu().actions()[-1].trigger()
    form = bar.saved.form
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert "name" in form._complaint.text()
    QTest.keyClicks(QApplication.focusWidget(), "nights")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    what, name, query, ref = journal.searches[-1]
    assert (what, name, query) == ("save", "nights", QUERY)
    window.hear(SavedSearchesRead(ref, (), failure="no room"))
    assert (form._complaint.text(), form._name.text()) == ("no room", "nights")
    window.hear(SavedSearchesRead(ref, (SavedSearch("nights", QUERY),)))
    assert not form.isVisible()
    assert menu_texts(bar)[0] == "nights"


def test_escape_leaves_the_name_as_typed(window, bar):
    bar.saved.menu().actions()[-1].trigger()
    QTest.keyClicks(QApplication.focusWidget(), "nights")
    send_key(QApplication.focusWidget(), 9, "\x1b")
    assert not bar.saved.form.isVisible()
    assert window.isVisible()
    bar.saved.menu().actions()[-1].trigger()
    assert bar.saved.form._name.text() == "nights"


def test_search_is_removed_by_its_name(window, bar, journal):
    window.hear(SavedSearchesRead(journal.searches[0][1], (SavedSearch("nights", QUERY),)))
    (removal,) = [action for action in bar.saved.menu().actions() if action.menu()]
    removal.menu().actions()[0].trigger()
    assert journal.searches[-1][:2] == ("remove", "nights")
    window.hear(SavedSearchesRead(journal.searches[-1][2], ()))
    assert menu_texts(bar) == ["Keep this search…"]
