"""Reads the journal once and makes the shift log of it; its rows are read again when they are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from console.journal.children import childrens_places, require_reason
from console.journal.database import JournalDatabase
from console.journal.entry import Kind, utc_text
from console.journal.query import Query, Standing
from console.journal.search import FoundEntry, Numbers, count_all, each, entries_numbered, subjects
from console.journal.shift_log.course import Course
from console.journal.shift_log.hand_over import hand_over, hand_over_table
from console.journal.shift_log.log import Fact, Moment, ShiftLog, ShiftLogOrder
from console.journal.shift_log.on_duty import on_duty, shift_numbers
from console.journal.shift_log.sections import Reach, empty_sections, sections
from console.journal.shift_log.tally import Tally
from console.journal.signed_heads import key_to_sign
from console.journal.wording import kind_title
from console.language import _
from console.paths import DataFolder
from console.problem import Problem

_ROWS_AND_TALLY = 2  # each entry is read twice


def gather(folder: DataFolder, order: ShiftLogOrder, course: Course) -> ShiftLog:
    """The log as the journal stands at this moment; what is recorded later is not in it.

    Raises:
        ReasonNeededError: children's places are among it, and the order says no reason.
        Problem: the journal or the desk's key cannot be used, or there is no such shift.
        StoppedError
    """
    last = _head(folder)
    among: Numbers = (0, last.seq)
    query = order.query
    if order.shift_seq:
        among = shift_numbers(folder, order.shift_seq, last_seq=last.seq)
        query = replace(query, since_utc=None, until_utc=None)
    children = childrens_places(folder, subjects(folder, query, among=among))
    require_reason(children, order.reason)
    course.begin(_ROWS_AND_TALLY * count_all(folder, query, among=among))
    tally = Tally()
    for entry in course.over(each(folder, query, among=among)):
        tally.add(entry)
    reach = Reach(folder, query, among)
    head, key = f"{last.seq}:{last.hash.hex()}", key_to_sign(folder)
    span = _span(query, tally, last)
    return ShiftLog(
        title=_("Shift log"),
        desk=last.desk,
        span=span,
        demo=_("DEMO: none of this happened") if folder.demo_mark.exists() else "",
        facts=tuple(_facts(order, query, tally, last, span)),
        on_duty=on_duty(folder, query, among),
        summary=tally.summary(),
        hand_overs=lambda: map(hand_over, _closed(reach, tally)),
        hand_over_table=hand_over_table(lambda: _closed(reach, tally), tally.kinds[Kind.SHIFT_CLOSED]),
        sections=sections(reach, tally.kinds),
        nothing=", ".join(empty_sections(query, tally.kinds)),
        count=tally.count,
        offsets=len(tally.offsets),
        head=head,
        head_at=Moment.of(last),
        fingerprint=key.fingerprint,
        how_to_check=_how_to_check(head, key.fingerprint),
        made_by=order.actor,
        children=children,
    )


def _head(folder: DataFolder) -> FoundEntry:
    with JournalDatabase.open_for_reading(folder) as database:
        seq, _hash = database.head()
    found = entries_numbered(folder, [seq])
    if not found:
        raise Problem(
            _("nothing is recorded here yet"),
            where=str(folder.journal_db),
            mend=_("Name the desk's data folder with --data"),
        )
    return found[0]


def _closed(reach: Reach, tally: Tally) -> Iterator[FoundEntry]:
    return reach.of((Kind.SHIFT_CLOSED,)) if tally.kinds[Kind.SHIFT_CLOSED] else iter(())


def _span(query: Query, tally: Tally, last: FoundEntry) -> str:
    begin, end = _bound(query.since_utc, tally.first), _bound(query.until_utc, tally.last or last)
    return f"{begin.text() if begin else '…'} – {end.text() if end else '…'}"


def _bound(asked: datetime | None, entry: FoundEntry | None) -> Moment | None:
    """What was asked for, by the clock of the entry that stands nearest to it; else that entry's time."""
    if asked is None:
        return Moment.of(entry) if entry else None
    own = asked.utcoffset()
    offset = entry.utc_offset_min if entry else int(own.total_seconds() // 60) if own else 0
    return Moment(utc_text(asked), offset)


def _facts(order: ShiftLogOrder, query: Query, tally: Tally, last: FoundEntry, span: str) -> Iterator[Fact]:
    yield Fact(_("Desk"), last.desk)
    yield Fact(_("Span"), span)
    if order.shift_seq:
        yield Fact(_("Shift"), _("entry {seq}").format(seq=order.shift_seq))
    if narrowed := "; ".join(_narrowed(query)):
        yield Fact(_("Only"), narrowed)
    yield Fact(_("Entries"), tally.count)
    text = _("the offset from UTC changed within the span: each time tells its own")
    yield Fact(_("Desk's clock"), text if len(tally.offsets) > 1 else Moment.of(tally.last or last).offset())
    yield Fact(_("Signed entries"), ", ".join(_names(tally)))
    yield Fact(_("Made by"), order.actor)
    yield Fact(_("As the journal stood"), Moment.of(last))


def _names(tally: Tally) -> list[str]:
    return sorted(tally.actors, key=str.casefold)


def _narrowed(query: Query) -> Iterator[str]:
    """What else than the span narrows it, in words."""
    texts = (
        (_("words"), query.words),
        (_("kinds"), ", ".join(kind_title(kind) for kind in query.kinds)),
        (_("camera"), query.camera),
        (_("place"), query.place),
        (_("offence"), query.offence),
        (_("signed by"), query.operator),
        (_("violations"), "" if query.standing is Standing.ANY else _STANDING[query.standing]()),
    )
    for name, text in texts:
        if text:
            yield f"{name}: {text}"
    if query.with_clip:
        yield _("with a clip")


_STANDING = {Standing.AMENDED: lambda: _("amended"), Standing.VOIDED: lambda: _("voided")}


def _how_to_check(head: str, fingerprint: str) -> tuple[str, ...]:
    return (
        _(
            "On the desk, or on a copy of its data folder, type this; it answers that nothing was changed,"
            " or names the first entry that was:"
        ),
        f"munara journal verify --head {head} --key {fingerprint}",
    )
