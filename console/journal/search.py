"""Finding entries: by their words and all that a query may ask for, one by one, or by what they are about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from console.journal.database import JournalDatabase
from console.journal.entry import Kind, utc_text
from console.journal.found import FoundEntry, evidence_of, found_entry, stored_entry
from console.journal.looked_at import Subject
from console.journal.projection import Facet
from console.journal.query import Query, Standing, match_of
from console.language import _
from console.paths import DataFolder
from console.problem import Problem

__all__ = [
    "EVERY",
    "FoundEntry",
    "Numbers",
    "Query",
    "SearchDone",
    "Standing",
    "count_all",
    "each",
    "each_stored",
    "entries_about",
    "evidence_of",
    "find",
    "stored_entry",
    "subjects",
]

Numbers = tuple[int, int]  # of entries: the first and the last
EVERY: Numbers = (0, 2**62)


@dataclass(frozen=True, slots=True)
class SearchDone:
    """Fact: newest entries first; `total` counts those beyond the limit too, up to a bound."""

    ref: str
    rows: tuple[FoundEntry, ...]
    total: int
    failure: str = ""  # translated; the search could not be made
    capped: bool = False  # `total` is one more than was counted: there are so many at the least


def find(folder: DataFolder, query: Query, *, among: Numbers = EVERY) -> tuple[tuple[FoundEntry, ...], int]:
    """(the rows asked for, newest first; how many there are in all, or `query.counted` + 1: more than that).

    `among`: the first and the last number that an entry may have.

    Raises:
        Problem: the journal cannot be read.
    """
    with JournalDatabase.open_for_reading(folder) as database:
        question = _question(database, query, among)
        if question is None:
            return (), 0
        bound = [*question.values, query.counted + 1]
        numbers = [number for (number,) in database.read(question.newest_first(), bound)]
        page = json.dumps(numbers[query.offset : query.offset + query.limit])
        return tuple(found_entry(row, folder) for row in database.read(_NUMBERED, [page])), len(numbers)


def search_done(folder: DataFolder, query: Query, ref: str) -> SearchDone:
    """As `find`, as a fact."""
    rows, total = find(folder, query)
    return SearchDone(ref, rows, total, capped=total > query.counted)


def each(
    folder: DataFolder, query: Query, *, among: Numbers = EVERY, kinds: Sequence[Kind | str] = ()
) -> Iterator[FoundEntry]:
    """Every entry that `query` finds, oldest first, whatever its limit says.

    `among`: the numbers it may have; `kinds`: those of its own header, whatever the search's index holds.

    Raises:
        Problem: the journal cannot be read.
    """
    with JournalDatabase.open_for_reading(folder) as database:
        question = _question(database, query, among, kinds)
        if question is None:
            return
        for row in database.read(f"{_COLUMNS} {question.source} order by {question.order}", question.values):
            yield found_entry(row, folder)


def count_all(folder: DataFolder, query: Query, *, among: Numbers = EVERY) -> int:
    """How many entries `each` gives.

    Raises:
        Problem: the journal cannot be read.
    """
    with JournalDatabase.open_for_reading(folder) as database:
        question = _question(database, query, among)
        if question is None:
            return 0
        ((count,),) = database.read(f"select count(*) {question.source}", question.values)
        return int(count)


def each_stored(folder: DataFolder, query: Query) -> Iterator[tuple[Any, ...]]:
    """As `each`, but rows as they stand in the file, for `stored_entry` or for a reader that knows them.

    (seq, at_utc, utc_offset_min, desk, actor, kind, body, hash, camera id, camera number, place): texts are
    bytes, and the body is None where it was erased.

    Raises:
        Problem: the journal cannot be read.
    """
    with JournalDatabase.open_for_reading(folder) as database:
        question = _question(database, query)
        if question is None:
            return
        sql = f"{_COLUMNS} {question.source} order by {question.order}"
        yield from database.read_stored(sql, question.values)


def subjects(folder: DataFolder, query: Query, *, among: Numbers = EVERY) -> tuple[Subject, ...]:
    """The cameras and places that the entries which `query` finds name, each once.

    Raises:
        Problem: the journal cannot be read.
    """
    with JournalDatabase.open_for_reading(folder) as database:
        question = _question(database, query, among)
        if question is None:
            return ()
        rows = database.read(f"{_SUBJECTS} {question.source}", question.values)
        return tuple(Subject(*row) for row in rows)


def entries_about(folder: DataFolder, seq: int) -> tuple[FoundEntry, ...]:
    """An entry and all that correct it, the oldest first; `seq` may be the number of a correction, too.

    Raises:
        Problem: the journal cannot be read.
    """
    values = (*_CORRECTIONS, seq, *_CORRECTIONS)
    with JournalDatabase.open_for_reading(folder) as database:
        return tuple(found_entry(row, folder) for row in database.read(_ABOUT, values))


def entries_numbered(folder: DataFolder, seqs: Iterable[int]) -> tuple[FoundEntry, ...]:
    """The entries with these numbers, the oldest first.

    Raises:
        Problem: the journal cannot be read.
    """
    values = [json.dumps(sorted(seqs))]
    with JournalDatabase.open_for_reading(folder) as database:
        rows = database.read(
            f"{_SELECT} where e.seq in (select value from json_each(?)) order by e.seq", values
        )
        return tuple(found_entry(row, folder) for row in rows)


_CORRECTIONS = (Kind.VIOLATION_AMENDED.value, Kind.VIOLATION_VOIDED.value)
# Where the text of a correction was erased, its erasure tells what it was about.
_CORRECTED = (
    "case when json_valid(e.body) then json_extract(e.body, '$.seq') when e.body is null then"
    " (select json_extract(x.body, '$.about') from entry x where x.kind = 'evidence erased'"
    " and case when json_valid(x.body) then json_extract(x.body, '$.seq') end = +e.seq"
    " and json_extract(x.body, '$.file') = '') end"
)
_COLUMNS = (
    "select e.seq, e.at_utc, e.utc_offset_min, e.desk, e.actor, e.kind, e.body, e.hash,"
    " coalesce(s.camera_id, ''), coalesce(s.camera_number, ''), coalesce(s.place, '')"
)
_SUBJECTS = "select distinct s.camera_id, s.camera_number, s.place"
_FROM = "from entry e left join entry_subject s on s.seq = e.seq"
_SELECT = f"{_COLUMNS} {_FROM}"
# "cross": the index of words leads, and gives its hits in their order; each is one look at the entry.
_FROM_INDEX = (
    "from entry_search f cross join entry e on e.seq = f.rowid left join entry_subject s on s.seq = f.rowid"
)
_NUMBERED = f"{_SELECT} where e.seq in (select value from json_each(?)) order by e.seq desc"
_ABOUT = (
    f"with first(seq) as (select case when e.kind in (?, ?) then {_CORRECTED} else e.seq end"
    " from entry e where e.seq = ?)"
    f" {_SELECT} join first where e.seq = first.seq or (e.kind in (?, ?) and {_CORRECTED} = first.seq)"
    " order by e.seq"
)
_BOUNDS = "select min(seq), max(seq) from entry indexed by entry_by_time where at_utc >= ? and at_utc < ?"
_FIRST, _LAST = "", "~"  # before and behind every moment as it is stored


@dataclass(frozen=True, slots=True)
class _Question:
    """A query as SQLite takes it."""

    source: str  # from … where …
    values: tuple[object, ...]
    order: str  # the column whose order costs nothing

    def newest_first(self) -> str:
        """The numbers of what is found, as many as the last value says: so it is looked for once."""
        return f"select {self.order} {self.source} order by {self.order} desc limit ?"


def _question(
    database: JournalDatabase, query: Query, among: Numbers = EVERY, kinds: Sequence[Kind | str] = ()
) -> _Question | None:
    """None where nothing can be found."""
    match = match_of(query)
    if match == "":
        return None
    if match is not None:
        _check_index(database)
    number = "e.seq" if match is None else "f.rowid"
    terms, values = list[str](), list[object]()
    if match is not None:
        terms.append("f.words match ?")
        values.append(match)
    if among != EVERY:
        terms.append(f"{number} between ? and ?")
        values += among
    if kinds:  # "+": in the order of the numbers, which the index of kinds would have to sort
        terms.append(f"+e.kind in ({', '.join('?' * len(kinds))})")
        values += map(str, kinds)
    if query.since_utc is not None or query.until_utc is not None:
        span = (
            utc_text(query.since_utc) if query.since_utc else _FIRST,
            utc_text(query.until_utc) if query.until_utc else _LAST,
        )
        # Entries stand by number; a clock that went back takes some of a span behind others.
        ((first, last),) = database.read(_BOUNDS, span)
        if first is None:
            return None
        terms.append(f"{number} between ? and ? and e.at_utc >= ? and e.at_utc < ?")
        values += [first, last, *span]
    source = _FROM if match is None else _FROM_INDEX
    return _Question(f"{source} where {' and '.join(terms) or 'true'}", tuple(values), number)


def _check_index(database: JournalDatabase) -> None:
    """An index without marked words would find too little, and nobody would know."""
    for (words,) in database.read("select words from entry_search order by rowid limit 1"):
        if Facet.KIND.value not in str(words):
            raise Problem(
                _("the journal's search was made by an older Munara"),
                where=_("entry {seq}").format(seq=1),
                mend=_("Close the desk and run: munara journal rebuild"),
            )
