"""Finding entries by words, kind, camera and time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

from console.journal.database import JournalDatabase
from console.journal.entry import Kind, local_time, utc_text
from console.journal.projection import fold, query_words, read_body
from console.journal.wording import kind_title, summary
from console.paths import DataFolder

_NO_LIMIT = -1  # SQLite's own word for it


class Standing(Enum):
    """Which violations are looked for, by what became of them."""

    ANY = "any"
    AMENDED = "amended"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; everything given must hold."""

    words: str = ""  # each finds what begins with it, in the entry or in its kind's title
    kinds: tuple[Kind | str, ...] = ()  # any of them; empty: all
    camera: str = ""  # its number or its id
    since_utc: datetime | None = None
    until_utc: datetime | None = None  # not included
    standing: Standing = Standing.ANY  # another finds only the entries that recorded such violations
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """A row for the window; texts for people are made when shown."""

    seq: int
    at_utc: str
    utc_offset_min: int
    desk: str
    actor: str
    kind: Kind | str
    body: dict[str, Any]  # empty if it was erased or damaged
    hash: bytes
    camera_id: str
    camera_number: str
    place: str
    evidence: tuple[Path, ...]  # files on this machine, whether or not they still stand there

    def title(self) -> str:
        return kind_title(self.kind)

    def summary(self) -> str:
        return summary(self.body)

    def local_time(self) -> datetime | None:
        """By the desk's wall clock of then; None where the entry was damaged."""
        try:
            return local_time(self.at_utc, self.utc_offset_min)
        except (ValueError, TypeError):
            return None


@dataclass(frozen=True, slots=True)
class SearchDone:
    """Fact: newest entries first; `total` counts those beyond the limit too."""

    ref: str
    rows: tuple[FoundEntry, ...]
    total: int
    failure: str = ""  # translated; the search could not be made


def find(folder: DataFolder, query: Query) -> tuple[tuple[FoundEntry, ...], int]:
    """(the rows asked for, newest first; how many there are in all).

    Raises:
        Problem: the journal cannot be read.
    """
    where, values = _where(query)
    with JournalDatabase.open_for_reading(folder) as database:
        rows = database.read(
            f"{_SELECT} where {where} order by e.seq desc limit ? offset ?",
            [*values, query.limit, query.offset],
        )
        found = tuple(_found(row, folder) for row in rows)
        ((total,),) = database.read(f"{_COUNT} where {where}", values)
    return found, total


def each(folder: DataFolder, query: Query) -> Iterator[FoundEntry]:
    """Every entry that `query` finds, oldest first, whatever its limit says.

    Raises:
        Problem: the journal cannot be read.
    """
    where, values = _where(query)
    with JournalDatabase.open_for_reading(folder) as database:
        for row in database.read(f"{_SELECT} where {where} order by e.seq limit {_NO_LIMIT}", values):
            yield _found(row, folder)


def entries_about(folder: DataFolder, seq: int) -> tuple[FoundEntry, ...]:
    """An entry and all that correct it, the oldest first; `seq` may be the number of a correction, too.

    Raises:
        Problem: the journal cannot be read.
    """
    values = (*_CORRECTIONS, seq, *_CORRECTIONS)
    with JournalDatabase.open_for_reading(folder) as database:
        return tuple(_found(row, folder) for row in database.read(_ABOUT, values))


def evidence_entries(folder: DataFolder, seqs: Sequence[int], *, alert_id: str) -> tuple[FoundEntry, ...]:
    """What was stored, held, released and erased of the entries `seqs` or of an alert, the oldest first.

    Raises:
        Problem: the journal cannot be read.
    """
    where = (
        f"e.kind in ({_marks(len(_EVIDENCE))})"
        f" and ({_CORRECTED} in ({_marks(len(seqs))}) or (? <> '' and {_ALERT_ID} = ?))"
    )
    values = [*_EVIDENCE, *seqs, alert_id, alert_id]
    with JournalDatabase.open_for_reading(folder) as database:
        rows = database.read(f"{_SELECT} where {where} order by e.seq", values)
        return tuple(_found(row, folder) for row in rows)


