"""A desk's years, made up: entries as a city's desk writes them, mostly alerts, one in ten a violation."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from console.journal.body import checked_body
from console.journal.entry import EntryDraft, Kind, utc_text
from console.journal.ledger import salt
from console.journal.offences import load_offences
from console.journal.violation import Violation

_SEED = 5  # the same years on every machine
_BEGAN = datetime(2021, 1, 1, tzinfo=UTC)
_STEP_S = 150  # a million entries are nearly five years
_VIOLATION_EVERY = 10
_CAMERAS = 3000
_OFFSET_MIN = 300

_OPERATORS = ("Ахметова А. С.", "Ким В. П.", "Нұрланов Е. Б.", "Соколова Н. И.", "Әбдіқадыр Г. Т.")
_STREETS = (
    "улица Ержанова",
    "проспект Бухар жырау",
    "улица Ермекова",
    "улица Гоголя",
    "улица Алиханова",
    "улица Лободы",
    "улица Муканова",
    "Әлиханов көшесі",
    "Назарбаев даңғылы",
)
_SPOTS = ("двор дома", "школа №", "остановка", "рынок", "парк, вход", "АЗС", "подъезд", "перекрёсток")
_NOTES = (
    "двое мужчин дерутся у входа, наряд направлен",
    "подросток разбил витрину и ушёл в сторону парка",
    "распитие алкоголя на детской площадке",
    "мусор выброшен мимо контейнера, номер машины записан",
    "женщина упала на скользком тротуаре, вызвана скорая",
    "автомобиль стоит на газоне, владелец предупреждён",
    "шумная компания ночью, жалоба жителей",
    "көшеде төбелес болды, жасақ жіберілді",
    "оставленная сумка, хозяин нашёлся",
    "дым из подвала, сообщено на 101",
)
_ACTIONS = ("направлен наряд", "предупреждён", "составлен протокол", "передано участковому")
_ALERT_KINDS = (Kind.ALERT_RAISED, Kind.ALERT_TAKEN, Kind.ALERT_DISMISSED, Kind.ALERT_ESCALATED)


def made_up(count: int) -> Iterator[EntryDraft]:
    """So many drafts in the order of time, checked and salted as a desk's own."""
    chance = random.Random(_SEED)
    for number in range(count):
        yield a_draft(chance, number)


def a_draft(chance: random.Random, number: int) -> EntryDraft:
    """The draft with that number; number 0, 10, 20 … are violations."""
    at_utc = utc_text(_BEGAN + timedelta(seconds=_STEP_S * number))
    if number % _VIOLATION_EVERY == 0:
        kind, body = Kind.VIOLATION_RECORDED, _violation(chance, at_utc)
    else:
        kind = chance.choice(_ALERT_KINDS)
        body = _alert(chance, number)
    actor = "munara" if kind is Kind.ALERT_RAISED else chance.choice(_OPERATORS)
    return salt(EntryDraft(at_utc, _OFFSET_MIN, "desk-1", actor, kind, checked_body(kind, body)))


def _camera(chance: random.Random) -> dict[str, str]:
    number = chance.randrange(1, _CAMERAS + 1)
    place = random.Random(number)  # a camera stays where it is
    street, spot = place.choice(_STREETS), place.choice(_SPOTS)
    return {
        "camera_id": f"cam-{number:04}",
        "camera_number": f"{number:04}",
        "place": f"{street}, {spot} {place.randrange(1, 120)}",
    }


def _violation(chance: random.Random, at_utc: str) -> dict[str, object]:
    offence = chance.choice(load_offences())
    camera = _camera(chance)
    return Violation(
        offence=offence.code,
        article=offence.article,
        at_utc=at_utc,
        persons=chance.randrange(1, 5),
        vehicles=chance.randrange(2),
        action=chance.choice(_ACTIONS),
        case_numbers={"kui": str(chance.randrange(10**8, 10**9))},
        note=f"{chance.choice(_NOTES)}; {chance.choice(_NOTES)}",
        camera_id=camera["camera_id"],
        camera_number=camera["camera_number"],
        place=camera["place"],
    ).body()


def _alert(chance: random.Random, number: int) -> dict[str, object]:
    return {
        "alert_id": f"a-{number}",
        "priority": chance.randrange(1, 4),
        "zone": chance.choice(_SPOTS),
        "reason": chance.choice(_NOTES),
        **_camera(chance),
    }
