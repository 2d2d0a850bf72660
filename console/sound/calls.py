"""Which sound is due now: every alert calls once, priority 1 until it is taken, and a flood stays calm."""

from __future__ import annotations

from console.alerts.alert import AlertEscalated, AlertRaised, AlertReopened
from console.alerts.escalation import unanswered
from console.alerts.inbox import Inbox, OpenAlert
from console.clock import Clock
from console.sound.tones import Sound

GAP_NS = 1_000_000_000  # from one start to the next, whatever comes
REST_NS = 3_000_000_000  # the same, where what comes is no more urgent than what was heard
REPEAT_NS = 5_000_000_000  # an alert of priority 1 that nobody has


class Calls:
    """Thread: main. Give each fact to `hear` after the inbox took it in; ask `due` some times a second."""

    def __init__(self, *, inbox: Inbox, clock: Clock) -> None:
        self._inbox = inbox
        self._clock = clock
        self._wishes: dict[str, Sound] = {}  # by alert id: not heard yet
        self._last: tuple[Sound, int] | None = None  # what was heard, and when it was started
        self._urgent_ns: int | None = None  # when an alert of priority 1, or an escalated one, was heard last

    def hear(self, fact: object) -> None:
        """What was folded into another alert, or calls nobody, is not in the inbox as one that calls."""
        match fact:
            case AlertRaised(alert) | AlertReopened(alert):
                held = self._inbox.get(alert.id)
                if held is not None and not held.quiet:
                    self._wishes[alert.id] = Sound.of(alert.priority)
            case AlertEscalated(alert):
                self._wishes[alert.id] = Sound.ESCALATED

    def due(self) -> Sound | None:
        """The sound to start now: the most urgent, which stands for all that wait beside it."""
        now_ns = self._clock.monotonic_ns()
        self._wishes = {
            alert_id: sound for alert_id, sound in self._wishes.items() if self._still(alert_id, sound)
        }
        sounds = [*self._wishes.values(), *self._repeated(now_ns)]
        sound = min(sounds, key=lambda each: each.rank, default=None)
        if sound is None or self._rests(sound, now_ns):
            return None
        self._wishes.clear()
        self._last = (sound, now_ns)
        if sound.rank <= Sound.PRIORITY_1.rank:
            self._urgent_ns = now_ns
        return sound

    def miss(self) -> None:
        """What would have been heard while it is muted is not made up for afterwards."""
        self._wishes.clear()

    def _still(self, alert_id: str, sound: Sound) -> bool:
        """Whether it calls still: somebody may have been quicker."""
        held = self._inbox.get(alert_id)
        if held is None:
            return False
        return unanswered(held) if sound is Sound.ESCALATED else _waits(held)

    def _repeated(self, now_ns: int) -> list[Sound]:
        if self._urgent_ns is not None and now_ns - self._urgent_ns < REPEAT_NS:
            return []
        urgent = [held for held in self._inbox.ordered() if held.alert.priority == 1 and _waits(held)]
        return [Sound.ESCALATED if unanswered(held) else Sound.PRIORITY_1 for held in urgent]

    def _rests(self, sound: Sound, now_ns: int) -> bool:
        if self._last is None:
            return False
        heard, at_ns = self._last
        return now_ns - at_ns < (GAP_NS if sound.rank < heard.rank else REST_NS)


def _waits(held: OpenAlert) -> bool:
    """For anybody to take it."""
    return not held.quiet and not held.alert.taken_by and held.deciding is None
