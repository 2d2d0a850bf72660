"""What a query may ask for beyond words, each by its index, and Kazakh as it is typed on any keyboard."""

import json
import sqlite3
import unicodedata
from contextlib import closing
from datetime import timedelta

import pytest

from console.bench import journal as bench
from console.journal import query as query_module
from console.journal.database import JournalDatabase
from console.journal.journal import EvidenceDraft, Kind
from console.journal.projection import fold, words
from console.journal.query import Query, Standing
from console.journal.rebuild import rebuild
from console.journal.search import _COLUMNS, _question, each, find
from console.paths import DataFolder
from tests.console.journal.conftest import a_violation

CLIP = EvidenceDraft("clip", ".mp4", b"moving pictures")


@pytest.fixture
def desk(journal, clock, folder):
    """1 has a clip, 2 one that came later (4), 3 was amended (5) and voided (6) and got a still (7)."""
    recorded = Kind.VIOLATION_RECORDED
    camera = {"camera_id": "cam-0402", "camera_number": "0402"}
    journal.append_now(
        recorded, a_violation(place="улица Ержанова, двор 5"), actor="Әсел Қанатқызы", evidence=[CLIP]
    )
    second = a_violation(
        offence="koap-434-2", article="434-2", place="проспект Назарбаева", note="у Ержанова"
    )
    journal.append_now(recorded, second, actor="Иван Ким")
    journal.append_now(recorded, a_violation(offence="uk-188", article="188"), actor="Иван Ким")
    late = {"alert_id": "a", **camera, "place": "x", "seq": 2}
    journal.append_now(Kind.EVIDENCE_STORED, late, actor="munara", evidence=[CLIP])
    for kind in (Kind.VIOLATION_AMENDED, Kind.VIOLATION_VOIDED):
        journal.append_now(kind, {**a_violation(), "seq": 3, "why": "ошибка"}, actor="Anna")
    still = EvidenceDraft("still", ".jpg", b"picture")
    journal.append_now(Kind.EVIDENCE_STORED, {**late, "seq": 3}, actor="munara", evidence=[still])
    return folder


def _found(folder, **asked):
    rows, total = find(folder, Query(**asked))
    assert total == len(rows)
    assert [row.seq for row in each(folder, Query(**asked))] == [row.seq for row in rows][::-1]
    return [row.seq for row in rows]


FILTERS = [
    ({"with_clip": True}, [4, 2, 1]),
    ({"with_clip": True, "kinds": (Kind.VIOLATION_RECORDED,)}, [2, 1]),
    ({"standing": Standing.AMENDED}, [3]),
    ({"standing": Standing.VOIDED}, [3]),
    ({"standing": Standing.VOIDED, "with_clip": True}, []),
    ({"place": "ержанова"}, [1]),  # in a note it is no place
    ({"words": "ержанова"}, [2, 1]),
    ({"place": "двор улиц"}, [1]),
    ({"place": "???"}, []),
    ({"operator": "ким"}, [3, 2]),
    ({"operator": "канат"}, [1]),
    ({"operator": "patrol"}, []),
    ({"camera": "0402"}, [7, 6, 5, 4, 3, 2, 1]),
    ({"camera": "cam-0402", "operator": "иван"}, [3, 2]),
    ({"camera": "cam"}, []),
    ({"offence": "koap-434"}, [6, 5, 1]),
    ({"offence": "KOAP-434-2"}, [2]),
    ({"offence": "434"}, [6, 5, 1]),
    ({"offence": "434-2"}, [2]),
    ({"offence": "кража"}, [3]),
    ({"offence": "ұрлық"}, [3]),
    ({"offence": "мелк хулиг"}, [6, 5, 1]),
    ({"offence": "petty"}, [6, 5, 1]),
    ({"offence": "хулиг кража"}, []),
    ({"offence": '" OR "'}, []),
    ({"kinds": ("of a later version",)}, []),
]


@pytest.mark.parametrize(("asked", "wanted"), FILTERS)
def test_filters(desk, asked, wanted):
    assert _found(desk, **asked) == wanted


@pytest.mark.parametrize(("asked", "wanted"), FILTERS)
def test_made_again_the_index_finds_the_same(desk, asked, wanted):
    rebuild(desk)
    assert _found(desk, **asked) == wanted


@pytest.mark.parametrize("typed", ["қан", "кан", "ҚАН", "Кан", "қан-ат"])
def test_kazakh_letters_are_found_as_typed_and_from_a_russian_keyboard(journal, folder, typed):
    journal.append_now(Kind.BULLETIN, {"text": "Қанат"}, actor="Anna")
    journal.append_now(Kind.BULLETIN, {"text": "канат"}, actor="Anna")  # so were texts typed, too
    assert _found(folder, words=typed) == ([2, 1] if "-" not in typed else [])


def test_each_kazakh_letter_and_the_one_typed_in_its_place():
    assert fold("ӘҒҚҢӨҰҮҺІ") == fold("агкноуухи") == "агкноуухи"
    assert fold("Ёлка") == fold("елка")
    assert fold("край") != fold("краи"), "every keyboard has й"


def test_letters_put_together_from_parts_are_the_same_letters(journal, folder):
    journal.append_now(Kind.BULLETIN, {"text": unicodedata.normalize("NFD", "Ёрш й Ақжайық")}, actor="Anna")
    for typed in ("ёрш", "ерш", "акжайык", unicodedata.normalize("NFD", "ақжай")):
        assert _found(folder, words=typed) == [1], typed


