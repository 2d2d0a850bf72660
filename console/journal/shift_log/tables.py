"""The shift log as tables alone, for a spreadsheet: what stands on paper's first page is a table, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from console.journal.shift_log.log import Cell, Column, ColumnKind, Fact, Moment, Section, ShiftLog
from console.language import _


def tables(log: ShiftLog) -> tuple[Section, ...]:
    """The title's table first."""
    return tuple(_without_nothing(log))


def _without_nothing(log: ShiftLog) -> Iterator[Section]:
    yield _title(log)
    if log.on_duty.count:
        yield log.on_duty
    if log.hand_over_table.count:
        yield log.hand_over_table
    yield from log.sections


def _title(log: ShiftLog) -> Section:
    columns = (
        Column("name", _("Name"), letters=34),
        Column("value", _("Value"), letters=90),
        Column("figure", _("Number"), ColumnKind.NUMBER, 12),
    )

    def rows() -> Iterator[Sequence[Cell]]:
        if log.demo:
            yield log.demo, "", None
        yield from map(_row, log.facts)
        for about, facts in log.summary:
            yield from (_row(replace(fact, name=f"{about}: {fact.name}")) for fact in facts)
        if log.nothing:
            yield _("Nothing of"), log.nothing, None
        yield _("Head"), log.head, None
        yield _("Fingerprint of the key"), log.fingerprint, None
        yield _("How to check"), " ".join(log.how_to_check), None

    return Section("title", log.title, columns, (), rows, 1)


def _row(fact: Fact) -> Sequence[Cell]:
    if isinstance(fact.value, int):
        return fact.name, "", fact.value
    value = fact.value.text() if isinstance(fact.value, Moment) else fact.value
    return fact.name, value, None
