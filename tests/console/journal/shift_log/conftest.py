"""A day's journal, and ways to make its log and to read it as somebody else does."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest

from console.journal.journal import Journal
from console.journal.query import Query
from console.journal.shift_log import ShiftLogDone, ShiftLogOrder
from console.journal.shift_log.file import make_shift_log
from console.outbox import Outbox
from console.paths import DataFolder
from tests.console.journal.shift_log.a_day import LEAD, Day, a_day
from tests.fakes.fake_clock import FakeClock

_SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REF = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Make = Callable[..., ShiftLogDone]


@pytest.fixture(scope="session")
def written_day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FakeClock, Day]:
    """The day's folder, to be copied: each of its entries waits for the disk."""
    folder, clock = DataFolder(tmp_path_factory.mktemp("day") / "data"), FakeClock()
    return folder.root, clock, a_day(Journal(folder, clock=clock, outbox=Outbox()), clock)


@pytest.fixture
def day(written_day, journal: Journal, clock: FakeClock, folder: DataFolder) -> Day:
    root, its_clock, written = written_day
    shutil.copytree(root, folder.root)
    clock.now = its_clock.now
    return Day(journal, clock, opened=written.opened, closed=list(written.closed))


@pytest.fixture
def make(journal: Journal, folder: DataFolder, tmp_path: Path) -> Make:
    """`make("log.pdf", query, **order)`: the log, made as on the command line."""

    def make_it(name: str, query: Query | None = None, **order: object) -> ShiftLogDone:
        asked = ShiftLogOrder(tmp_path / name, LEAD, query or Query(), **order)
        return make_shift_log(journal, folder, asked)

    return make_it


def pages_of(file: Path) -> list[str]:
    """What somebody gets who selects all and copies, page by page; lines are not told from spaces."""
    with pypdfium2.PdfDocument(file) as pdf:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def text_of(file: Path) -> str:
    return "\n".join(pages_of(file))


class Workbook:
    """An XLSX file as its own XML says it: {sheet: rows of (type, value)}."""

    def __init__(self, file: Path) -> None:
        with zipfile.ZipFile(file) as archive:
            self.names = archive.namelist()
            self.parts = {name: archive.read(name) for name in self.names}
        book = ElementTree.parse(io.BytesIO(self.parts["xl/workbook.xml"]))
        links = ElementTree.parse(io.BytesIO(self.parts["xl/_rels/workbook.xml.rels"]))
        targets = {link.get("Id"): link.get("Target") for link in links.getroot()}
        self.sheets = {
            sheet.get("name"): ElementTree.fromstring(self.parts[f"xl/{targets[sheet.get(_REF)]}"])
            for sheet in book.iter(f"{_SHEETS}sheet")
        }
        self._formats = ElementTree.fromstring(self.parts["xl/styles.xml"])

    def rows(self, sheet: str) -> list[dict[str, tuple[str, str]]]:
        """By column letter: ("text" | "number" | "date" | "formula", its value)."""
        rows = self.sheets[sheet].iter(f"{_SHEETS}row")
        return [dict(self._cell(cell) for cell in row) for row in rows]

    def has(self, sheet: str, tag: str) -> bool:
        return next(self.sheets[sheet].iter(_SHEETS + tag), None) is not None

    def _cell(self, cell: ElementTree.Element) -> tuple[str, tuple[str, str]]:
        column = "".join(letter for letter in str(cell.get("r")) if letter.isalpha())
        if cell.find(f"{_SHEETS}f") is not None:
            return column, ("formula", "")
        if cell.get("t") == "inlineStr":
            return column, ("text", "".join(cell.itertext()))
        value = "".join(cell.itertext())
        return column, ("date" if self._is_date(cell.get("s")) else "number", value)

    def _is_date(self, style: str | None) -> bool:
        used = list(self._formats.find(f"{_SHEETS}cellXfs") or ())[int(style or 0)]
        own = {
            each.get("numFmtId"): str(each.get("formatCode"))
            for each in self._formats.iter(f"{_SHEETS}numFmt")
        }
        return "yyyy" in own.get(used.get("numFmtId"), "")
