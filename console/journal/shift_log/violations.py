"""The table of violations: each as it was recorded, with what corrected it since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.links import CORRECTIONS, naming, of_kind
from console.journal.offences import find_offence
from console.journal.search import FoundEntry, entries_numbered, evidence_of
from console.journal.shift_log.log import Cell, Column, ColumnKind, Moment, PaperColumn, Section
from console.journal.violation import Violation
from console.journal.wording import case_texts, role_title
from console.language import N_, _
from console.paths import DataFolder

_DIGITS = 16  # of a file's hash: enough to find it by; the package has all
_TITLES: Mapping[str, str] = {
    "offence": N_("Offence"),
    "place": N_("Place"),
    "at_utc": N_("When"),
    "camera_number": N_("Camera"),
    "persons": N_("Persons"),
    "vehicles": N_("Vehicles"),
    "action": N_("Action taken"),
    "case_numbers": N_("Case numbers"),
    "note": N_("Note"),
}


def violations_section(
    title: str,
    entries: Callable[[], Iterator[FoundEntry]],
    folder: DataFolder,
    *,
    last_seq: int,
    count: int,
) -> Section:
    """`last_seq`: later corrections are not told."""

    def rows() -> Iterator[Sequence[Cell]]:
        with JournalDatabase.open_for_reading(folder) as database:
            corrections = _Corrections(folder, database, last_seq)
            for entry in entries():
                yield _row(entry, corrections.of(entry))

    return Section("violations", title, _columns(), _paper(), rows, count, under=_UNDER)


_UNDER = ("corrected", "action", "cases", "note", "evidence")


def _columns() -> tuple[Column, ...]:
    number = ColumnKind.NUMBER
    return (
        Column("seq", _("No."), number, 8),
        Column("happened", _("When it happened"), ColumnKind.MOMENT, 19),
        Column("at", _("Recorded"), ColumnKind.MOMENT, 19),
        Column("offence", _("Offence"), letters=34),
        Column("article", _("Article"), letters=16),
        Column("camera", _("Camera"), letters=9),
        Column("place", _("Place"), letters=28),
        Column("persons", _("Persons"), number, 9),
        Column("vehicles", _("Vehicles"), number, 9),
        Column("standing", _("Standing"), letters=16),
        Column("corrected", _("Corrections"), letters=40),
        Column("action", _("Action taken"), letters=28),
        Column("cases", _("Case numbers"), letters=28),
        Column("note", _("Note"), letters=60),
        Column("evidence", _("Evidence"), letters=40),
        Column("by", _("Signed by"), letters=24),
    )


def _paper() -> tuple[PaperColumn, ...]:
    return (
        PaperColumn(_("No."), 13, ("seq",), bold=("seq",)),
        PaperColumn(_("When it happened"), 22, ("happened",)),
        PaperColumn(_("Offence"), 50, ("standing", "offence", "article"), bold=("standing", "offence")),
        PaperColumn(_("Where"), 41, ("camera", "place")),
        PaperColumn(_("Persons, vehicles"), 22, ("persons", "vehicles")),
        PaperColumn(_("Recorded, signed by"), 30, ("at", "by")),
    )


def _row(entry: FoundEntry, corrections: Sequence[FoundEntry]) -> Sequence[Cell]:
    said, offset = Violation.from_body(entry.body), entry.utc_offset_min
    return (
        entry.seq,
        Moment(said.at_utc, offset) if said.at_utc else None,
        Moment.of(entry),
        _("erased") if entry.erased else _offence(said.offence),
        _article(said.offence, said.article),
        entry.camera_number,
        entry.place,
        said.persons or None,
        said.vehicles or None,
        _standing(corrections),
        "\n".join(_corrected(entry, corrections)),
        _(said.action) if said.action else "",
        "; ".join(case_texts(said.case_numbers)),
        said.note,
        "; ".join(map(_file, evidence_of(entry.body))),
        entry.actor,
    )


def _offence(code: str) -> str:
    offence = find_offence(code)
    return offence.name() if offence else code


def _article(code: str, article: str) -> str:
    """As the record has it, whatever the catalogue says now."""
    offence = find_offence(code)
    return offence.reference(article) if offence else article


def _standing(corrections: Sequence[FoundEntry]) -> str:
    if any(entry.kind is Kind.VIOLATION_VOIDED for entry in corrections):
        return _("voided")
    return _("amended") if corrections else ""


def _corrected(entry: FoundEntry, corrections: Sequence[FoundEntry]) -> Iterator[str]:
    """A line each: what was said anew, by whom, when and why."""
    before = entry.body
    for later in corrections:
        what = _("Voided by entry {seq}, {time}, {name}")
        if later.kind is not Kind.VIOLATION_VOIDED:
            what = _("Amended by entry {seq}, {time}, {name}")
        time = Moment.of(later)
        text = what.format(seq=later.seq, time=time.text(), name=later.actor)
        parts = [str(later.body.get("why", "")) or _("erased"), *_changes(before, later)]
        yield f"{text}: {'; '.join(parts)}"
        before = later.body or before


def _changes(before: Mapping[str, Any], later: FoundEntry) -> Iterator[str]:
    if later.kind is Kind.VIOLATION_VOIDED:
        return
    for key, title in _TITLES.items():
        was, now = before.get(key), later.body.get(key, before.get(key))
        if was != now:
            text = _("{what}: was “{before}”, is “{after}”")
            yield text.format(what=_(title), before=_value(key, was, later), after=_value(key, now, later))


def _value(key: str, value: Any, entry: FoundEntry) -> str:
    if not value:
        return "–"
    match key:
        case "offence":
            return _offence(str(value))
        case "at_utc":
            return Moment(str(value), entry.utc_offset_min).text()
        case "action":
            return _(str(value))
        case "case_numbers":
            return ", ".join(case_texts(value))
    return str(value)


def _file(item: Mapping[str, Any]) -> str:
    return f"{role_title(str(item.get('role', '')))} ({str(item.get('sha256', ''))[:_DIGITS]}…)"


class _Corrections:
    """Of violations, looked up one by one: whatever their number, none is kept. Thread: one."""

    def __init__(self, folder: DataFolder, database: JournalDatabase, last_seq: int) -> None:
        self._folder = folder
        self._database = database
        self._last_seq = last_seq
        self._any = any(of_kind(database, *CORRECTIONS))
        self._erased = defaultdict[int, set[int]](set)  # where a correction's text is gone, its erasure tells
        for erasure in of_kind(database, Kind.EVIDENCE_ERASED):
            about, seq = erasure.body.get("about"), erasure.body.get("seq")
            if isinstance(about, int) and isinstance(seq, int):
                self._erased[about].add(seq)

    def of(self, violation: FoundEntry) -> tuple[FoundEntry, ...]:
        """Oldest first."""
        if not self._any:
            return ()
        seqs = set(self._erased.get(violation.seq, ()))
        for kind in CORRECTIONS:
            seqs |= {entry.seq for entry in naming(self._database, violation.seq, kind)}
        seqs = {seq for seq in seqs if violation.seq < seq <= self._last_seq}
        found = entries_numbered(self._folder, seqs) if seqs else ()
        return tuple(entry for entry in found if entry.kind in CORRECTIONS)
