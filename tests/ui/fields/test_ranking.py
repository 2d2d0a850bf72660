"""The palette's order among the 700 cameras of a city, its places and commands."""

from __future__ import annotations

import pytest

from ui.fields.ranking import MOST, Ranking
from ui.palette.item import Item, Kind

STREETS = ("Абая", "Ермекова", "Парковая", "Карла Маркса", "Ленинградская", "Школьная", "40 лет Победы")


def _nothing() -> None: ...


def camera(number: int, name: str, place: str) -> Item:
    return Item(Kind.CAMERA, f"cam-{number:04}", name, _nothing, more=place, number=f"{number:04}")


def command(name: str, text: str, more: str) -> Item:
    return Item(Kind.COMMAND, name, text, _nothing, more=more)


ITEMS = (
    command("take", "Принять тревогу", "Take the alert Дабылды алу"),
    command("journal", "Журнал", "Journal Журнал"),
    command("look", "Просмотр отклонений", "Review of dismissals Бас тартуларды қарау"),
    Item(Kind.PLACE, "s5", "Школа №5", _nothing, detail="ул. Абая, 12"),
    camera(402, "холл", "Школа №5"),
    camera(40, "двор", "Школа №7"),
    *(camera(1000 + n, f"столб {n}", f"ул. {STREETS[n % 7]}, {n}") for n in range(700)),
)
RANKING = Ranking(ITEMS)


def ids(typed: str, *last: str) -> list[str]:
    return [item.id for item in RANKING.find(typed, last_used=last)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("402", "cam-0402"),
        ("0402", "cam-0402"),
        ("40", "cam-0040"),  # the very number before "0402" and before the street of that name
        ("1012", "cam-1012"),
        ("школа 5", "s5"),
        ("№5", "s5"),
        ("холл", "cam-0402"),
        ("школа 5 холл", "cam-0402"),
        ("ШКОЛА", "s5"),
        ("столб 333", "cam-1333"),
        ("принять", "take"),
        ("тревогу", "take"),
        ("евог", "take"),
        ("take", "take"),
        ("дабыл", "take"),
        ("ghjcvjnh", "look"),  # «просмотр» under a Latin layout
        ("ефлу", "take"),  # "take" under a Russian one
        ("школв", "s5"),  # a wrong letter
        ("шкоал", "s5"),  # two swapped
        ("прнять", "take"),  # one missing
        ("принняять", None),  # two too many
        ("принннять", None),
        ("журналл", "journal"),
        ("қңқә", "cam-0402"),  # "0402" under kz, whose row of digits prints letters
        ("1999", None),  # another number is another camera, never a slip
        ("нет такого", None),
    ],
)
def test_what_is_typed_finds_first(typed, first):
    assert (ids(typed) or [None])[0] == first


def test_without_a_word_what_was_used_last_comes_first():
    assert ids("", "cam-1500", "journal")[:3] == ["cam-1500", "journal", "take"]
    assert len(ids("")) == MOST


def test_what_was_used_last_goes_before_its_equals_alone():
    assert ids("столб", "cam-1500")[0] == "cam-1500"
    assert ids("402", "cam-1402")[0] == "cam-0402"


def test_a_slip_counts_only_where_nothing_fits():
    assert "s5" not in ids("школьная")


def test_a_word_start_goes_before_the_middle_of_a_word():
    items = [
        Item(Kind.PLACE, "middle", "Подшкольный", _nothing),
        Item(Kind.PLACE, "start", "ул. Школьная", _nothing),
        Item(Kind.PLACE, "first", "Школьная площадь", _nothing),
    ]
    assert [item.id for item in Ranking(items).find("школь")] == ["first", "start", "middle"]
