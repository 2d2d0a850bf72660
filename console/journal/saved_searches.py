"""Searches that a desk keeps by name: searches.json in its data folder, written as a whole or not at all."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from console.journal.disk import replaced, synced
from console.journal.entry import Kind, utc_text
from console.journal.query import Query, Standing
from console.language import _
from console.paths import DataFolder
from console.problem import Problem

_LONGEST_NAME = 80  # letters; it stands in a menu


@dataclass(frozen=True, slots=True)
class SavedSearch:
    name: str
    query: Query  # its first page, as long as every query's


@dataclass(frozen=True, slots=True)
class SavedSearchesRead:
    """Fact: the desk's saved searches as they are now; `failure` is translated, empty where all went well."""

    ref: str
    searches: tuple[SavedSearch, ...]
    failure: str = ""


class SavedSearches:
    """By name, in the order of the alphabet. Thread: any; every method reads the disk, most sync it.

    A file that cannot be read is told and left as it is: nothing is saved over it.
    """

    def __init__(self, folder: DataFolder) -> None:
        self._file = folder.root / "searches.json"

    def read(self) -> tuple[SavedSearch, ...]:
        """
        Raises:
            Problem: the file cannot be read, or is damaged.
        """
        try:
            text = self._file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError) as error:
            raise self._damaged(str(error)) from None
        try:
            found = [SavedSearch(name, _query(stored)) for name, stored in _table(text).items()]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise self._damaged(str(error)) from None
        return tuple(sorted(found, key=lambda search: search.name.casefold()))

    def get(self, name: str) -> SavedSearch:
        """
        Raises:
            Problem: as `read`, or there is none of that name.
        """
        searches = self.read()
        for search in searches:
            if search.name == name.strip():
                return search
        known = ", ".join(search.name for search in searches) or _("none")
        raise Problem(
            _("there is no saved search of that name"),
            where=name,
            mend=_("Saved are: {names}").format(names=known),
        )

    def save(self, name: str, query: Query) -> tuple[SavedSearch, ...]:
        """Keeps the search under that name, in place of an older one; returns all.

        Raises:
            Problem: as `read`, the name is none, or the file cannot be written.
        """
        name = name.strip()
        if not name or len(name) > _LONGEST_NAME or not name.isprintable():
            raise Problem(
                _("this cannot be the name of a search"),
                where=repr(name[: _LONGEST_NAME + 1]),
                mend=_("Write one line of at most {count} letters").format(count=_LONGEST_NAME),
            )
        with self._alone():
            others = [search for search in self.read() if search.name != name]
            self._write([*others, SavedSearch(name, query)])
            return self.read()

    def remove(self, name: str) -> tuple[SavedSearch, ...]:
        """Forgets the search of that name; returns the others.

        Raises:
            Problem: as `get`, or the file cannot be written.
        """
        with self._alone():
            gone = self.get(name)
            self._write([search for search in self.read() if search != gone])
            return self.read()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """A command line beside the desk waits: neither forgets what the other saves."""
        try:
            handle = os.open(self._file.parent, os.O_RDONLY | os.O_DIRECTORY)
        except OSError as error:
            raise self._unwritten(error) from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _write(self, searches: list[SavedSearch]) -> None:
        table = {search.name: stored_query(search.query) for search in searches}
        text = json.dumps(table, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        try:
            with replaced(self._file) as unfinished, synced(unfinished) as out:
                out.write(text.encode())
        except OSError as error:
            raise self._unwritten(error) from None

    def _damaged(self, why: str) -> Problem:
        return Problem(
            _("the saved searches cannot be read ({why})").format(why=why),
            where=str(self._file),
            mend=_("Mend the file, or move it aside and save them anew"),
        )

    def _unwritten(self, error: OSError) -> Problem:
        return Problem(
            _("the search cannot be saved ({why})").format(why=error.strerror or error),
            where=str(self._file),
            mend=_("Give this user the right to write there, and make room on the disk"),
        )


def _table(text: str) -> Mapping[str, Any]:
    table = json.loads(text)
    if not isinstance(table, dict):
        raise TypeError(_("it is no table of names"))
    return table


def stored_query(query: Query) -> dict[str, object]:
    """What it asks for, as JSON has it."""
    values = {field.name: getattr(query, field.name) for field in fields(Query) if field.name in _READ}
    return {name: _plain(value) for name, value in values.items() if value != getattr(_EVERYTHING, name)}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, tuple):
        return [str(kind) for kind in value]
    return value.value if isinstance(value, Standing) else value


def _query(stored: object) -> Query:
    """
    Raises:
        ValueError, TypeError, KeyError: it is none.
    """
    if not isinstance(stored, dict):
        raise TypeError(_("a search is no table"))
    return Query(**{key: _READ[key](value) for key, value in stored.items()})


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(_("{value} is no text").format(value=repr(value)))
    return value


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value).replace("Z", "+00:00"))
    utc_text(moment)  # one that no clock can tell is found here
    return moment


def _kinds(value: object) -> tuple[Kind | str, ...]:
    if not isinstance(value, list):
        raise TypeError(_("{value} is no list").format(value=repr(value)))
    return tuple(Kind.read(_text(kind)) for kind in value)


def _yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(_("{value} is neither true nor false").format(value=repr(value)))
    return value


_EVERYTHING = Query()
_READ: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(["words", "camera", "place", "offence", "operator"], _text),
    "kinds": _kinds,
    "since_utc": _moment,
    "until_utc": _moment,
    "standing": Standing,
    "with_clip": _yes,
}  # every field of a Query but its page
