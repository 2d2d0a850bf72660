"""Every command that reads persons' data or changes something, as each role: let in, or refused."""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Iterator

import pytest

from console.commands import command_line, parse, run
from console.journal.entry import Kind
from console.journal.journal import Journal
from console.journal.query import Query
from console.journal.search import each
from console.operators.permissions import MAY, Intent
from console.operators.register import Register
from console.operators.roles import Role
from console.outbox import Outbox
from console.paths import DataFolder
from tests.console.journal.conftest import a_violation
from tests.fakes.fake_clock import FakeClock

SECRET = "four quiet horses"
NAMES = {
    Role.DISPATCHER: "Берик",
    Role.SHIFT_LEAD: "Сауле",
    Role.TRAINER: "Ержан",
    Role.ADMINISTRATOR: "Айгуль",
}
# What each asks for, its words, and how it ends for those who may (2: what it needs is not in this folder).
# {dir} is an empty folder, {who} the one who asks. Entry 1 is a violation, 2 a hold on it.
DOORS: list[tuple[Intent, str, int]] = [
    (Intent.SEARCH, "journal search", 0),
    (Intent.SEARCH, "journal search --save Х", 0),
    (Intent.SEARCH, "journal history 1", 0),
    (Intent.SEARCH, "journal saved", 0),
    (Intent.SEARCH, "journal saved --remove Y", 0),
    (Intent.EXPORT, "journal export --csv {dir}/x.csv", 0),
    (Intent.SHIFT_LOG, "journal shift-log --out {dir}/x.csv", 0),
    (Intent.REBUILD, "journal rebuild", 0),
    (Intent.ERASE, "journal erase 3 --why x --body", 0),
    (Intent.HOLD, "journal hold 1 --why x", 0),
    (Intent.RELEASE, "journal release 1 --why x", 0),
    (Intent.SIGN_HEAD, "journal sign", 0),
    (Intent.PACKAGE, "journal package 1 --out {dir}/x.zip", 0),
    (Intent.PACKAGE_AS_RECORDED, "journal package 1 --out {dir}/x.zip --unredacted --why x", 0),
    (Intent.REDACT, "journal redact 1 --out {dir}/x", 2),
    (Intent.APPROVE_COPIES, "journal redact 1 --out {dir}/x --approve {who}", 2),
    (Intent.KEEP_OFFENCES, "journal offences --edit-copy", 0),
    (Intent.KEEP_CAMERAS, "cameras import {dir}/in.csv", 0),
    (Intent.EXPORT_CAMERAS, "cameras export {dir}/out.csv", 0),
    (Intent.KEEP_OPERATORS, "operators list", 0),
    (Intent.KEEP_OPERATORS, "operators add Новый --role dispatcher --new-password-fd {fd}", 0),
    (Intent.KEEP_OPERATORS, "operators role Лишний trainer", 0),
    (Intent.KEEP_OPERATORS, "operators password Лишний --new-password-fd {fd}", 0),
    (Intent.KEEP_OPERATORS, "operators retire Лишний", 0),
    (Intent.KEEP_MODELS, "models add {dir}/none.onnx", 2),
]
# Words that ask nobody who they are: they read no persons' data and change nothing of the desk's.
FREE = {
    *("demo", "doctor", "detect", "models list", "journal verify", "journal key"),
    *("bench wall", "bench desk", "bench detect", "bench journal"),
}
CAMERAS = "number,name,place,kind of place,main\n0401,yard,School 4,school,rtsp://10.0.0.1/1\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> DataFolder:
    """A folder made once and copied for each test."""
    folder = DataFolder(tmp_path_factory.mktemp("doors") / "desk")
    folder.prepare()
    journal = Journal(folder, clock=FakeClock(), outbox=Outbox())
    journal.append_now(Kind.VIOLATION_RECORDED, a_violation(), actor="Anna")
    journal.append_now(Kind.EVIDENCE_HELD, {"seq": 1, "why": "court"}, actor="Anna")
    journal.append_now(Kind.NOTE, {"text": "to be erased"}, actor="Anna")
    register = Register(folder)
    register.add_first(NAMES[Role.ADMINISTRATOR], SECRET)
    for role in (Role.DISPATCHER, Role.SHIFT_LEAD, Role.TRAINER):
        register.add(NAMES[role], role, SECRET, by="Айгуль")
    register.add("Лишний", Role.DISPATCHER, SECRET, by="Айгуль")
    return folder


