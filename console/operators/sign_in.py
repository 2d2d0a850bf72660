"""Signing in: one try at a time is checked, and wrong ones make the next wait longer."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from console.cameras.site_file import site_transaction
from console.clock import Clock
from console.language import _, ngettext
from console.operators.names import folded
from console.operators.operator import Operator
from console.operators.register import Register
from console.operators.roles import Role

_FREE_TRIES = 2  # everybody slips
_LONGEST_S = 300
_TOLD_IN_A_WAIT = 5  # entries of tries that were turned away within one wait; more are counted
_UNKNOWN = ""  # the row of every name that nobody has


class RefusedTry(StrEnum):
    """Why a try failed; the value is what the journal stores, and nobody at the keys hears which."""

    WRONG = "wrong password"
    WAITS = "waits"
    UNKNOWN = "unknown name"


class WrongSecretError(Exception):
    """A try that failed; it holds neither the secret nor a name that nobody has."""

    def __init__(self, why: RefusedTry, *, name: str, wait_s: float, told: bool, unrecorded: int) -> None:
        super().__init__(why.value)
        self.why = why
        self.name = name  # as registered; empty where it is unknown
        self.wait_s = wait_s  # seconds until another try counts
        self.told = told  # whether it is an entry; a flood of them is counted
        self.unrecorded = unrecorded  # tries before this one that were no entries

    def body(self) -> dict[str, object]:
        """The entry's."""
        body: dict[str, object] = {"what": "sign_in", "why": self.why.value, "name": self.name}
        return {**body, "unrecorded": self.unrecorded} if self.unrecorded else body


@dataclass(frozen=True, slots=True)
class Proof:
    """Somebody who has shown the right secret."""

    operator: Operator
    unrecorded: int = 0  # tries before this one that were no entries


def wait_s(wrong: int) -> int:
    """Seconds to wait after so many wrong tries in a row: 0, 0, 1, 2, 4, … 300."""
    return 0 if wrong <= _FREE_TRIES else min(_LONGEST_S, 2 ** min(wrong - _FREE_TRIES - 1, 20))


def refusal_text(error: WrongSecretError) -> str:
    """What is said at the keys: never whether it was the name or the secret."""
    wait_s = math.ceil(error.wait_s)
    if error.why is RefusedTry.WAITS:
        text = ngettext(
            "Too many wrong tries. Try again in {count} second.",
            "Too many wrong tries. Try again in {count} seconds.",
            wait_s,
        )
        return text.format(count=wait_s)
    text = _("The name or the password is not right.")
    if not wait_s:
        return text
    again = ngettext("Try again in {count} second.", "Try again in {count} seconds.", wait_s)
    return f"{text} {again.format(count=wait_s)}"


class SignIn:
    """Checks secrets against the register. Thread: any; slow by design, so never the window's."""

    def __init__(self, register: Register, *, clock: Clock) -> None:
        self._register = register
        self._clock = clock

    def check(self, name: str, secret: str) -> Proof:
        """Each try counts as wrong until it is known to be right: two at once, or a crash, win nothing.

        Raises:
            WrongSecretError: it failed.
            Problem: the register cannot be read or written.
        """
        with site_transaction(self._register.file) as database:
            row = database.execute(
                "select * from operator where folded = ? and retired_utc = ''", (folded(name),)
            ).fetchone()
            known, key = (row["name"], row["folded"]) if row else ("", _UNKNOWN)
            tried = self._count(database, known, key)
        if isinstance(tried, WrongSecretError):
            raise tried
        if row is None:
            self._register.hashing.hash(secret)  # the same work, so that nobody hears which names there are
        elif self._register.hashing.fits(row["secret_hash"], secret):
            if role := self._passed(key, row["secret_hash"], secret):
                return Proof(Operator(known, role), tried.unrecorded)
        why = RefusedTry.WRONG if row else RefusedTry.UNKNOWN
        raise WrongSecretError(
            why, name=known, wait_s=wait_s(tried.wrong), told=True, unrecorded=tried.unrecorded
        )

    def _count(self, database: sqlite3.Connection, name: str, key: str) -> _Tried | WrongSecretError:
        now = self._clock.now_utc()
        row = database.execute("select * from sign_in_try where folded = ?", (key,)).fetchone()
        wrong = row["wrong"] if row else 0
        left_s = (datetime.fromisoformat(row["wait_until_utc"]) - now).total_seconds() if row else 0.0
        if left_s > 0:
            if left_s > wait_s(wrong):  # the clock was set back: the wait begins again, and is no longer
                left_s = wait_s(wrong)
                _update(database, key, wait_until_utc=_moment(now, left_s))
            return _turned_away(database, row, name, left_s)
        unrecorded = row["unrecorded"] if row else 0
        database.execute(
            "insert or replace into sign_in_try (folded, wrong, wait_until_utc) values (?, ?, ?)",
            (key, wrong + 1, _moment(now, wait_s(wrong + 1))),
        )
        return _Tried(wrong + 1, unrecorded)

    def _passed(self, key: str, secret_hash: str, secret: str) -> Role | None:
        """The role, as it is now; None where the secret was changed or its owner retired meanwhile."""
        hashing = self._register.hashing
        anew = hashing.hash(secret) if hashing.outdated(secret_hash) else secret_hash
        with site_transaction(self._register.file) as database:
            row = database.execute(
                "update operator set secret_hash = ? where folded = ? and secret_hash = ?"
                " and retired_utc = '' returning role",
                (anew, key, secret_hash),
            ).fetchone()
            if row is not None:
                database.execute("delete from sign_in_try where folded = ?", (key,))
        return Role(row["role"]) if row else None


@dataclass(frozen=True, slots=True)
class _Tried:
    wrong: int
    unrecorded: int


def _turned_away(
    database: sqlite3.Connection, row: sqlite3.Row, name: str, left_s: float
) -> WrongSecretError:
    told = row["turned_away"] < _TOLD_IN_A_WAIT
    _update(
        database,
        row["folded"],
        turned_away=row["turned_away"] + 1,
        unrecorded=0 if told else row["unrecorded"] + 1,
    )
    unrecorded = row["unrecorded"] if told else 0
    return WrongSecretError(RefusedTry.WAITS, name=name, wait_s=left_s, told=told, unrecorded=unrecorded)


def _update(database: sqlite3.Connection, key: str, **columns: object) -> None:
    assignments = ", ".join(f"{column} = ?" for column in columns)
    database.execute(f"update sign_in_try set {assignments} where folded = ?", (*columns.values(), key))


def _moment(now: datetime, after_s: float) -> str:
    return (now + timedelta(seconds=after_s)).isoformat()
