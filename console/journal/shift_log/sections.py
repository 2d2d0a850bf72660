"""The tables of a shift log: each kind of entry stands in one of them, and each entry in one row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.links import about_alert
from console.journal.query import Query
from console.journal.search import FoundEntry, Numbers, each
from console.journal.shift_log.log import Cell, Column, ColumnKind, Moment, PaperColumn, Section
from console.journal.shift_log.said import said
from console.journal.shift_log.violations import violations_section
from console.language import N_, _
from console.paths import DataFolder

_ALERTS = tuple(kind for kind in Kind if kind.value.startswith("alert "))
_KEPT = 4096  # alerts whose camera is remembered

VIOLATIONS = "violations"
# What stands where, in the order of the paper.
KINDS: Mapping[str, tuple[Kind, ...]] = {
    VIOLATIONS: (Kind.VIOLATION_RECORDED,),
    "corrections": (Kind.VIOLATION_AMENDED, Kind.VIOLATION_VOIDED),
    "alerts": _ALERTS,
    "second look": (Kind.DISMISSAL_REVIEWED,),
    "bulletins": (Kind.BULLETIN, Kind.BULLETIN_READ, Kind.BULLETIN_WITHDRAWN),
    "notes": (Kind.NOTE, Kind.BOOKMARK),
    "cameras": (
        Kind.CAMERA_LOST,
        Kind.CAMERA_RESTORED,
        Kind.PICTURE_FAULT,
        Kind.PICTURE_RESTORED,
        Kind.CAMERA_CHANGED,
    ),
    "faults": (
        Kind.FAULT_NOTED,
        Kind.DECODER_DIED,
        Kind.LOAD_SHED,
        Kind.MUTED,
        Kind.RULE_SHELVED,
        Kind.RULE_RESTORED,
        Kind.RULE_FOLDED,
        Kind.RULE_UNFOLDED,
    ),
    "looks": (Kind.LOOKED_AT, Kind.MASK_LIFTED, Kind.MASK_FILLED, Kind.EXPORT_MADE),
    "refusals": (Kind.REFUSED,),
    "evidence": (
        Kind.EVIDENCE_STORED,
        Kind.EVIDENCE_HELD,
        Kind.EVIDENCE_RELEASED,
        Kind.EVIDENCE_ERASED,
    ),
    "persons": (
        Kind.SHIFT_OPENED,
        Kind.SHIFT_CLOSED,
        Kind.SIGNED_IN,
        Kind.SIGNED_OUT,
        Kind.DESK_LOCKED,
        Kind.DESK_UNLOCKED,
        Kind.OPERATOR_CHANGED,
    ),
    "desk": (
        Kind.DEMO_STARTED,
        Kind.DESK_OPENED,
        Kind.DESK_CLOSED,
        Kind.HEAD_SIGNED,
        Kind.SETTING_CHANGED,
        Kind.EXERCISE_BEGAN,
        Kind.EXERCISE_ENDED,
    ),
}
_OTHERS = "other"  # of kinds that a later version wrote
_TITLES: Mapping[str, str] = {
    VIOLATIONS: N_("Violations"),
    "corrections": N_("Corrections"),
    "alerts": N_("Alerts"),
    "second look": N_("Second look at dismissals"),
    "bulletins": N_("Bulletins"),
    "notes": N_("Notes"),
    "cameras": N_("Cameras lost and faulty"),
    "faults": N_("Faults and limits"),
    "looks": N_("Looked at and given out"),
    "refusals": N_("Refused"),
    "evidence": N_("Kept and erased evidence"),
    "persons": N_("Shifts and persons"),
    "desk": N_("Desk and journal"),
    _OTHERS: N_("Other entries"),
}


@dataclass(frozen=True, slots=True)
class Reach:
    """What of which journal the log is about."""

    folder: DataFolder
    query: Query
    among: Numbers

    def of(self, kinds: Sequence[Kind | str]) -> Iterator[FoundEntry]:
        """Its entries of these kinds."""
        return each(self.folder, self.query, among=self.among, kinds=kinds)


def section_title(key: str) -> str:
    return _(_TITLES[key])


def sections(reach: Reach, counts: Mapping[str, int]) -> tuple[Section, ...]:
    """All that have entries; `counts` are entries by kind."""
    made = list[Section]()
    for key, kinds in _present(counts).items():
        count = sum(counts.get(str(kind), 0) for kind in kinds)
        if key == VIOLATIONS:
            made.append(
                violations_section(
                    section_title(key),
                    partial(reach.of, kinds),
                    reach.folder,
                    last_seq=reach.among[1],
                    count=count,
                )
            )
        elif count:
            made.append(_section(reach, key, kinds, count))
    return tuple(section for section in made if section.count)


def empty_sections(query: Query, counts: Mapping[str, int]) -> tuple[str, ...]:
    """Titles of those that were asked for, and in which nothing stands."""
    asked = set(query.kinds)
    return tuple(
        section_title(key)
        for key, kinds in KINDS.items()
        if not any(counts.get(kind, 0) for kind in kinds) and (not asked or asked & set(kinds))
    )


def _present(counts: Mapping[str, int]) -> Mapping[str, tuple[Kind | str, ...]]:
    known = {kind.value for kind in Kind}
    others = tuple(sorted(kind for kind in counts if kind not in known))
    found = {key: tuple(kind for kind in kinds if counts.get(kind, 0)) for key, kinds in KINDS.items()}
    return {**found, _OTHERS: others}


def columns() -> tuple[Column, ...]:
    """Of every table but that of violations."""
    return (
        Column("seq", _("No."), ColumnKind.NUMBER, 8),
        Column("at", _("Time"), ColumnKind.MOMENT, 19),
        Column("kind", _("Kind"), letters=24),
        Column("camera", _("Camera"), letters=9),
        Column("place", _("Place"), letters=28),
        Column("said", _("What it says"), letters=60),
        Column("by", _("Signed by"), letters=24),
    )


_PLACELESS = ("bulletins", "refusals", "persons", "desk")  # sections in which no camera is named


def paper(key: str) -> tuple[PaperColumn, ...]:
    """How a section's table stands on paper."""
    if key in _PLACELESS:
        return (
            PaperColumn(_("No."), 13, ("seq",)),
            PaperColumn(_("Time"), 20, ("at",)),
            PaperColumn(_("Kind"), 36, ("kind",)),
            PaperColumn(_("What it says"), 75, ("said",)),
            PaperColumn(_("Signed by"), 34, ("by",)),
        )
    return (
        PaperColumn(_("No."), 13, ("seq",)),
        PaperColumn(_("Time"), 20, ("at",)),
        PaperColumn(_("Kind"), 30, ("kind",)),
        PaperColumn(_("Where"), 35, ("camera", "place")),
        PaperColumn(_("What it says"), 52, ("said",)),
        PaperColumn(_("Signed by"), 28, ("by",)),
    )


