"""The log on paper: every page numbered and signed, its text real in three languages, hostile texts tamed."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pypdfium2
import pytest

from console.journal.chain import sha256
from console.journal.entry import Kind
from console.journal.evidence import file_sha256
from console.journal.look_reason import LookReason
from console.journal.query import Query
from console.journal.search import each
from console.journal.shift_log.course import Course
from console.journal.shift_log.gather import gather
from console.journal.shift_log.log import ShiftLogOrder
from console.journal.shift_log.pdf import write_pdf
from console.journal.signing import grouped
from console.language import use_language
from tests.console.journal.conftest import a_violation, tamper
from tests.console.journal.shift_log.a_day import FIRST, LEAD, SECOND
from tests.console.journal.shift_log.conftest import pages_of, text_of

_WORDS = {
    "en": ["Alert raised", "Petty hooliganism", "CAO art. 434", "2026-11-23 23:04:00", "patrol sent"],
    "ru": ["Тревога поднята", "Мелкое хулиганство", "23.11.2026 23:04:00", "направлен наряд"],
    "kk": ["Дабыл түсті", "Ұсақ бұзақылық", "23.11.2026 23:04:00", "патруль жіберілді", "Қол қойған"],
}


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_each_page_is_numbered_and_names_head_count_and_key(day, make, language):
    done = make("log.pdf", language=language)
    pages = pages_of(done.file)
    assert len(pages) > 3
    for number, text in enumerate(pages, 1):
        assert done.head in text
        assert grouped(done.fingerprint) in text
        foot = text[-400:]
        assert re.search(rf"\b{number}\b.*\b{len(pages)}\b|\b{len(pages)}\b.*\b{number}\b", foot)
        assert re.search(rf": {done.count}\b", foot)
        assert "DEMO" not in text
    whole = "\n".join(pages)
    for word in (*_WORDS[language], FIRST, SECOND, LEAD, "Площадь Тәуелсіздік", "әуелсіз"):
        assert word in whole


def test_every_kazakh_letter_comes_back_in_both_weights(journal, make):
    letters = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі"
    journal.append_now(Kind.SIGNED_IN, {"role": "dispatcher"}, actor=letters)  # a name on duty is bold
    journal.append_now(Kind.NOTE, {"text": f"сөз {letters} сөз"}, actor="Anna")
    text = text_of(make("log.pdf").file)
    assert f"сөз {letters} сөз" in text
    assert text.count(letters) >= 3


def test_the_file_says_what_it_is(day, make, folder):
    done = make("log.pdf", language="kk")
    with pypdfium2.PdfDocument(done.file) as pdf:
        told = pdf.get_metadata_dict()
    assert "desk-1" in told["Title"]
    assert told["CreationDate"].startswith("D:20261123233740+05")
    content = done.file.read_bytes()
    assert b"/Lang (kk)" in content
    assert len(content) < 200_000, "the fonts are cut down to their letters in use"
    assert content.count(b"/FontFile2") == 2


def test_the_same_journal_makes_the_same_file_to_the_byte(day, folder, tmp_path):
    made = list[bytes]()
    for name in ("one.pdf", "two.pdf"):
        log = gather(folder, ShiftLogOrder(tmp_path / name, LEAD), Course())
        with (tmp_path / name).open("wb") as out:
            write_pdf(log, out, Course())
        made.append(sha256((tmp_path / name).read_bytes()))
    assert made[0] == made[1]


def test_every_page_of_a_demo_says_so(day, make, folder):
    folder.demo_mark.touch()
    assert all(page.startswith("DEMO: none of this happened") for page in pages_of(make("log.pdf").file))


def test_both_persons_of_a_hand_over_have_a_place_to_sign(day, make):
    text = text_of(make("log.pdf").file)
    assert f"Handed over {FIRST} signature date, time Taken over {SECOND} signature date, time" in text
    assert "Hand-over: " + FIRST + " to " + SECOND in text
    assert f"This hand-over stands in the journal as entry {day.closed[0].seq}." in text
    assert day.closed[0].body["head"] in text
    for said in ("камера дрожит на ветру", "Дворник школы", "taken by " + FIRST, "read by: " + FIRST):
        assert said in text
    assert "Тыныш ауысым. Смена спокойная" in text


def test_corrections_stand_with_the_violation(day, make, journal):
    text = text_of(make("log.pdf").file)
    assert "пересчитали по записи; Persons: was “2”, is “3”" in text
    assert re.search(r"voided Theft", text)
    assert "қате жазылған: басқа алаң" in text


def test_a_correction_made_after_the_span_is_told_all_the_same(journal, clock, make):
    recorded = journal.append_now(Kind.VIOLATION_RECORDED, a_violation(), actor="Anna")
    end = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
    clock.advance(7200)
    body = {**a_violation(), "seq": recorded.seq, "why": "too hasty"}
    voided = journal.append_now(Kind.VIOLATION_VOIDED, body, actor="Anna")
    text = text_of(make("log.pdf", Query(until_utc=end)).file)
    assert f"Voided by entry {voided.seq}" in text
    assert "too hasty" in text


def test_a_long_note_is_there_to_its_last_letter(journal, make):
    note = " ".join(f"слово{number}" for number in range(570))
    assert len(note) > 4900
    journal.append_now(Kind.VIOLATION_RECORDED, a_violation(note=note), actor="Anna")
    journal.append_now(Kind.NOTE, {"text": note}, actor="Anna")
    text = text_of(make("log.pdf").file).replace("\n", " ")
    assert text.count("слово569") == 2
    assert text.count("(see below)") == 1, "a narrow column is no place for it"
    assert "… 2" in text, "on the next page it is known again"


def test_a_word_of_500_letters_stays_on_the_page(journal, make):
    word = "ә" * 500
    journal.append_now(Kind.VIOLATION_RECORDED, a_violation(note=word, place=word), actor=word[:200])
    done = make("log.pdf")
    assert text_of(done.file).count("ә") >= 1200
    with pypdfium2.PdfDocument(done.file) as pdf:
        for page in pdf:
            for shape in page.get_objects():
                left, bottom, right, top = shape.get_bounds()
                assert left >= 50
                assert right <= page.get_width() - 28, "nothing runs off the paper"
                assert bottom >= 10
                assert top <= page.get_height() - 28


def test_what_the_font_has_not_is_named(journal, make):
    note = "a\u202eb\u200fc\x07d 中文 \U0001f600 \u0627 \ufeff \t=1+1"
    journal.append_now(Kind.VIOLATION_RECORDED, a_violation(note=note, place="\u2067x"), actor="An\u202ena")
    text = text_of(make("log.pdf").file).replace("\n", " ")
    named = "a[U+202E]b[U+200F]c[U+0007]d [U+4E2D U+6587] [U+1F600] [U+0627] [U+FEFF]"
    assert named in text
    assert "=1+1" in text
    assert "[U+2067]x" in text
    assert "An[U+202E]na" in text


def test_a_row_is_not_parted_and_a_heading_comes_again(journal, make):
    for number in range(60):
        note = f"начало{number} " + "слово " * 40 + f"конец{number}"
        journal.append_now(Kind.VIOLATION_RECORDED, a_violation(note=note), actor="Anna")
    pages = pages_of(make("log.pdf").file)
    assert len(pages) > 5
    for number in range(60):
        begun = [place for place, page in enumerate(pages) if f"начало{number} " in page]
        ended = [place for place, page in enumerate(pages) if f"конец{number} " in page]
        assert begun == ended
    assert all("When it happened" in page for page in pages[1:-1])


def test_each_time_tells_its_offset_where_that_changed(journal, clock, make):
    journal.append_now(Kind.NOTE, {"text": "one"}, actor="Anna")
    assert text_of(make("log.pdf").file).count("UTC+05:00") < 8
    clock.offset_min = 360
    journal.append_now(Kind.NOTE, {"text": "two"}, actor="Anna")
    text = text_of(make("log2.pdf").file)
    assert "the offset from UTC changed within the span" in text
    assert re.search(r"UTC\+06:00\s+two|two.{0,40}UTC\+06:00|UTC\+06:00", text)


def test_damaged_and_erased_entries_are_rows_all_the_same(day, make, folder):
    tamper(
        folder,
        "update entry set body = null where seq = 6",
        "update entry set at_utc = 'noon' where seq = 15",
        "update entry set kind = 'of a later version' where seq = 16",
    )
    done = make("log.pdf")
    text = text_of(done.file)
    assert "erased" in text
    assert "noon" in text
    assert "of a later version" in text
    assert "Other entries" in text


def test_the_entry_knows_the_file_and_is_signed(day, make, folder):
    done = make("log.pdf", Query(camera="0402"), language="ru", reason=LookReason.INVESTIGATORS)
    made, signed = list(each(folder, Query()))[-2:]
    assert made.kind is Kind.EXPORT_MADE
    assert made.body["what"] == "shift log pdf"
    assert made.body["file"] == "log.pdf"
    assert made.body["sha256"] == file_sha256(done.file)
    assert made.body["head"] == done.head
    assert made.body["query"] == "--camera 0402"
    assert made.body["reason"] == LookReason.INVESTIGATORS.value
    assert signed.kind is Kind.HEAD_SIGNED


def test_the_log_speaks_its_own_language_and_leaves_the_desks(day, make):
    use_language("ru")
    assert "Alert raised" in text_of(make("log.pdf", language="en").file)
    assert "Тревога поднята" in text_of(make("log2.pdf").file)
