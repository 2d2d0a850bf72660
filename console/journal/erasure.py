"""Erasing evidence, or an entry's text, as the law asks: the hash, the reason and who did it stay."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path, PurePosixPath
from typing import Any

from console.journal.database import JournalDatabase
from console.journal.disk import sync_folder
from console.journal.entry import Entry, EntryDraft, Kind
from console.journal.evidence import file_sha256
from console.journal.holds import checked_reason, no_entry, refuse_held
from console.journal.links import (
    CORRECTIONS,
    LinkedEntry,
    erasures_of,
    linked_entry,
    of_kind,
    related,
    root_of,
)
from console.journal.search import evidence_of
from console.journal.sqlite_fault import no_journal
from console.language import _
from console.paths import DataFolder
from console.problem import Problem

# Nothing tells what became of an entry but these; the database refuses to take their bodies, too.
_STAYING = (Kind.EVIDENCE_HELD, Kind.EVIDENCE_RELEASED, Kind.EVIDENCE_ERASED, Kind.HEAD_SIGNED)


class Part(Enum):
    FILES = auto()
    BODY = auto()  # its text; the files that it names go with it


class Clearing(Enum):
    """When the files go whose erasing stands in the journal."""

    NOW = auto()
    LATER = auto()  # by `finish`: it looks through the journal once for all of them


@dataclass(frozen=True, slots=True)
class Erasure:
    """What a person, or a rule, asked for.

    For the entry that recorded a violation, or raised an alert, it is about everything that hangs on that:
    corrections repeat its text, and the alert names the same pictures.
    """

    seq: int
    why: str
    part: Part = Part.FILES
    file: str = ""  # one file, by its name in the entry; empty: all


@dataclass(frozen=True, slots=True)
class Erased:
    """What came of it."""

    entries: tuple[Entry, ...]  # one for each file and each body
    kept: tuple[str, ...] = ()  # files that stay on the disk, since an entry names them that was not erased
    forgotten: bool = True  # False: a reader still needed the log, in which an erased text may stand


@dataclass(frozen=True, slots=True)
class ErasureDone:
    """Fact: it ended; `failure` is translated and empty where it went well."""

    ref: str
    erased: Erased | None
    failure: str = ""


def erase(
    folder: DataFolder,
    erasure: Erasure,
    *,
    draft: Callable[[dict[str, object]], EntryDraft],
    clearing: Clearing = Clearing.NOW,
) -> Erased:
    """Entries first, then the files: broken off in between, `finish` does the rest.

    `draft` makes an "evidence erased" entry of a body. Works beside a running desk.

    Raises:
        Problem: there is no such entry, it is on hold, nothing is left to be erased, or a file is not as it
            was recorded: nothing was erased.
        WriteFailedError: likewise.
    """
    if not folder.journal_db.is_file():
        raise no_journal(folder.journal_db)
    with JournalDatabase.open_for_writing(folder) as database:
        plan = _Plan(database, folder, erasure)
        plan.bodies()  # reads the files before the others must wait
        entries = database.erase(lambda: [draft(body) for body in plan.bodies()])
        files = [entry.body["file"] for entry in entries if entry.body["file"]]
        whole = database.forget()
        kept = _clear(folder, database, files) if clearing is Clearing.NOW else []
    return Erased(tuple(entries), tuple(kept), whole)


class _Plan:
    """What an erasure comes to. Thread: one."""

    def __init__(self, database: JournalDatabase, folder: DataFolder, erasure: Erasure) -> None:
        self._database = database
        self._root = folder.root
        self._erasure = erasure
        self._why = checked_reason(erasure.seq, erasure.why)
        self._where = _("entry {seq}").format(seq=erasure.seq)
        self._sound = set[tuple[str, object]]()  # files that were read, with the hash they have

    def bodies(self) -> list[dict[str, object]]:
        """The bodies of the entries that tell of it, as the journal stands now."""
        entries = self._entries()
        refuse_held(self._database, *entries)
        found = [body for entry in entries.values() for body in self._of(entry)]
        if not found:
            raise Problem(
                _("nothing is left here that could be erased"),
                where=self._where,
                mend=_("See what it names with: munara journal search --json"),
            )
        return found

    def _entries(self) -> dict[int, LinkedEntry]:
        seq = self._erasure.seq
        entry = linked_entry(self._database, seq)
        if entry is None:
            raise no_entry(seq)
        if self._erasure.part is Part.BODY and entry.kind in _STAYING:
            raise Problem(
                _("what tells of holds, erasures and signatures is never erased"),
                where=self._where,
                mend=_("Name the entry that it is about"),
            )
        whole = root_of(self._database, seq) == seq
        return related(self._database, seq) if whole else {seq: entry}

    def _of(self, entry: LinkedEntry) -> Iterator[dict[str, object]]:
        body, gone = entry.body, erasures_of(self._database, entry.seq)
        for file, digest in {item["file"]: item.get("sha256") for item in evidence_of(body)}.items():
            if gone.get(file) != digest and self._erasure.file in ("", file, PurePosixPath(file).name):
                self._check(file, digest)
                yield {"seq": entry.seq, "file": file, "sha256": digest, "why": self._why}
        if self._takes_text(entry):
            digest = entry.body_hash.hex()
            about = {"about": body["seq"]} if entry.kind in CORRECTIONS and "seq" in body else {}
            yield {"seq": entry.seq, "file": "", "sha256": digest, "why": self._why, **about}

    def _takes_text(self, entry: LinkedEntry) -> bool:
        asked = entry.seq == self._erasure.seq or entry.kind in CORRECTIONS
        return self._erasure.part is Part.BODY and asked and entry.stored is not None

    def _check(self, file: str, digest: object) -> None:
        """What was replaced, or is gone without a word, is left for verify to name."""
        if (file, digest) in self._sound:
            return
        path = _inside(self._root, file)
        try:
            same = path is not None and file_sha256(path) == digest
        except OSError:
            same = False
        if not same:
            raise Problem(
                _("the evidence file {file} is not as it was recorded").format(file=file),
                where=self._where,
                mend=_("See what happened with: munara journal verify"),
            )
        self._sound.add((file, digest))


def finish(folder: DataFolder) -> list[str]:
    """Does the rest of an erasing that was broken off, and takes away again what a copy brought back.

    Returns the files that went.

    Raises:
        Problem: the journal cannot be read.
        WriteFailedError: it cannot be written now.
    """
    with JournalDatabase.open_for_writing(folder) as database:
        database.forget()
        bodies = (entry.body for entry in of_kind(database, Kind.EVIDENCE_ERASED))
        left = {body["file"] for body in bodies if is_left(folder, body)}
        kept = _clear(folder, database, left) if left else []
    return sorted(left.difference(kept))


def is_left(folder: DataFolder, erasure: dict[str, Any]) -> bool:
    """Whether the file that an erasure's body names is there, with that content."""
    file = erasure.get("file")
    path = _inside(folder.root, file) if isinstance(file, str) and file else None
    try:
        return path is not None and path.is_file() and file_sha256(path) == erasure.get("sha256")
    except OSError:
        return False


