"""What the journal holds on an entry is read in words: history, late clips, holds, erasures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocumentFragment

from console.journal.aftermath import FoundFile, files_of
from console.journal.entry import Entry, EntryWritten, Kind
from console.language import use_language
from tests.fakes.fake_search import make_entry
from tests.ui.waiting import wait_until
from ui.actions import ActionId
from ui.journal.evidence_loader import Finding
from ui.journal.evidence_text import file_text, finding_text
from ui.journal.history_text import changes

RECORDED = {
    "offence": "koap-434",
    "place": "ул. Абая, 5",
    "at_utc": "2026-11-23T17:59:10.000000Z",
    "persons": 2,
    "action": "",
    "case_numbers": {"kui": "1204"},
    "note": "",
}
AMENDED = RECORDED | {
    "seq": 7,
    "why": "three on the clip",
    "persons": 3,
    "action": "patrol sent",
    "at_utc": "2026-11-22T17:59:10.000000Z",
    "case_numbers": {"kui": "1204", "erap": "26-881"},
}


def entry(seq, kind, /, **body):
    return replace(make_entry(seq, **body), kind=kind)


def read(window, journal, *entries, **more) -> str:
    """The text of the panel once the last entry's aftermath is there."""
    window.hear(journal.answer(entries[-1]))
    assert wait_until(lambda: journal.aftermaths)
    window.hear(journal.aftermath(*entries, **more))
    return QTextDocumentFragment.fromHtml(window._panel._text.text()).toPlainText()


def test_history_tells_what_an_amendment_changed(window, journal):
    recorded, amended = (
        entry(7, Kind.VIOLATION_RECORDED, **RECORDED),
        entry(9, Kind.VIOLATION_AMENDED, **AMENDED),
    )
    voided = entry(12, Kind.VIOLATION_VOIDED, **AMENDED | {"why": "the same as <b>entry 3</b>"})
    text = read(window, journal, recorded, amended, voided)
    history = text[text.index("History") :]
    for line in (
        "No. 7 · 2026-11-23 23:00:00 +5 · D. Akhmetov",
        "Persons: 2 → 3",
        "What was done: — → patrol sent",
        "Happened: 22:59:10 → 2026-11-22 22:59:10",
        "administrative register: — → 26-881",
        "Reason: three on the clip",
        "Reason: the same as <b>entry 3</b>",
    ):
        assert line in history
    assert "incident book" not in history
    assert text.startswith("✕ Voided by D. Akhmetov")


def test_voiding_changes_nothing(window, journal):
    recorded = entry(7, Kind.VIOLATION_RECORDED, **RECORDED)
    voided = entry(9, Kind.VIOLATION_VOIDED, **RECORDED | {"seq": 7, "why": "twice"})
    assert list(changes(recorded, voided)) == []
    assert "→" not in read(window, journal, recorded, voided)


def test_erased_correction_is_told_and_compared_with_nothing(window, journal):
    recorded = entry(7, Kind.VIOLATION_RECORDED, **RECORDED)
    erased = replace(entry(9, Kind.VIOLATION_AMENDED), body={})
    amended = entry(10, Kind.VIOLATION_AMENDED, **RECORDED | {"seq": 7, "why": "four", "persons": 4})
    gone = entry(11, Kind.EVIDENCE_ERASED, seq=9, file="", why="asked for")
    text = read(window, journal, recorded, erased, amended, erased={9: gone})
    assert "its text was erased" in text
    assert text.count("→") == 1
    assert "Persons: 2 → 4" in text
    window.act(ActionId.AMEND)
    assert "erased" in window._bar._count.text()
    assert not window._forms._amend.isVisible()


def test_violation_that_was_never_corrected_has_no_history(window, journal):
    assert "History" not in read(window, journal, entry(7, Kind.VIOLATION_RECORDED, **RECORDED))


def test_hold_and_erasure_stand_first(window, journal):
    held = entry(9, Kind.EVIDENCE_HELD, seq=7, why="court")
    text = read(window, journal, entry(7, Kind.VIOLATION_RECORDED, **RECORDED), held=held)
    assert text.startswith("On legal hold by D. Akhmetov since 2026-11-23 23:00:00 +5: court")


def test_erased_text_is_told_with_who_and_why(window, journal):
    erased = entry(9, Kind.EVIDENCE_ERASED, seq=7, file="", why="30 days are over")
    text = read(window, journal, entry(7, Kind.ALERT_DISMISSED), erased={7: erased})
    assert text.startswith("The text of this entry was erased by D. Akhmetov")
    assert "30 days are over" in text


def a_file(role: str, path: Path = Path("x.mp4"), **said) -> FoundFile:
    return FoundFile(make_entry(9), path, {"role": role, "sha256": "ab" * 32, **said})


