from __future__ import annotations

import multiprocessing
from datetime import timedelta
from pathlib import Path

import pytest

from console.operators.operator import Operator
from console.operators.register import Register
from console.operators.roles import Role
from console.operators.secret import Cost, Hashing
from console.operators.sign_in import RefusedTry, SignIn, WrongSecretError
from console.paths import DataFolder
from tests.fakes.fake_clock import FakeClock

PASSWORD, PIN = "four quiet horses", "730518"
CHEAP = Cost(time=1, memory_kb=8)


@pytest.fixture
def register(folder):
    made = Register(folder, hashing=Hashing(CHEAP))
    made.add_first("Айгуль", PASSWORD)
    made.add("Берик", Role.DISPATCHER, PIN, by="Айгуль")
    return made


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def sign_in(register, clock):
    return SignIn(register, clock=clock)


def refused(sign_in: SignIn, name: str = "Берик", secret: str = "000111") -> WrongSecretError:
    with pytest.raises(WrongSecretError) as caught:
        sign_in.check(name, secret)
    return caught.value


def test_the_right_secret_tells_who_it_is(sign_in):
    assert sign_in.check(" БЕРИК ", PIN).operator == Operator("Берик", Role.DISPATCHER)


def test_twenty_wrong_tries_wait_longer_each_time_and_the_longest_is_five_minutes(sign_in, clock):
    waits = []
    for _ in range(20):
        waits.append(refused(sign_in).wait_s)
        clock.advance(waits[-1])
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, *[300] * 9]
    assert sign_in.check("Берик", PIN)  # whoever waited may
    assert refused(sign_in).wait_s == 0  # and begins anew


def test_within_a_wait_the_right_secret_does_not_help_and_adds_nothing(sign_in, clock):
    for _ in range(4):
        clock.advance(refused(sign_in).wait_s)
    assert refused(sign_in).wait_s == 4
    turned_away = [refused(sign_in, secret=PIN) for _ in range(9)]
    assert {error.why for error in turned_away} == {RefusedTry.WAITS}
    assert [error.told for error in turned_away] == [True] * 5 + [False] * 4  # no flood of entries
    clock.advance(4)
    assert sign_in.check("Берик", PIN).unrecorded == 4


def test_tries_without_an_entry_are_counted_in_the_next_one(sign_in, clock):
    for _ in range(3):
        refused(sign_in)
    for _ in range(7):
        refused(sign_in)
    clock.advance(1)
    assert refused(sign_in).body() == {
        "what": "sign_in",
        "why": "wrong password",
        "name": "Берик",
        "unrecorded": 2,
    }


def test_waits_outlive_the_program_and_concern_one_name(register, sign_in, clock):
    for _ in range(3):
        refused(sign_in)
    again = SignIn(Register(_folder(register), hashing=Hashing(CHEAP)), clock=clock)
    assert refused(again, secret=PIN).why is RefusedTry.WAITS
    assert again.check("Айгуль", PASSWORD)


def test_a_clock_that_was_set_back_lengthens_no_wait(sign_in, clock):
    for _ in range(5):
        clock.advance(refused(sign_in).wait_s)
    refused(sign_in)
    clock.now -= timedelta(days=400)
    assert refused(sign_in).wait_s == 8
    clock.advance(8)
    assert sign_in.check("Берик", PIN)


def test_a_name_that_nobody_has_costs_the_same_work_and_waits_alike(register, sign_in, clock, monkeypatch):
    counted = _Counted(register.hashing._hasher)
    monkeypatch.setattr(register.hashing, "_hasher", counted)
    known = refused(sign_in)
    unknown = refused(sign_in, name="nobody of ours")
    assert counted.worked == ["verify", "hash"]
    assert (known.wait_s, unknown.wait_s) == (0, 0)
    assert unknown.body() == {"what": "sign_in", "why": "unknown name", "name": ""}
    assert "nobody of ours" not in repr(unknown) + str(unknown)
    for number in range(2):  # another name each time is no way round
        last = refused(sign_in, name=f"guess {number}")
    assert last.wait_s == 1
    assert refused(sign_in, name="yet another").why is RefusedTry.WAITS
    assert sign_in.check("Берик", PIN)  # which keeps nobody out who works here


def test_whoever_left_is_a_stranger(register, sign_in):
    register.retire("Берик", by="Айгуль")
    assert refused(sign_in, secret=PIN).why is RefusedTry.UNKNOWN


@pytest.mark.parametrize("name", ["", "\udcff", "x" * 100_000, "Берик'--", "\u202eБерик"])
def test_any_text_may_stand_in_the_name_field(sign_in, name):
    assert refused(sign_in, name=name).name == ""


def test_a_new_password_ends_the_wait(register, sign_in):
    for _ in range(3):
        refused(sign_in)
    register.change_secret("Берик", "another password", by="Айгуль")
    assert sign_in.check("Берик", "another password")
    assert refused(sign_in, secret=PIN).why is RefusedTry.WRONG


def test_a_hash_of_another_cost_is_made_anew_by_the_next_right_secret(register, clock):
    dearer = Register(_folder(register), hashing=Hashing(Cost(time=2, memory_kb=16)))
    assert SignIn(dearer, clock=clock).check("Берик", PIN)
    assert b"m=16,t=2" in register.file.read_bytes()
    assert SignIn(dearer, clock=clock).check("Берик", PIN)


@pytest.mark.parametrize("change", ["retired", "another password"])
def test_a_secret_that_ends_while_it_is_checked_lets_nobody_in(register, sign_in, monkeypatch, change):
    real = register.hashing.fits

    def slow(secret_hash: str, secret: str) -> bool:
        if change == "retired":
            register.retire("Берик", by="Айгуль")
        else:
            register.change_secret("Берик", change, by="Айгуль")
        return real(secret_hash, secret)

    monkeypatch.setattr(register.hashing, "fits", slow)
    assert refused(sign_in, secret=PIN).why is RefusedTry.WRONG


def test_a_crash_while_a_secret_is_checked_is_a_wrong_try(register, sign_in, monkeypatch):
    def killed(*_args: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(register.hashing, "fits", killed)
        for _ in range(3):
            with pytest.raises(KeyboardInterrupt):
                sign_in.check("Берик", PIN)
    assert refused(sign_in, secret=PIN).why is RefusedTry.WAITS


def test_many_tries_at_once_from_several_programs_are_as_many_wrong_tries(register):
    """Two in a row are free, then a wait: twelve at once check no more than three secrets."""
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(4)
    found = context.Queue()
    programs = [
        context.Process(target=_try_three_times, args=(str(_folder(register).root), start, found))
        for _ in range(4)
    ]
    for program in programs:
        program.start()
    whys = [found.get(timeout=60) for _ in range(12)]
    for program in programs:
        program.join()
    assert whys.count(RefusedTry.WRONG.value) == 3
    assert whys.count(RefusedTry.WAITS.value) == 9


class _Counted:
    def __init__(self, hasher: object) -> None:
        self._hasher, self.worked = hasher, []

    def __getattr__(self, name: str) -> object:
        self.worked.append(name)
        return getattr(self._hasher, name)


def _try_three_times(root: str, start: object, found: object) -> None:
    register = Register(DataFolder(Path(root)), hashing=Hashing(CHEAP))
    sign_in = SignIn(register, clock=FakeClock())  # it stands: however slow this machine, no wait ends
    start.wait()
    for _ in range(3):
        try:
            sign_in.check("Берик", "000111")
        except WrongSecretError as error:
            found.put(error.why.value)


def _folder(register: Register):
    return DataFolder(register.file.parent)
