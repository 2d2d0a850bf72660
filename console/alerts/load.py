"""How much alerts ask of a person: how many came, how soon somebody took them, which of them were false."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from console.alerts.steps import AlertStep, Coming, StepKind, arrivals
from console.clock import Clock

SPAN_NS = 600 * 10**9
_SPAN, _POINT_EACH = timedelta(microseconds=SPAN_NS // 1000), timedelta(minutes=2)
_WORST = 10
HANDFUL = 5  # the fewest of which a share says anything
_DECISIONS = (StepKind.FALSE, StepKind.DECIDED)
_ANSWERS = (StepKind.TAKEN, *_DECISIONS)


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


@dataclass(frozen=True, slots=True)
class Share:
    """What came from one source; a field that it is not told apart by is empty."""

    camera: str = ""
    rule: str = ""
    zone: str = ""
    raised: int = 0  # cards: repeats folded into one are not counted again
    decided: int = 0  # by a person, the false ones among them
    false: int = 0

    @property
    def false_share(self) -> float | None:
        """Of those that were decided; None below a handful, of which no share can be told."""
        return self.false / self.decided if self.decided >= HANDFUL else None


@dataclass(frozen=True, slots=True)
class LoadPoint:
    """How many alerts called in the ten minutes before a moment."""

    at_utc: datetime
    in_ten_minutes: int


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Of one shift, so far."""

    in_ten_minutes: int
    raised: int  # cards
    repeats: int  # folded into them, or into such as were open before
    waiting: int  # in the inbox now
    take_median_s: float | None  # from raised to taken or decided; None where nothing was
    take_p95_s: float | None  # None below a handful
    by_camera: tuple[Share, ...]  # the most false ones first
    by_rule: tuple[Share, ...]
    worst: tuple[Share, ...]  # up to ten zones that cost most: by false alerts, then by alerts


def report(
    steps: Iterable[AlertStep], *, in_ten_minutes: int, waiting: int, since_utc: datetime | None = None
) -> LoadReport:
    """Of what came from `since_utc` on, from the steps in any order; what came before still folds.

    Steps of alerts that were not raised among them do not count. `in_ten_minutes` and `waiting`: as
    `AlertLoad` and the inbox have them now.
    """
    ordered = sorted(steps, key=lambda step: step.at_utc)
    came = [each for each in arrivals(ordered) if since_utc is None or each.step.at_utc >= since_utc]
    cards = {each.step.alert_id: each.step for each in came if each.coming is not Coming.REPEAT}
    answered: dict[str, datetime] = {}
    decided: dict[str, StepKind] = {}
    for step in ordered:
        if step.kind in _ANSWERS and step.alert_id in cards:
            answered.setdefault(step.alert_id, step.at_utc)
        if step.kind in _DECISIONS and step.alert_id in cards:
            decided[step.alert_id] = step.kind  # the last word: one may be brought back
        elif step.kind is StepKind.REOPENED:
            decided.pop(step.alert_id, None)
    waits = sorted((at - cards[alert_id].at_utc).total_seconds() for alert_id, at in answered.items())
    zones = _shares(cards, decided, by=("camera", "rule", "zone"))
    return LoadReport(
        in_ten_minutes=in_ten_minutes,
        raised=len(cards),
        repeats=len(came) - len(cards),
        waiting=waiting,
        take_median_s=median(waits) if waits else None,
        # The nearest rank
        take_p95_s=waits[math.ceil(len(waits) * 0.95) - 1] if len(waits) >= HANDFUL else None,
        by_camera=_shares(cards, decided, by=("camera",)),
        by_rule=_shares(cards, decided, by=("rule",)),
        worst=zones[:_WORST],
    )


def curve(
    steps: Iterable[AlertStep], *, until_utc: datetime, since_utc: datetime | None = None
) -> tuple[LoadPoint, ...]:
    """A point every two minutes from the first call since then, and one now; none where nothing called.

    Counts what `AlertLoad` counts: neither repeats nor what a rule that chatters left without a call.
    """
    called = [each.step.at_utc for each in arrivals(steps) if each.coming is Coming.CALL]
    first = next((at for at in called if since_utc is None or at >= since_utc), None)
    if first is None:
        return ()
    moments = [first]
    while moments[-1] + _POINT_EACH < until_utc:
        moments.append(moments[-1] + _POINT_EACH)
    if moments[-1] < until_utc:
        moments.append(until_utc)
    return tuple(
        LoadPoint(at_utc, bisect_right(called, at_utc) - bisect_right(called, at_utc - _SPAN))
        for at_utc in moments
    )


def _shares(
    cards: dict[str, AlertStep], decided: dict[str, StepKind], *, by: tuple[str, ...]
) -> tuple[Share, ...]:
    counts: dict[tuple[str, ...], list[int]] = {}
    for alert_id, step in cards.items():
        count = counts.setdefault(tuple(getattr(step, name) for name in by), [0, 0, 0])
        kind = decided.get(alert_id)
        for place, counts_here in enumerate((True, kind is not None, kind is StepKind.FALSE)):
            count[place] += counts_here
    shares = [
        Share(**dict(zip(by, key, strict=True)), raised=count[0], decided=count[1], false=count[2])
        for key, count in counts.items()
    ]
    return tuple(sorted(shares, key=lambda share: (-share.false, -share.raised)))
