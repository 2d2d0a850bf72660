"""The CSV: whole or not there, nothing in it runs, a demo cannot pass for a desk."""

import csv
import io

import pytest

from console.journal import export_row
from console.journal.export import export_csv, write_csv
from console.journal.journal import EvidenceDraft, Kind, Query
from console.journal.search import each
from console.language import use_language
from console.problem import Problem
from tests.console.journal.conftest import a_violation, tamper


def _read(file):
    text = file.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf"), "spreadsheets read Cyrillic right only behind a byte order mark"
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def test_every_entry_is_a_row_with_its_local_time(eight, tmp_path):
    assert write_csv(each(eight, Query()), tmp_path / "out.csv", demo=False) == 8
    titles, *rows = _read(tmp_path / "out.csv")
    assert len(rows) == 8
    first = dict(zip(titles, rows[0], strict=True))
    assert first["No."] == "1"
    assert first["Time"] == "2026-11-23T23:00:00+05:00"
    assert first["Kind"] == "Violation recorded"
    assert first["Place"] == "Школа № 4"
    assert first["Article"] == "434"
    third = dict(zip(titles, rows[2], strict=True))
    assert third["Evidence"].startswith("evidence/2026/11/23/")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(journal, folder, tmp_path, start):
    text = start + 'HYPERLINK("http://evil")'
    journal.append_now(Kind.VIOLATION_RECORDED, a_violation(note=text, place=text), actor=text)
    write_csv(each(folder, Query()), tmp_path / "out.csv", demo=False)
    titles, row = _read(tmp_path / "out.csv")
    cells = dict(zip(titles, row, strict=True))
    assert cells["Note"] == cells["Place"] == cells["Signed by"] == "'" + text
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_quotes_and_line_breaks_come_back(journal, folder, tmp_path):
    note = 'он сказал: "нет",\nи ушёл;'
    journal.append_now(Kind.VIOLATION_RECORDED, a_violation(note=note), actor="Anna")
    write_csv(each(folder, Query()), tmp_path / "out.csv", demo=False)
    titles, row = _read(tmp_path / "out.csv")
    assert dict(zip(titles, row, strict=True))["Note"] == note


def test_every_row_of_a_demo_says_so(eight, tmp_path):
    write_csv(each(eight, Query()), tmp_path / "out.csv", demo=True)
    assert {row[0] for row in _read(tmp_path / "out.csv")} == {"DEMO"}


def test_an_export_that_fails_leaves_the_old_one_and_nothing_else(eight, tmp_path):
    file = tmp_path / "out.csv"
    file.write_text("yesterday's")

    def break_off():
        yield from list(each(eight, Query()))[:3]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_csv(break_off(), file, demo=False)
    assert file.read_text() == "yesterday's"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out.csv"]


def test_a_folder_that_is_not_there_is_a_problem(eight, tmp_path):
    with pytest.raises(Problem, match="export cannot be written"):
        write_csv(each(eight, Query()), tmp_path / "no" / "out.csv", demo=False)


STILLS = [EvidenceDraft("still", ".jpg", b"one"), EvidenceDraft("boxed", ".jpg", b"two")]
VIOLATIONS = [
    {},
    {"note": "", "action": "", "persons": 0, "vehicles": 0},
    {"note": 'он сказал: "нет", и\nушёл', "place": "a,b", "action": "=1+1"},
    {"note": "=1+1", "offence": "koap-1", "article": "1,2"},
    {"note": "x\0y\\u0041 \u202e  две  "},
    {"note": "driver's", "action": "many words " * 60, "vehicles": 12},
    {"case_numbers": {"kui": "1"}},
    {"case_numbers": {"erap": "3", "erdr": "", "kui": "=1"}},
    {"case_numbers": {"kui": 'a"b', "other": "c\\d"}},
    {"case_numbers": {"kui": "{}"}},
    {"alert_id": "a-1", "alert_seq": 4, "vehicles": 3},
    {"zone": "ворота", "fault": "black", "reason": "nothing there"},
    {"camera_id": "", "camera_number": "", "offence": "", "article": ""},
    {"persons": -1},
]


@pytest.fixture
def varied(journal, clock, folder):
    """Entries of every sort, whole and damaged: those that are read quickly beside those that are not."""
    for number, changes in enumerate(VIOLATIONS):
        clock.advance(61)
        evidence = STILLS[: number % 3]
        journal.append_now(
            Kind.VIOLATION_RECORDED, a_violation(**changes), actor="Anna, B.", evidence=evidence
        )
    amended = {**a_violation(), "seq": 1, "why": "ошибка"}
    journal.append_now(Kind.VIOLATION_AMENDED, amended, actor="=Eve")
    journal.append_now(Kind.BULLETIN, {"text": "снег, лёд"}, actor="Anna")
    for _number in range(9):
        journal.append_now(Kind.VIOLATION_RECORDED, a_violation(), actor="Anna")
    tamper(
        folder,
        "update entry set body = null where seq = 17",
        "update entry set body = '[1' where seq = 18",
        "update entry set at_utc = 'noon' where seq = 19",
        "update entry set at_utc = replace(at_utc, 'T18', 'T99') where seq = 20",
        "update entry set utc_offset_min = 345 where seq = 21",
        "update entry set actor = cast(x'416eff' as text) where seq = 22",
        "update entry set body = replace(body, 'patrol', cast(x'ff' as text)) where seq = 23",
        "update entry set kind = 'of a later version' where seq = 24",
        "update entry set utc_offset_min = 1000000000 where seq = 25",
        "delete from entry_subject where seq = 16",
    )
    return folder


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("demo", [False, True])
def test_what_is_read_quickly_is_the_same_to_the_byte(varied, tmp_path, language, demo):
    use_language(language)
    if demo:
        varied.demo_mark.touch()
    asked = Query()
    count = export_csv(varied, asked, tmp_path / "quick.csv")
    assert write_csv(each(varied, asked), tmp_path / "slow.csv", demo=demo) == count == 25
    assert (tmp_path / "quick.csv").read_bytes() == (tmp_path / "slow.csv").read_bytes()
    assert export_csv(varied, asked, tmp_path / "some.csv", most=7) == 7
    assert (tmp_path / "quick.csv").read_bytes().startswith((tmp_path / "some.csv").read_bytes())


def test_most_violations_are_read_quickly(varied, tmp_path, monkeypatch):
    slow = list[int]()
    whole = export_row.entry_line
    monkeypatch.setattr(export_row, "entry_line", lambda entry: slow.append(entry.seq) or whole(entry))
    export_csv(varied, Query(), tmp_path / "out.csv")
    # a formula's own quotes, braces, keys of a later version, other kinds, and what is damaged
    assert slow == [6, 10, 12, 14, 15, 16, 17, 18, 19, 20, 23, 25]


def test_many_names_and_places_are_not_all_kept(journal, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(export_row, "_KEPT", 2)
    for number in range(9):
        body = a_violation(place=f"place {number}", action=f"act {number}")
        journal.append_now(Kind.VIOLATION_RECORDED, body, actor=f"Anna {number}")
    export_csv(folder, Query(), tmp_path / "quick.csv")
    write_csv(each(folder, Query()), tmp_path / "slow.csv", demo=False)
    assert (tmp_path / "quick.csv").read_bytes() == (tmp_path / "slow.csv").read_bytes()
