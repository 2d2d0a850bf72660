from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread

import pytest

from console.cameras.site_database import Site, SiteDatabase
from console.operators.register import Register
from console.operators.roles import Role
from console.problem import Problem
from tests.fakes.made_up import make_camera

PASSWORD, PIN = "four quiet horses", "730518"
pytestmark = pytest.mark.usefixtures("cheap_hashing")


@pytest.fixture
def register(folder):
    made = Register(folder)
    made.add_first("Айгуль", PASSWORD)
    return made


def test_looking_at_a_folder_makes_no_register(folder):
    register = Register(folder)
    assert (register.operators(), register.has_administrator(), register.get("x")) == ((), False, None)
    assert not folder.site_db.exists()


def test_an_operator_is_found_however_the_name_is_written(register):
    register.add("Берик «Бека» O'Neil", Role.DISPATCHER, PIN, by="Айгуль")
    found = register.get("  БЕРИК «бека» o'neil ")
    assert (found.name, found.role, found.pin) == ("Берик «Бека» O'Neil", Role.DISPATCHER, True)
    assert register.get("Берик'; drop table operator; --") is None
    with pytest.raises(Problem, match="in use"):
        register.add("берик «бека» O'NEIL", Role.DISPATCHER, PIN, by="Айгуль")


@pytest.mark.parametrize(
    "name", ["", "   ", "я" * 81, "Берик\u202eкиреБ", "a\u200bb", "a\nb", "a\x00b", "\udcff"]
)
def test_a_name_that_cannot_be_read_is_refused(register, name):
    with pytest.raises(Problem, match=r"^name:"):
        register.add(name, Role.DISPATCHER, PIN, by="Айгуль")


def test_a_name_of_two_hundred_letters_is_refused_and_one_of_eighty_is_not(register):
    with pytest.raises(Problem, match="too long"):
        register.add("Ж" * 200, Role.DISPATCHER, PIN, by="Айгуль")
    assert register.add("Ж" * 80, Role.DISPATCHER, PIN, by="Айгуль").name == "Ж" * 80


def test_the_last_administrator_neither_leaves_nor_becomes_less(register):
    with pytest.raises(Problem, match="last administrator"):
        register.retire("Айгуль", by="Айгуль")
    with pytest.raises(Problem, match="last administrator"):
        register.change_role("Айгуль", Role.DISPATCHER, by="Айгуль")
    register.add("Нурлан", Role.ADMINISTRATOR, PASSWORD, by="Айгуль")
    register.retire("Айгуль", by="Нурлан")
    with pytest.raises(Problem, match="last administrator"):
        register.retire("Нурлан", by="Нурлан")


def test_two_administrators_who_retire_each_other_at_once_leave_one(register):
    register.add("Нурлан", Role.ADMINISTRATOR, PASSWORD, by="Айгуль")
    start = Barrier(2)

    def retire(name: str) -> None:
        start.wait()
        try:
            register.retire(name, by="Айгуль")
        except Problem as problem:
            refused.append(problem.what)

    refused: list[str] = []
    threads = [Thread(target=retire, args=(name,)) for name in ("Айгуль", "Нурлан")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["this is the last administrator"] and register.has_administrator()


def test_there_is_one_first_administrator(register):
    with pytest.raises(Problem, match="has its administrator"):
        register.add_first("Мошенник", PASSWORD)


def test_a_pin_is_changed_for_a_password_before_its_owner_becomes_administrator(register):
    register.add("Берик", Role.DISPATCHER, PIN, by="Айгуль")
    with pytest.raises(Problem, match="a PIN is not enough"):
        register.change_role("Берик", Role.ADMINISTRATOR, by="Айгуль")
    register.change_secret("Берик", PASSWORD, by="Айгуль")
    assert register.change_role("Берик", Role.ADMINISTRATOR, by="Айгуль").role is Role.ADMINISTRATOR
    with pytest.raises(Problem, match="a PIN is not enough"):
        register.change_secret("Берик", PIN, by="Айгуль")


def test_whoever_left_can_come_back_with_another_secret(register):
    register.add("Берик", Role.DISPATCHER, PIN, by="Айгуль")
    assert register.retire("Берик", by="Айгуль").retired_utc
    for change in (register.retire, lambda name, by: register.change_secret(name, PIN, by=by)):
        with pytest.raises(Problem, match="nobody of that name works here"):
            change("Берик", by="Айгуль")
    back = register.add("БЕРИК", Role.SHIFT_LEAD, "another password", by="Айгуль")
    assert (back.name, back.retired_utc) == ("БЕРИК", "")
    assert [change.body["what"] for change in register.untold()] == ["added", "added", "retired", "returned"]


def test_every_change_waits_for_its_entry_without_a_secret(register, folder):
    register.add("Берик", Role.DISPATCHER, PIN, by="Айгуль")
    register.change_secret("Берик", "another password", by="Айгуль")
    told = [(change.actor, change.body) for change in register.untold()]
    for _actor, body in told:
        del body["change"]
    assert told == [
        ("Айгуль", {"name": "Айгуль", "what": "added", "role": "administrator", "first": True}),
        ("Айгуль", {"name": "Берик", "what": "added", "role": "dispatcher"}),
        ("Айгуль", {"name": "Берик", "what": "password", "role": "dispatcher"}),
    ]
    stored = folder.site_db.read_bytes()
    assert not any(secret.encode() in stored for secret in (PASSWORD, PIN, "another password"))


def test_cameras_that_are_saved_leave_the_operators_alone(register, folder):
    SiteDatabase(folder).save(Site.of([make_camera("0401")]))
    SiteDatabase(folder).save(Site.of([]))
    assert [one.name for one in register.operators()] == ["Айгуль"]


def test_the_hashes_are_for_this_user_alone(register, folder):
    assert folder.site_db.stat().st_mode & 0o077 == 0


def test_a_register_of_version_3_is_brought_up_to_date_and_a_newer_one_refused(folder):
    SiteDatabase(folder).save(Site.of([make_camera("0401")]))
    with closing(sqlite3.connect(folder.site_db)) as database:
        database.executescript(
            "drop table operator; drop table sign_in_try; drop table untold_operator; pragma user_version = 3"
        )
    folder.site_db.chmod(0o644)
    register = Register(folder)
    register.add_first("Айгуль", PASSWORD)
    assert register.has_administrator() and list(SiteDatabase(folder).load().cameras) == ["cam-0401"]
    assert folder.site_db.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(folder.site_db)) as database:
        database.execute("pragma user_version = 99")
    for refused in (
        register.operators,
        register.has_administrator,
        lambda: register.add_first("x", PASSWORD),
    ):
        with pytest.raises(Problem, match="newer Munara"):
            refused()


def test_a_lost_password_of_the_only_administrator_is_got_over_in_the_readmes_way(register, folder):
    register.add("Берик", Role.DISPATCHER, PIN, by="Айгуль")
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    statement = re.search(r'sqlite3 DIR/site.db "(update[^"]+)"', readme)[1]
    with closing(sqlite3.connect(folder.site_db)) as database, database:
        database.execute(statement)
    assert not register.has_administrator()
    register.add_first("Айгуль", "another password")
    assert [(one.name, one.retired_utc) for one in register.operators()] == [("Айгуль", ""), ("Берик", "")]
    assert register.untold()[-1].body.items() >= {"what": "returned", "first": True}.items()
