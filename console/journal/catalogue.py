"""The catalogue of offences in force at a desk: the built-in one with what the desk added, changed or hid."""

from __future__ import annotations

import logging
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.journal.offences import BUILT_IN, Offence, an_offence, know_offences, load_offences
from console.language import _
from console.paths import DataFolder
from console.problem import Problem

_log = logging.getLogger(__name__)
_TABLE = re.compile(r"\s*\[\[\s*offence\s*\]\]")
CHECK = "against the law in force"  # the mark of a catalogue that no lawyer has looked at


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the form offers, and all whose names are known."""

    offered: tuple[Offence, ...]
    hidden: tuple[Offence, ...]  # offered no more: records still name them
    own: frozenset[str]  # codes that the desk added or changed
    check: str  # what is still to be checked, in the catalogue's own words; empty: nothing


def read_catalogue(folder: DataFolder) -> Catalogue:
    """
    Raises:
        Problem: the desk's own file, or the built-in one, is damaged; it names the line.
    """
    offences = {offence.code: offence for offence in load_offences()}
    built_in, hidden = dict(offences), set[str]()
    check, rows = _own(folder.offences_file)
    seen = set[str]()
    for line, row in rows:
        try:
            code, hide = row["code"], row.pop("hidden", False)
            if code in seen:
                raise ValueError(_("{code} stands here twice").format(code=code))
            if not isinstance(hide, bool):
                raise ValueError(f"hidden = {hide!r}")
            seen.add(code)
            offences[code] = an_offence(row, offences.get(code))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _damaged(folder.offences_file, line, error) from None
        if hide:
            hidden.add(code)
    return Catalogue(
        offered=tuple(offence for code, offence in offences.items() if code not in hidden),
        hidden=tuple(offences[code] for code in offences if code in hidden),
        own=frozenset(code for code in seen if offences[code] != built_in.get(code)),
        check=check,
    )


def use_catalogue(folder: DataFolder) -> Problem | None:
    """Has names come from the desk's catalogue; where that is damaged, from the built-in one. Says why."""
    problem = None
    try:
        catalogue = read_catalogue(folder)
    except Problem as damaged:
        _log.error("%s", damaged)
        problem = damaged
        catalogue = Catalogue(_built_in(), (), frozenset(), CHECK)
    know_offences(catalogue.offered, hidden=catalogue.hidden)
    return problem


def _built_in() -> tuple[Offence, ...]:
    try:
        return load_offences()
    except Problem:  # recording goes on without names
        return ()


def copy_built_in(folder: DataFolder) -> Path:
    """Puts the built-in catalogue where a desk's own stands, to be edited; returns the file.

    Raises:
        Problem: there is one already, or it cannot be written.
    """
    file = folder.offences_file
    try:
        content = BUILT_IN.read_bytes()
        with file.open("xb") as own:
            own.write(content)
    except FileExistsError:
        raise Problem(
            _("the desk has a catalogue of its own already"),
            where=str(file),
            mend=_("Edit that one, or move it aside"),
        ) from None
    except OSError as error:
        raise Problem(
            _("the catalogue cannot be written ({why})").format(why=error.strerror or error),
            where=str(file),
            mend=_("Name the desk's data folder with --data, and a disk with room"),
        ) from None
    return file


def _own(file: Path) -> tuple[str, Iterator[tuple[int, dict[str, Any]]]]:
    """(what is to be checked, each table with its line); nothing of its own where there is no file."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return CHECK, iter(())
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(file, 0, error) from None
    try:
        table: Mapping[str, Any] = tomllib.loads(text)
        rows = table.get("offence", [])
        if unknown := sorted(set(table) - {"check", "offence"}):
            raise ValueError(", ".join(unknown))
        if not isinstance(rows, list):
            raise TypeError(f"offence = {rows!r}")
    except (ValueError, TypeError, RecursionError) as error:  # TOML's own errors name their line but the last
        last = len(text.splitlines()) if "end of document" in str(error) else 0
        raise _damaged(file, last, error) from None
    lines = [number for number, line in enumerate(text.splitlines(), 1) if _TABLE.match(line)]
    lines += [0] * (len(rows) - len(lines))  # written in another way than ours: no line is known
    return str(table.get("check", "")), zip(lines, rows, strict=False)


def _damaged(file: Path, line: int, error: Exception) -> Problem:
    why = _("{key} is missing").format(key=error) if isinstance(error, KeyError) else str(error)
    place = _("line {line}: {why}").format(line=line, why=why) if line else why
    return Problem(
        _("the desk's own catalogue of offences cannot be read ({why})").format(why=place),
        where=str(file),
        mend=_("Mend the line, or move the file aside for the built-in one"),
    )
