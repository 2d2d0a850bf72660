"""A desk's own catalogue: added, changed and hidden offences, and a file that is told when it is damaged."""

import json

import pytest

from console.journal import offences
from console.journal.catalogue import copy_built_in, read_catalogue, use_catalogue
from console.journal.journal import Kind, Query
from console.journal.offences import BUILT_IN, find_offence, load_offences, offered_offences
from console.journal.search import find
from console.problem import Problem
from tests.console.journal.conftest import a_violation

ADDED = """
[[offence]]
code = "koap-505"
article = "505"
kind = "administrative"
priority = 3
name.ru = "Нарушение правил благоустройства"
name.kk = "Абаттандыру қағидаларын бұзу"
name.en = "Breaking the rules of keeping the town"
"""


@pytest.fixture(autouse=True)
def _built_in_again(monkeypatch):
    monkeypatch.setattr(offences._Known, "offered", None)
    monkeypatch.setattr(offences._Known, "by_code", None)


@pytest.fixture
def own(folder):
    folder.root.mkdir(exist_ok=True)

    def write(text):
        folder.offences_file.write_text(text, encoding="utf-8")
        return folder

    return write


def test_without_a_file_the_built_in_one_is_in_force(folder):
    catalogue = read_catalogue(folder)
    assert catalogue.offered == load_offences()
    assert (catalogue.hidden, catalogue.own) == ((), frozenset())
    assert catalogue.check == "against the law in force"
    assert use_catalogue(folder) is None


def test_offences_are_added_changed_and_hidden(own):
    folder = own(
        'check = ""\n'
        + ADDED
        + '[[offence]]\ncode = "koap-434"\narticle = "434-1"\nname.en = "Rowdiness"\n'
        + '[[offence]]\ncode = "uk-188"\nhidden = true\n'
    )
    assert use_catalogue(folder) is None
    catalogue = read_catalogue(folder)
    assert catalogue.own == {"koap-505", "koap-434"}
    assert catalogue.check == ""
    offered = {offence.code: offence for offence in offered_offences()}
    assert "uk-188" not in offered
    assert offered["koap-505"].article == "505"
    changed = offered["koap-434"]
    assert (changed.article, changed.name("en"), changed.name("kk")) == (
        "434-1",
        "Rowdiness",
        "Ұсақ бұзақылық",
    )
    assert find_offence("uk-188").name("en") == "Theft", "records still name it"


def test_a_record_keeps_its_article(journal, own):
    folder = journal._folder
    journal.append_now(Kind.VIOLATION_RECORDED, a_violation(), actor="Anna")
    use_catalogue(own('[[offence]]\ncode = "koap-434"\narticle = "999"\n'))
    ((row,), _total) = find(folder, Query())
    assert row.summary().startswith("Petty hooliganism (CAO art. 434) ·")


def test_a_code_that_no_catalogue_has_is_shown_as_it_is(journal, folder):
    body = a_violation(offence="koap-1", article="1")
    journal.append_now(Kind.VIOLATION_RECORDED, body, actor="Anna")
    ((row,), _total) = find(folder, Query())
    assert row.summary().startswith("koap-1 1 ·")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("\n[[offence", "line 2"),
        (ADDED + '\n[[offence]]\ncode = "x"\n', "line 11: 'article' is missing"),
        (ADDED + ADDED, "line 11: koap-505 stands here twice"),
        (ADDED.replace("priority = 3", "priority = 9"), "line 2: priority = 9"),
        (ADDED.replace('"administrative"', '"civil"'), "line 2: .*civil"),
        (ADDED.replace("name.kk", "name.de"), "line 2: name.de"),
        (ADDED.replace('article = "505"', "article = 505"), "line 2: article = 505"),
        (ADDED.replace("koap-505", "КоАП 505"), "line 2: code"),
        (ADDED + "hidden = 1", "line 2: hidden = 1"),
        (ADDED + 'colour = "red"', "line 2: colour"),
        ("offence = 3", "offence = 3"),
        ("offence = [3]", "cannot be read"),
        ('[[ofence]]\ncode = "x"', "ofence"),
    ],
)
def test_a_damaged_file_names_its_line_and_the_desk_goes_on(own, journal, text, says):
    folder = own(text)
    with pytest.raises(Problem, match=says) as told:
        read_catalogue(folder)
    assert str(folder.offences_file) in str(told.value)
    assert "\n" not in str(told.value)
    journal.start()
    journal.stop()
    assert offered_offences() == load_offences()
    ((row,), _total) = find(folder, Query(kinds=(Kind.FAULT_NOTED,)))
    assert "built-in one is used" in row.body["what"]
    assert str(folder.offences_file) in row.body["why"]


def test_bytes_that_are_no_text_are_a_problem(own):
    folder = own("")
    folder.offences_file.write_bytes(b"\xff\xfe")
    with pytest.raises(Problem, match="catalogue of offences cannot be read"):
        read_catalogue(folder)


def test_the_copy_is_the_built_in_one_and_never_replaces_anything(folder, munara, capsys):
    with pytest.raises(Problem, match="cannot be written"):
        copy_built_in(folder)
    folder.root.mkdir()
    code, text = munara("offences", "--edit-copy")
    assert code == 0
    assert folder.offences_file.read_bytes() == BUILT_IN.read_bytes()
    assert len(text.splitlines()) == len(load_offences()) + 1
    assert read_catalogue(folder).own == frozenset()
    folder.offences_file.write_text(ADDED, encoding="utf-8")
    with pytest.raises(Problem, match="of its own already"):
        munara("offences", "--edit-copy")
    assert folder.offences_file.read_text(encoding="utf-8") == ADDED


def test_the_word_lists_what_is_in_force_and_checks_the_file(own, munara):
    folder = own(ADDED + '[[offence]]\ncode = "uk-188"\nhidden = true\n')
    _code, text = munara("offences")
    assert "koap-505" in text
    assert "(the desk's own)" in next(line for line in text.splitlines() if line.startswith("koap-505"))
    assert "(hidden)" in next(line for line in text.splitlines() if line.startswith("uk-188"))
    table = json.loads(munara("offences", "--json")[1])
    assert [row["code"] for row in table["offences"] if row["own"]] == ["koap-505"]
    assert [row["code"] for row in table["offences"] if row["hidden"]] == ["uk-188"]
    folder.offences_file.write_text("[[offence]]\n")
    with pytest.raises(Problem, match="line 1: 'code' is missing"):
        munara("offences")


def test_other_words_say_that_the_file_is_damaged_and_go_on(eight, capsys, monkeypatch):
    from console.commands import parse, run

    monkeypatch.setenv("MUNARA_LANGUAGE", "en")
    eight.offences_file.write_text("[[offence")
    assert run(parse(["journal", "search", "hooligan", "--data", str(eight.root)])) == 0
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 9
    (line,) = said.err.splitlines()
    assert "line 1" in line


def test_an_offence_is_found_by_its_own_name_here(own, journal):
    folder = own(ADDED)
    use_catalogue(folder)
    body = a_violation(offence="koap-505", article="505")
    journal.append_now(Kind.VIOLATION_RECORDED, body, actor="Anna")
    assert find(folder, Query(offence="абаттандыру"))[1] == 1
    assert find(folder, Query(words="благоустр"))[1] == 1