def test_file_is_told_in_words():
    clip = a_file(
        "clip",
        bytes=12_400_000,
        stream="main",
        width=1920,
        height=1080,
        started_at_utc="2026-11-23T17:59:05.000000Z",
        ended_at_utc="2026-11-23T17:59:35.000000Z",
    )
    text = "✓ Clip · 22:59:05–22:59:35 · 1920×1080, main stream · 12.4 MB"
    assert file_text(clip, Finding.INTACT) == text
    boxed = a_file("boxed", bytes=900, at_utc="2026-11-23T17:59:10.000000Z")
    assert file_text(boxed, None) == "… Picture with boxes · 22:59:10 · 1 kB"
    assert file_text(a_file("of a later version"), Finding.CHANGED) == "✕ of a later version"


@pytest.mark.parametrize(("language", "size"), [("en", "12.4"), ("ru", "12,4"), ("kk", "12,4")])
def test_size_has_the_decimal_sign_of_the_language(language, size):
    use_language(language)
    assert f" {size} " in file_text(a_file("clip", bytes=12_400_000), None)


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("still", "Picture"),
        ("boxes", "Boxes, as a table"),
        ("redacted clip", "Clip (redacted copy)"),
    ],
)
def test_roles_have_names(role, words):
    assert words in file_text(a_file(role), None)


def test_erased_file_is_told_with_who_and_why():
    erased = entry(20, Kind.EVIDENCE_ERASED, seq=9, file="x", why="30 days are over")
    file = replace(a_file("clip"), erased=erased)
    assert file_text(file, Finding.MISSING).startswith("⌫")
    assert finding_text(file, Finding.MISSING).startswith("erased by D. Akhmetov")
    assert "30 days are over" in finding_text(file, None)


def test_late_clip_joins_the_list_and_the_still_with_boxes_is_shown(window, journal, still, tmp_path):
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"not looked into")
    first = make_entry(7, still=still, **RECORDED)
    window.hear(journal.answer(first))
    panel = window._panel._evidence
    assert wait_until(panel._picture.isVisible)
    boxed = FoundFile(first, tmp_path / "boxed.jpg", {"role": "boxed", "sha256": ""})
    (own,) = files_of(first)
    late = FoundFile(make_entry(11), clip, {"role": "clip", "sha256": "0" * 64})
    assert wait_until(lambda: journal.aftermaths)
    window.hear(journal.aftermath(first, files=(own, boxed, late)))
    assert wait_until(lambda: len(panel._loaded) == 3)
    rows = [panel._rows.item(row).text() for row in range(panel._rows.count())]
    assert [row[:1] for row in rows] == ["✓", "✕", "✕"]  # as recorded, missing, changed
    assert panel._picture.isVisible()  # what one looked at stays chosen
    panel._rows.setCurrentRow(2)
    assert not panel._picture.isVisible()
    assert "changed" in panel._finding.text()


def test_erased_file_is_not_looked_for(window, journal, tmp_path):
    stands = tmp_path / "stands.mp4"
    stands.write_bytes(b"not looked into")
    first = make_entry(7, **RECORDED)
    clip = FoundFile(first, stands, {"role": "clip", "sha256": ""})
    erased = entry(20, Kind.EVIDENCE_ERASED, seq=7, file="x", why="30 days are over")
    gone = FoundFile(first, tmp_path / "gone.jpg", {"role": "still", "sha256": "ab" * 32}, erased)
    read(window, journal, first, files=(gone, clip))
    panel = window._panel._evidence
    assert panel._finding.text().startswith("erased by")
    assert wait_until(lambda: stands in panel._loaded)
    assert list(panel._loaded) == [stands]
    assert "ab" * 16 in panel._finding.text()


def test_aftermath_of_another_entry_is_not_shown(window, journal):
    first = entry(7, Kind.VIOLATION_RECORDED, **RECORDED)
    window.hear(journal.answer(first, make_entry(6)))
    assert wait_until(lambda: journal.aftermaths)
    answer = journal.aftermath(first, held=entry(9, Kind.EVIDENCE_HELD, seq=7, why="court"))
    window._view.selectRow(1)
    window.hear(answer)
    assert window._panel.aftermath is None
    assert "court" not in window._panel._text.text()


def test_what_is_written_meanwhile_is_read(window, journal):
    read(window, journal, entry(7, Kind.VIOLATION_RECORDED, **RECORDED))
    late = Entry(9, "", 0, "", "", Kind.EVIDENCE_STORED, {"seq": 7}, b"", b"", b"")
    window.hear(EntryWritten("", late))
    assert wait_until(lambda: len(journal.aftermaths) == 2)
