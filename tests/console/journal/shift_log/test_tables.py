"""The log as a workbook and as CSV: types that a spreadsheet knows, texts that stay texts."""

from __future__ import annotations

import csv
import io

import pytest

from console.journal.entry import Kind
from tests.console.journal.conftest import a_violation
from tests.console.journal.shift_log.conftest import Workbook

HOSTILE = [
    '=HYPERLINK("http://evil";"click")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    'он сказал: "нет",\nи ушёл\tдалеко',
    "_x0041_ & <b> ]]>",
    "a\x00b\x07c\u202ed\ufffe",
    "中文 \U0001f600",
    "<r><t>x</t></r></is></c><c r='A9'><f>1+1</f></c><c><is><r><t>y</t></r>",
]
SHOWN = [*HOSTILE[:8], "a[U+0000]b[U+0007]c[U+202E]d[U+FFFE]", HOSTILE[9], f"{HOSTILE[10]} "]


@pytest.fixture
def hostile(journal, make):
    for text in HOSTILE:
        journal.append_now(Kind.VIOLATION_RECORDED, a_violation(note=text), actor="Anna")
    return make


def _table(file):
    text = file.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def test_a_workbook_has_a_sheet_a_table(day, make):
    book = Workbook(make("log.xlsx").file)
    wanted = ["Shift log", "On duty", "Hand-overs", "Violations", "Corrections", "Alerts"]
    assert list(book.sheets)[:6] == wanted
    for sheet in book.sheets:
        assert book.has(sheet, "autoFilter")
        assert book.has(sheet, "pane"), "the heading stays"
        assert book.has(sheet, "cols")


def test_dates_are_dates_and_numbers_numbers(day, make):
    rows = Workbook(make("log.xlsx").file).rows("Violations")
    titles = {value: column for column, (_type, value) in rows[0].items()}
    first = rows[1]
    assert first[titles["No."]] == ("number", "6")
    kind, days = first[titles["Recorded"]]
    assert kind == "date"
    assert float(days) == pytest.approx(46349.961261574)  # 2026-11-23 23:04:13 by the desk's clock
    assert first[titles["Recorded: offset"]] == ("text", "UTC+05:00")
    assert first[titles["Persons"]] == ("number", "2")
    assert first[titles["Offence"]] == ("text", "Petty hooliganism")
    assert "is “3”" in first[titles["Corrections"]][1]


def test_no_cell_of_a_workbook_runs(hostile):
    book = Workbook(hostile("log.xlsx").file)
    rows = book.rows("Violations")
    titles = {value: column for column, (_type, value) in rows[0].items()}
    notes = [row[titles["Note"]] for row in rows[1:]]
    assert [kind for kind, _value in notes] == ["text"] * len(HOSTILE)
    # A spreadsheet reads _x005F_ as the _ that it stands for.
    assert [value.replace("_x005F_", "_") for _kind, value in notes] == SHOWN
    assert b"quotePrefix" in book.parts["xl/styles.xml"], "nor when somebody edits it"
    assert not [name for name in book.names if "hyperlink" in name or "externalLink" in name]
    assert all(b"<f>" not in part and b"<hyperlink" not in part for part in book.parts.values())


def test_no_cell_of_a_csv_runs(hostile):
    rows = [row for row in _table(hostile("log.csv").file) if row["Section"] == "Violations"]
    guarded = [f"'{text}" if text[0] in "=+-@\t＝" else text for text in SHOWN]
    assert [row["Note"] for row in rows] == [*guarded[:10], HOSTILE[10]]


def test_a_csv_has_every_row_under_its_section(day, make):
    done = make("log.csv")
    rows = _table(done.file)
    entries = [row for row in rows if row["Section"] not in ("Shift log", "On duty", "Hand-overs")]
    assert len(entries) == done.count
    assert sorted(int(row["No."]) for row in entries) == list(range(1, done.count + 1))
    violation = next(row for row in entries if row["Section"] == "Violations")
    assert violation["Time"] == "2026-11-23 23:04:13"
    assert violation["Time: offset"] == "UTC+05:00"
    assert violation["When it happened"] == "2026-11-23 23:00:00"
    head = next(row for row in rows if row["Name"] == "Head")
    assert head["Value"] == done.head
    handed = [row["What it says"] for row in rows if row["Section"] == "Hand-overs"]
    assert "камера дрожит на ветру" in handed


def test_every_row_of_a_demo_says_so(day, make, folder):
    folder.demo_mark.touch()
    assert {row["DEMO"] for row in _table(make("log.csv").file)} == {"DEMO"}
    book = Workbook(make("log.xlsx").file)
    for sheet in book.sheets:
        assert {row["A"] for row in book.rows(sheet)} == {("text", "DEMO")}
        assert b"DEMO" in book.parts["docProps/core.xml"]


def test_a_text_longer_than_a_cell_says_that_it_is_cut(journal, make):
    journal.append_now(Kind.NOTE, {"text": "ә" * 40_000}, actor="Anna")
    rows = Workbook(make("log.xlsx").file).rows("Notes")
    text = max((value for _kind, value in rows[1].values()), key=len)
    assert len(text) <= 32_767
    assert "letters more stand in the journal" in text


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_sheets_and_dates_speak_the_language(day, make, language):
    book = Workbook(make("log.xlsx", language=language).file)
    assert b"dd.mm.yyyy hh:mm:ss" in book.parts["xl/styles.xml"]
    titles = {"ru": "Нарушения", "kk": "Құқық бұзушылықтар"}
    assert titles[language] in book.sheets or "Violations" in book.sheets
    text = b"".join(book.parts.values()).decode("utf-8", "replace")
    assert {"ru": "Мелкое хулиганство", "kk": "Ұсақ бұзақылық"}[language] in text