def test_no_text_passes_for_a_mark(journal, folder):
    forged = "\ue007clip \ue006bulletin \ue000eve \ue001place"
    journal.append_now(Kind.SETTING_CHANGED, {"name": forged}, actor="Anna")
    assert _found(folder, with_clip=True) == []
    assert _found(folder, kinds=(Kind.BULLETIN,)) == []
    assert _found(folder, operator="eve") == _found(folder, place="place") == []
    assert _found(folder, words=forged) == [1], "its letters are found as words"
    assert _found(folder, operator="\ue007clip") == []


def test_what_speaks_of_later_or_of_no_entries_marks_nothing(journal, folder):
    for about in (1, 2, 99, -5):
        journal.append_now(Kind.VIOLATION_VOIDED, {"seq": about, "why": "x"}, actor="Anna")
    assert _found(folder, standing=Standing.VOIDED) == []
    assert "\ue007" not in words("Anna", {"seq": 1}, kind=Kind.VIOLATION_VOIDED)


def test_hits_are_counted_up_to_a_bound(journal, folder, munara, monkeypatch):
    monkeypatch.setattr(query_module, "_COUNTED", 3)
    for _number in range(7):
        journal.append_now(Kind.BULLETIN, {"text": "снег"}, actor="Anna")
    for asked in ({"words": "снег"}, {}):
        rows, total = find(folder, Query(limit=2, **asked))
        assert (len(rows), total) == (2, 4), "one more than is counted"
        rows, total = find(folder, Query(limit=2, offset=3, **asked))
        assert (len(rows), total) == (2, 6), "what was scrolled to is counted"
        assert find(folder, Query(limit=2, offset=6, **asked))[1] == 7
    assert "2 of more than 3" in munara("search", "--limit", "2")[1]
    found = json.loads(munara("search", "--limit", "2", "--json")[1])
    assert (found["total"], found["capped"]) == (3, True)
    assert json.loads(munara("search", "--json")[1])["total"] == 7


def test_a_very_long_question_finds_nothing_rather_than_fail(desk):
    assert _found(desk, words=" ".join(f"слово{number}" for number in range(5000))) == []
    assert _found(desk, words="a" * 100_000) == []
    assert _found(desk, words="ержанова двор " * 5000) == _found(desk, place="улица " * 5000) == [1]
    assert _found(desk, words=" ".join(f"anna{number}" for number in range(200))) == []


def test_saved_searches_on_the_command_line(desk, munara):
    from console.problem import Problem

    assert "1 of 1" in munara("search", "--operator", "ким", "--offence", "434-2", "--save", "мусор")[1]
    assert munara("saved") == (0, "мусор: --offence 434-2 --operator 'ким'\n")
    assert "1 of 1" in munara("search", "--saved", "мусор")[1]
    assert "0 of 0" in munara("search", "--saved", "мусор", "--operator", "anna")[1], (
        "given words replace its own"
    )
    assert json.loads(munara("saved", "--json")[1]) == {"мусор": {"offence": "434-2", "operator": "ким"}}
    with pytest.raises(Problem, match="no saved search"):
        munara("search", "--saved", "нет")
    assert munara("saved", "--remove", "мусор") == (0, "")


# --- no question reads the whole journal ---


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = DataFolder(tmp_path_factory.mktemp("query") / "data")
    bench._fill(folder, 300)
    return folder


BEGAN = bench.datetime(2021, 1, 1, tzinfo=bench.UTC)
QUESTIONS = [
    *(query for query in bench._QUERIES if query != Query()),
    Query(kinds=(Kind.VIOLATION_RECORDED, Kind.VIOLATION_AMENDED)),
    Query(place="ержанова"),
    Query(operator="ким"),
    Query(offence="434"),
    Query(with_clip=True),
    Query(standing=Standing.VOIDED),
    Query(words="violation дерутся", until_utc=BEGAN + timedelta(days=1)),
]


@pytest.mark.parametrize("asked", QUESTIONS, ids=repr)
def test_every_question_is_led_by_an_index(filled, asked):
    with JournalDatabase.open_for_reading(filled) as database:
        question = _question(database, asked)
        if question is None:
            return
        for sql, limits in (
            (f"{_COLUMNS} {question.source} order by {question.order} desc limit ? offset ?", [100, 0]),
            (f"select count(*) from (select 1 {question.source} limit ?)", [1001]),
        ):
            plan = [row[3] for row in database.read(f"explain query plan {sql}", [*question.values, *limits])]
            assert not any("TEMP B-TREE" in step for step in plan), f"it comes in its order: {plan}"
            scans = [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in step]
            assert not [step for step in scans if " e" in step or "entry" in step], plan
            searched = " ".join(plan)
            assert "VIRTUAL TABLE INDEX" in searched or "rowid>? AND rowid<?" in searched, plan


def test_without_a_question_the_newest_come_first_and_the_rest_is_not_read(filled):
    with JournalDatabase.open_for_reading(filled) as database:
        question = _question(database, Query())
        sql = f"explain query plan {_COLUMNS} {question.source} order by {question.order} desc limit 100"
        plan = [row[3] for row in database.read(sql, question.values)]
    assert plan[0] == "SCAN e", "by its number, from the end, as far as the page goes"
    assert not any("TEMP B-TREE" in step for step in plan)


def test_the_bounds_of_a_span_are_looked_up_by_time(filled):
    from console.journal.search import _BOUNDS

    with closing(sqlite3.connect(filled.journal_db)) as database:
        plan = [row[3] for row in database.execute(f"explain query plan {_BOUNDS}", ("2021", "2022"))]
    assert plan == ["SEARCH entry USING COVERING INDEX entry_by_time (at_utc>? AND at_utc<?)"]
