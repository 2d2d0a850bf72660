"""Rules that chatter: one that raises three alerts in a minute folds itself for a while, and says so."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from datetime import datetime

from console.alerts.alert import Alert
from console.alerts.rule_kind import RuleKind
from console.clock import Clock

TIMES = 3
SPAN_S = 60
QUIET_S = 300  # after the last three in a minute; then the next one calls anew
_NS = 1_000_000_000

RuleKey = tuple[str, str, RuleKind]


def rule_of(alert: Alert) -> RuleKey:
    """A rule is one zone of one camera."""
    return alert.camera.id, alert.zone.id, alert.zone.rule


@dataclass(frozen=True, slots=True)
class Folding:
    """A rule that folds itself."""

    last: Alert
    since_utc: datetime
    count: int  # alerts since it began, those included that made it fold; TIMES: it has just begun
    in_a_minute: int  # the most of them


class Pace:
    """How fast one rule raises alerts. Thread: whoever made it."""

    def __init__(self) -> None:
        self._came_ns: deque[int] = deque()  # within a minute of the last one
        self.until_ns = 0  # it folds itself until then

    @property
    def in_a_minute(self) -> int:
        return len(self._came_ns)

    @property
    def last_ns(self) -> int:
        return self._came_ns[-1]

    def note(self, now_ns: int) -> bool:
        """One came, at a moment of whatever clock; whether the rule folds itself."""
        came = self._came_ns
        came.append(now_ns)
        while now_ns - came[0] >= SPAN_S * _NS:
            came.popleft()
        if len(came) >= TIMES:
            self.until_ns = now_ns + QUIET_S * _NS
        return self.until_ns > now_ns


class Chatter:
    """Counts alerts by rule. Thread: main."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._paces: dict[RuleKey, Pace] = {}
        self._foldings: dict[RuleKey, Folding] = {}

    def note(self, alert: Alert) -> Folding | None:
        """An alert came; how its rule folds, None where it does not."""
        key, now_ns = rule_of(alert), self._clock.monotonic_ns()
        pace = self._paces.setdefault(key, Pace())
        if not pace.note(now_ns):  # where it is over, `over` will say so
            return None
        came, before = pace.in_a_minute, self._foldings.get(key)
        if before is None:
            before = Folding(alert, self._clock.now_utc(), came - 1, 0)
        most = max(before.in_a_minute, came)
        folding = replace(before, last=alert, count=before.count + 1, in_a_minute=most)
        self._foldings[key] = folding
        return folding

    def over(self) -> tuple[Folding, ...]:
        """Those that fold no more, once each."""
        now_ns = self._clock.monotonic_ns()
        over = {key: each for key, each in self._foldings.items() if self._paces[key].until_ns <= now_ns}
        for key in over:
            del self._foldings[key]
        for key in [key for key, pace in self._paces.items() if now_ns - pace.last_ns >= SPAN_S * _NS]:
            if key not in self._foldings:
                del self._paces[key]
        return tuple(over.values())
