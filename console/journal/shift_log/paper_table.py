"""A table on a shift log's pages: its heading comes again on each, and no row is parted that fits on one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from console.journal.shift_log.log import Cell, Moment, PaperColumn, Section
from console.journal.shift_log.paper import LEFT, STRONG, TEXT, WIDTH, Paper, Style
from console.language import _

_GAP = 1.6  # mm between two columns
_PAD = 0.9  # mm above and below the letters of a row
_INDENT = 13.0  # mm; below the numbers nothing else stands
_LONGEST = 220  # letters of a cell; a longer one stands below its row, over the whole width
_HEADING = Style(7.5, bold=True)
_FEW = 3  # lines that never stand alone at a page's foot


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A row in lines."""

    cells: tuple[tuple[str, ...], ...]
    under: tuple[tuple[str, bool], ...]  # (line, whether its title leads it)

    @property
    def height(self) -> float:
        return (max(map(len, self.cells), default=0) + len(self.under)) * TEXT.line + 2 * _PAD


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

    def draw(self, rows: Iterable[Sequence[Cell]]) -> None:
        paper, begun = self._paper, False
        for row in rows:
            drawn = self._drawn(row)
            if not begun:
                paper.need(self._head_height() + min(drawn.height, paper.whole / 2))
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
        return drawn.height > left and (fits or left < _FEW * TEXT.line + 2 * _PAD)

    def _turn(self) -> None:
        self._paper.turn()
        self._head()

    def _head_height(self) -> float:
        return max(map(len, self._heads)) * _HEADING.line + 2 * _PAD

    def _head(self) -> None:
        paper = self._paper
        paper.rule(paper.y, 0.3)
        for placed, lines in zip(self._columns, self._heads, strict=True):
            for place, line in enumerate(lines, 1):
                paper.put(line, placed.x, paper.y + _PAD / 2 + place * _HEADING.line, _HEADING)
        paper.y += self._head_height()
        paper.rule(paper.y, 0.3)

    def _row(self, drawn: _Drawn) -> None:
        paper = self._paper
        tall = max(map(len, drawn.cells))
        paper.y += _PAD
        self._cells(drawn, tall)
        for line, leads in drawn.under:
            if paper.left < TEXT.line:
                self._turn()
                paper.y += _PAD
            paper.y += TEXT.line
            paper.put(line, LEFT + _INDENT, paper.y, STRONG if leads else TEXT)
        paper.y += _PAD
        paper.rule(paper.y)

    def _cells(self, drawn: _Drawn, tall: int) -> None:
        paper = self._paper
        for place in range(tall):
            if paper.left < TEXT.line:
                self._turn()
                paper.y += _PAD
            paper.y += TEXT.line
            for placed, lines in zip(self._columns, drawn.cells, strict=True):
                if place < len(lines):
                    style = STRONG if placed.column.bold else TEXT
                    paper.put(lines[place], placed.x, paper.y, style)

    def _drawn(self, row: Sequence[Cell]) -> _Drawn:
        below = list(self._section.under)
        cells = tuple(tuple(self._cell_lines(placed, row, below)) for placed in self._columns)
        return _Drawn(cells, tuple(self._under(row, below)))

    def _cell_lines(self, placed: _Placed, row: Sequence[Cell], below: list[str]) -> Iterator[str]:
        style = STRONG if placed.column.bold else TEXT
        for key in placed.column.keys:
            cell = row[self._places[key]]
            if isinstance(cell, Moment):
                yield from self._moment(cell, placed.width)
            elif isinstance(cell, str) and len(cell) > _LONGEST:
                below.append(key)
                yield from self._paper.lines(_("(see below)"), placed.width, style)
            elif cell not in (None, ""):
                yield from self._paper.lines(self._said(placed, key, cell), placed.width, style)

    def _said(self, placed: _Placed, key: str, cell: Cell) -> str:
        """A number among others in one column says what it counts."""
        if isinstance(cell, int) and len(placed.column.keys) > 1 and key != "seq":
            return f"{self._titles[key]}: {cell}"
        return str(cell)

    def _moment(self, moment: Moment, width: float) -> Iterator[str]:
        parts = [moment.date(), moment.time()]
        if self._offsets > 1:
            parts.append(moment.offset())
        for part in filter(None, parts):
            yield from self._paper.lines(part, width, TEXT)

    def _under(self, row: Sequence[Cell], keys: Iterable[str]) -> Iterator[tuple[str, bool]]:
        for key in keys:
            cell = row[self._places[key]]
            if cell in (None, ""):
                continue
            yield self._paper.lines(f"{self._titles[key]}:", WIDTH - _INDENT, STRONG)[0], True
            for line in self._paper.lines(str(cell), WIDTH - _INDENT, TEXT):
                yield line, False


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
