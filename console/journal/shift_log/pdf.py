"""The shift log on paper: A4, legible in black and white, signed by whoever hands a shift over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import IO

from babel.numbers import format_decimal

from console.journal.shift_log.course import Course
from console.journal.shift_log.log import Fact, HandOver, Moment, ShiftLog
from console.journal.shift_log.paper import (
    HEADING,
    LEFT,
    LESSER,
    STRONG,
    TEXT,
    TITLE,
    WIDTH,
    Edges,
    Paper,
    Style,
)
from console.journal.shift_log.paper_table import Table
from console.journal.signing import grouped
from console.language import _, language

_OLDEST = datetime(1980, 1, 1, tzinfo=UTC)  # of a log whose last entry tells no time
_NAMES = 46.0  # mm for the names of facts
_FIGURES = 2  # columns of them
_GAP = 6.0  # mm
_SIGNATURE = 32.0  # mm that one block needs
_TYPED = Style(7.5)


def write_pdf(log: ShiftLog, out: IO[bytes], course: Course) -> None:
    """Writes it page by page; the file is the same to the byte whenever it is made of the same journal.

    Raises:
        OSError: the disk would not.
        StoppedError
    """
    with Paper(
        _edges(log),
        title=f"{log.title}, {log.desk}, {log.span}",
        author=log.made_by,
        language=language(),
        made_at=log.head_at.local() or _OLDEST,
    ) as paper:
        _first_page(paper, log)
        for told in log.hand_overs():
            course.check()
            _hand_over(paper, told, log)
        for section in log.sections:
            heading = partial(_heading, paper, section.title, section.count)
            Table(paper, section, offsets=log.offsets).draw(course.over(section.rows()), heading=heading)
        _end(paper, log)
        paper.write(out, course)


def _edges(log: ShiftLog) -> Edges:
    facts = _("entries in this log: {count}").format(count=_number(log.count))
    return Edges(
        head=f"{log.title} · {log.desk} · {log.span}",
        demo=log.demo,
        foot=(
            " · ".join(filter(None, (log.demo, log.title, facts))),
            _("head {head}").format(head=log.head),
            _("key {fingerprint}").format(fingerprint=grouped(log.fingerprint)),
        ),
        page=_("page {page} of {pages}"),
    )


def _first_page(paper: Paper, log: ShiftLog) -> None:
    paper.chapter(log.title)
    paper.text(log.title, TITLE, gap=3.0)
    for fact in log.facts:
        _fact(paper, fact)
    paper.y += 3.0
    _lesser(paper, log.on_duty.title)
    if log.on_duty.count:
        Table(paper, log.on_duty, offsets=log.offsets).draw(log.on_duty.rows())
    else:
        paper.text(_("nobody signed in within this span"), gap=3.0)
    _lesser(paper, _("In figures"))
    for about, facts in log.summary:
        _figures(paper, about, facts)
    if log.nothing:
        paper.text(_("Nothing was recorded of: {what}.").format(what=log.nothing), gap=3.0)


def _heading(paper: Paper, text: str, count: int | None = None) -> None:
    paper.y += 3.0
    paper.need(HEADING.line + 24.0)  # a heading is never the last line of a page
    paper.chapter(text)
    paper.text(text if count is None else f"{text} ({_number(count)})", HEADING, gap=2.2)


def _lesser(paper: Paper, text: str) -> None:
    paper.y += 1.0
    paper.need(LESSER.line + 16.0)
    paper.text(text, LESSER, gap=1.2)


def _fact(paper: Paper, fact: Fact) -> None:
    """A name, and what it says beside it."""
    names = paper.lines(fact.name, _NAMES - 2.0, STRONG)
    lines = paper.lines(_value(fact), WIDTH - _NAMES, TEXT)
    for place in range(max(len(names), len(lines))):
        paper.need(TEXT.line)
        paper.y += TEXT.line
        for texts, x, style in ((names, LEFT, STRONG), (lines, LEFT + _NAMES, TEXT)):
            if place < len(texts):
                paper.put(texts[place], x, paper.y, style)
    paper.y += 0.6


def _value(fact: Fact) -> str:
    if fact.told:
        return fact.told
    if isinstance(fact.value, int):
        return _number(fact.value)
    return fact.value.text() if isinstance(fact.value, Moment) else fact.value or ""


def _figures(paper: Paper, about: str, facts: Sequence[Fact]) -> None:
    """Figures in two columns, read downwards."""
    tall = -(-len(facts) // _FIGURES)
    paper.need(min((tall + 1) * TEXT.line + 1.0, paper.whole))  # a group is read as one
    paper.text(about, STRONG, gap=0.3)
    width = (WIDTH - _GAP) / _FIGURES
    for place in range(tall):
        paper.need(TEXT.line)
        paper.y += TEXT.line
        for column, fact in enumerate(facts[place::tall]):
            _figure(paper, fact, LEFT + column * (width + _GAP), width)
    paper.y += 2.0


def _figure(paper: Paper, fact: Fact, x: float, width: float) -> None:
    value = _value(fact)
    room = 16.0  # mm
    name = paper.lines(fact.name, width - room, TEXT)
    paper.put(name[0] + ("…" if len(name) > 1 else ""), x, paper.y, TEXT)
    paper.put(value, x + width - paper.width(value, TEXT), paper.y, TEXT)


def _hand_over(paper: Paper, told: HandOver, log: ShiftLog) -> None:
    _heading(paper, told.title)
    plain = [fact for fact in told.facts if not _is_figure(fact)]
    for fact in plain:
        _fact(paper, fact)
    figures = [fact for fact in told.facts if _is_figure(fact)]
    if figures:
        paper.y += 1.0
        _figures(paper, _("In this shift"), figures)
    for section in told.lists:
        _lesser(paper, section.title)
        Table(paper, section, offsets=log.offsets).draw(section.rows())
    nothing = _("Nothing to hand over of: {what}.").format(what=told.nothing) if told.nothing else ""
    lines = paper.lines(nothing + told.remark, WIDTH, TEXT)
    # What is signed and the signatures stand on one page, as far as one page holds them.
    paper.need(min(_SIGNATURE + 28.0 + len(lines) * TEXT.line, paper.whole))
    if nothing:
        paper.text(nothing)
    if told.remark:
        _lesser(paper, _("Closing remark"))
        paper.text(told.remark)
    paper.text(told.stands_in)
    _signatures(paper, _signers(told))


def _is_figure(fact: Fact) -> bool:
    return isinstance(fact.value, int) and not fact.told


def _signers(told: HandOver) -> Iterator[tuple[str, str]]:
    """(what the person does, the name)."""
    yield _("Handed over"), told.from_name
    if told.to_name:
        yield _("Taken over"), told.to_name


def _signatures(paper: Paper, signers: Iterator[tuple[str, str]]) -> None:
    """A block a person, side by side, never parted from one another."""
    paper.y += 3.0
    paper.need(_SIGNATURE)
    width, top = (WIDTH - _GAP) / 2, paper.y
    for place, (does, name) in enumerate(signers):
        x = LEFT + place * (width + _GAP)
        paper.put(paper.shown(does, STRONG), x, top + TEXT.line, STRONG)
        lines = paper.lines(name, width, TEXT)
        more = len(lines) > 2
        for line, text in enumerate(lines[:2], 2):
            paper.put(text + ("…" if more and line == 3 else ""), x, top + line * TEXT.line, TEXT)
        for down, text in ((21.0, _("signature")), (29.5, _("date, time"))):
            paper.y = top + down - _TYPED.line
            paper.signing_line(x, width)
            paper.put(paper.shown(text, _TYPED), x, top + down, _TYPED)
    paper.y = top + _SIGNATURE


def _end(paper: Paper, log: ShiftLog) -> None:
    paper.y += 3.0
    paper.need(_SIGNATURE + 40.0)
    _heading(paper, _("How to check this log"))
    for text in log.how_to_check:
        paper.text(text)
    _fact(paper, Fact(_("Head"), log.head))
    _fact(paper, Fact(_("Fingerprint of the key"), grouped(log.fingerprint)))
    _signatures(paper, iter([(_("Log made by"), log.made_by), (_("Received by"), "")]))


def _number(number: int) -> str:
    return str(format_decimal(number, locale=language()))
