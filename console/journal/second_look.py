"""A second look at dismissals: which were drawn, which still wait for it, and how many were wrong."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from console.journal.database import JournalDatabase
from console.journal.draw import drawn
from console.journal.entry import Kind, utc_text
from console.journal.links import LinkedEntry, about_alert, linked_entry
from console.journal.projection import read_body
from console.journal.put_aside import picture_of
from console.journal.verdict import Verdict
from console.language import _
from console.paths import DataFolder
from console.problem import Problem

__all__ = ["DismissalDue", "OwnDismissalError", "Share", "Verdict", "due", "reviewed", "share"]

_MOST = 200  # that are told at once; the oldest first, since their pictures go first
_SHOWN = ("boxed", "still")  # the still with its boxes says most

_DISMISSALS = (
    "select e.seq, e.at_utc, e.utc_offset_min, e.actor, cast(e.body as blob) from entry e"
    f" where e.kind = '{Kind.ALERT_DISMISSED.value}' and e.body is not null"
)
_REVIEWS = f"select cast(body as blob) from entry where kind = '{Kind.DISMISSAL_REVIEWED.value}' order by seq"


class OwnDismissalError(Problem):
    """Whoever dismissed an alert does not look at that a second time."""


@dataclass(frozen=True, slots=True)
class DismissalDue:
    """A dismissal that was drawn and that nobody has looked at again."""

    seq: int
    at_utc: str
    utc_offset_min: int
    dismissed_by: str
    reason: str  # as stored: a DismissReason's value
    alert_id: str
    camera_id: str
    camera_number: str
    place: str
    zone: str = ""
    still: Path | None = None  # None: it was erased, or never came


@dataclass(frozen=True, slots=True)
class Share:
    """Of the dismissals of a span."""

    dismissed: int = 0
    drawn: int = 0
    reviewed: int = 0
    wrong: int = 0


def due(folder: DataFolder, *, by: str = "", most: int = _MOST) -> tuple[tuple[DismissalDue, ...], int]:
    """(what waits for a second look by `by`, the oldest first; how many of their own wait for others).

    Raises:
        Problem: the journal cannot be read.
    """
    found, own = list[DismissalDue](), 0
    with JournalDatabase.open_for_reading(folder) as database:
        waiting = drawn(database) - _verdicts(database).keys()
        for seq, at_utc, offset, actor, stored in database.read(f"{_DISMISSALS} order by e.seq"):
            if seq not in waiting:
                continue
            if _same(actor, by):
                own += 1
            elif len(found) < most:
                found.append(_due(folder, database, (seq, at_utc, offset, actor, stored)))
    return tuple(found), own


def share(
    folder: DataFolder, *, since_utc: datetime | None = None, until_utc: datetime | None = None
) -> Share:
    """Of all that was dismissed from `since_utc` until before `until_utc`, whenever it was looked at.

    Raises:
        Problem: the journal cannot be read.
    """
    span = [utc_text(since_utc) if since_utc else "", utc_text(until_utc) if until_utc else "~"]
    with JournalDatabase.open_for_reading(folder) as database:
        verdicts = _verdicts(database)
        sql = f"{_DISMISSALS} and e.at_utc >= ? and e.at_utc < ?"
        dismissed = {row[0] for row in database.read(sql, span)}
        ours = drawn(database) & dismissed
    told = [verdicts[seq] for seq in ours & verdicts.keys()]
    return Share(len(dismissed), len(ours), len(told), told.count(Verdict.WRONG.value))


def reviewed(folder: DataFolder, seq: int, *, by: str, verdict: Verdict, why: str) -> dict[str, object]:
    """The body of the entry by which `by` judges the dismissal of entry `seq`.

    Raises:
        OwnDismissalError: `by` dismissed it.
        Problem: it is no dismissal, was not drawn or was judged already; a wrong one needs a reason.
    """
    with JournalDatabase.open_for_reading(folder) as database:
        dismissal = a_dismissal(database, seq)
        ((actor,),) = database.read("select actor from entry where seq = ?", [seq])
        if _same(actor, by):
            what = _("{name} dismissed this alert: somebody else looks at it again").format(name=by)
            raise OwnDismissalError(
                what, where=_entry(seq), mend=_("Leave it to another shift lead, or reopen the alert")
            )
        if seq not in drawn(database):
            raise Problem(
                _("this dismissal was not drawn for a second look"),
                where=_entry(seq),
                mend=_("Reopen the alert if it was wrong; only what was drawn counts in the share"),
            )
        if seq in _verdicts(database):
            raise Problem(
                _("somebody has looked at this dismissal again already"),
                where=_entry(seq),
                mend=_find(Kind.DISMISSAL_REVIEWED),
            )
    if verdict is Verdict.WRONG and not why.strip():
        raise Problem(
            _("a dismissal is found wrong only with a reason"), where=_entry(seq), mend=_("Say what is wrong")
        )
    alert = {
        key: str(dismissal.body.get(key) or "") for key in ("alert_id", "camera_id", "camera_number", "place")
    }
    return {"seq": seq, **alert, "verdict": verdict.value, "why": why.strip()}


def a_dismissal(database: JournalDatabase, seq: int) -> LinkedEntry:
    """Entry `seq`; Problem where it dismissed no alert, or its text was erased."""
    entry = linked_entry(database, seq)
    if entry is None or entry.kind is not Kind.ALERT_DISMISSED:
        raise Problem(
            _("this entry dismissed no alert"),
            where=_entry(seq),
            mend=_find(Kind.ALERT_DISMISSED),
        )
    if not entry.body:
        raise Problem(
            _("its text was erased: nobody can tell any more which alert it was"),
            where=_entry(seq),
            mend=_("Record what happened as a violation, if it did"),
        )
    return entry


def _verdicts(database: JournalDatabase) -> dict[int, str]:
    """By the number of the dismissal; the first look counts."""
    found = dict[int, str]()
    for (stored,) in database.read(_REVIEWS):
        body = read_body(stored)
        if isinstance(body.get("seq"), int):
            found.setdefault(body["seq"], str(body.get("verdict")))
    return found


def _due(
    folder: DataFolder, database: JournalDatabase, row: tuple[int, str, int, str, bytes | None]
) -> DismissalDue:
    seq, at_utc, offset, actor, stored = row
    body = read_body(stored)

    def said(key: str) -> str:
        return str(body.get(key) or "")

    raised = about_alert(database, said("alert_id"), Kind.ALERT_RAISED)
    return DismissalDue(
        seq=seq,
        at_utc=at_utc,
        utc_offset_min=offset,
        dismissed_by=actor,
        reason=said("reason"),
        alert_id=said("alert_id"),
        camera_id=said("camera_id"),
        camera_number=said("camera_number"),
        place=said("place"),
        zone=str(raised[0].body.get("zone") or "") if raised else "",
        still=picture_of(folder, database, raised[0], *_SHOWN) if raised else None,
    )


def _same(one: str, other: str) -> bool:
    """Whether it is one person's name: operators' names differ in more than their case."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip()


def _entry(seq: int) -> str:
    return _("entry {seq}").format(seq=seq)


def _find(kind: Kind) -> str:
    return _("Find it with: munara journal search --kind {kind}").format(kind=f'"{kind.value}"')
