"""What a shift log counts before its first row is written: kinds, reasons, offences, persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from babel.numbers import format_percent

from console.alerts.dismiss_reason import dismiss_reason_title
from console.journal.entry import Kind
from console.journal.looked_at import is_end
from console.journal.offences import find_offence
from console.journal.search import FoundEntry
from console.journal.shift_log.log import Fact
from console.journal.verdict import Verdict
from console.language import _, language

_MOST = 200  # offences and reasons of a desk's own that are counted one by one
Summary = tuple[tuple[str, tuple[Fact, ...]], ...]


@dataclass(slots=True)
class Tally:
    """Thread: one."""

    kinds: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)  # of dismissals
    offences: Counter[str] = field(default_factory=Counter)
    actors: Counter[str] = field(default_factory=Counter)
    offsets: set[int] = field(default_factory=set)
    confirmed: int = 0  # alerts that became violations
    found_wrong: int = 0
    told_twice: int = 0  # entries that only tell how long somebody listened
    first: FoundEntry | None = None
    last: FoundEntry | None = None

    @property
    def count(self) -> int:
        return self.kinds.total()

    def add(self, entry: FoundEntry) -> None:
        self.first = self.first or entry
        self.last = entry
        self.kinds[str(entry.kind)] += 1
        self.offsets.add(entry.utc_offset_min)
        _count(self.actors, entry.actor)
        match entry.kind:
            case Kind.VIOLATION_RECORDED:
                _count(self.offences, str(entry.body.get("offence", "")))
                self.confirmed += bool(entry.body.get("alert_id"))
            case Kind.ALERT_DISMISSED:
                _count(self.reasons, str(entry.body.get("reason", "")))
            case Kind.DISMISSAL_REVIEWED:
                self.found_wrong += entry.body.get("verdict") == Verdict.WRONG.value
            case Kind.LOOKED_AT:
                self.told_twice += is_end(entry.body)

    def summary(self) -> Summary:
        """Named figures, by what they are about."""
        groups = (
            (_("Violations"), tuple(self._violations())),
            (_("Alerts"), tuple(self._alerts())),
            (
                _("Dismissed because"),
                tuple(Fact(dismiss_reason_title(key), n) for key, n in _most(self.reasons)),
            ),
            (_("Second look at dismissals"), tuple(self._reviews())),
            (_("Desk"), tuple(self._desk())),
        )
        return tuple(group for group in groups if group[1])

    def _violations(self) -> Iterator[Fact]:
        kinds = self.kinds
        yield Fact(_("recorded"), kinds[Kind.VIOLATION_RECORDED])
        for code, number in _most(self.offences):
            offence = find_offence(code)
            name = offence.name() if offence else code or _("erased")
            yield Fact(f"– {name}", number)
        yield Fact(_("corrections made"), kinds[Kind.VIOLATION_AMENDED])
        yield Fact(_("voided"), kinds[Kind.VIOLATION_VOIDED])

    def _alerts(self) -> Iterator[Fact]:
        kinds = self.kinds
        yield Fact(_("raised"), kinds[Kind.ALERT_RAISED])
        yield Fact(_("confirmed as a violation"), self.confirmed)
        yield Fact(_("dismissed"), kinds[Kind.ALERT_DISMISSED])
        yield Fact(_("escalated"), kinds[Kind.ALERT_ESCALATED])
        yield Fact(_("expired, nobody decided"), kinds[Kind.ALERT_EXPIRED])
        yield Fact(_("reopened"), kinds[Kind.ALERT_REOPENED])

    def _reviews(self) -> Iterator[Fact]:
        reviewed = self.kinds[Kind.DISMISSAL_REVIEWED]
        yield Fact(_("reviewed"), reviewed)
        yield Fact(_("found wrong"), self.found_wrong)
        if reviewed:
            share = format_percent(self.found_wrong / reviewed, format="#,##0.0 %", locale=language())
            yield Fact(_("share found wrong"), share)

    def _desk(self) -> Iterator[Fact]:
        kinds = self.kinds
        yield Fact(_("cameras lost"), kinds[Kind.CAMERA_LOST])
        yield Fact(_("picture faults"), kinds[Kind.PICTURE_FAULT])
        yield Fact(_("bulletins"), kinds[Kind.BULLETIN])
        yield Fact(_("refused"), kinds[Kind.REFUSED])
        looked = kinds[Kind.LOOKED_AT] - self.told_twice
        yield Fact(_("looked at and given out"), looked + kinds[Kind.EXPORT_MADE])


def _count(counter: Counter[str], text: str) -> None:
    counter[text if text in counter or len(counter) < _MOST else "…"] += 1


def _most(counter: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))
