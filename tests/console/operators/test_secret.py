from __future__ import annotations

import pytest

from console.operators.roles import Role
from console.operators.secret import Hashing, check_secret
from console.problem import Problem


@pytest.mark.parametrize(
    "secret", ["730518", "112358132134", "four quiet horses", "құпия сөз емес", "x y z 1 2 3"]
)
def test_a_dispatcher_may_have_a_pin_or_a_password(secret):
    check_secret(secret, Role.DISPATCHER, name="Берик")


@pytest.mark.parametrize(
    "secret",
    [
        *["", "73051", "7305187305187", "000000", "123456", "654321", "890123", "7777777"],  # PINs
        *["short", "a" * 201, "aaaaaaaaaaaa", "ababababab", "two\nlines here", "\udcff\udcfe234567890"],
        *["Берик Ахметов", "берик ахметов"],  # the own name
    ],
)
def test_what_is_guessed_or_cannot_be_typed_is_refused_and_not_repeated(secret):
    with pytest.raises(Problem) as caught:
        check_secret(secret, Role.DISPATCHER, name="Берик Ахметов")
    assert str(caught.value).startswith("password: the ")
    assert len(secret) < 7 or secret not in str(caught.value)


def test_an_administrator_needs_a_password():
    with pytest.raises(Problem, match="a PIN is not enough"):
        check_secret("730518362", Role.ADMINISTRATOR, name="Айгуль")
    check_secret("four quiet horses", Role.ADMINISTRATOR, name="Айгуль")


def test_a_secret_fits_its_own_hash_alone_at_the_real_cost():
    hashing = Hashing()
    stored = hashing.hash("four quiet horses")
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert hashing.fits(stored, "four quiet horses")
    assert not hashing.fits(stored, "four quiet horse")


@pytest.mark.usefixtures("cheap_hashing")
def test_one_secret_has_another_hash_each_time_and_one_form_of_each_letter():
    hashing = Hashing()
    stored = hashing.hash("école fermée")
    assert stored != hashing.hash("école fermée")
    assert hashing.fits(stored, "e\u0301cole ferme\u0301e")  # as some keyboards write it
    assert not hashing.fits("no hash", "école fermée")
    assert not hashing.fits(stored, "\udcff")  # bytes that are no text raise nothing that holds them
