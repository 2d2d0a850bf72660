"""The journal as a CSV file for a spreadsheet."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from console.journal.children import ReasonNeededError, Recorder, childrens_places, tell_look
from console.journal.disk import replaced, synced
from console.journal.entry import Kind
from console.journal.export_row import StoredLines, entry_line, line_of, titles
from console.journal.look_reason import LookReason
from console.journal.search import FoundEntry, Query, each_stored, subjects
from console.language import _
from console.paths import DataFolder
from console.problem import Problem

_LINES = 500  # joined before they are handed to the file


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What somebody asked for."""

    query: Query
    file: Path
    actor: str
    reason: LookReason | None = None  # for what tells of children's places


@dataclass(frozen=True, slots=True)
class ExportDone:
    """Fact: an export ended; `failure` is translated and empty where it went well."""

    file: Path
    entries: int
    failure: str = ""
    needs_reason: bool = False  # it tells of children's places: asked for again with one, it will be made


def make_export(recorder: Recorder, folder: DataFolder, order: ExportOrder) -> int:
    """As `export_csv`; that somebody takes what children's places are in stands in the journal before.

    Raises:
        ReasonNeededError: there is no reason, and no file.
        Problem: the journal cannot be read or written, or the file not be written.
    """
    query = order.query
    tell_look(
        recorder,
        childrens_places(folder, subjects(folder, query)),
        reason=order.reason,
        actor=order.actor,
        file=order.file,
        since_utc=query.since_utc,
        until_utc=query.until_utc,
    )
    return export_csv(folder, query, order.file)


class Exporter(Recorder, Protocol):
    """What is needed of a journal at work."""

    def record(self, kind: Kind, body: Mapping[str, object], *, actor: str) -> None: ...


def export_done(exporter: Exporter, folder: DataFolder, order: ExportOrder) -> ExportDone:
    """As `make_export`, and the export is an entry; a missing reason is answered.

    Raises:
        Problem: as `make_export`.
    """
    try:
        count = make_export(exporter, folder, order)
    except ReasonNeededError as problem:
        return ExportDone(order.file, 0, str(problem), needs_reason=True)
    name = os.fsencode(order.file).decode("utf-8", "replace")  # a name on the disk may be no text
    exporter.record(Kind.EXPORT_MADE, {"what": "csv", "file": name, "entries": count}, actor=order.actor)
    return ExportDone(order.file, count)


def export_csv(folder: DataFolder, query: Query, file: Path, *, most: int | None = None) -> int:
    """Writes what `query` finds, oldest first, at most so many; returns how many, as `write_csv` does.

    Raises:
        Problem: the journal cannot be read, or the file not be written.
    """
    line = StoredLines(folder).line
    lines = (line(row) for row in islice(each_stored(folder, query), most))
    return _write(lines, file, demo=folder.demo_mark.exists())


def write_csv(entries: Iterable[FoundEntry], file: Path, *, demo: bool) -> int:
    """Writes the entries and returns how many; the file is there as a whole or not at all.

    UTF-8 with a byte order mark, so that spreadsheets read Cyrillic right. In a demo's export the first
    column says DEMO in every row: no row can be parted from that mark.

    Raises:
        Problem: the file cannot be written.
    """
    return _write(map(entry_line, entries), file, demo=demo)


def _write(lines: Iterable[str], file: Path, *, demo: bool) -> int:
    mark, count = "DEMO," if demo else "", 0
    try:
        with replaced(file) as unfinished, synced(unfinished) as out:
            out.write(f"\ufeff{mark}{line_of(titles())}".encode())
            waiting = iter(lines)
            while some := list(islice(waiting, _LINES)):
                text = mark + mark.join(some)
                out.write(text.encode("utf-8", "replace"))  # half a character, in a damaged body
                count += len(some)
    except OSError as error:
        raise Problem(
            _("the export cannot be written ({why})").format(why=error.strerror or error),
            where=str(file),
            mend=_("Name a file in a folder where you may write"),
        ) from None
    return count
