"""A4 pages of a shift log: texts, tables whose headings come again, and a foot on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from zlib import compress, decompress

from fpdf import FPDF
from fpdf.output import OutputProducer, PDFPage

from console.journal.shift_log.course import Course
from console.journal.shift_log.letters import Letters
from console.paths import RESOURCES

_FONTS = RESOURCES / "fonts"
_FAMILY = "NotoSans"
_MM_PT = 25.4 / 72
LEFT, RIGHT, TOP, BOTTOM = 20.0, 12.0, 14.0, 24.0  # mm; the left is where paper is bound
WIDTH, _HEIGHT = 210.0 - LEFT - RIGHT, 297.0
_LINE = 1.32  # of a font's size
_FOOT_PT, _HEAD_PT = 6.5, 8.0
_THIN, _THICK = 0.1, 0.3  # mm


@dataclass(frozen=True, slots=True)
class Style:
    """Of a text: its size in points, and whether it is bold."""

    size_pt: float
    bold: bool = False

    @property
    def size(self) -> float:
        """In millimetres."""
        return self.size_pt * _MM_PT

    @property
    def line(self) -> float:
        """From one line to the next, in millimetres."""
        return self.size * _LINE


TEXT, STRONG = Style(8.5), Style(8.5, bold=True)
TITLE, HEADING, LESSER = Style(18, bold=True), Style(12, bold=True), Style(9.5, bold=True)


@dataclass(frozen=True, slots=True)
class Edges:
    """What stands above and below on every page."""

    head: str  # from the second page on
    demo: str  # empty: a real desk's
    foot: Sequence[str]
    page: str  # "page {page} of {pages}"


class Paper:
    """Pages in the making; `y` is where the next text stands. Thread: one."""

    def __init__(self, edges: Edges, *, title: str, author: str, language: str, made_at: datetime) -> None:
        self._edges = edges
        self._pdf = FPDF(format="A4")
        self._pdf.set_auto_page_break(False)
        for style, name in (("", "Regular"), ("B", "Bold")):
            self._pdf.add_font(_FAMILY, style, _FONTS / f"{_FAMILY}-{name}.ttf")
        self._letters = {bold: self._letters_of(style) for bold, style in ((False, ""), (True, "B"))}
        self._pdf.set_title(title)
        self._pdf.set_author(author)
        self._pdf.set_creator("Munara")
        self._pdf.set_producer("fpdf2")
        self._pdf.set_lang(language)
        self._pdf.set_creation_date(made_at)
        self._set = Style(0)
        self.y = 0.0
        self.turn()

    def __enter__(self) -> Paper:
        return self

    def __exit__(self, *_exception: object) -> None:
        fonts: dict[str, Any] = dict(self._pdf.fonts)
        for font in fonts.values():
            font.close()

    def _letters_of(self, style: str) -> Letters:
        font: Any = self._pdf.fonts[f"{_FAMILY.lower()}{style}"]
        return Letters(font.cw, font.cmap)

    @property
    def left(self) -> float:
        """Millimetres down to the foot."""
        return _HEIGHT - BOTTOM - self.y

    @property
    def whole(self) -> float:
        """Millimetres that a page has from its head to its foot."""
        return _HEIGHT - BOTTOM - self._begin()

    def _begin(self) -> float:
        return TOP + (9.0 if self._edges.demo else 0.0) + 7.0

    def turn(self) -> None:
        """A new page."""
        if self._pdf.page:
            self._pack(self._pdf.page)
        self._pdf.add_page()
        self._set = Style(0)
        y = TOP
        if self._edges.demo:
            self._demo(y)
            y += 9.0
        if self._pdf.page > 1:
            style = Style(_HEAD_PT)
            line = self.lines(self._edges.head, WIDTH, style)[0]
            self.put(line, LEFT, y + style.size, style)
            self.rule(y + 3.6)
        self.y = self._begin()

    def _demo(self, y: float) -> None:
        style = Style(10, bold=True)
        self._pdf.set_line_width(_THICK)
        self._pdf.rect(LEFT, y, WIDTH, 6.5)
        text = self.shown(self._edges.demo, style)
        width = self.width(text, style)
        self.put(text, LEFT + (WIDTH - width) / 2, y + 4.5, style)

    def need(self, height: float) -> None:
        """Turns the page where less than that is left, in millimetres."""
        if height > self.left:
            self.turn()

    def lines(self, text: str, width: float, style: Style) -> tuple[str, ...]:
        """A text in lines that fit into so many millimetres."""
        return self._letters[style.bold].lines(text, width, style.size)

    def width(self, line: str, style: Style) -> float:
        """Of one line as `lines` gives it, in millimetres."""
        return self._letters[style.bold].width(line, style.size)

    def shown(self, text: str, style: Style) -> str:
        return self._letters[style.bold].shown(text)

    def put(self, line: str, x: float, y: float, style: Style) -> None:
        """One line, as `lines` gives it; `y` is where its letters stand."""
        if not line:
            return
        if style != self._set:
            self._pdf.set_font(_FAMILY, "B" if style.bold else "", style.size_pt)
            self._set = style
        self._pdf.text(x, y, line)

    def rule(self, y: float, width: float = _THIN) -> None:
        self._pdf.set_line_width(width)
        self._pdf.line(LEFT, y, LEFT + WIDTH, y)

    def signing_line(self, x: float, width: float) -> None:
        """Where somebody signs, at `y`."""
        self._pdf.set_line_width(_THIN)
        self._pdf.line(x, self.y, x + width, self.y)

    def chapter(self, text: str) -> None:
        """Names this place in the file's outline."""
        self._pdf.set_y(self.y)
        self._pdf.start_section(self.shown(text.replace("\n", " "), TEXT))

    def text(self, text: str, style: Style = TEXT, *, indent: float = 0.0, gap: float = 1.0) -> None:
        """Lines over the whole width, on as many pages as they need; a gap behind, in millimetres."""
        for line in self.lines(text, WIDTH - indent, style):
            self.need(style.line)
            self.y += style.line
            self.put(line, LEFT + indent, self.y, style)
        self.y += gap

    def write(self, out: IO[bytes], course: Course) -> None:
        """Puts a foot under every page, and all pages into the file.

        Raises:
            OSError: the disk would not.
            StoppedError
        """
        pages = self._pdf.pages_count
        style = Style(_FOOT_PT)
        top = _HEIGHT - BOTTOM + 5.0
        for page in range(1, pages + 1):
            course.check()
            self._pdf.page = page
            _unpack(self._pdf.pages[page])
            for bold in ("B", ""):  # it would not set again what it set on the page before
                self._pdf.set_font(_FAMILY, bold, style.size_pt)
            self._set = style
            self.rule(top)
            numbered = self._edges.page.format(page=page, pages=pages)
            width = self.width(numbered, style)
            self.put(numbered, LEFT + WIDTH - width, top + style.line, style)
            for place, line in enumerate(self._edges.foot, 1):
                self.put(line, LEFT, top + place * style.line, style)
            self._pack(page)
        out.write(self._pdf.output(output_producer_class=_producer(course)))

    def _pack(self, number: int) -> None:
        """Thousands of pages that wait for their foot, or for the file, take a tenth of the memory so."""
        page: Any = self._pdf.pages[number]
        page.contents = compress(page.contents, 1)


def _unpack(page: Any) -> None:
    if isinstance(page.contents, bytes):
        page.contents = bytearray(decompress(page.contents))


def _producer(course: Course) -> type[OutputProducer]:
    """Pages of a month take seconds to be written: between two of them it may be called off."""

    class Producer(OutputProducer):
        def _add_pdf_obj(self, pdf_obj: Any, trace_label: str | None = None) -> int:
            course.check()
            if isinstance(pdf_obj, PDFPage):
                _unpack(pdf_obj)  # right before its content is read
            return super()._add_pdf_obj(pdf_obj, trace_label)

        def _out(self, data: Any) -> None:
            course.check()
            super()._out(data)

    return Producer