@pytest.fixture(scope="module", autouse=True)
def _cheap():
    from console.operators import secret

    before, secret.DESK_COST = secret.DESK_COST, secret.Cost(time=1, memory_kb=8)
    yield
    secret.DESK_COST = before


@pytest.fixture
def folder(made, tmp_path, monkeypatch) -> DataFolder:
    monkeypatch.setenv("MUNARA_LANGUAGE", "en")
    shutil.copytree(made.root, tmp_path / "desk")
    return DataFolder(tmp_path / "desk")


@pytest.fixture
def munara(folder, tmp_path, capsys):
    room = tmp_path / "room"
    room.mkdir()
    (room / "in.csv").write_text(CAMERAS, encoding="utf-8")

    def command(words: str, who: str = "", secret: str = SECRET) -> tuple[int, str]:
        with _given(secret) as own, _given("another password") as new:
            said = words.format(dir=room, who=who, fd=new).split(" ")
            asking = ["--as", who, "--password-fd", str(own)] if who else []
            code = run(parse([*said, "--data", str(folder.root), *asking]))
        out = capsys.readouterr()
        return code, out.out + out.err

    return command


class _given:
    """A descriptor from which a password is read."""

    def __init__(self, secret: str) -> None:
        self._ends = os.pipe()
        os.write(self._ends[1], secret.encode() + b"\n")

    def __enter__(self) -> int:
        return self._ends[0]

    def __exit__(self, *_: object) -> None:
        for end in self._ends:
            os.close(end)


def entries(folder: DataFolder, *kinds: Kind) -> list[tuple[str, dict[str, object]]]:
    return [(entry.actor, dict(entry.body)) for entry in each(folder, Query(kinds=kinds))]


def refusals(folder: DataFolder) -> list[tuple[str, object, object]]:
    return [(actor, body["what"], body["why"]) for actor, body in entries(folder, Kind.REFUSED)]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("intent", "words", "ends"), DOORS, ids=[words for _, words, _ in DOORS])
def test_each_command_lets_in_whoever_may_and_refuses_and_records_whoever_may_not(
    folder, munara, intent, words, ends, role
):
    if "--remove" in words:
        assert munara("journal search --save Y", NAMES[Role.SHIFT_LEAD])[0] == 0
    before = len(entries(folder))
    code, told = munara(words, NAMES[role])
    if role in MAY[intent]:
        assert (code, refusals(folder)) == (ends, []), told
        if not ends:
            assert entries(folder)[before:][-1][0] == NAMES[role], "what was done is an entry"
        return
    assert code == 2 and "may not do this" in told and told.count("\n") == 1
    assert refusals(folder) == [(NAMES[role], intent.key, f"role {role.value}")]
    assert len(entries(folder)) == before + 1, "and nothing else happened"


@pytest.mark.parametrize(("words", "ends"), [(words, ends) for _, words, ends in DOORS])
def test_each_command_asks_for_a_name_and_for_the_right_password(folder, munara, words, ends):
    if "--approve" not in words:
        code, told = munara(words)
        assert code == 2 and "this desk asks who you are" in told
    before = len(entries(folder))
    code, told = munara(words, NAMES[Role.SHIFT_LEAD], "a wrong password")
    assert code == 2 and "The name or the password is not right" in told
    assert refusals(folder) == [("munara", "sign_in", "wrong password")]
    assert len(entries(folder)) == before + 1


