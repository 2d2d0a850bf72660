"""Who works here: names, roles and the hashes of their secrets, kept in site.db."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import uuid4

from console.cameras.site_file import open_site, site_transaction
from console.language import _
from console.operators.names import checked_name, folded
from console.operators.operator import Operator
from console.operators.roles import Role
from console.operators.secret import Hashing, check_secret, is_pin
from console.paths import DataFolder
from console.problem import Problem


class OperatorChange(StrEnum):
    """What became of an operator; the value is what the journal stores."""

    ADDED = "added"
    ROLE = "role"
    PASSWORD = "password"  # noqa: S105 - no secret
    RETIRED = "retired"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Registered:
    """Somebody in the register; the hash of the secret stays inside it."""

    name: str
    role: Role
    pin: bool  # the secret is a PIN
    retired_utc: str = ""  # ISO 8601; empty while the person works here

    @property
    def operator(self) -> Operator:
        return Operator(self.name, self.role)


@dataclass(frozen=True, slots=True)
class UntoldChange:
    """A change that the journal is still to tell of."""

    id: int
    actor: str
    body: dict[str, object]


class Register:
    """Thread: any; each call opens the file for itself. What sets a secret is slow: never the window's."""

    def __init__(self, folder: DataFolder, *, hashing: Hashing | None = None) -> None:
        self.file = folder.site_db
        self.hashing = hashing or Hashing()

    def operators(self) -> tuple[Registered, ...]:
        """Everybody, by name; those who left stand there, too.

        Raises:
            Problem: the site's database cannot be read.
        """
        return tuple(_registered(row) for row in self._read("select * from operator order by folded"))

    def has_administrator(self) -> bool:
        """Whether this desk asks who somebody is. Raises as `operators`."""
        query = "select 1 from operator where role = ? and retired_utc = '' limit 1"
        return bool(self._read(query, Role.ADMINISTRATOR.value))

    def get(self, name: str) -> Registered | None:
        """Whoever has that name, however it is written; None where nobody has. Raises as `operators`."""
        rows = self._read("select * from operator where folded = ?", folded(name))
        return _registered(rows[0]) if rows else None

    def add_first(self, name: str, secret: str) -> Registered:
        """Makes the first administrator.

        Raises:
            Problem: there is one, the name or the secret will not do, or it cannot be written.
        """
        return self._add(name, Role.ADMINISTRATOR, secret, by=name, first=True)

    def add(self, name: str, role: Role, secret: str, *, by: str) -> Registered:
        """Adds somebody, or takes back somebody who had left; `by` is who does it.

        Raises:
            Problem: the name is in use, the name or the secret will not do, or it cannot be written.
        """
        return self._add(name, role, secret, by=by, first=False)

    def change_role(self, name: str, role: Role, *, by: str) -> Registered:
        """
        Raises:
            Problem: nobody of that name works here, it is the last administrator, or who becomes one has
                a PIN.
        """
        with site_transaction(self.file) as database:
            known = _working(database, name)
            if role is not Role.ADMINISTRATOR:
                _check_not_last(database, known)
            elif known.pin:
                raise Problem(
                    _("an administrator needs a password, a PIN is not enough"),
                    where=known.name,
                    mend=_("Give this person a password first"),
                )
            _set(database, known.name, role=role.value)
            changed = Registered(known.name, role, known.pin)
            _note(database, changed, OperatorChange.ROLE, by)
        return changed

    def change_secret(self, name: str, secret: str, *, by: str) -> Registered:
        """Gives somebody another password; waits after wrong tries end with it.

        Raises:
            Problem: nobody of that name works here, or the secret will not do.
        """
        known = self._known(name)
        check_secret(secret, known.role, name=known.name)
        secret_hash = self.hashing.hash(secret)
        with site_transaction(self.file) as database:
            known = _working(database, name)
            check_secret(secret, known.role, name=known.name)  # the role may have changed meanwhile
            _set(database, known.name, secret_hash=secret_hash, pin=int(is_pin(secret)))
            _forget_tries(database, known.name)
            changed = Registered(known.name, known.role, is_pin(secret))
            _note(database, changed, OperatorChange.PASSWORD, by)
        return changed

    def retire(self, name: str, *, by: str) -> Registered:
        """Ends somebody's work here; the name stays, as entries bear it.

        Raises:
            Problem: nobody of that name works here, or it is the last administrator.
        """
        with site_transaction(self.file) as database:
            known = _working(database, name)
            _check_not_last(database, known)
            moment = datetime.now(UTC).isoformat(timespec="seconds")
            _set(database, known.name, retired_utc=moment)
            _forget_tries(database, known.name)
            retired = Registered(known.name, known.role, known.pin, moment)
            _note(database, retired, OperatorChange.RETIRED, by)
        return retired

    def untold(self) -> list[UntoldChange]:
        """The changes without an entry, oldest first. Raises as `operators`."""
        rows = self._read("select * from untold_operator order by id")
        return [UntoldChange(row["id"], row["actor"], json.loads(row["body"])) for row in rows]

    def told(self, change: UntoldChange) -> None:
        """This change has its entry now."""
        with site_transaction(self.file) as database:
            database.execute("delete from untold_operator where id = ?", (change.id,))

    def _add(self, name: str, role: Role, secret: str, *, by: str, first: bool) -> Registered:
        name = checked_name(name)
        check_secret(secret, role, name=name)
        self._check_free(name)  # before the slow part, and again within the transaction
        secret_hash = self.hashing.hash(secret)
        with site_transaction(self.file) as database:
            if first and _administrators(database):
                raise Problem(
                    _("this desk has its administrator"),
                    where=name,
                    mend=_("Sign in, or ask an administrator to add you"),
                )
            known = _find(database, name)
            if known and not known.retired_utc:
                raise _in_use(known.name)
            database.execute(
                "insert or replace into operator (folded, name, role, secret_hash, pin)"
                " values (?, ?, ?, ?, ?)",
                (folded(name), name, role.value, secret_hash, int(is_pin(secret))),
            )
            _forget_tries(database, name)
            added = Registered(name, role, is_pin(secret))
            _note(
                database, added, OperatorChange.RETURNED if known else OperatorChange.ADDED, by, first=first
            )
        return added

    def _check_free(self, name: str) -> None:
        known = self.get(name)
        if known and not known.retired_utc:
            raise _in_use(known.name)

    def _known(self, name: str) -> Registered:
        with closing(open_site(self.file)) as database:
            return _working(database, name)

    def _read(self, query: str, *values: object) -> list[sqlite3.Row]:
        """What is looked at leaves no trace: a folder that is none yet stays so."""
        if not self.file.exists():
            return []
        with closing(open_site(self.file)) as database:
            return database.execute(query, values).fetchall()


