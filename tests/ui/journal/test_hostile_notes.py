"""Notes that somebody wrote to do harm: the window shows them as text, in one line and in full."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument

from console.journal.search import SearchDone
from tests.console.journal.test_attacks import NOTES
from tests.fakes.fake_search import make_entry
from ui.journal.entry_text import entry_html

SUMMARY = 5  # the column


@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_a_note_is_text_and_nothing_else(window, journal, note):
    entry = make_entry(7, offence="koap-434", article="434", note=note)
    window.hear(journal.answer(entry))
    summary = window._view._table.index(0, SUMMARY).data()
    assert "\n" not in summary
    assert len(summary) < 600
    html = entry_html(entry)
    assert "<img" not in html
    assert "<b>двор" not in html
    if len(note) < 1000:
        document = QTextDocument()
        document.setHtml(html)
        shown = "".join(document.toPlainText().split())
        said = "".join(letter for letter in note if letter.isalnum())
        assert said in "".join(letter for letter in shown if letter.isalnum())


def test_more_hits_than_are_counted_are_told_so_and_fetched_as_one_scrolls(window, journal):
    rows = tuple(make_entry(seq) for seq in range(9, 6, -1))
    window.hear(SearchDone(journal.asked[-1][1], rows, 1001, capped=True))
    assert window._bar._count.text() == "more than 1000 entries"
    assert window._view._table.canFetchMore(window._view._table.index(-1, -1))
    window.hear(SearchDone(journal.asked[-1][1], rows, 3))
    assert window._bar._count.text() == "3 entries"