@pytest.mark.parametrize("freed", ["demo", "no administrator"])
@pytest.mark.parametrize(
    "words", [words for _, words, ends in DOORS if not ends and "operators" not in words]
)
def test_in_a_demo_and_where_there_is_no_administrator_everything_is_free(folder, munara, words, freed):
    if "--remove" in words:
        munara("journal search --save Y", NAMES[Role.SHIFT_LEAD])
    if freed == "demo":
        folder.demo_mark.write_text("demo")
    else:
        folder.site_db.unlink()
    assert munara(words)[0] == 0


def test_an_import_is_signed_by_whoever_asked_and_a_dry_run_asks_nobody(folder, munara, tmp_path):
    assert munara("cameras import {dir}/in.csv --dry-run")[0] == 0
    assert munara("cameras import {dir}/in.csv", "айгуль")[0] == 0
    [(actor, body)] = entries(folder, Kind.CAMERA_CHANGED)
    assert (actor, body["what"]) == ("Айгуль", "added")
    assert len(Register(folder).operators()) == 5
    assert munara("cameras export {dir}/out.csv", "Сауле")[0] == 0
    [(actor, body)] = entries(folder, Kind.EXPORT_MADE)
    assert "Айгуль" not in (tmp_path / "room" / "out.csv").read_text(encoding="utf-8-sig")
    assert (actor, body["what"], body["cameras"]) == ("Сауле", "cameras", 1)


def test_everybody_changes_the_own_password_and_nobody_elses(folder, munara):
    assert munara("operators password берик --new-password-fd {fd}", "Берик")[0] == 0
    assert munara("journal search", "Берик", "another password")[0] == 0
    words = "operators password Сауле --new-password-fd {fd}"
    assert "may not" in munara(words, "Берик", "another password")[1]


def test_what_was_looked_at_can_be_searched_by_who_looked(folder, munara):
    munara("journal search школа", "Берик")
    munara("journal history 1", "Сауле")
    looked = entries(folder, Kind.LOOKED_AT)
    assert [actor for actor, _body in looked] == ["Берик", "Сауле"]
    assert looked[0][1].items() >= {"what": "journal", "query": "школа", "entries": 1}.items()
    assert looked[1][1].items() >= {"what": "journal", "seq": 1, "camera_number": "0402"}.items()
    assert munara("journal search --operator берик", "Сауле")[1].splitlines()[-1] == "1 of 1"


def test_a_desk_and_a_command_line_may_both_be_at_work(folder, munara):
    desk = Journal(folder, clock=FakeClock(), outbox=Outbox())
    desk.start()
    try:
        for number in range(3):
            desk.record(Kind.NOTE, {"text": "from the desk"}, actor="Берик")
            words = f"operators add Новый{number} --role dispatcher --new-password-fd {{fd}}"
            assert munara(words, "Айгуль")[0] == 0
        assert "may not" in munara("operators list", "Берик")[1]
    finally:
        desk.stop()
    names = [body["name"] for _actor, body in entries(folder, Kind.OPERATOR_CHANGED)]
    assert names[-3:] == ["Новый0", "Новый1", "Новый2"] and len(refusals(folder)) == 1
    assert munara("journal verify")[0] == 0


def test_every_command_stands_in_this_table_or_is_free():
    asked = {" ".join(words.split()[:2]) for _intent, words, _ends in DOORS}
    for words, parser in _leaves(command_line(), ""):
        named = " ".join(words.split()[:2])
        asks = "--as" in parser._option_string_actions
        assert asks == (named in asked), words
        assert asks or named in FREE, f"{words}: say who may, or why it is free"


def _leaves(parser: argparse.ArgumentParser, words: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield words, parser
    for group in groups:
        for word, sub in group.choices.items():
            yield from _leaves(sub, f"{words} {word}".strip())
