"""A whole day of the demo in real windows: three shifts, two hand-overs, and the papers that come of it."""

import os
import re
import subprocess
import sys
from collections import Counter

import pypdfium2
import pytest

from console.journal.entry import Kind
from console.journal.query import Query
from console.journal.search import each
from console.journal.verify import verify
from console.paths import DataFolder


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    root = tmp_path_factory.mktemp("day")
    words = ["demo", "--headless", "--day", "--cameras", "8", "--language", "ru"]
    run = subprocess.run(
        [sys.executable, "-m", "ui.main", *words, "--data", str(root / "data"), "--out", str(root / "out")],
        env={**os.environ, "MUNARA_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        timeout=280,
    )
    return run, DataFolder(root / "data"), root / "out"


def test_every_act_of_the_day_is_done(day):
    run, folder, _out = day
    assert (run.returncode, "not done" in run.stderr) == (0, False), run.stderr
    assert verify(folder).sound


def test_the_journal_holds_three_shifts_two_hand_overs_a_refusal_and_a_second_look(day):
    _run, folder, _out = day
    entries = list(each(folder, Query()))
    kinds = Counter(entry.kind for entry in entries)
    assert (kinds[Kind.SHIFT_OPENED], kinds[Kind.SHIFT_CLOSED]) == (3, 3)
    handed = [entry.body["handed_to"] for entry in entries if entry.kind is Kind.SHIFT_CLOSED]
    assert [bool(name) for name in handed] == [True, True, False]
    refused = [entry.body["what"] for entry in entries if entry.kind is Kind.REFUSED]
    assert refused == ["shift_log"]
    assert (kinds[Kind.DISMISSAL_REVIEWED], kinds[Kind.ALERT_REOPENED]) == (1, 1)
    assert entries[0].kind is Kind.DEMO_STARTED


@pytest.mark.parametrize(
    ("language", "title"), [("ru", "Журнал смены"), ("kk", "Ауысым журналы"), ("en", "Shift log")]
)
def test_each_language_has_its_paper_with_head_count_and_key_on_every_page(day, language, title):
    _run, _folder, out = day
    pdf = pypdfium2.PdfDocument(out / f"shift-log-{language}.pdf")
    pages = [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
    assert title in pages[0]
    assert "С. Омарова" in "".join(pages)
    assert "В. Ким" in "".join(pages)
    assert all("DEMO" in page or "ДЕМО" in page for page in pages)
    heads = [re.findall(r"^(?:head|голова цепи|соңғы хэш) (\d+:[0-9a-f]{64})", page, re.M) for page in pages]
    assert [len(found) for found in heads] == [1] * len(pages)
    assert len({found[0] for found in heads}) == 1


def test_the_tables_lie_beside_the_papers(day):
    _run, _folder, out = day
    assert (out / "shift-log.xlsx").read_bytes().startswith(b"PK")
    assert (out / "shift-log.csv").read_bytes().startswith(b"\xef\xbb\xbf")
