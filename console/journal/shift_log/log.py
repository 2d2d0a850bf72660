"""The shift log as values, of which a PDF, a workbook and a CSV are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Self

from console.journal.entry import local_time
from console.journal.look_reason import LookReason
from console.journal.looked_at import Subject
from console.journal.query import Query
from console.journal.search import FoundEntry
from console.language import language

_DATES = {"en": "%Y-%m-%d"}  # as people write them; others as below
_DATE = "%d.%m.%Y"


@dataclass(frozen=True, slots=True)
class ShiftLogOrder:
    """What somebody asked for."""

    file: Path  # .pdf, .xlsx or .csv
    actor: str = ""  # who asks for it
    query: Query = field(default_factory=Query)  # its span, and what else narrows it
    shift_seq: int = 0  # of the entry that opened or closed a shift: its span instead; 0: none
    language: str = ""  # "ru", "kk", "en"; empty: the one in use
    reason: LookReason | None = None  # for what tells of children's places
    ref: str = ""


@dataclass(frozen=True, slots=True)
class ShiftLogProgress:
    """Fact: how far it is, in steps that mean nothing by themselves."""

    ref: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ShiftLogDone:
    """Fact: the file is there, whole; or `failure`, translated, says why it is not."""

    ref: str
    file: Path
    count: int = 0  # of entries in it
    failure: str = ""
    cancelled: bool = False
    head: str = ""  # `SEQ:HASH`, as it stands at the foot of each page
    fingerprint: str = ""  # of the desk's key
    needs_reason: bool = False  # it tells of children's places: asked for again with one, it will be made


@dataclass(frozen=True, slots=True)
class Moment:
    """By the desk's wall clock of then."""

    at_utc: str
    utc_offset_min: int

    @classmethod
    def of(cls, entry: FoundEntry) -> Self:
        """When the entry was recorded."""
        return cls(entry.at_utc, entry.utc_offset_min)

    def local(self) -> datetime | None:
        """None where the entry was damaged."""
        try:
            return local_time(self.at_utc, self.utc_offset_min)
        except (ValueError, TypeError, OverflowError):
            return None

    def date(self) -> str:
        """As the language in use writes it; the stored text where it is no moment."""
        moment = self.local()
        return moment.strftime(_DATES.get(language(), _DATE)) if moment else self.at_utc

    def time(self) -> str:
        moment = self.local()
        return f"{moment:%H:%M:%S}" if moment else ""

    def offset(self) -> str:
        sign, minutes = "-" if self.utc_offset_min < 0 else "+", abs(self.utc_offset_min)
        return f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}"

    def text(self) -> str:
        """With the offset, in one line."""
        return " ".join(filter(None, (self.date(), self.time(), f"({self.offset()})")))


Cell = str | int | Moment | None


class ColumnKind(Enum):
    TEXT = "text"
    NUMBER = "number"
    MOMENT = "moment"  # two columns of a table: the local time, and its offset


@dataclass(frozen=True, slots=True)
class Column:
    """Of a table; `key` names the same thing in every section."""

    key: str
    title: str
    kind: ColumnKind = ColumnKind.TEXT
    letters: int = 16  # as wide as a spreadsheet shows it


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column on paper: some columns in one, in lines."""

    title: str
    share: float  # of the width
    keys: tuple[str, ...]
    bold: tuple[str, ...] = ()  # the keys that stand out


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the log; its rows are read from the journal each time, and never kept."""

    key: str
    title: str
    columns: tuple[Column, ...]
    paper: tuple[PaperColumn, ...]
    rows: Callable[[], Iterator[Sequence[Cell]]]
    count: int  # of entries of the journal in it
    under: tuple[str, ...] = ()  # keys of columns that stand below a row, over the whole width

    def places(self) -> Mapping[str, int]:
        """Where in a row each column stands."""
        return {column.key: place for place, column in enumerate(self.columns)}


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the first page, or of a hand-over."""

    name: str
    value: Cell
    told: str = ""  # how paper says it; empty: by the value itself


@dataclass(frozen=True, slots=True)
class HandOver:
    """One shift's end, as both persons signed it."""

    title: str
    facts: tuple[Fact, ...]
    lists: tuple[Section, ...]  # those with something in them
    nothing: str  # names the empty ones
    remark: str
    stands_in: str  # says which entry holds it
    from_name: str
    to_name: str  # empty: to nobody


@dataclass(frozen=True, slots=True)
class ShiftLog:
    """Everything that is known before the first row is read."""

    title: str
    desk: str
    span: str
    demo: str  # empty on a real desk
    facts: tuple[Fact, ...]  # of the first page
    on_duty: Section
    summary: tuple[tuple[str, tuple[Fact, ...]], ...]  # (what it is about, its figures)
    hand_overs: Callable[[], Iterator[HandOver]]
    hand_over_table: Section  # the same
    sections: tuple[Section, ...]  # of the entries: each entry stands in one of them
    nothing: str  # names the sections that are empty
    count: int  # of entries
    offsets: int  # how many offsets from UTC there are in the span; beyond one, each time tells its own
    head: str  # `SEQ:HASH`
    head_at: Moment  # of the entry in which it ends: the file is as old as that
    fingerprint: str
    how_to_check: tuple[str, ...]
    made_by: str
    children: tuple[Subject, ...] = ()  # schools and kindergartens among it