def still_named(database: JournalDatabase, files: Iterable[str]) -> set[str]:
    """Those of the files that an entry names for which they were not erased. Reads the whole journal."""
    return {file for (file,) in database.read(_STILL_NAMED, [json.dumps(list(files))])}


_STILL_NAMED = """
with named (seq, file) as (
    select e.seq, json_extract(item.value, '$.file')
    from entry e, json_each(case when json_valid(e.body) then e.body else '{}' end, '$.evidence') item
    where instr(e.body, '"evidence":') and item.type = 'object'
)
select distinct file from named
where file in (select value from json_each(?)) and not exists (
    select 1 from entry
    where kind = 'evidence erased'
      and case when json_valid(body) then json_extract(body, '$.seq') end = +named.seq
      and json_extract(body, '$.file') = named.file
)
"""


def _clear(folder: DataFolder, database: JournalDatabase, files: Iterable[str]) -> list[str]:
    """Unlinks the files that no entry needs any more; returns the others."""
    files = set(files)
    needed = still_named(database, files) if files else set()
    for file in sorted(files - needed):
        path = _inside(folder.root, file)
        if path is not None:
            _unlink(path)
    return sorted(files & needed)


def _unlink(path: Path) -> None:
    try:
        path.unlink()
        sync_folder(path.parent)
    except FileNotFoundError:
        return
    except OSError as error:
        raise Problem(
            _("the file cannot be taken away ({why}); the journal says already that it is erased").format(
                why=error.strerror or error
            ),
            where=str(path),
            mend=_("Mend that; the desk does it when it starts"),
        ) from None
    if path.parent.parent.name == "pending":  # an alert's own folder
        with suppress(OSError):  # not empty
            path.parent.rmdir()


def _inside(root: Path, file: str) -> Path | None:
    """The path of an evidence file; None for a name that leads elsewhere, which no store of ours gave."""
    name = PurePosixPath(file)
    if name.is_absolute() or ".." in name.parts or name.parts[:1] != ("evidence",):
        return None
    path = root / name
    return path if path.parent.resolve().is_relative_to((root / "evidence").resolve()) else None
