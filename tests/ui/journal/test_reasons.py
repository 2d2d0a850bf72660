"""Where a school is in what is to leave the desk, one key says why; Esc leaves everything as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from console.journal.aftermath import files_of
from console.journal.entry import Kind
from console.journal.export import ExportDone
from console.journal.exposure import Exposure
from console.journal.look_reason import LookReason
from console.journal.package import PackageDone
from console.language import use_language
from tests.fakes.fake_search import make_entry
from tests.ui.journal.test_entry_forms import GONE, choose, chosen, packing  # noqa: F401 - a fixture
from tests.ui.keys import send_key
from tests.ui.waiting import wait_until
from ui.reason_strip import ReasonStrip

ONE, TWO, THREE, SEVEN, ESC = 10, 11, 12, 16, 9  # scan codes
NO_REASON = {"failure": "a school: only with a reason", "needs_reason": True}


def key(scan_code: int, text: str = "") -> None:
    send_key(QApplication.focusWidget(), scan_code, text)


@pytest.fixture
def asked(window, duty, tmp_path):
    """The window that asks why, since what is looked for tells of a school."""
    file = tmp_path / "out.csv"
    window._bar._words.setText("0402")
    window._bar._export.click()
    [dialog] = window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.close()
    window.hear(ExportDone(file, 0, **NO_REASON))
    return window


@pytest.mark.parametrize(("scan_code", "text"), [(THREE, "3"), (THREE, ""), (THREE, "№")])
def test_one_key_exports_with_that_reason(asked, duty, tmp_path, scan_code, text):
    strip = asked._export._strip
    assert strip.isVisible() and QApplication.focusWidget() is strip
    assert "out.csv" in strip._title.text()
    key(scan_code, text)
    what, query, file, reason = duty.asked[-1]
    assert (what, query.words, file, reason) == (
        "export",
        "0402",
        tmp_path / "out.csv",
        LookReason.INVESTIGATORS,
    )
    assert len(duty.asked) == 2 and not strip.isVisible()
    asked.hear(ExportDone(file, 3))
    assert asked._bar._count.text() == f"3 entries written to {file}"
    assert not strip.isVisible()


def test_esc_exports_nothing_and_says_so(asked, duty):
    key(ESC, "\x1b")
    assert len(duty.asked) == 1 and not asked._export._strip.isVisible()
    assert asked._bar._count.text() == "Not exported: no reason was given."
    assert QApplication.focusWidget() is asked._view


def test_another_key_is_no_reason(asked, duty):
    key(SEVEN, "7")
    assert len(duty.asked) == 1 and asked._export._strip.isVisible()


def test_by_mouse_too(asked, duty):
    asked._export._strip._buttons["1"][1].click()
    assert duty.asked[-1][-1] is LookReason.MISSING_CHILD


def test_a_role_that_may_not_export_is_told(window, duty, tmp_path):
    duty.refuses = True
    window._bar._export.click()
    [dialog] = window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "out.csv"))
    dialog.close()
    assert window._bar._count.text() == "your role may not do this"


def test_what_one_asked_for_asks_the_next_operator_nothing(asked, duty, tmp_path):
    asked.hear(GONE)
    assert not asked._export._strip.isVisible() and asked._export._waiting is None
    asked._export._export(asked._bar.query(), tmp_path / "more.csv")
    asked.hear(GONE)
    asked.hear(ExportDone(tmp_path / "more.csv", 0, **NO_REASON))
    assert not asked._export._strip.isVisible()


def test_somebody_elses_export_is_told_and_asks_nothing(window, tmp_path):
    window.hear(ExportDone(tmp_path / "other.csv", 0, **NO_REASON))
    assert not window._export._strip.isVisible()
    assert window._bar._count.text() == "a school: only with a reason"


def test_a_package_asks_too_and_is_packed_with_the_reason(chosen, duty, tmp_path):  # noqa: F811
    packing(chosen, tmp_path)
    file = tmp_path / "case.zip"
    chosen.hear(PackageDone(file, **NO_REASON))
    strip = chosen._forms._reason
    assert strip.isVisible() and QApplication.focusWidget() is strip
    key(TWO, "2")
    assert duty.asked[-1] == (
        "package",
        [7],
        file,
        "the court",
        Exposure.PROTECTED,
        LookReason.VIOLATION,
    )
    assert not strip.isVisible()
    chosen.hear(PackageDone(file, 3, "12:ab", "0123456789abcdef" * 4))
    assert chosen._forms._package._complaint.text() == f"3 evidence files packed into {file}"


def test_esc_packs_nothing_keeps_the_form_and_it_can_be_asked_for_again(chosen, duty, tmp_path):  # noqa: F811
    form = packing(chosen, tmp_path)
    chosen.hear(PackageDone(tmp_path / "case.zip", **NO_REASON))
    key(ESC, "\x1b")
    assert form.isVisible() and not chosen._forms._reason.isVisible()
    assert form._complaint.text() == "Not packed: no reason was given."
    assert not form._wait.isActive()
    form.submit()
    assert len(duty.asked) == 2


def test_the_strip_has_a_digit_for_each_reason_in_the_language_in_use(qapp):
    strip = ReasonStrip()
    strip.open("0402")
    assert [button.text() for _reason, button in strip._buttons.values()] == [
        reason.title() for reason in LookReason
    ]
    assert list(strip._buttons) == ["1", "2", "3", "4", "5", "6"]
    use_language("en")
    strip.retranslate()
    assert strip._buttons["6"][1].text() == "training"


# --- pictures that are seen ---


@pytest.fixture
def seen(window):
    entries = []
    window.evidenceShown.connect(entries.append)
    return entries


def test_an_entry_whose_pictures_are_seen_is_told(window, journal, still, seen):
    entry = make_entry(7, kind=Kind.ALERT_RAISED, still=still, camera_id="c1")
    choose(window, journal, entry)
    assert wait_until(lambda: seen == [entry])


def test_a_table_of_boxes_and_an_erased_picture_are_none(window, journal, still, seen):
    entry = make_entry(7, kind=Kind.ALERT_RAISED, still=still)
    (file,) = files_of(entry)
    table = replace(file, said={**file.said, "role": "boxes"})
    window.hear(journal.answer(entry))
    assert wait_until(lambda: journal.aftermaths)
    window.hear(journal.aftermath(entry, files=(table, replace(file, erased=make_entry(9)))))
    window._panel.reveal()
    assert window._panel.aftermath and seen == []


def test_one_without_pictures_or_passed_by_is_not(window, journal, still, seen):
    choose(window, journal, make_entry(7))
    window._panel.reveal()
    first = make_entry(8, kind=Kind.ALERT_RAISED, still=still)
    window.hear(journal.answer(first))
    assert wait_until(lambda: len(journal.aftermaths) == 2)
    window.hear(journal.answer(make_entry(9), first))  # another stands there before its aftermath came
    window._view.selectRow(0)
    window.hear(journal.aftermath(first))
    window._panel.reveal()
    assert seen == []


def test_what_is_passed_by_key_is_read_but_its_pictures_are_neither_loaded_nor_told(
    window, journal, still, seen
):
    entries = [make_entry(seq, kind=Kind.ALERT_RAISED, still=still) for seq in (9, 8, 7)]
    window.hear(journal.answer(*entries))
    evidence, passed = window._panel._evidence, []
    window._panel._stayed.setInterval(600_000)  # however slow this machine is
    evidence._loader.loaded.connect(lambda seq, _evidence: passed.append(seq))
    for entry in entries:
        assert f"No. {entry.seq}" in window._panel._text.text()
        assert evidence._rows.count() == 1  # in words, at once
        assert wait_until(lambda seq=entry.seq: journal.aftermaths and journal.aftermaths[-1][0] == seq)
        window.hear(journal.aftermath(entry))
        assert (seen, passed) == ([], [])
        QTest.keyClick(window._view, Qt.Key.Key_Down)
    window._panel._stayed.start(0)
    assert wait_until(evidence._picture.isVisible)
    assert (seen, passed) == ([entries[-1]], [7])
