"""Who was on duty in the span of a shift log, and where a shift begins and ends in the journal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from console.journal.entry import Kind
from console.journal.query import Query
from console.journal.search import FoundEntry, Numbers, each, entries_numbered, find
from console.journal.shift_log.log import Cell, Column, ColumnKind, Moment, PaperColumn, Section
from console.journal.telling import why_title
from console.language import _
from console.operators.roles import role_title
from console.paths import DataFolder
from console.problem import Problem

_SPELLS = (Kind.SIGNED_IN, Kind.SIGNED_OUT)


@dataclass(frozen=True, slots=True)
class Spell:
    """One person at the desk, from one sign-in on."""

    name: str
    role: str
    since: Moment
    until: Moment | None = None  # None: at the end of the span, too
    how: str = ""  # it ended, as the entry says it


def on_duty(folder: DataFolder, query: Query, among: Numbers) -> Section:
    """Everybody who was signed in at some time within the span; whatever else the query asks for.

    Raises:
        Problem: the journal cannot be read.
    """
    span = Query(kinds=_SPELLS, since_utc=query.since_utc, until_utc=query.until_utc)
    before = _signed_in_before(folder, query.since_utc, among)
    spells = tuple(_spells(before, each(folder, span, among=among)))
    columns = (
        Column("person", _("Officer on duty"), letters=30),
        Column("role", _("Role"), letters=18),
        Column("since", _("Signed in"), ColumnKind.MOMENT, 19),
        Column("until", _("Signed out"), ColumnKind.MOMENT, 19),
        Column("how", _("How it ended"), letters=24),
    )
    paper = (
        PaperColumn(_("Officer on duty"), 60, ("person",), bold=("person",)),
        PaperColumn(_("Role"), 34, ("role",)),
        PaperColumn(_("Signed in"), 26, ("since",)),
        PaperColumn(_("Signed out"), 26, ("until",)),
        PaperColumn(_("How it ended"), 32, ("how",)),
    )

    def rows() -> Iterator[Sequence[Cell]]:
        for spell in spells:
            yield spell.name, role_title(spell.role), spell.since, spell.until, _ending(spell)

    return Section("on duty", _("On duty"), columns, paper, rows, len(spells))


def _ending(spell: Spell) -> str:
    if spell.until is None:
        return _("still signed in")
    return why_title(Kind.SIGNED_OUT, spell.how) if spell.how else _("not signed out")


def _signed_in_before(folder: DataFolder, since_utc: datetime | None, among: Numbers) -> FoundEntry | None:
    """The sign-in that held when the span began."""
    query = Query(kinds=_SPELLS, limit=1)
    if among[0] > 1:  # a shift: its numbers say where it begins
        rows, _total = find(folder, query, among=(0, among[0] - 1))
    elif since_utc is not None:
        rows, _total = find(folder, replace(query, until_utc=since_utc))
    else:
        return None
    return rows[0] if rows and rows[0].kind is Kind.SIGNED_IN else None


def _spells(before: FoundEntry | None, entries: Iterator[FoundEntry]) -> Iterator[Spell]:
    spell = _begun(before) if before else None
    for entry in entries:
        if entry.kind is Kind.SIGNED_IN:
            if spell is not None:  # the desk broke down in between
                yield replace(spell, until=Moment.of(entry))
            spell = _begun(entry)
        elif spell is not None and spell.name == entry.actor:
            yield replace(spell, until=Moment.of(entry), how=str(entry.body.get("why", "")))
            spell = None
    if spell is not None:
        yield spell


def _begun(entry: FoundEntry) -> Spell:
    return Spell(entry.actor, str(entry.body.get("role", "")), Moment.of(entry))


def shift_numbers(folder: DataFolder, seq: int, *, last_seq: int) -> Numbers:
    """The first and the last entry of the shift that entry `seq` opened or closed.

    The signature behind its close belongs to it; a shift that is open ends with the journal.

    Raises:
        Problem: the entry is of no shift, or the journal cannot be read.
    """
    found = entries_numbered(folder, [seq])
    opened = seq
    if found and found[0].kind is Kind.SHIFT_CLOSED:
        opened = found[0].body.get("opened_seq", 0)
        if not isinstance(opened, int) or not 0 < opened < seq:
            opened = seq
        return opened, _signed(folder, seq)
    if not found or found[0].kind is not Kind.SHIFT_OPENED:
        raise Problem(
            _("this entry opens or closes no shift"),
            where=_("entry {seq}").format(seq=seq),
            mend=_("Find it with: munara journal search --kind {kind}").format(kind='"shift opened"'),
        )
    closed = each(folder, Query(kinds=(Kind.SHIFT_CLOSED,)), among=(seq, last_seq))
    for entry in closed:
        if entry.body.get("opened_seq") == seq:
            return seq, _signed(folder, entry.seq)
    return seq, last_seq


def _signed(folder: DataFolder, closed_seq: int) -> int:
    after = entries_numbered(folder, [closed_seq + 1])
    return closed_seq + 1 if after and after[0].kind is Kind.HEAD_SIGNED else closed_seq
