"""What the journal says became of alerts whose evidence lies in pending/."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.pending_alert import Outcome, record_id
from console.journal.projection import read_body
from console.journal.search import evidence_of
from console.paths import DataFolder

_OUTCOMES = {
    Kind.VIOLATION_RECORDED.value: Outcome.CONFIRMED,
    Kind.ALERT_DISMISSED.value: Outcome.DISMISSED,
    Kind.ALERT_EXPIRED.value: Outcome.EXPIRED,
}
_TOLD_BY = (
    *(Kind.ALERT_RAISED.value, Kind.ALERT_REOPENED.value, Kind.EVIDENCE_STORED.value),
    *(Kind.FAULT_NOTED.value, *_OUTCOMES),
)
# By kind, not by words: what people search by can be missing or be made again.
_TOLD = (
    "select seq, at_utc, kind, cast(body as blob) from entry"
    f" where kind in ({', '.join('?' * len(_TOLD_BY))}) and seq > ? order by seq"
)


@dataclass(frozen=True, slots=True)
class AlertCourse:
    """Of one alert, or of a violation that no alert led to: that was raised by its own entry."""

    raised_seq: int | None = None
    outcome: Outcome = Outcome.OPEN
    outcome_at_utc: str = ""
    reopened: bool = False  # once; open again while `outcome` says so
    violation_seq: int | None = None
    named: frozenset[str] = frozenset()  # hashes of what the violation's entries name
    faults: frozenset[str] = frozenset()  # what was noted of it, in English

    def after(self, seq: int, at_utc: str, kind: str, body: Mapping[str, Any]) -> AlertCourse:
        """The course after one more entry that names the alert."""
        if kind == Kind.ALERT_RAISED.value:
            return replace(self, raised_seq=seq)
        if kind == Kind.ALERT_REOPENED.value:
            return replace(self, outcome=Outcome.OPEN, outcome_at_utc="", reopened=True)
        if kind == Kind.FAULT_NOTED.value:
            return replace(self, faults=self.faults | {str(body.get("what"))})
        named = self.named | hashes_of(body)
        if kind == Kind.EVIDENCE_STORED.value:
            return replace(self, named=named)
        told = replace(self, outcome=_OUTCOMES[kind], outcome_at_utc=at_utc)
        if kind != Kind.VIOLATION_RECORDED.value:
            return told
        raised_seq = self.raised_seq if body.get("alert_id") else seq
        return replace(told, raised_seq=raised_seq, violation_seq=seq, named=named)


def hashes_of(body: Mapping[str, Any]) -> frozenset[str]:
    """Of the files that an entry's body names."""
    return frozenset(str(item.get("sha256")) for item in evidence_of(dict(body)))


def read_courses(folder: DataFolder, alert_ids: Collection[str], *, after_seq: int) -> dict[str, AlertCourse]:
    """The course of each of these alerts, of which nothing was said before entry `after_seq`.

    Raises:
        Problem: the journal cannot be read.
    """
    courses = dict.fromkeys(alert_ids, AlertCourse())
    with JournalDatabase.open_for_reading(folder) as database:
        for seq, at_utc, kind, stored in database.read(_TOLD, [*_TOLD_BY, after_seq]):
            body = read_body(stored)
            key = _key(seq, kind, body)
            if key in courses:
                courses[key] = courses[key].after(seq, at_utc, kind, body)
    return courses


def _key(seq: int, kind: str, body: Mapping[str, Any]) -> str:
    """The alert that the entry is about, or the record that no alert led to."""
    alert_id = body.get("alert_id")
    if isinstance(alert_id, str) and alert_id:
        return alert_id
    about = seq if kind == Kind.VIOLATION_RECORDED.value else body.get("seq")
    return record_id(about) if isinstance(about, int) else ""
