"""The alerts that wait for a person: ordered, folded, bounded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from console.alerts.alert import Alert, AlertState
from console.alerts.chatter import rule_of
from console.clock import Clock


@dataclass(frozen=True, slots=True)
class OpenAlert:
    """An alert in the inbox with all that its card shows."""

    alert: Alert
    still_jpeg: bytes
    since_ns: int  # monotonic, when it was raised
    free_ns: int  # monotonic, since when nobody has it: when it came in, or was let go
    deciding: AlertState | None = None  # asked for, and not yet written in the journal
    refused: str = ""  # why the journal refused the last decision
    in_a_minute: int = 0  # so many of its rule came in a minute, for which it folds itself; 0: it does not
    quiet: bool = False  # its rule chatters: it is counted, and calls nobody
    escalating: bool = False  # time escalates it, and that is not yet written; everybody may act meanwhile

    def waited_ns(self, now_ns: int) -> int:
        return now_ns - self.since_ns


class Inbox:
    """Holds every open alert until the journal says that its decision is written.

    Thread: main.
    """

    def __init__(self, clock: Clock, *, limit: int = 200) -> None:
        self._clock = clock
        self._limit = limit
        self._open: dict[str, OpenAlert] = {}  # by alert id, as they came in

    def __len__(self) -> int:
        return len(self._open)

    def get(self, alert_id: str) -> OpenAlert | None:
        return self._open.get(alert_id)

    def add(self, alert: Alert, still_jpeg: bytes, *, in_a_minute: int = 0) -> tuple[Alert, ...]:
        """Takes an alert in, or folds it into the open one of its zone.

        `in_a_minute`: so many of its rule came, for which it folds itself; then it calls only where it is of
        priority 1.

        Returns:
            What had to expire to make room, for the journal; mostly nothing.
        """
        quiet = in_a_minute > 0 and alert.priority > 1
        if same := self._of_zone(alert, is_quiet=quiet):
            self._change(replace(same, in_a_minute=in_a_minute), count=same.alert.count + alert.count)
            return ()
        expired = self._make_room(alert)
        now_ns = self._clock.monotonic_ns()
        self._open[alert.id] = OpenAlert(
            alert, still_jpeg, now_ns, now_ns, in_a_minute=in_a_minute, quiet=quiet
        )
        return expired

    def bring_back(self, alert: Alert, still_jpeg: bytes) -> tuple[Alert, ...]:
        """Takes a dismissed alert in again, as a card of its own: whoever brought it back looks for that.

        It has waited since it was raised. Its time until it is escalated begins anew: somebody has looked at
        it this very moment.

        Returns:
            As `add`.
        """
        expired = self._make_room(alert)
        now_ns = self._clock.monotonic_ns()
        # Somebody may have set the wall clock back meanwhile.
        ago = max(timedelta(), self._clock.now_utc() - alert.raised_at_utc)
        since_ns = now_ns - ago // timedelta(microseconds=1) * 1000
        self._open[alert.id] = OpenAlert(alert, still_jpeg, since_ns, now_ns)
        return expired

    def take(self, alert_id: str, operator: str) -> Alert | None:
        """The alert as taken by `operator`; None where it is gone or somebody else has it."""
        found = self._open.get(alert_id)
        if found is None or found.alert.taken_by not in ("", operator):
            return None
        state = AlertState.TAKEN if found.alert.state is AlertState.RAISED else found.alert.state
        return self._change(found, taken_by=operator, state=state)

    def let_go(self, alert_id: str, *, by: str) -> Alert | None:
        """The alert as free again; None where it is gone, is being settled or is not `by`'s."""
        found = self._open.get(alert_id)
        if found is None or _settling(found) or found.alert.taken_by != by:
            return None
        found = replace(found, free_ns=self._clock.monotonic_ns())
        return self._change(found, taken_by="", answered_by="", state=_freed(found.alert.state))

    def answer(self, alert_id: str, *, lead: str) -> Alert | None:
        """An escalated alert as taken by a shift lead, whoever had it; None where it is none, or settled."""
        found = self._open.get(alert_id)
        if found is None or _settling(found) or found.alert.state is not AlertState.ESCALATED:
            return None
        return self._change(found, taken_by=lead, answered_by=lead)

    def escalating(self, alert_id: str) -> bool:
        """Marks that time escalates it and the journal is being told; False where it is marked, or gone."""
        found = self._open.get(alert_id)
        if found is None or found.escalating:
            return False
        self._open[alert_id] = replace(found, escalating=True)
        return True

    def escalated(self, alert_id: str) -> Alert | None:
        """The journal has it. None where it is gone, or somebody took it in that very moment."""
        found = self._open.get(alert_id)
        if found is None:
            return None
        found = self._open[alert_id] = replace(found, escalating=False)
        if found.alert.state is not AlertState.RAISED or _settling(found):
            return None
        return self._change(found, state=AlertState.ESCALATED)

    def not_escalated(self, alert_id: str) -> None:
        """The journal did not take it: its time runs anew, so that it is tried again."""
        if found := self._open.get(alert_id):
            self._open[alert_id] = replace(found, escalating=False, free_ns=self._clock.monotonic_ns())

    def hand_over(self, alert_id: str, *, by: str, to: str) -> Alert | None:
        """The alert as taken by `to`; None where it is gone, is being settled or belongs to somebody else."""
        found = self._open.get(alert_id)
        if found is None or _settling(found) or found.alert.taken_by not in ("", by):
            return None
        state = AlertState.TAKEN if found.alert.state is AlertState.RAISED else found.alert.state
        return self._change(found, taken_by=to, state=state)

    def noted(self, alert_id: str, *, entry_seq: int) -> None:
        """The journal has written that the alert was raised."""
        if found := self._open.get(alert_id):
            self._change(found, entry_seq=entry_seq)

    def deciding(self, alert_id: str, state: AlertState) -> bool:
        """Marks the alert as waiting for the journal; False where it is gone or waits already."""
        found = self._open.get(alert_id)
        if found is None or found.deciding is not None:
            return False
        self._open[alert_id] = replace(found, deciding=state, refused="")
        return True

    def settled(self, alert_id: str) -> Alert | None:
        """The decision is written: a final one takes the alert out. None where nothing was decided."""
        found = self._open.get(alert_id)
        if found is None or found.deciding is None:
            return None
        alert = replace(found.alert, state=found.deciding)
        if alert.state.final:
            del self._open[alert_id]
        else:
            self._open[alert_id] = replace(found, alert=alert, deciding=None)
        return alert

    def refused(self, alert_id: str, why: str) -> None:
        """The decision could not be written: the alert is open again and says why."""
        if found := self._open.get(alert_id):
            self._open[alert_id] = replace(found, deciding=None, refused=why)

    def unfold(self, alert: Alert) -> None:
        """The rule of that alert chatters no more; what it left as quiet stays so."""
        for held in list(self._open.values()):
            if rule_of(held.alert) == rule_of(alert) and not held.quiet:
                self._open[held.alert.id] = replace(held, in_a_minute=0)

    def ordered(self) -> tuple[OpenAlert, ...]:
        """Children's places first, then priority, then age; what calls nobody last."""
        return tuple(sorted(self._open.values(), key=_urgency))

    def _of_zone(self, alert: Alert, *, is_quiet: bool) -> OpenAlert | None:
        """What calls is never folded into what is quiet."""
        key = rule_of(alert)
        same = [held for held in self._open.values() if rule_of(held.alert) == key and not _settling(held)]
        loud = next((held for held in same if not held.quiet), None)
        return loud or (same[0] if same and is_quiet else None)

    def _make_room(self, coming: Alert) -> tuple[Alert, ...]:
        """Lowest priority first, oldest first; never priority 1, nor a more urgent one than what comes.

        Where nothing may go the inbox grows: it rather holds too many than hides what nobody looked at.
        """
        expired: list[Alert] = []
        while len(self._open) >= self._limit and (least := self._least(coming)):
            del self._open[least.alert.id]
            expired.append(replace(least.alert, state=AlertState.EXPIRED))
        return tuple(expired)

    def _least(self, coming: Alert) -> OpenAlert | None:
        """What somebody has goes where all are somebody's; one whose decision is being written, never."""
        may_go = [held for held in self._open.values() if held.deciding is None and held.alert.priority > 1]
        pool = [held for held in may_go if not held.alert.taken_by] or may_go
        least = max(pool, key=lambda held: held.alert.priority, default=None)  # the oldest of equals
        return least if least and least.alert.priority >= coming.priority else None

    def _change(self, held: OpenAlert, **changes: object) -> Alert:
        alert = replace(held.alert, **changes)  # type: ignore[arg-type]
        self._open[alert.id] = replace(held, alert=alert)
        return alert


def _settling(held: OpenAlert) -> bool:
    """Whether the journal is writing what takes it out of the inbox."""
    return held.deciding is not None and held.deciding.final


def _freed(state: AlertState) -> AlertState:
    return AlertState.RAISED if state is AlertState.TAKEN else state


def _urgency(held: OpenAlert) -> tuple[bool, bool, int, int]:
    alert = held.alert
    return held.quiet, not alert.camera.place.kind.for_children, alert.priority, held.since_ns
