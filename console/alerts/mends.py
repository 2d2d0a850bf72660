"""What could be done about a zone whose alerts are dismissed as false again and again; pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from console.alerts.alert import Alert

AFTER = 3  # false dismissals of one zone in a shift; the same again after as many more
_WIDEST = 0.3  # of the picture's side: a larger outline would blind the camera
_SUREST = 0.8  # a higher confidence would lose people, too
_ABOVE = 0.02  # so that the surest false box lies just below


@dataclass(frozen=True, slots=True)
class Mends:
    """What is offered; None where it would do more harm than good."""

    alert: Alert  # the last of them
    count: int  # false ones in this shift
    ignore: tuple[float, float, float, float] | None  # left, top, right, bottom; fractions of the picture
    confidence: float | None  # the least that a box must have, in hundredths


@dataclass(frozen=True, slots=True)
class MendsOffered:
    """Fact: a zone was dismissed as false so often that something should be done about it."""

    mends: Mends


def offer(false: Sequence[Alert]) -> Mends | None:
    """After each third false alert of one zone, given in their order; None in between."""
    if not false or len(false) % AFTER:
        return None
    return Mends(false[-1], len(false), _outline(false), _confidence(false))


def _outline(false: Sequence[Alert]) -> tuple[float, float, float, float] | None:
    """Round the feet: half a box wide at the sides, an eighth of one high above and below."""
    lefts, tops, rights, bottoms = [], [], [], []
    for alert in false:
        cause, width, height = alert.cause, max(alert.stamp.width, 1), max(alert.stamp.height, 1)
        margin = (cause.y2 - cause.y1) / height / 8
        lefts.append(cause.x1 / width)
        rights.append(cause.x2 / width)
        tops.append(cause.y2 / height - margin)
        bottoms.append(cause.y2 / height + margin)
    left, top, right, bottom = map(_within, (min(lefts), min(tops), max(rights), max(bottoms)))
    sides = (right - left, bottom - top)
    return (left, top, right, bottom) if min(sides) > 0 and max(sides) <= _WIDEST else None


def _confidence(false: Sequence[Alert]) -> float | None:
    surest = max(alert.cause.score for alert in false)
    least = math.floor((surest + _ABOVE) * 100 + 0.5) / 100
    return least if least <= _SUREST else None


def _within(value: float) -> float:
    return min(max(value, 0.0), 1.0)
