"""`munara journal shift-log`: what it prints, what it refuses in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.journal import shift_log_command
from console.journal.entry import Kind
from console.journal.query import Query
from console.journal.search import each
from console.journal.verify import verify
from console.language import language
from console.problem import Problem
from tests.console.journal.shift_log.conftest import text_of


def test_it_says_what_it_wrote_and_the_paper_is_checked_by_it(day, munara, tmp_path, folder):
    file = tmp_path / "log.pdf"
    code, text = munara("shift-log", "--out", str(file), "--operator", "Lead", "--language", "kk")
    assert code == 0
    said, head, key = text.splitlines()
    assert said == f"37 entries written to {file}"
    assert language() == "en"
    assert "Дабыл түсті" in text_of(file)
    digits = "".join(key.split()[1:])
    assert munara("verify", "--head", head.split()[1], "--key", digits)[0] == 0
    assert [entry.actor for entry in each(folder, Query(kinds=(Kind.EXPORT_MADE,)))] == ["Lead"]
    assert verify(folder).sound


def test_a_shift_by_its_number_for_scripts(day, munara, tmp_path):
    file = tmp_path / "log.csv"
    seq = day.closed[0].body["opened_seq"]
    told = json.loads(munara("shift-log", "--out", str(file), "--shift", str(seq), "--json")[1])
    assert told["file"] == str(file)
    assert told["entries"] == day.closed[0].seq + 1 - seq + 1
    assert len(told["fingerprint"]) == 64


def test_a_query_narrows_it(day, munara, tmp_path):
    words = ("--camera", "0311", "--signed-by", "Әсел", "--kind", "alert dismissed")
    text = munara("shift-log", "--out", str(tmp_path / "log.xlsx"), *words)[1]
    assert text.startswith("1 entry written")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--out", "log.docx"], "Let its name end in: .pdf, .xlsx, .csv"),
        (["--out", "log.pdf", "--shift", "4"], "opens or closes no shift"),
        (["--out", "log.pdf", "--shift", "3", "--since", "2026-11-23"], "a shift has its own span"),
        (["--out", "log.pdf", "--since", "yesterday"], "this is no time"),
        (["--out", "log.pdf", "--kind", "tea"], "no such kind"),
    ],
)
def test_wrong_use_is_one_line_and_no_file(day, munara, tmp_path, monkeypatch, words, says):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Problem, match=says) as problem:
        munara("shift-log", *words)
    assert "\n" not in str(problem.value)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_an_interrupt_is_told_and_leaves_nothing(day, munara, tmp_path, monkeypatch):
    def interrupted(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    monkeypatch.setattr(shift_log_command, "_told", lambda: interrupted)
    with pytest.raises(Problem, match="was stopped, and nothing was written"):
        munara("shift-log", "--out", str(tmp_path / "log.pdf"))
    assert [path.name for path in Path(tmp_path).iterdir()] == ["data"]


def test_without_a_journal_it_says_so(munara, tmp_path):
    with pytest.raises(Problem, match="there is no journal here"):
        munara("shift-log", "--out", str(tmp_path / "log.pdf"))
