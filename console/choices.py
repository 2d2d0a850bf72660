"""What was chosen in the desk's windows and holds at its next start: its keys and its theme."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.journal.disk import replaced, synced
from console.journal.entry import Kind
from console.language import N_, _
from console.operators.permissions import Intent
from console.paths import DataFolder
from console.permit import Permit
from console.problem import Problem

if TYPE_CHECKING:
    from console.journal.journal import Journal

_log = logging.getLogger(__name__)
_WHAT = N_("the desk's keys were changed")
_MOST_NAMED = 20  # commands in one entry's name


@dataclass(frozen=True, slots=True)
class Chosen:
    theme: str = ""  # "dark" or "light"; empty: what the settings say
    keys: Mapping[str, str] = field(default_factory=dict)  # by command, the changed ones alone


@dataclass(frozen=True, slots=True)
class ChoicesSaved:
    """Fact: this is on the disk now, a change of keys with its entry."""

    ref: str
    chosen: Chosen


@dataclass(frozen=True, slots=True)
class ChoicesRefused:
    """Fact: nothing was saved."""

    ref: str
    why: str  # translated


class Choices:
    """Thread: main; the file is written on the journal's reading thread."""

    def __init__(self, folder: DataFolder, *, permit: Permit, journal: Journal) -> None:
        """Reads the file once, before any window is up; a damaged one means the usual keys and theme."""
        self._folder, self._permit, self._journal = folder, permit, journal
        self.failure = ""  # one line where the file could not be read; translated
        try:
            self.chosen = read_choices(folder.choices_file)
        except Problem as problem:
            self.failure, self.chosen = str(problem), Chosen()
            _log.warning("%s", problem)

    def save_keys(self, keys: Mapping[str, str], *, ref: str = "") -> bool:
        """The desk's keys from now on; ChoicesSaved or ChoicesRefused tells how it went.

        `keys`: by command, those alone that are not the usual ones. False: not permitted.
        """
        if not self._permit.may(Intent.KEEP_KEYS):
            return False
        record = partial(self._journal.append_now, Kind.SETTING_CHANGED, actor=self._permit.actor)
        self._submit(partial(_save_keys, self._folder, dict(keys), record, ref), ref)
        return True

    def save_theme(self, theme: str, *, ref: str = "") -> None:
        """Whoever sits here chooses how bright the windows are; that is no entry."""
        self._submit(partial(_save_theme, self._folder, theme, ref), ref)

    def handle(self, fact: object) -> None:
        """Takes in its own fact, before any window hears of it."""
        if isinstance(fact, ChoicesSaved):
            self.chosen = fact.chosen

    def _submit(self, work: Callable[[], object], ref: str) -> None:
        self._journal.submit(work, unmade=partial(ChoicesRefused, ref))


def read_choices(file: Path) -> Chosen:
    """A file that is not there means that nothing was chosen.

    Raises:
        Problem: it cannot be read, or is damaged.
    """
    try:
        return _chosen(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Chosen()
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise Problem(
            _("the desk's keys and theme cannot be read ({why})").format(why=error),
            where=str(file),
            mend=_("The usual keys are in force: choose anew, or mend the file and start the desk again"),
        ) from None


def _chosen(table: Any) -> Chosen:
    """
    Raises:
        TypeError: it is something else.
    """
    if not isinstance(table, dict):
        raise TypeError(_("it is no table"))
    theme, keys = table.get("theme", ""), table.get("keys", {})
    pairs = [*keys, *keys.values()] if isinstance(keys, dict) else [None]
    if theme not in ("", "dark", "light") or not all(isinstance(each, str) for each in pairs):
        raise TypeError(_("it holds what is neither a theme nor keys"))
    return Chosen(theme, keys)


# --- the journal's reading thread ---


def _save_theme(folder: DataFolder, theme: str, ref: str) -> ChoicesSaved:
    """Raises Problem where the file cannot be written."""
    chosen = replace(_kept(folder.choices_file), theme=theme)
    _write(folder.choices_file, chosen)
    return ChoicesSaved(ref, chosen)


def _save_keys(
    folder: DataFolder, keys: dict[str, str], record: Callable[[dict[str, object]], object], ref: str
) -> ChoicesSaved:
    """File before entry; without its entry nothing is changed."""
    file = folder.choices_file
    before = _kept(file)
    chosen = replace(before, keys=keys)
    _write(file, chosen)
    if keys != before.keys:
        try:
            record(_body(before.keys, keys))
        except Exception:
            _write(file, before)
            raise
    return ChoicesSaved(ref, chosen)


def _kept(file: Path) -> Chosen:
    """What the file holds; a damaged one is set aside, not written over."""
    try:
        return read_choices(file)
    except Problem:
        file.replace(file.with_suffix(".damaged.json"))
        return Chosen()


def _body(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, object]:
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    name = ", ".join(changed[:_MOST_NAMED])
    return {"what": _WHAT, "name": name, "keys": dict(after), "keys_before": dict(before)}


def _write(file: Path, chosen: Chosen) -> None:
    text = json.dumps({"theme": chosen.theme, "keys": dict(chosen.keys)}, ensure_ascii=False, indent=2)
    try:
        with replaced(file) as unfinished, synced(unfinished) as out:
            out.write((text + "\n").encode())
    except OSError as error:
        raise Problem(
            _("the desk's keys and theme cannot be saved ({why})").format(why=error.strerror or error),
            where=str(file),
            mend=_("Give this user the right to write there, and make room on the disk"),
        ) from None
