"""The inventory as a CSV file: which columns there are, and which line says what."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from console.cameras.places import PlaceKind
from console.language import _

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


class Column(Enum):
    """The value is the title that an export writes."""

    NUMBER = "number"
    NAME = "name"
    PLACE = "place"
    KIND = "kind of place"
    MAIN = "main"
    SUB = "sub"
    NEIGHBOURS = "neighbours"
    SEARCH_GRID = "search tiles"
    SCENE_WIDTH = "scene width m"
    DEMO = "DEMO"  # stands in what was exported from the demo


# English, Russian, Kazakh: what people write into files, whatever language they use the desk in.
TITLES: Mapping[Column, tuple[str, ...]] = {
    Column.NUMBER: ("number", "номер", "нөмір"),
    Column.NAME: ("name", "название", "атауы"),
    Column.PLACE: ("place", "место", "орын"),
    Column.KIND: ("kind of place", "вид места", "орын түрі", "kind"),
    Column.MAIN: ("main", "основной", "негізгі"),
    Column.SUB: ("sub", "дополнительный", "қосымша"),
    Column.NEIGHBOURS: ("neighbours", "соседи", "көршілер", "neighbors"),
    Column.SEARCH_GRID: ("search tiles", "части поиска", "іздеу бөліктері"),
    Column.SCENE_WIDTH: ("scene width m", "ширина сцены м", "көрініс ені м", "scene width"),
    Column.DEMO: ("DEMO",),
}
KINDS: Mapping[PlaceKind, tuple[str, ...]] = {
    PlaceKind.SCHOOL: ("school", "школа", "мектеп"),
    PlaceKind.KINDERGARTEN: ("kindergarten", "детский сад", "балабақша", "детсад"),
    PlaceKind.CROWDED: ("crowded", "место скопления людей", "адам көп жиналатын орын", "crowded place"),
    PlaceKind.STREET: ("street", "улица", "көше"),
}
REQUIRED = (Column.NUMBER, Column.NAME, Column.PLACE, Column.KIND, Column.MAIN)

_COLUMN_OF = {title.casefold(): column for column, titles in TITLES.items() for title in titles}
_KIND_OF = {word.casefold(): kind for kind, words in KINDS.items() for word in words}
# A spreadsheet takes a cell that begins so for a formula; an export puts a ' before it, an import takes
# it away.
_FORMULA = re.compile(r"[\s']*[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line cannot be; translated, and without anything of the file that could be a password."""

    line: int  # 1-based; a record of several lines goes by its first
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: Mapping[Column, str]


@dataclass(frozen=True, slots=True)
class Table:
    titles: Mapping[Column, str]  # as the file writes them
    rows: tuple[Row, ...] = ()
    refused: tuple[Refusal, ...] = ()


def read_table(content: bytes) -> Table:
    """Reads a file's content: UTF-8 with or without a byte order mark, separated by `,` or `;`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _refused(line, _("this is not UTF-8. Save it as UTF-8 (in a spreadsheet: CSV UTF-8)"))
    records, unreadable = _records(text)
    if not records:
        empty = Refusal(1, _("the file is empty. Its first line names the columns, the others are cameras"))
        return Table({}, refused=tuple(unreadable) or (empty,))
    line, cells = records[0]
    head = cells[
        : max(index for index, cell in enumerate(cells, 1) if cell)
    ]  # spreadsheets add empty columns
    columns = [_COLUMN_OF.get(_collapsed(cell).casefold()) for cell in head]
    if whys := list(_head_faults(head, columns)):
        return Table({}, refused=tuple(Refusal(line, why) for why in whys))
    known = [column for column in columns if column is not None]
    titles = {column: _collapsed(cell) for column, cell in zip(known, head, strict=False)}
    fitting = [record for record in records[1:] if _fits(record[1], known)]
    rows = (Row(line, dict(zip(known, cells, strict=False))) for line, cells in fitting)
    misfits = (_misfit(line, cells, known) for line, cells in records[1:] if not _fits(cells, known))
    return Table(titles, tuple(rows), (*misfits, *unreadable))


def write_table(rows: Iterable[Mapping[Column, str]], *, columns: Sequence[Column]) -> str:
    """The file's text; no cell of it is a formula to a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.value for column in columns])
    writer.writerows([[_defused(row[column]) for column in columns] for row in rows])
    return BOM + text.getvalue()


def kind_named(word: str) -> PlaceKind | None:
    """The kind of place that the word names in one of the three languages."""
    return _KIND_OF.get(_collapsed(word).casefold())


def words_of(names: Iterable[tuple[str, ...]]) -> str:
    """The accepted words for a help text: `school/школа/мектеп, …`."""
    return ", ".join("/".join(words[:3]) for words in names)


def _refused(line: int, why: str) -> Table:
    return Table({}, refused=(Refusal(line, why),))


def _records(text: str) -> tuple[list[tuple[int, list[str]]], list[Refusal]]:
    """(first line, cells) of every record that is not blank, and where reading had to end early."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(",;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    records = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((line, [_restored(cell.strip()) for cell in cells]))
            line = reader.line_num + 1
    except csv.Error:  # its words are English, and say less
        why = _('the quotation marks are off. A cell with " in it is written "like ""this"""')
        return records, [Refusal(line, why)]
    return records, []


def _head_faults(head: list[str], columns: list[Column | None]) -> Iterable[str]:
    if not any(columns):
        # Nothing of the line is repeated: without a header it is a camera with its password.
        yield _("the first line names no columns. Write: {titles}").format(titles=_titles_text())
        return
    for index, column in enumerate(columns, 1):
        if column is None and head[index - 1]:
            yield _unknown_column(index, head[index - 1])
        elif column is None:
            yield _("column {index} has no name. Name it or take it away").format(index=index)
        elif column in columns[: index - 1]:
            yield _("there are two columns {title}. Take one away").format(title=head[index - 1])
    if missing := [_title(column) for column in REQUIRED if column not in columns]:
        yield _("columns are missing: {titles}. Add them").format(titles=", ".join(missing))


def _unknown_column(index: int, cell: str) -> str:
    near = difflib.get_close_matches(_collapsed(cell).casefold(), _COLUMN_OF, n=1)
    mend = (
        _("Did you mean {title}").format(title=near[0])
        if near
        else _("Known columns: {titles}").format(titles=_titles_text())
    )
    what = _("column {index} has a name that is not known").format(index=index)
    return f"{what}. {mend}"


def _titles_text() -> str:
    return ", ".join(_title(column) for column in Column if column is not Column.DEMO)


def _title(column: Column) -> str:
    return "/".join(TITLES[column][:3])


def _fits(cells: list[str], columns: list[Column]) -> bool:
    return len(cells) >= len(columns) and not any(cells[len(columns) :])


def _misfit(line: int, cells: list[str], columns: list[Column]) -> Refusal:
    why = _(
        "{count} cells, but the first line names {columns}. A cell with the separator in it stands in quotes"
    )
    return Refusal(line, why.format(count=len(cells), columns=len(columns)))


def _collapsed(cell: str) -> str:
    return " ".join(cell.split())


def _defused(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _restored(cell: str) -> str:
    return cell[1:].strip() if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