def _find(database: sqlite3.Connection, name: str) -> Registered | None:
    row = database.execute("select * from operator where folded = ?", (folded(name),)).fetchone()
    return _registered(row) if row else None


def _working(database: sqlite3.Connection, name: str) -> Registered:
    known = _find(database, name)
    if known is None or known.retired_utc:
        raise Problem(
            _("nobody of that name works here"),
            where=name,
            mend=_("See the names: munara operators list"),
        )
    return known


def _check_not_last(database: sqlite3.Connection, known: Registered) -> None:
    if known.role is not Role.ADMINISTRATOR:
        return
    if _administrators(database) == 1:
        raise Problem(
            _("this is the last administrator"),
            where=known.name,
            mend=_("Make somebody else an administrator first"),
        )


def _administrators(database: sqlite3.Connection) -> int:
    query = "select count(*) from operator where role = ? and retired_utc = ''"
    return int(database.execute(query, (Role.ADMINISTRATOR.value,)).fetchone()[0])


def _set(database: sqlite3.Connection, name: str, **columns: object) -> None:
    assignments = ", ".join(f"{column} = ?" for column in columns)
    database.execute(f"update operator set {assignments} where folded = ?", (*columns.values(), folded(name)))


def _forget_tries(database: sqlite3.Connection, name: str) -> None:
    database.execute("delete from sign_in_try where folded = ?", (folded(name),))


def _note(
    database: sqlite3.Connection, who: Registered, what: OperatorChange, by: str, *, first: bool = False
) -> None:
    body: dict[str, object] = {
        "name": who.name,
        "what": what.value,
        "role": who.role.value,
        "change": uuid4().hex,  # by which it is known that this change was told
    }
    if first:
        body["first"] = True  # stands out where a desk that has a history gets its first administrator again
    database.execute(
        "insert into untold_operator (actor, body) values (?, ?)", (by, json.dumps(body, ensure_ascii=False))
    )


def _registered(row: sqlite3.Row) -> Registered:
    return Registered(row["name"], Role(row["role"]), bool(row["pin"]), row["retired_utc"])


def _in_use(name: str) -> Problem:
    return Problem(_("the name is in use"), where=name, mend=_("Add the father's name, or a number"))
