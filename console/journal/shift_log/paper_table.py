"""A table on a shift log's pages: its heading comes again on each, and no row is parted that fits on one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from console.journal.shift_log.log import Cell, Moment, PaperColumn, Section
from console.journal.shift_log.paper import LEFT, STRONG, TEXT, WIDTH, Paper, Style
from console.language import _

_GAP = 1.6  # mm between two columns
_ABOVE, _BELOW = 0.7, 1.5  # mm around the letters of a row
_INDENT, _NAMES = 13.0, 30.0  # mm; below the numbers nothing else stands
_LONGEST = 220  # letters of a cell; a longer one stands below its row, over the whole width
_HEADING = Style(7.5, bold=True)
_TITLE = 14.0  # mm that a section's heading needs
_FEW = 3  # lines that never stand alone at a page's foot


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A row in lines."""

    name: str  # by which it is known again on the next page
    cells: tuple[tuple[tuple[str, Style], ...], ...]
    under: tuple[tuple[str, str], ...]  # (a title or nothing, what stands beside it)

    @property
    def height(self) -> float:
        return (max(map(len, self.cells), default=0) + len(self.under)) * TEXT.line + _ABOVE + _BELOW


class Table:
    """Thread: one."""

    def __init__(self, paper: Paper, section: Section, *, offsets: int) -> None:
        self._paper = paper
        self._section = section
        self._offsets = offsets  # beyond one, each time tells its own
        self._places = section.places()
        self._titles = {column.key: column.title for column in section.columns}
        whole = sum(column.share for column in section.paper)
        self._columns = tuple(_Placed.all(section.paper, WIDTH / whole))
        self._heads = tuple(paper.lines(c.column.title, c.width, _HEADING) for c in self._columns)

    def draw(self, rows: Iterable[Sequence[Cell]], *, heading: Callable[[], None] | None = None) -> None:
        """`heading` stands on the page of the first row, however tall that is."""
        paper, begun = self._paper, False
        above = _TITLE if heading else 0.0
        for row in rows:
            drawn = self._drawn(row)
            if not begun:
                paper.need(above + self._head_height() + min(drawn.height, paper.whole / 2))
                if heading:
                    heading()
                self._head()
                begun = True
            elif self._is_parted(drawn):
                self._turn()
            self._row(drawn)
        paper.y += 2.0

    def _is_parted(self, drawn: _Drawn) -> bool:
        """Whether the page's foot would cut a row that fits on a page, or leave a scrap of a longer one."""
        left = self._paper.left
        fits = drawn.height <= self._paper.whole - self._head_height()
        return drawn.height > left and (fits or left < _FEW * TEXT.line + _ABOVE + _BELOW)

    def _turn(self) -> None:
        self._paper.turn()
        self._head()

    def _head_height(self) -> float:
        return max(map(len, self._heads)) * _HEADING.line + _ABOVE + _BELOW

    def _head(self) -> None:
        paper = self._paper
        paper.rule(paper.y, 0.3)
        for placed, lines in zip(self._columns, self._heads, strict=True):
            for place, line in enumerate(lines, 1):
                paper.put(line, placed.x, paper.y + _ABOVE / 2 + place * _HEADING.line, _HEADING)
        paper.y += self._head_height()
        paper.rule(paper.y, 0.3)

    def _row(self, drawn: _Drawn) -> None:
        paper = self._paper
        paper.y += _ABOVE
        tall = max(map(len, drawn.cells))
        if tall * TEXT.line + _BELOW <= paper.left:
            self._cells(drawn)
        else:
            self._parted_cells(drawn, tall)
        for title, line in drawn.under:
            self._next_line(drawn)
            paper.put(title, LEFT + _INDENT, paper.y, STRONG)
            paper.put(line, LEFT + _INDENT + _NAMES, paper.y, TEXT)
        paper.y += _BELOW
        paper.rule(paper.y)

    def _cells(self, drawn: _Drawn) -> None:
        """Cell by cell: so it is read, too, by whoever copies the text or has it read out."""
        paper, top = self._paper, self._paper.y
        for placed, lines in zip(self._columns, drawn.cells, strict=True):
            for place, (line, style) in enumerate(lines, 1):
                paper.put(line, placed.x, top + place * TEXT.line, style)
        paper.y += max(map(len, drawn.cells)) * TEXT.line

    def _parted_cells(self, drawn: _Drawn, tall: int) -> None:
        paper = self._paper
        for place in range(tall):
            self._next_line(drawn)
            for placed, lines in zip(self._columns, drawn.cells, strict=True):
                if place < len(lines):
                    line, style = lines[place]
                    paper.put(line, placed.x, paper.y, style)

    def _next_line(self, drawn: _Drawn) -> None:
        paper = self._paper
        if paper.left >= TEXT.line + _BELOW:
            paper.y += TEXT.line
            return
        self._turn()
        paper.y += _ABOVE + TEXT.line
        first = self._columns[0]
        paper.put(paper.lines(f"… {drawn.name}", first.width, TEXT)[0], first.x, paper.y, TEXT)

    def _drawn(self, row: Sequence[Cell]) -> _Drawn:
        below = list(self._section.under)
        cells = tuple(tuple(self._cell_lines(placed, row, below)) for placed in self._columns)
        return _Drawn(str(row[0] or ""), cells, tuple(self._under(row, below)))

    def _cell_lines(
        self, placed: _Placed, row: Sequence[Cell], below: list[str]
    ) -> Iterator[tuple[str, Style]]:
        for key in placed.column.keys:
            style = STRONG if key in placed.column.bold else TEXT
            for text in self._texts(placed, key, row[self._places[key]], below):
                for line in self._paper.lines(text, placed.width, style):
                    yield line, style

    def _texts(self, placed: _Placed, key: str, cell: Cell, below: list[str]) -> Iterator[str]:
        if isinstance(cell, Moment):
            yield from filter(None, (cell.date(), cell.time()))
            if self._offsets > 1:
                yield cell.offset()
        elif isinstance(cell, str) and len(cell) > _LONGEST:
            below.append(key)
            yield _("(see below)")
        elif isinstance(cell, int) and len(placed.column.keys) > 1:  # among others it says what it counts
            yield f"{self._titles[key]}: {cell}"
        elif cell not in (None, ""):
            yield str(cell)

    def _under(self, row: Sequence[Cell], keys: Iterable[str]) -> Iterator[tuple[str, str]]:
        for key in keys:
            cell = row[self._places[key]]
            if cell in (None, ""):
                continue
            titles = self._paper.lines(self._titles[key], _NAMES - _GAP, STRONG)
            lines = self._paper.lines(str(cell), WIDTH - _INDENT - _NAMES, TEXT)
            yield from zip_longest(titles, lines, fillvalue="")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A column with its place on the page, in millimetres."""

    column: PaperColumn
    x: float
    width: float

    @classmethod
    def all(cls, columns: Iterable[PaperColumn], scale: float) -> Iterator[_Placed]:
        x = LEFT
        for column in columns:
            yield cls(column, x, column.share * scale - _GAP)
            x += column.share * scale
