"""`munara bench journal`: its keys, its journal, and the bare work that its figures are ratios to."""

from __future__ import annotations

import csv
import json
import random
from io import StringIO

import pytest

from console.bench import journal as bench
from console.bench import journal_peers
from console.bench.journal_entries import a_draft, made_up
from console.commands import parse, run
from console.journal.search import find
from console.journal.verify import verify
from console.paths import DataFolder

GOAL_KEYS = "entries append_p99_ratio search_p95_ms verify_ratio export_ratio open_s".split()  # noqa: SIM905


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = DataFolder(tmp_path_factory.mktemp("bench") / "data")
    bench._fill(folder, 2000)
    return folder


def test_it_measures_and_leaves_nothing_behind(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert run(parse(["bench", "journal", "--entries", "20000", "--json"])) == 0
    figures = json.loads(capsys.readouterr().out)
    assert list(figures)[: len(GOAL_KEYS)] == GOAL_KEYS
    assert figures["entries"] == 20_000
    assert figures["exported"] == 2100, "one in ten, of the appended thousand too"
    assert all(figures[key] > 0 for key in GOAL_KEYS)
    assert not list((tmp_path / "munara").iterdir())


def test_its_table_names_every_figure(tmp_path):
    figures = bench.measure(tmp_path, entries=500, commits=20)
    assert [line.split()[0] for line in figures.table().splitlines()] == list(json.loads(figures.as_json()))


def test_its_journal_is_a_real_one(filled):
    report = verify(filled)
    assert report.sound
    assert report.entries == 2000
    empty = [query for query in bench._QUERIES if not query.camera and not find(filled, query)[1]]
    assert [query.words for query in empty] == ["нет-такого-слова"], "the others have work to do"


def test_the_same_years_every_time_but_for_the_salt():
    def said():
        return [(draft.kind, draft.actor, {**draft.body, "salt": ""}) for draft in made_up(50)]

    assert said() == said()
    assert a_draft(random.Random(1), 10).body["salt"] != a_draft(random.Random(1), 10).body["salt"]


@pytest.mark.parametrize("with_shell", [True, False])
def test_bare_work_is_done_over_the_same_rows(filled, tmp_path, monkeypatch, with_shell):
    if with_shell and journal_peers.shell() is None:
        pytest.skip("no sqlite3 shell here")
    if not with_shell:
        monkeypatch.setattr(journal_peers, "shell", lambda: None)
    assert journal_peers.fetch_and_hash(filled.journal_db) == 2000
    own, bare = tmp_path / "own.csv", tmp_path / "bare.csv"
    assert bench._export(filled, own) == 200
    journal_peers.export_bare(filled.journal_db, bare, limit=bench._EXPORTED)
    own_rows, bare_rows = (
        list(csv.reader(StringIO(file.read_text(encoding="utf-8-sig"), newline=""))) for file in (own, bare)
    )
    assert len(own_rows[0]) == len(bare_rows[0])
    assert [row[0] for row in own_rows[1:]] == [row[0] for row in bare_rows if row[0].isdigit()]
    assert [row[11] for row in own_rows[1:]] == [row[11] for row in bare_rows if row[0].isdigit()], "notes"


def test_a_journal_that_is_not_sound_has_no_figures(filled, monkeypatch):
    from console.problem import Problem

    monkeypatch.setattr(bench, "verify", lambda _folder: verify(filled, head=bench_head()))
    with pytest.raises(Problem, match="not sound"):
        bench._verify(filled)


def bench_head():
    from console.journal.verify import Head

    return Head(9999, bytes(32))


@pytest.mark.parametrize("entries", ["0", "99", "-5", "1e6", "many"])
def test_a_number_that_is_none_is_refused_in_one_line(entries, capsys):
    with pytest.raises(SystemExit) as ended:
        parse(["bench", "journal", "--entries", entries])
    assert ended.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert parse(["bench", "journal", "--entries", "1000000"]).entries == 1_000_000
