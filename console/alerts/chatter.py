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
    until_ns: int  # monotonic


class Chatter:
    """Counts alerts by rule. Thread: main."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._came_ns: dict[RuleKey, deque[int]] = {}  # within the last minute
        self._foldings: dict[RuleKey, Folding] = {}

    def note(self, alert: Alert) -> Folding | None:
        """An alert came; how its rule folds, None where it does not."""
        key, now_ns = rule_of(alert), self._clock.monotonic_ns()
        came = self._came_ns.setdefault(key, deque())
        came.append(now_ns)
        while now_ns - came[0] >= SPAN_S * _NS:
            came.popleft()
        before = self._foldings.get(key)
        chatters = len(came) >= TIMES
        if before is None:
            if not chatters:
                return None
            before = Folding(alert, self._clock.now_utc(), len(came) - 1, 0, 0)
        until_ns = now_ns + QUIET_S * _NS if chatters else before.until_ns
        if until_ns <= now_ns:  # it is over, and `over` will say so
            return None
        most = max(before.in_a_minute, len(came))
        folding = replace(before, last=alert, count=before.count + 1, in_a_minute=most, until_ns=until_ns)
        self._foldings[key] = folding
        return folding

    def over(self) -> tuple[Folding, ...]:
        """Those that fold no more, once each."""
        now_ns = self._clock.monotonic_ns()
        over = {key: each for key, each in self._foldings.items() if each.until_ns <= now_ns}
        for key in over:
            del self._foldings[key]
        for key in [key for key, came in self._came_ns.items() if now_ns - came[-1] >= SPAN_S * _NS]:
            del self._came_ns[key]
        return tuple(over.values())
