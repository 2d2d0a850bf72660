"""What becomes of an operator's alerts when the shift goes to somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.alerts.alert import Alert
from console.alerts.inbox import Inbox
from console.journal.entry import EntryRefused, EntryWritten, Kind
from console.notices import camera_body
from console.operators.operator import Operator

if TYPE_CHECKING:
    from console.journal.journal import Journal

_DECIDED = "decided:"  # what the ref of an alert's decision begins with


class TakenAlerts:
    """Lets them go, or hands them over by name; each is an entry. Thread: main."""

    def __init__(self, *, inbox: Inbox, journal: Journal) -> None:
        self._inbox = inbox
        self._journal = journal
        self._later: dict[str, tuple[str, Operator | None]] = {}  # alert id: from whom, to whom

    def pass_on(self, taken_by: str, *, to: Operator | None) -> None:
        """All that this operator had taken; None lets them go."""
        for held in self._inbox.ordered():
            if held.alert.taken_by != taken_by:
                continue
            if held.deciding is None:
                self._pass(held.alert, taken_by, to)
            else:  # its decision is being written: it counts, unless the journal refuses it
                self._later[held.alert.id] = taken_by, to

    def handle(self, fact: object) -> None:
        """To be told after the inbox was."""
        match fact:
            case EntryWritten(ref) | EntryRefused(ref) if ref.startswith(_DECIDED):
                alert_id = ref.removeprefix(_DECIDED)
                taken_by, to = self._later.pop(alert_id, ("", None))
                held = self._inbox.get(alert_id)
                if taken_by and held is not None and held.alert.taken_by == taken_by:
                    self._pass(held.alert, taken_by, to)

    def _pass(self, alert: Alert, taken_by: str, to: Operator | None) -> None:
        self._inbox.give(alert.id, to.name if to else "")
        body = {"alert_id": alert.id, **camera_body(alert.camera)}
        if to is None:
            self._journal.record(Kind.ALERT_LET_GO, {**body, "why": "handed over"}, actor=taken_by)
        else:
            self._journal.record(Kind.ALERT_HANDED_OVER, {**body, "to": to.name}, actor=taken_by)