def _section(reach: Reach, key: str, kinds: Sequence[Kind | str], count: int) -> Section:
    def rows() -> Iterator[Sequence[Cell]]:
        with JournalDatabase.open_for_reading(reach.folder) as database:
            alerts = _AlertCameras(database)
            for entry in reach.of(kinds):
                number, place = alerts.where(entry)
                yield (
                    entry.seq,
                    Moment.of(entry),
                    entry.title(),
                    number,
                    place,
                    said(entry),
                    entry.actor,
                )

    return Section(key, section_title(key), columns(), paper(key), rows, count)


class _AlertCameras:
    """Where alerts were raised: not every entry about one says it. Thread: one."""

    def __init__(self, database: JournalDatabase) -> None:
        self._database = database
        self._known = dict[str, tuple[str, str]]()

    def where(self, entry: FoundEntry) -> tuple[str, str]:
        """(the camera's number, its place), empty where no camera is concerned."""
        alert_id = entry.body.get("alert_id")
        if entry.camera_number or entry.place or not isinstance(alert_id, str) or not alert_id:
            return entry.camera_number, entry.place
        if alert_id not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[alert_id] = self._raised(alert_id)
        return self._known[alert_id]

    def _raised(self, alert_id: str) -> tuple[str, str]:
        for raised in about_alert(self._database, alert_id, Kind.ALERT_RAISED):
            body: dict[str, Any] = raised.body
            return str(body.get("camera_number") or ""), str(body.get("place") or "")
        return "", ""
