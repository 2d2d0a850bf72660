"""The journal is searched as one types, read in full, and its evidence checked against its hash."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QStyleOptionViewItem

from console.journal.entry import Entry, EntryWritten, Kind
from console.journal.export import ExportDone
from console.journal.journal import JournalState
from console.journal.search import SearchDone
from console.language import LANGUAGES, use_language
from tests.fakes.fake_search import make_entry
from tests.fakes.made_up import make_jpeg
from tests.ui.journal.test_entry_forms import GONE
from tests.ui.waiting import wait_until
from ui.actions import ActionId
from ui.journal.entry_text import entry_html
from ui.journal.evidence_loader import Finding, load_evidence
from ui.physical_key import bare_keys_rest

WRITTEN = EntryWritten("", Entry(9, "", 0, "", "", Kind.DESK_OPENED, {}, b"", b"", b""))
VIOLATION = {
    "offence": "koap-434",
    "article": "434",
    "at_utc": "2026-11-23T17:59:10.000000Z",
    "persons": 2,
    "vehicles": 0,
    "action": "patrol sent",
    "case_numbers": {"kui": "1234/26"},
    "note": "left <b>towards</b> the market",
}


def plain(html: str) -> str:
    return QTextDocumentFragment.fromHtml(html).toPlainText()


def cells(window, row: int) -> list[str]:
    return [
        window._view._table.index(row, column).data() for column in range(window._view._table.columnCount())
    ]


def test_window_looks_when_it_opens_and_takes_the_keys(window, journal):
    assert len(journal.asked) == 1
    assert QApplication.focusWidget() is window._bar._words


def test_row_says_what_where_who_and_when(window, journal):
    window.hear(journal.answer(make_entry(7, **VIOLATION)))
    number, time, kind, where, operator, summary = cells(window, 0)
    assert (number, time) == ("7", "2026-11-23 23:00:00 +5")
    assert (kind, where, operator) == ("Violation recorded", "0402 · Школа №1", "D. Akhmetov")
    assert summary.startswith("Petty hooliganism (CAO art. 434) · persons: 2 · patrol sent")


def test_an_erased_entry_says_so_in_its_row_and_in_full(window, journal):
    window.hear(journal.answer(replace(make_entry(7), body={}, erased=True)))
    assert cells(window, 0)[-1] == "erased"
    assert "erased" in plain(entry_html(window._view._table.row(0)))


def test_typing_asks_once_for_the_whole_word(window, journal):
    window._bar._words.setText("")
    QTest.keyClicks(window._bar._words, "hool")
    assert wait_until(lambda: len(journal.asked) == 2)
    assert [query.words for query, _ref in journal.asked] == ["", "hool"]


def test_enter_asks_at_once(window, journal):
    window._bar._words.setText("0402")
    QTest.keyClick(window._bar._words, Qt.Key.Key_Return)
    assert journal.asked[-1][0].words == "0402"


def test_kinds_narrow_the_search(window, journal):
    window._bar._kinds.setCurrentIndex(1)
    expected = (Kind.VIOLATION_RECORDED, Kind.VIOLATION_AMENDED, Kind.VIOLATION_VOIDED)
    assert journal.asked[-1][0].kinds == expected


def test_answer_to_an_older_search_is_not_shown(window, journal):
    old = journal.answer(make_entry(1))
    window.look()
    window.hear(old)
    window.hear(SearchDone("somebody else's", (make_entry(2),), 1))
    assert window._view._table.rowCount() == 0
    window.hear(journal.answer(make_entry(3)))
    assert window._view._table.rowCount() == 1


def test_count_and_failure_are_told(window, journal):
    window.hear(journal.answer(make_entry(3), make_entry(2), total=18204))
    assert window._bar._count.text() == "18204 entries"
    window.look()
    window.hear(journal.answer(failure="the journal cannot be read"))
    assert window._bar._count.text() == "the journal cannot be read"


def test_older_entries_are_asked_for_at_the_end_of_the_table(window, journal):
    window.hear(journal.answer(*(make_entry(seq) for seq in range(40, 20, -1)), total=25))
    window._view.scrollToBottom()
    assert wait_until(lambda: journal.asked[-1][0].offset == 20)
    # One was written meanwhile, so that an entry known already comes again.
    window.hear(journal.answer(*(make_entry(seq) for seq in range(21, 15, -1)), total=26))
    shown = [window._view._table.row(row).seq for row in range(window._view._table.rowCount())]
    assert shown == list(range(40, 15, -1))


def test_entry_is_read_in_words_without_its_salt(window, journal):
    window.hear(journal.answer(make_entry(7, **VIOLATION)))
    text = plain(window._panel._text.text())
    for part in ("Violation recorded", "No. 7", "Petty hooliganism (CAO art. 434)", "22:59:10"):
        assert part in text
    assert "incident book 1234/26" in text
    assert "left <b>towards</b> the market" in text  # written by a person: text, never markup
    assert "00ff" not in text
    assert "00010203 04050607" in text


def test_dismissal_is_read_with_its_reason(window, journal):
    dismissed = make_entry(8, kind=Kind.ALERT_DISMISSED, reason="person may be there", alert_id="x")
    window.hear(journal.answer(dismissed))
    assert "is allowed to be there" in plain(window._panel._text.text())


def test_intact_evidence_is_shown_with_its_hash(window, journal, still):
    window.hear(journal.answer(make_entry(7, still=still)))
    panel = window._panel._evidence
    assert wait_until(panel._picture.isVisible)
    assert panel._finding.text().startswith("✓")
    assert load_evidence(still, "").sha256[:32] in panel._finding.text()


def test_changed_evidence_is_named(window, journal, still):
    entry = make_entry(7, still=still)
    still.write_bytes(make_jpeg("#ff0000"))
    window.hear(journal.answer(entry))
    assert wait_until(window._panel._evidence._finding.isVisible)
    assert "changed" in window._panel._evidence._finding.text()


def test_missing_evidence_is_named(window, journal, still):
    entry = make_entry(7, still=still)
    still.unlink()
    window.hear(journal.answer(entry))
    assert wait_until(window._panel._evidence._finding.isVisible)
    assert "missing: still.jpg" in window._panel._evidence._finding.text()
    assert not window._panel._evidence._picture.isVisible()


def test_entry_without_evidence_shows_none_of_the_last(window, journal, still):
    window.hear(journal.answer(make_entry(7, still=still), make_entry(6)))
    assert wait_until(window._panel._evidence._picture.isVisible)
    window._view.selectRow(1)
    assert not window._panel._evidence._picture.isVisible()
    assert not window._panel._evidence._finding.isVisible()


def test_erased_or_damaged_body_is_no_fault(window, journal):
    window.hear(journal.answer(replace(make_entry(7), body={}, at_utc="damaged")))
    assert cells(window, 0)[1] == "damaged"
    window.look()
    window.hear(journal.answer(replace(make_entry(7), body={"evidence": "no list", "x": [1, 2]})))
    assert "x" in plain(window._panel._text.text())


def test_finding_compares_with_what_the_entry_says(still):
    sha256 = load_evidence(still, "").sha256
    assert load_evidence(still, sha256).finding is Finding.INTACT
    assert load_evidence(still, "0" * 64).finding is Finding.CHANGED


def test_reading_goes_on_while_new_entries_come(window, journal):
    window.hear(journal.answer(make_entry(7), make_entry(6)))
    window._view.selectRow(1)
    window.hear(WRITTEN)
    assert wait_until(lambda: len(journal.asked) == 2)
    window.hear(journal.answer(make_entry(8), make_entry(7), make_entry(6)))
    assert window._panel._entry.seq == 6
    assert window._view.currentIndex().row() == 2


@pytest.mark.parametrize("shut", [True, False])
def test_shut_it_opens_on_the_newest_entry_and_open_what_is_read_stays(window, journal, shut):
    window.hear(journal.answer(*(make_entry(seq) for seq in range(60, 1, -1))))
    window._view.selectRow(50)
    if shut:
        window.close()
        assert window._panel.entry is None
    window.open()
    window.hear(journal.answer(*(make_entry(seq) for seq in range(61, 1, -1))))
    assert window._panel.entry.seq == (61 if shut else 10)
    assert window._view.at_newest() is shut


def test_hidden_window_does_not_search(window, journal):
    window.hide()
    window.hear(WRITTEN)
    assert not window._bar._debounce.isActive()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "✓ everything is written"),
        ({"queued": 3}, "3 to be written"),
        ({"queued": 3, "failure": "the disk is full"}, "not being written: the disk is full"),
    ],
)
def test_head_and_state_are_in_sight(window, changes, said):
    state = JournalState(
        entries=7, head_seq=7, head_hash=b"\xab" * 32, queued=0, failure=None, on_reserve=False
    )
    window.show_state(replace(state, **changes))
    assert plain(window._head.text()) == f"head 7:{'ab' * 32} · {said}"


def test_what_is_looked_for_is_exported(window, duty, tmp_path):
    window._bar._words.setText("0402")
    window._bar._export.click()
    [dialog] = window.findChildren(QFileDialog)
    assert not dialog.isModal()
    dialog.fileSelected.emit(str(tmp_path / "out.csv"))
    dialog.close()
    [(what, query, file)] = duty.asked
    assert (what, query.words, file) == ("export", "0402", tmp_path / "out.csv")
    window.hear(ExportDone(file, 3))
    assert window._bar._count.text() == f"3 entries written to {file}"


def test_letters_are_text_in_this_window(window):
    assert bare_keys_rest(window._view)


def test_language_change_retells_the_table(window, journal):
    window.hear(journal.answer(make_entry(7, **VIOLATION)))
    use_language("ru")
    QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
    assert cells(window, 0)[1] == "23.11.2026 23:00:00 +5"
    assert "Мелкое хулиганство" in cells(window, 0)[5]
    assert "Мелкое хулиганство" in plain(window._panel._text.text())


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_title_of_a_kind_is_cut_and_the_summary_has_room(window, journal, code):
    use_language(code)
    QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
    window.hear(journal.answer(*(make_entry(seq, kind=kind) for seq, kind in enumerate(Kind))))
    view, option = window._view, QStyleOptionViewItem()
    view.initViewItemOption(option)
    column = [view._table.index(row, 2) for row in range(view.count())]
    wanted = {cell.data(): view.itemDelegate().sizeHint(option, cell).width() for cell in column}
    assert {title for title, width in wanted.items() if width > view.columnWidth(2)} == set()
    assert view.columnWidth(5) >= 220


def test_what_was_to_be_done_to_a_record_is_forgotten_when_it_is_not_found(window, journal):
    window.act_on(7, ActionId.VOID)
    window.hear(journal.answer(make_entry(8, **VIOLATION)))
    window.look()
    window.hear(journal.answer(make_entry(7, **VIOLATION)))
    assert wait_until(lambda: journal.aftermaths)
    window.hear(journal.aftermath(make_entry(7, **VIOLATION)))
    assert not window._forms._void.isVisible()


@pytest.mark.parametrize("found", [False, True])
def test_what_one_operator_wanted_done_to_a_record_is_not_done_for_the_next(window, journal, found):
    window.act_on(7, ActionId.VOID)
    if found:
        window.hear(journal.answer(make_entry(7, **VIOLATION)))
        assert wait_until(lambda: journal.aftermaths)
    window.hear(GONE)
    if not found:
        window.hear(journal.answer(make_entry(7, **VIOLATION)))
        assert wait_until(lambda: journal.aftermaths)
    window.hear(journal.aftermath(make_entry(7, **VIOLATION)))
    assert not window._forms._void.isVisible()
    window.act(ActionId.VOID)
    assert window._forms._void.isVisible()
