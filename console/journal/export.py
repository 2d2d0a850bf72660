"""The journal as a CSV file for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from console.journal.disk import sync_file
from console.journal.search import FoundEntry, evidence_of
from console.journal.wording import case_texts, kind_title
from console.language import _
from console.problem import Problem

# A spreadsheet takes a cell that begins so for a formula, and formulas can send data away.
_FORMULA = frozenset("=+-@\t\r")


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
        with unfinished.open("w", encoding="utf-8", newline="") as text:
            text.write("\ufeff")
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
    writer.writerow(mark + _safe(_titles()))
    count = 0

    def rows() -> Iterator[list[str]]:
        nonlocal count
        titles = _KindTitles()
        for entry in entries:
            count += 1
            yield mark + _safe(_cells(entry, titles[entry.kind]))

    writer.writerows(rows())
    return count


class _KindTitles(dict[str, str]):
    """Each kind's title, looked up once."""

    def __missing__(self, kind: str) -> str:
        self[kind] = title = kind_title(kind)
        return title


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


def _cells(entry: FoundEntry, title: str) -> list[str]:
    body, moment = entry.body, entry.local_time()
    cases = body.get("case_numbers")
    return [
        str(entry.seq),
        moment.isoformat(timespec="seconds") if moment else entry.at_utc,
        entry.desk,
        entry.actor,
        title,
        entry.camera_number,
        entry.place,
        entry.summary(),
        str(body.get("offence", "")),
        str(body.get("article", "")),
        "; ".join(case_texts(cases)) if cases else "",
        str(body.get("note", "")),
        "; ".join(str(item["file"]) for item in evidence_of(body)) if entry.evidence else "",
        entry.hash.hex(),
    ]


def _safe(cells: list[str]) -> list[str]:
    return [_safe_cell(cell) if cell and (cell[0] in _FORMULA or "\0" in cell) else cell for cell in cells]


def _safe_cell(cell: str) -> str:
    cell = cell.replace("\0", "\ufffd")  # where a program that reads the table would end
    return f"'{cell}" if cell[0] in _FORMULA else cell
