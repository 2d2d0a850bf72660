"""The journal as a CSV file for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from console.journal.disk import sync_file
from console.journal.search import FoundEntry
from console.journal.wording import case_text
from console.language import _
from console.problem import Problem

# A spreadsheet takes a cell that begins so for a formula, and formulas can send data away.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ExportDone:
    """Fact: an export ended; `failure` is translated and empty where it went well."""

    file: Path
    entries: int
    failure: str = ""


def write_csv(entries: Iterable[FoundEntry], file: Path, *, demo: bool) -> int:
    """Writes the entries and returns how many; the file is there as a whole or not at all.

    UTF-8 with a byte order mark, so that spreadsheets read Cyrillic right. In a demo's export the first
    column says DEMO in every row: no row can be parted from that mark.

    Raises:
        Problem: the file cannot be written.
    """
    unfinished = file.with_name(f".{file.name}.part")
    try:
        with unfinished.open("w", encoding="utf-8-sig", newline="") as text:
            count = _write_rows(csv.writer(text), entries, ["DEMO"] if demo else [])
            text.flush()
            sync_file(text.fileno())
        unfinished.replace(file)
    except BaseException as error:
        with suppress(OSError):
            unfinished.unlink()
        if not isinstance(error, OSError):
            raise
        raise Problem(
            _("the export cannot be written ({why})").format(why=error.strerror or error),
            where=str(file),
            mend=_("Name a file in a folder where you may write"),
        ) from None
    return count


def _write_rows(writer: csv._writer, entries: Iterable[FoundEntry], mark: list[str]) -> int:  # type: ignore[name-defined]
    writer.writerow([*mark, *(_safe(cell) for cell in _titles())])
    count = 0
    for count, entry in enumerate(entries, 1):  # noqa: B007 - the last number is what is returned
        writer.writerow([*mark, *(_safe(cell) for cell in _cells(entry))])
    return count


def _titles() -> list[str]:
    return [
        _("No."),
        _("Time"),
        _("Desk"),
        _("Signed by"),
        _("Kind"),
        _("Camera"),
        _("Place"),
        _("Summary"),
        _("Offence"),
        _("Article"),
        _("Case numbers"),
        _("Note"),
        _("Evidence"),
        _("Hash"),
    ]


def _cells(entry: FoundEntry) -> list[str]:
    body = entry.body
    moment = entry.local_time()
    cases = body.get("case_numbers")
    return [
        str(entry.seq),
        moment.isoformat(timespec="seconds") if moment else entry.at_utc,
        entry.desk,
        entry.actor,
        entry.title(),
        entry.camera_number,
        entry.place,
        entry.summary(),
        str(body.get("offence", "")),
        str(body.get("article", "")),
        "; ".join(filter(None, (case_text(*case) for case in cases.items())))
        if isinstance(cases, dict)
        else "",
        str(body.get("note", "")),
        "; ".join(str(item["file"]) for item in body.get("evidence", [])) if entry.evidence else "",
        entry.hash.hex(),
    ]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
