"""The shift log as one CSV table: the section leads each row, and every column keeps its kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

from console.journal.export_row import line_of
from console.journal.shift_log.course import Course
from console.journal.shift_log.letters import visible
from console.journal.shift_log.log import Cell, Column, ColumnKind, Moment, Section, ShiftLog
from console.journal.shift_log.tables import tables
from console.language import _


def write_csv(log: ShiftLog, out: IO[bytes], course: Course) -> None:
    """UTF-8 with a byte order mark, so that spreadsheets read Cyrillic right.

    In a demo's log the first column says DEMO in every row: no row can be parted from that mark.

    Raises:
        OSError: the disk would not.
        StoppedError
    """
    every = tables(log)
    known = {column.key: column for table in every for column in table.columns}
    every_column = tuple(known.values())
    mark = ["DEMO"] if log.demo else []
    titles = [_("Section"), *(title for column in every_column for title in _titles(column))]
    out.write(f"\ufeff{line_of([*mark, *titles])}".encode())
    for table in every:
        for row in course.over(table.rows()):
            line = line_of([*mark, table.title, *_cells(table, row, every_column)])
            out.write(line.encode("utf-8", "replace"))


def _titles(column: Column) -> Iterator[str]:
    yield column.title
    if column.kind is ColumnKind.MOMENT:
        yield _("{column}: offset").format(column=column.title)


def _cells(table: Section, row: Sequence[Cell], every: Sequence[Column]) -> Iterator[str]:
    places = table.places()
    for column in every:
        cell = row[places[column.key]] if column.key in places else None
        if column.kind is ColumnKind.MOMENT:
            yield from _moment(cell)
        else:
            yield "" if cell is None else visible(str(cell))


def _moment(cell: Cell) -> tuple[str, str]:
    if not isinstance(cell, Moment):
        return "", ""
    local = cell.local()
    return (f"{local:%Y-%m-%d %H:%M:%S}" if local else visible(cell.at_utc)), cell.offset()
