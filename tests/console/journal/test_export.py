"""The CSV: whole or not there, nothing in it runs, a demo cannot pass for a desk."""

import csv
import io

import pytest

from console.journal.export import write_csv
from console.journal.journal import Kind, Query
from console.journal.search import each
from console.problem import Problem
from tests.console.journal.conftest import a_violation


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


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
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
