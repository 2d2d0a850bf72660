"""The shift log as an XLSX workbook: a sheet a table, dates as dates, and no text that runs."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from console.journal.export_row import FORMULA
from console.journal.shift_log.course import Course
from console.journal.shift_log.letters import visible
from console.journal.shift_log.log import Cell, Column, ColumnKind, Moment, Section, ShiftLog
from console.journal.shift_log.tables import tables
from console.language import _, language
from console.problem import Problem

_MOST_ROWS = 1_048_575  # of a sheet, without its heading
_MOST_LETTERS = 32_767  # of a cell
_NO_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_DATES = {"en": "yyyy-mm-dd hh:mm:ss"}
_DATE = "dd.mm.yyyy hh:mm:ss"
_WIDEST_HEADING = 1.15  # a heading is bold


def write_xlsx(log: ShiftLog, out: IO[bytes], course: Course, *, beside: Path) -> None:
    """Rows go to files in a folder of their own under `beside` until all are there: memory stays small.

    Raises:
        OSError: the disk would not.
        Problem: more rows than a sheet has.
        StoppedError
    """
    with tempfile.TemporaryDirectory(dir=beside, prefix=".munara-") as rows:
        workbook = _Workbook(log, out, rows)
        try:
            for table in tables(log):
                workbook.add(table, course)
            course.check()
            workbook.close()
        except XlsxWriterException as error:  # it wraps what the disk said
            first = error.args[0] if error.args else None
            raise first if isinstance(first, OSError) else OSError(str(error)) from None
        finally:
            workbook.let_go()


class _Workbook:
    """Thread: one."""

    def __init__(self, log: ShiftLog, out: IO[bytes], rows: str) -> None:
        self._log = log
        self._book = xlsxwriter.Workbook(
            out,
            {
                "constant_memory": True,
                "tmpdir": rows,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        made_at = log.head_at.local()
        self._book.set_properties(
            {
                "title": f"{log.title}, {visible(log.desk)}, {log.span}",
                "subject": log.demo,
                "author": visible(log.made_by),
                "company": "Munara",
                "comments": f"head {log.head}",
                **({"created": made_at.replace(tzinfo=None)} if made_at else {}),
            }
        )
        self._book.set_custom_property("Language", language())
        self._heading = self._format(bold=True, bottom=1, text_wrap=True)
        self._text = self._format(text_wrap=True)
        # Somebody who edits such a cell must not turn it into a formula either.
        self._quoted = self._format(text_wrap=True, quote_prefix=True)
        self._number = self._format(num_format="0")
        self._date = self._format(num_format=_DATES.get(language(), _DATE))
        self._names = set[str]()

    def _format(self, **properties: Any) -> Any:
        return self._book.add_format({"valign": "top", **properties})

    def add(self, table: Section, course: Course) -> None:
        sheet = self._book.add_worksheet(self._name(table.title))
        columns = list(self._columns(table))
        for place, (title, letters) in enumerate(columns):
            sheet.set_column(place, place, max(letters, len(title) * _WIDEST_HEADING))
            sheet.write_string(0, place, title, self._heading)
        sheet.freeze_panes(1, 0)
        self._for_paper(sheet)
        last = 0
        for last, row in enumerate(course.over(table.rows()), 1):
            if last > _MOST_ROWS:
                raise _too_many(table)
            self._write(sheet, last, zip(table.columns, row, strict=True))
        sheet.autofilter(0, 0, last, len(columns) - 1)

    def close(self) -> None:
        self._book.close()

    def let_go(self) -> None:
        """Of the files that hold the rows; the library does so only where all went well."""
        for sheet in self._book.worksheets():
            for file in (sheet.row_data_fh, sheet.fh):
                with suppress(OSError):  # what did not fit on the disk is tried once more
                    file.close()

    def _columns(self, table: Section) -> Iterator[tuple[str, int]]:
        if self._log.demo:
            yield "DEMO", 7
        for column in table.columns:
            yield column.title, column.letters
            if column.kind is ColumnKind.MOMENT:
                yield _offset_title(column), 11

    def _write(self, sheet: Any, line: int, row: Iterable[tuple[Column, Cell]]) -> None:
        place = 0
        if self._log.demo:
            sheet.write_string(line, 0, "DEMO", self._text)
            place = 1
        for column, cell in row:
            if isinstance(cell, Moment):
                self._write_moment(sheet, line, place, cell)
            elif isinstance(cell, int):
                sheet.write_number(line, place, cell, self._number)
            elif cell:
                self._write_text(sheet, line, place, cell)
            place += 2 if column.kind is ColumnKind.MOMENT else 1

    def _write_moment(self, sheet: Any, line: int, place: int, moment: Moment) -> None:
        local = moment.local()
        if local is None:
            self._write_text(sheet, line, place, moment.at_utc)
        else:
            sheet.write_datetime(line, place, local.replace(tzinfo=None), self._date)
        sheet.write_string(line, place + 1, moment.offset(), self._text)

    def _write_text(self, sheet: Any, line: int, place: int, text: str) -> None:
        text = visible(text)
        if len(text) > _MOST_LETTERS:
            told = _("… (cut here: {count} letters more stand in the journal)")
            text, left = text[: _MOST_LETTERS - 200], len(text) - _MOST_LETTERS + 200
            text += told.format(count=left)
        if text.startswith("<r>") and text.endswith("</r>"):
            text += " "  # the library would take it for its own markup, and put it into the sheet as it is
        form = self._quoted if text.lstrip()[:1] in FORMULA else self._text
        sheet.write_string(line, place, text, form)

    def _for_paper(self, sheet: Any) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_header(f"&L{_coded(self._log.title)}, {_coded(self._log.desk)}&R{_coded(self._log.demo)}")
        sheet.set_footer(f"&L&7head {self._log.head[:100]}&R&P / &N")

    def _name(self, title: str) -> str:
        name = _NO_NAME.sub(" ", title)[:_LONGEST_NAME].strip()
        number = 1
        while name.casefold() in self._names:
            number += 1
            name = f"{name[: _LONGEST_NAME - 4]} {number}"
        self._names.add(name.casefold())
        return name


def _offset_title(column: Column) -> str:
    return _("{column}: offset").format(column=column.title)


def _coded(text: str) -> str:
    """As a page's heading says it: there an & begins a code."""
    return visible(text).replace("\n", " ").replace("&", "&&")[:60]


def _too_many(table: Section) -> Problem:
    return Problem(
        _("there are more rows than a sheet holds"),
        where=table.title,
        mend=_("Ask for a shorter span, or for a CSV file"),
    )
