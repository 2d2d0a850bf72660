"""Passwords and PINs: what may be one, and how it is stored and checked."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from console.language import _
from console.operators.roles import Role
from console.problem import Problem

_LEAST_LETTERS, _MOST_LETTERS, _LEAST_DIFFERENT = 10, 200, 4
_LEAST_DIGITS, _MOST_DIGITS = 6, 12


@dataclass(frozen=True, slots=True)
class Cost:
    """What one check costs whoever guesses: 64 MB and, on the desk's two cores, 0.16 s."""

    time: int = 3
    memory_kb: int = 65536  # over OWASP's least (19 MB, 2 rounds), as RFC 9106 advises for little memory
    lanes: int = 1


DESK_COST = Cost()


class Hashing:
    """argon2id with a salt of its own for each secret. Thread: any; slow, so never the window's."""

    def __init__(self, cost: Cost | None = None) -> None:
        cost = cost or DESK_COST
        self._hasher = PasswordHasher(time_cost=cost.time, memory_cost=cost.memory_kb, parallelism=cost.lanes)

    def hash(self, secret: str) -> str:
        return self._hasher.hash(_written(secret))

    def fits(self, secret_hash: str, secret: str) -> bool:
        try:
            return self._hasher.verify(secret_hash, _written(secret))
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, secret_hash: str) -> bool:
        """Whether it was made at another cost than is in force now."""
        return self._hasher.check_needs_rehash(secret_hash)


def is_pin(secret: str) -> bool:
    return secret.isascii() and secret.isdigit()


def check_secret(secret: str, role: Role, *, name: str) -> None:
    """Whether it will do for somebody of that role and name.

    Raises:
        Problem: it is too easily guessed, or cannot be typed again; the text does not hold it.
    """
    if is_pin(secret):
        _check_pin(secret, role)
        return
    if not secret.isprintable():
        raise _problem(_("the password holds a letter that cannot be typed"), _("Leave it out"))
    if not _LEAST_LETTERS <= len(secret) <= _MOST_LETTERS:
        text = _("Use {least} to {most} letters, or a PIN of {least_digits} to {most_digits} digits")
        mend = text.format(
            least=_LEAST_LETTERS,
            most=_MOST_LETTERS,
            least_digits=_LEAST_DIGITS,
            most_digits=_MOST_DIGITS,
        )
        raise _problem(_("the password is too short or too long"), mend)
    if len(set(secret)) < _LEAST_DIFFERENT or secret.casefold() == name.casefold():
        raise _problem(_("the password is too easily guessed"), _("Use several words that nobody expects"))


def _check_pin(pin: str, role: Role) -> None:
    if role is Role.ADMINISTRATOR:
        mend = _("Use {least} to {most} letters").format(least=_LEAST_LETTERS, most=_MOST_LETTERS)
        raise _problem(_("an administrator needs a password, a PIN is not enough"), mend)
    if not _LEAST_DIGITS <= len(pin) <= _MOST_DIGITS:
        mend = _("Use {least} to {most} digits").format(least=_LEAST_DIGITS, most=_MOST_DIGITS)
        raise _problem(_("the PIN is too short or too long"), mend)
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise _problem(_("the PIN is too easily guessed"), _("Not the same digit, and no row such as 123456"))


def _written(secret: str) -> bytes:
    """One form for what keyboards write in several: é may come as one letter or as two."""
    return unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass")  # an error would hold it


def _problem(what: str, mend: str) -> Problem:
    return Problem(what, where=_("password"), mend=mend)
