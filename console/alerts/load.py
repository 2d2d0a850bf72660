"""How much alerts ask of a person: how many came, how soon somebody took them, which of them were false."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from statistics import median

from console.clock import Clock

SPAN_NS = 600 * 10**9
_SPAN, _POINT_EACH = timedelta(microseconds=SPAN_NS // 1000), timedelta(minutes=2)
_WORST = 10


class AlertLoad:
    """How many alerts called in the last ten minutes: so is counted what one can handle (EEMUA 191).

    Thread: main.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._raised_ns: deque[int] = deque()

    def note(self) -> None:
        """An alert was raised now; one folded into an open card calls nobody and is not noted."""
        self._raised_ns.append(self._clock.monotonic_ns())

    def in_ten_minutes(self) -> int:
        oldest_ns = self._clock.monotonic_ns() - SPAN_NS
        while self._raised_ns and self._raised_ns[0] < oldest_ns:
            self._raised_ns.popleft()
        return len(self._raised_ns)


class StepKind(Enum):
    RAISED = auto()
    TAKEN = auto()
    FALSE = auto()  # dismissed, for nothing was there
    DECIDED = auto()  # anything else that a person decided


@dataclass(frozen=True, slots=True)
class AlertStep:
    """One step in an alert's life, as an entry tells it."""

    kind: StepKind
    alert_id: str
    at_utc: datetime
    # Of RAISED alone
    camera: str = ""  # its number
    rule: str = ""  # as stored: RuleKind's value
    zone: str = ""  # its name


@dataclass(frozen=True, slots=True)
class Share:
    """What came from one source; a field that it is not told apart by is empty."""

    camera: str = ""
    rule: str = ""
    zone: str = ""
    raised: int = 0
    decided: int = 0  # by a person, the false ones among them
    false: int = 0

    @property
    def false_share(self) -> float | None:
        """Of those that were decided; None where none was."""
        return self.false / self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class LoadPoint:
    """How many alerts came in the ten minutes before a moment."""

    at_utc: datetime
    in_ten_minutes: int


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Of one shift, so far."""

    in_ten_minutes: int
    raised: int
    waiting: int  # neither taken nor decided yet
    take_median_s: float | None  # from raised to taken or decided; None where nothing was
    take_p95_s: float | None
    by_camera: tuple[Share, ...]  # the most false ones first
    by_rule: tuple[Share, ...]
    worst: tuple[Share, ...]  # up to ten zones that cost most: by false alerts, then by alerts


def report(steps: Iterable[AlertStep], *, in_ten_minutes: int) -> LoadReport:
    """From the steps in any order; those of alerts that were not raised among them do not count."""
    ordered = sorted(steps, key=lambda step: step.at_utc)
    raised = {step.alert_id: step for step in ordered if step.kind is StepKind.RAISED}
    answered: dict[str, datetime] = {}
    decided: dict[str, StepKind] = {}
    for step in ordered:
        if step.kind is not StepKind.RAISED and step.alert_id in raised:
            answered.setdefault(step.alert_id, step.at_utc)
            if step.kind is not StepKind.TAKEN:
                decided[step.alert_id] = step.kind  # the last word: one may be reopened
    waits = sorted((at - raised[alert_id].at_utc).total_seconds() for alert_id, at in answered.items())
    zones = _shares(raised, decided, by=("camera", "rule", "zone"))
    return LoadReport(
        in_ten_minutes=in_ten_minutes,
        raised=len(raised),
        waiting=len(raised) - len(answered),
        take_median_s=median(waits) if waits else None,
        take_p95_s=waits[math.ceil(len(waits) * 0.95) - 1] if waits else None,  # the nearest rank
        by_camera=_shares(raised, decided, by=("camera",)),
        by_rule=_shares(raised, decided, by=("rule",)),
        worst=zones[:_WORST],
    )


def curve(steps: Iterable[AlertStep], *, until_utc: datetime) -> tuple[LoadPoint, ...]:
    """A point every two minutes from the first alert on, none where none came.

    What chatters or folds counts here too: it is told by what the journal holds, not by what called.
    """
    raised = sorted(step.at_utc for step in steps if step.kind is StepKind.RAISED)
    if not raised:
        return ()
    points, at_utc = [], raised[0]
    while at_utc <= until_utc:
        count = bisect_right(raised, at_utc) - bisect_right(raised, at_utc - _SPAN)
        points.append(LoadPoint(at_utc, count))
        at_utc += _POINT_EACH
    return tuple(points)


def _shares(
    raised: dict[str, AlertStep], decided: dict[str, StepKind], *, by: tuple[str, ...]
) -> tuple[Share, ...]:
    counts: dict[tuple[str, ...], list[int]] = {}
    for alert_id, step in raised.items():
        count = counts.setdefault(tuple(getattr(step, name) for name in by), [0, 0, 0])
        kind = decided.get(alert_id)
        for place, counts_here in enumerate((True, kind is not None, kind is StepKind.FALSE)):
            count[place] += counts_here
    shares = [
        Share(**dict(zip(by, key, strict=True)), raised=count[0], decided=count[1], false=count[2])
        for key, count in counts.items()
    ]
    return tuple(sorted(shares, key=lambda share: (-share.false, -share.raised)))
