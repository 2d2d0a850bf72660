"""Collects a hand-over document out of the journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from console.journal.bulletins import bulletins
from console.journal.database import JournalDatabase
from console.journal.entry import Kind, utc_text
from console.journal.handover import (
    AlertLine,
    BulletinLine,
    CameraLine,
    FaultLine,
    HandoverDocument,
    NoteLine,
    OffenceLine,
    ShelvedLine,
    fitted,
)
from console.journal.projection import read_body
from console.journal.shift import Shift
from console.paths import DataFolder

_COUNTED: Mapping[str, Kind] = {
    "violations": Kind.VIOLATION_RECORDED,
    "amended": Kind.VIOLATION_AMENDED,
    "voided": Kind.VIOLATION_VOIDED,
    "alerts": Kind.ALERT_RAISED,
    "dismissed": Kind.ALERT_DISMISSED,
    "expired": Kind.ALERT_EXPIRED,
    "escalated": Kind.ALERT_ESCALATED,
    "cameras_lost": Kind.CAMERA_LOST,
    "refused": Kind.REFUSED,
    "reviewed": Kind.DISMISSAL_REVIEWED,
}
_SPAN = "kind = ? and seq > ? and seq <= ?"
_COUNT = f"select count(*) from entry where {_SPAN}"
_COUNT_WHERE = (
    f"select count(*) from entry where {_SPAN} and case when json_valid(body) then"
    " json_extract(body, '$.{key}') end {test}"
)
_OFFENCES = (
    "select json_extract(e.body, '$.offence'), json_extract(e.body, '$.article'), count(*) from entry e"
    " where e.kind = ? and e.seq > ? and e.seq <= ? and json_valid(e.body) and not exists ("
    "select 1 from entry v where v.kind = 'violation voided' and v.seq <= ?"
    " and case when json_valid(v.body) then json_extract(v.body, '$.seq') end = +e.seq)"
    " group by 1, 2 order by 3 desc, 1, 2"
)
_ENTRIES = f"select seq, at_utc, actor, cast(body as blob) from entry where {_SPAN} order by seq"


def collect(
    folder: DataFolder,
    shift: Shift,
    *,
    now_utc: datetime,
    utc_offset_min: int,
    open_alerts: Sequence[AlertLine] = (),
    cameras_down: Sequence[CameraLine] = (),
    unwritten: int = 0,
) -> HandoverDocument:
    """The document of a shift, as the journal stands now.

    Raises:
        Problem: the journal cannot be read.
    """
    in_force = bulletins(folder, now_utc)
    with JournalDatabase.open_for_reading(folder) as database:
        head_seq, head_hash = database.head()
        reading = _Reading(database, shift.seq, head_seq)
        document = HandoverDocument(
            opened_seq=shift.seq,
            operator=shift.operator,
            opened_at_utc=shift.opened_at_utc,
            made_at_utc=utc_text(now_utc),
            utc_offset_min=utc_offset_min,
            head=f"{head_seq}:{head_hash.hex()}",
            alerts=tuple(open_alerts),
            cameras=tuple(cameras_down),
            faults=reading.faults(),
            shelved=reading.shelved(utc_text(now_utc)),
            bulletins=tuple(
                BulletinLine(item.seq, item.topic, item.text, item.until_utc, item.by, item.read_by)
                for item in in_force
                if item.seq <= head_seq
            ),
            notes=reading.notes(),
            counts=reading.counts(),
            offences=reading.offences(),
            unwritten=unwritten,
        )
    return fitted(document)


class _Reading:
    """What stands between two entries, the second included."""

    def __init__(self, database: JournalDatabase, first: int, last: int) -> None:
        self._database = database
        self._span = (first, last)

    def notes(self) -> tuple[NoteLine, ...]:
        found = self._each(Kind.NOTE, self._span)
        return tuple(NoteLine(seq, at, _text(body, "text"), by) for seq, at, by, body in found)

    def faults(self) -> tuple[FaultLine, ...]:
        found = self._each(Kind.FAULT_NOTED, self._span)
        return tuple(
            FaultLine(seq, at, _text(body, "what"), _text(body, "camera_number"), by)
            for seq, at, by, body in found
        )

    def shelved(self, now: str) -> tuple[ShelvedLine, ...]:
        """Of any shift: a rule stays aside until its term is over or somebody restores it."""
        ever = (0, self._span[1])
        restored = {body.get("seq") for _seq, _at, _by, body in self._each(Kind.RULE_RESTORED, ever)}
        return tuple(
            ShelvedLine(seq, _rule(body), until, by)
            for seq, _at, by, body in self._each(Kind.RULE_SHELVED, ever)
            if seq not in restored and ((until := _text(body, "until_utc")) > now or not until)
        )

    def counts(self) -> dict[str, int]:
        counts = {name: self._count(_COUNT, kind) for name, kind in _COUNTED.items()}
        confirmed = _COUNT_WHERE.format(key="alert_id", test="<> ''")
        wrong = _COUNT_WHERE.format(key="verdict", test="= 'wrong'")
        counts["confirmed"] = self._count(confirmed, Kind.VIOLATION_RECORDED)
        counts["found_wrong"] = self._count(wrong, Kind.DISMISSAL_REVIEWED)
        return counts

    def offences(self) -> tuple[OffenceLine, ...]:
        values = (Kind.VIOLATION_RECORDED.value, *self._span, self._span[1])
        rows = self._database.read(_OFFENCES, values)
        return tuple(OffenceLine(str(code or ""), str(article or ""), count) for code, article, count in rows)

    def _count(self, sql: str, kind: Kind) -> int:
        ((count,),) = self._database.read(sql, (kind.value, *self._span))
        return int(count)

    def _each(self, kind: Kind, span: tuple[int, int]) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
        for seq, at_utc, actor, stored in self._database.read(_ENTRIES, (kind.value, *span)):
            yield seq, at_utc, actor, read_body(stored)


def _text(body: Mapping[str, Any], key: str) -> str:
    said = body.get(key)
    return said if isinstance(said, str) else ""


def _rule(body: Mapping[str, Any]) -> str:
    """By its zone, where the entry names one: that is how people know it."""
    name = _text(body, "zone") or _text(body, "rule")
    return " · ".join(filter(None, (name, _text(body, "camera_number"), _text(body, "place"))))
