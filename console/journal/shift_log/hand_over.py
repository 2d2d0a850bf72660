"""A hand-over's document, as it was signed, for the shift log."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from console.journal.bulletins import topic_title
from console.journal.handover_telling import COUNT_TITLES, LIST_TITLES, camera_state_title
from console.journal.search import FoundEntry
from console.journal.shift_log.log import (
    Cell,
    Column,
    ColumnKind,
    Fact,
    HandOver,
    Moment,
    PaperColumn,
    Section,
)
from console.language import _


def hand_over(entry: FoundEntry) -> HandOver:
    """What a "shift closed" entry says; what it leaves out, or says in a way of its own, is empty."""
    body, offset = entry.body, entry.utc_offset_min
    document = body.get("document")
    document = document if isinstance(document, dict) else {}
    whose, to = str(body.get("operator") or entry.actor), str(body.get("handed_to") or "")
    lists = {key: _items(document, key, offset) for key in LIST_TITLES}
    title = _("Hand-over: {one} to {other}") if to else _("Shift closed: {one}")
    return HandOver(
        title=title.format(one=whose, other=to),
        facts=tuple(_facts(entry, whose, to, document)),
        lists=tuple(_list(key, rows) for key, rows in lists.items() if rows),
        nothing=", ".join(_(LIST_TITLES[key]) for key, rows in lists.items() if not rows) if document else "",
        remark=str(document.get("note") or ""),
        stands_in=_("This hand-over stands in the journal as entry {seq}.").format(seq=entry.seq),
        from_name=whose,
        to_name=to,
    )


def hand_over_table(entries: Callable[[], Iterator[FoundEntry]], count: int) -> Section:
    """All documents as one table: an item or a figure a row."""
    columns = (
        Column("closed", _("Shift closed by entry"), ColumnKind.NUMBER, 12),
        Column("list", _("What it is about"), letters=30),
        *_item_columns(),
        Column("figure", _("Number"), ColumnKind.NUMBER, 10),
    )

    def rows() -> Iterator[Sequence[Cell]]:
        for entry in entries():
            told = hand_over(entry)
            for fact in told.facts:
                figure = fact.value if isinstance(fact.value, int) else None
                at = fact.value if isinstance(fact.value, Moment) else None
                text = fact.value if isinstance(fact.value, str) else ""
                yield entry.seq, fact.name, None, at, "", "", text, "", figure
            for section in told.lists:
                for row in section.rows():
                    yield (entry.seq, section.title, *row, None)
            if told.remark:
                yield entry.seq, _("Closing remark"), None, None, "", "", told.remark, told.from_name, None

    return Section("hand-overs", _("Hand-overs"), columns, (), rows, count)


def _facts(entry: FoundEntry, whose: str, to: str, document: Mapping[str, Any]) -> Iterator[Fact]:
    body = entry.body
    yield Fact(_("Shift of"), whose)
    yield Fact(_("Handed over to"), to or _("nobody"))
    yield Fact(_("Closed"), Moment.of(entry))
    opened, seq = body.get("opened_seq"), entry.seq
    if isinstance(opened, int):
        yield Fact(_("Opened by entry"), opened, str(opened))
    yield Fact(_("Closed by entry"), seq, str(seq))
    if body.get("left_open"):
        text = _("it was left open, and closed later by {name}")
        yield Fact(_("How"), text.format(name=entry.actor))
    if head := body.get("head"):
        yield Fact(_("Head when both read it"), str(head))
    counts = document.get("counts")
    for key, title in COUNT_TITLES.items():
        if isinstance(counts, dict) and isinstance(number := counts.get(key), int):
            yield Fact(_(title), number)


def _list(key: str, rows: Sequence[Sequence[Cell]]) -> Section:
    paper = (
        PaperColumn(_("No."), 13, ("seq",)),
        PaperColumn(_("Since, time"), 24, ("at",)),
        PaperColumn(_("Where"), 45, ("camera", "place")),
        PaperColumn(_("What it says"), 66, ("said",)),
        PaperColumn(_("By"), 30, ("by",)),
    )
    return Section(key, _(LIST_TITLES[key]), _item_columns(), paper, lambda: iter(rows), len(rows))


def _item_columns() -> tuple[Column, ...]:
    return (
        Column("seq", _("No."), ColumnKind.NUMBER, 8),
        Column("at", _("Time"), ColumnKind.MOMENT, 19),
        Column("camera", _("Camera"), letters=9),
        Column("place", _("Place"), letters=28),
        Column("said", _("What it says"), letters=60),
        Column("by", _("Signed by"), letters=24),
    )


def _items(document: Mapping[str, Any], key: str, offset: int) -> list[Sequence[Cell]]:
    items = document.get(key)
    items = items if isinstance(items, list) else []
    return [_item(item, offset) for item in items if isinstance(item, dict)]


def _item(item: Mapping[str, Any], offset: int) -> Sequence[Cell]:
    at, seq = item.get("since_utc") or item.get("at_utc"), item.get("seq")
    place = " · ".join(str(item[key]) for key in ("name", "place") if item.get(key))
    return (
        seq if isinstance(seq, int) else None,
        Moment(str(at), offset) if at else None,
        str(item.get("camera_number") or ""),
        place,
        " · ".join(_texts(item, offset)),
        str(item.get("by") or ""),
    )


def _texts(item: Mapping[str, Any], offset: int) -> Iterator[str]:
    for key, title in (("topic", topic_title), ("rule", _), ("state", camera_state_title)):
        if item.get(key):
            yield title(str(item[key]))
    if item.get("text"):
        yield str(item["text"])
    if isinstance(item.get("priority"), int):
        yield _("priority {value}").format(value=item["priority"])
    if item.get("taken_by"):
        yield _("taken by {name}").format(name=item["taken_by"])
    if item.get("until_utc"):
        yield _("until {value}").format(value=Moment(str(item["until_utc"]), offset).text())
    if isinstance(readers := item.get("read_by"), list):
        names = ", ".join(map(str, readers)) or _("nobody")
        yield _("read by: {names}").format(names=names)
