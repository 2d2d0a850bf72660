"""`munara journal …`: what it prints, what it returns, what it refuses in one line."""

import json

import pytest

from console.journal.verify import verify
from console.problem import Problem
from tests.console.journal.conftest import tamper


def test_verify_is_content_and_prints_the_head(eight, munara):
    code, text = munara("verify")
    assert code == 0
    assert text.splitlines() == [
        "nothing was changed: 8 entries, 2 evidence files",
        "no head is signed",
        f"head {verify(eight).head}",
    ]
    assert munara("verify", "--head", str(verify(eight).head))[0] == 0


def test_verify_names_the_entry_and_returns_one(eight, munara):
    tamper(eight, "update entry set actor = 'Eve' where seq in (4, 6)")
    code, text = munara("verify")
    assert code == 1
    assert text.splitlines()[0] == "entry 4: its header was changed"
    assert "2 faults in 8 entries" in text


def test_verify_for_scripts(eight, munara):
    head = str(verify(eight).head)
    tamper(eight, "delete from entry where seq = 8")
    code, text = munara("verify", "--json", "--head", head)
    report = json.loads(text)
    assert code == 1
    assert not report["ok"]
    assert report["first_fault"]["seq"] == 8
    assert report["first_fault"]["kind"] == "tail cut"
    assert report["head"].startswith("7:")
    assert json.loads(munara("verify", "--json")[1])["ok"], "no paper, no way to know"


def test_search_prints_a_row_an_entry(eight, munara):
    code, text = munara("search", "школа", "--limit", "3")
    assert code == 0
    *rows, count = text.splitlines()
    assert count == "3 of 8"
    assert rows[0].split()[:3] == ["8", "2026-11-23", "23:07:00+05:00"]


def test_search_for_scripts(eight, munara):
    found = json.loads(munara("search", "--json", "--camera", "0402", "--kind", "violation recorded")[1])
    assert found["total"] == 8
    assert found["entries"][0]["body"]["persons"] == 8
    assert json.loads(munara("search", "--json", "--until", "2020-01-01")[1])["total"] == 0


def test_a_terminal_gets_printable_text_only(journal, folder, munara):
    from console.journal.journal import Kind

    journal.append_now(Kind.BULLETIN, {"text": "a\x1b[2Jb\nc"}, actor="Anna")
    text = munara("search")[1]
    assert "\x1b" not in text
    assert len(text.splitlines()) == 2


def test_export_writes_and_a_demo_is_marked(eight, munara, tmp_path):
    file = tmp_path / "out.csv"
    assert munara("export", "--csv", str(file)) == (0, f"8 entries written to {file}\n")
    assert b"DEMO" not in file.read_bytes()
    eight.demo_mark.touch()
    munara("export", "--csv", str(file), "--json")
    assert file.read_bytes().count(b"DEMO") == 9


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["verify", "--head", "8:xyz"], "no head"),
        (["verify", "--head", ""], "no head"),
        (["search", "--kind", "murder"], "no such kind"),
        (["search", "--since", "yesterday"], "no time"),
    ],
)
def test_wrong_use_is_told_in_one_line(eight, munara, words, says):
    with pytest.raises(Problem, match=says) as told:
        munara(*words)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("words", [["verify"], ["search"], ["export", "--csv", "out.csv"]])
def test_a_folder_without_a_journal_is_told_and_left_alone(folder, munara, words):
    folder.root.mkdir()
    with pytest.raises(Problem, match="no journal here"):
        munara(*words)
    assert list(folder.root.iterdir()) == []
    folder.journal_db.write_bytes(b"this is no database " * 300)
    with pytest.raises(Problem, match="cannot be used"):
        munara(*words)


def test_rebuild_says_how_many_and_the_head(eight, munara):
    head = str(verify(eight).head)
    tamper(eight, "delete from entry_subject")
    assert munara("rebuild") == (0, f"8 entries can be searched again\nhead {head}\n")
    assert json.loads(munara("rebuild", "--json")[1]) == {"entries": 8, "head": head}
    assert "8 of 8" in munara("search", "--camera", "0402")[1]


def test_rebuild_beside_a_desk_is_one_line_and_two(eight, journal, capsys):
    from console.commands import parse, run

    journal.start()
    try:
        assert run(parse(["journal", "rebuild", "--data", str(eight.root)])) == 2
    finally:
        journal.stop()
    (line,) = capsys.readouterr().err.splitlines()
    assert str(eight.root) in line
