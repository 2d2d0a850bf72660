"""Bulletins: short texts with a term that stay on the desk until they are read, or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from console.journal.database import JournalDatabase
from console.journal.entry import Kind, utc_text
from console.journal.projection import read_body
from console.language import N_, _
from console.paths import DataFolder

LONGEST_TEXT = 500  # letters: what a person reads at a glance between two alerts
LONGEST_TERM = timedelta(days=31)
_KINDS = (Kind.BULLETIN.value, Kind.BULLETIN_READ.value, Kind.BULLETIN_WITHDRAWN.value)
_SINCE = (
    "select seq, at_utc, actor, kind, cast(body as blob) from entry"
    " where kind in (?, ?, ?) and at_utc >= ? order by seq"
)
_MARGIN = timedelta(days=1)  # for a clock that was set


class Topic(Enum):
    """What a bulletin is about; the value is what the journal stores."""

    NOTICE = "notice"
    MISSING_CHILD = "missing child"
    WANTED_VEHICLE = "wanted vehicle"
    FRAUD_WAVE = "fraud wave"
    READ_OUT = "read-out"

    def title(self) -> str:
        return _(_TITLES[self])


_TITLES = {
    Topic.NOTICE: N_("Notice"),
    Topic.MISSING_CHILD: N_("Missing child"),
    Topic.WANTED_VEHICLE: N_("Wanted vehicle"),
    Topic.FRAUD_WAVE: N_("Wave of fraud"),
    Topic.READ_OUT: N_("Read-out"),
}


def topic_title(stored: str) -> str:
    """A topic for people; the stored text of one that this version does not know."""
    try:
        return Topic(stored).title()
    except ValueError:
        return stored


@dataclass(frozen=True, slots=True)
class Bulletin:
    seq: int
    at_utc: str
    by: str
    topic: str  # a Topic's value, or what a later version stored
    text: str
    until_utc: str
    read_by: tuple[str, ...] = ()  # in the order in which they read it

    def awaits(self, operator: str) -> bool:
        """Whether this person has not read it yet."""
        return operator not in self.read_by


@dataclass(frozen=True, slots=True)
class BulletinsRead:
    """Fact: the bulletins in force, the oldest first; `failure` is translated."""

    bulletins: tuple[Bulletin, ...]
    failure: str = ""


def bulletins(folder: DataFolder, at_utc: datetime) -> tuple[Bulletin, ...]:
    """Those in force at that moment, the oldest first.

    Raises:
        Problem: the journal cannot be read.
    """
    found = dict[int, Bulletin]()
    now = utc_text(at_utc)
    since = utc_text(at_utc - LONGEST_TERM - _MARGIN)
    with JournalDatabase.open_for_reading(folder) as database:
        for seq, made_utc, actor, kind, stored in database.read(_SINCE, (*_KINDS, since)):
            body = read_body(stored)
            about = body.get("seq")
            if kind == Kind.BULLETIN.value:
                until = str(body.get("until_utc", ""))
                topic, text = str(body.get("topic", Topic.NOTICE.value)), str(body.get("text", ""))
                found[seq] = Bulletin(seq, made_utc, actor, topic, text, until)
            elif kind == Kind.BULLETIN_WITHDRAWN.value:
                found.pop(about, None)  # type: ignore[arg-type]
            elif (bulletin := found.get(about)) and bulletin.awaits(actor):  # type: ignore[arg-type]
                found[bulletin.seq] = replace(bulletin, read_by=(*bulletin.read_by, actor))
    return tuple(bulletin for bulletin in found.values() if bulletin.until_utc > now)