_EVIDENCE = (
    Kind.EVIDENCE_STORED.value,
    Kind.EVIDENCE_HELD.value,
    Kind.EVIDENCE_RELEASED.value,
    Kind.EVIDENCE_ERASED.value,
)
_CORRECTIONS = (Kind.VIOLATION_AMENDED.value, Kind.VIOLATION_VOIDED.value)
_CORRECTED = "case when json_valid(e.body) then json_extract(e.body, '$.seq') end"
_ALERT_ID = "case when json_valid(e.body) then json_extract(e.body, '$.alert_id') end"
_SELECT = (
    "select e.seq, e.at_utc, e.utc_offset_min, e.desk, e.actor, e.kind, e.body, e.hash,"
    " coalesce(s.camera_id, ''), coalesce(s.camera_number, ''), coalesce(s.place, '')"
    " from entry e left join entry_subject s on s.seq = e.seq"
)
_MATCHED = "e.seq in (select rowid from entry_search where entry_search match ?)"
# Holds for every entry before a moment: says where to begin, for entries are looked at from the newest on.
_NOT_BEHIND = (
    "e.seq <= (select max(seq) from entry indexed by entry_by_time where at_utc < ? and at_utc >= ?)"
)
_ABOUT = (
    f"with first(seq) as (select case when e.kind in (?, ?) then {_CORRECTED} else e.seq end"
    " from entry e where e.seq = ?)"
    f" {_SELECT} join first where e.seq = first.seq or (e.kind in (?, ?) and {_CORRECTED} = first.seq)"
    " order by e.seq"
)
_COUNT = "select count(*) from entry e"


def _where(query: Query) -> tuple[str, list[object]]:
    terms, values = ["true"], list[object]()
    if query.kinds:
        terms.append(f"e.kind in ({_marks(len(query.kinds))})")
        values += [str(kind) for kind in query.kinds]
    if query.camera:
        terms.append(
            "e.seq in (select seq from entry_subject where camera_id = ? and camera_id <> ''"
            " union select seq from entry_subject where camera_number = ? and camera_number <> '')"
        )
        values += [query.camera, query.camera]
    for moment, comparison in ((query.since_utc, ">="), (query.until_utc, "<")):
        if moment is not None:
            terms.append(f"e.at_utc {comparison} ?")
            values.append(utc_text(moment))
    if query.standing is not Standing.ANY:
        terms.append(f"e.kind = ? and e.seq in (select {_CORRECTED} from entry e where e.kind = ?)")
        amended = query.standing is Standing.AMENDED
        values += [Kind.VIOLATION_RECORDED.value, _CORRECTIONS[0 if amended else 1]]
    if query.until_utc is not None:
        terms.append(_NOT_BEHIND)
        values += [utc_text(query.until_utc), utc_text(query.since_utc) if query.since_utc else ""]
    _add_words(query, terms, values)
    return " and ".join(terms), values


def _add_words(query: Query, terms: list[str], values: list[object]) -> None:
    words = query_words(query.words)
    if query.words.strip() and not words:
        terms.append("false")  # "???" finds nothing rather than everything
    plain = list[str]()  # together they are one look into the index
    for word in words:
        kinds = [kind.value for kind in Kind if _begins(kind_title(kind), word)]
        # The word is letters and digits alone; quoted, it is none of FTS5's own words such as NOT.
        if kinds:
            terms.append(f"({_MATCHED} or e.kind in ({_marks(len(kinds))}))")
            values += [f'"{word}" *', *kinds]
        else:
            plain.append(f'"{word}" *')
    if plain:
        # Where kinds are asked for, their own index leads; "+" keeps SQLite from leading with the words.
        terms.append(f"+{_MATCHED}" if query.kinds else _MATCHED)
        values.append(" ".join(plain))


def _begins(title: str, word: str) -> bool:
    return any(part.startswith(word) for part in query_words(fold(title)))


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _found(row: tuple[Any, ...], folder: DataFolder) -> FoundEntry:
    seq, at_utc, offset, desk, actor, kind, stored, entry_hash, camera_id, number, place = row
    body = read_body(stored)
    return FoundEntry(
        *(seq, at_utc, offset, desk, actor, Kind.read(kind), body, entry_hash, camera_id, number, place),
        evidence=tuple(folder.root / item["file"] for item in evidence_of(body)),
    )


def evidence_of(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The files that a body names: {"file", "sha256", "bytes", "role"} each."""
    files = body.get("evidence")
    if not isinstance(files, list):
        return []
    return [item for item in files if isinstance(item, dict) and isinstance(item.get("file"), str)]
