"""What a thief, a kill and a curious neighbour try on the register and the command line."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import signal
from pathlib import Path

import pytest

from console.commands import parse, run
from console.journal.door import secret_from
from console.journal.entry import Kind
from console.journal.journal import Journal
from console.journal.operator_changes import tell_changes
from console.journal.query import Query
from console.journal.search import each
from console.journal.verify import verify
from console.operators import register as register_module
from console.operators.register import Register
from console.operators.roles import Role
from console.operators.secret import Cost, Hashing
from console.outbox import Outbox
from console.paths import DataFolder
from tests.fakes.fake_clock import FakeClock

SECRET = "zebra-7391 never told"
CHEAP = Hashing(Cost(time=1, memory_kb=8))


def journal_of(folder: DataFolder) -> Journal:
    return Journal(folder, clock=FakeClock(), outbox=Outbox())


def told(folder: DataFolder) -> list[str]:
    found = each(folder, Query(kinds=(Kind.OPERATOR_CHANGED,))) if folder.journal_db.exists() else ()
    return [str(entry.body["name"]) for entry in found]


def _die(*_args: object, **_named: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _add_and_die(root: str, moment: str) -> None:
    folder = DataFolder(Path(root))
    register = Register(folder, hashing=CHEAP)
    if moment == "before it is stored":
        register_module._note = _die
    journal = journal_of(folder)
    if moment == "before its entry":
        journal.append_now = _die
    if moment == "after its entry":
        register.told = _die
    register.add("Берик", Role.DISPATCHER, SECRET, by="Айгуль")
    tell_changes(folder, register, journal)


@pytest.mark.parametrize("moment", ["before it is stored", "before its entry", "after its entry"])
def test_a_kill_in_the_middle_of_adding_leaves_all_or_nothing_and_one_entry(folder, moment):
    register = Register(folder, hashing=CHEAP)
    register.add_first("Айгуль", SECRET)
    tell_changes(folder, register, journal_of(folder))
    program = multiprocessing.get_context("spawn").Process(
        target=_add_and_die, args=(str(folder.root), moment)
    )
    program.start()
    program.join(60)
    assert program.exitcode == -signal.SIGKILL
    added = [] if moment == "before it is stored" else ["Берик"]
    assert [one.name for one in register.operators()] == ["Айгуль", *added]
    for _ in range(2):  # the next start tells, and the one after it nothing more
        tell_changes(folder, register, journal_of(folder))
        assert (told(folder), register.untold()) == (["Айгуль", *added], [])
    assert verify(folder).sound


@pytest.mark.usefixtures("cheap_hashing")
@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("operators list --as Айгуль --password-fd FD", SECRET),
        ("journal search --as Айгуль --password-fd FD", SECRET + "!"),
        ("operators list --as zebra-7391 --password-fd FD", SECRET),  # in the name's field
        ("operators list --as Айгуль --password-fd zebra-7391", ""),  # in the descriptor's
        (
            "operators password Айгуль --as Айгуль --password-fd FD --new-password-fd FD",
            f"{SECRET}\n{SECRET}?",
        ),
    ],
)
def test_no_secret_stands_anywhere(folder, capsys, caplog, monkeypatch, words, given):
    """Right and wrong ones, in every place where somebody may type one."""
    monkeypatch.setenv("MUNARA_LANGUAGE", "en")
    register = Register(folder)
    register.add_first("Айгуль", SECRET)
    tell_changes(folder, register, journal_of(folder))
    read, write = os.pipe()
    os.write(write, given.encode() + b"\n")
    with contextlib.suppress(SystemExit):
        run(parse([*words.replace("FD", str(read)).split(" "), "--data", str(folder.root)]))
    os.close(read)
    os.close(write)
    out = capsys.readouterr()
    told = "".join((*out, caplog.text))
    assert out.out + out.err and "zebra-7391" not in told
    assert not [
        path for path in folder.root.rglob("*") if path.is_file() and b"zebra-7391" in path.read_bytes()
    ]


def test_a_program_that_has_read_a_secret_leaves_no_core():
    read, write = os.pipe()
    os.write(write, SECRET.encode() + b"\r\nand the next one\n")
    try:
        assert [secret_from(read, "x"), secret_from(read, "x")] == [SECRET, "and the next one"]
    finally:
        os.close(read)
        os.close(write)
    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
