"""What becomes of an operator's alerts when the shift goes to somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from console.alerts.alert import Alert
from console.alerts.inbox import Inbox
from console.cameras.camera import camera_fields
from console.journal.entry import EntryRefused, EntryWritten, Kind
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
        held = [one for one in self._inbox.ordered() if one.alert.taken_by == taken_by]
        for one in held:
            if one.deciding:  # its decision is being written: it counts, unless the journal refuses it
                self._later[one.alert.id] = taken_by, to
        if to is None:
            for alert in self._inbox.let_go(taken_by):
                self._record(Kind.ALERT_LET_GO, alert, taken_by, {"why": "handed over"})
            return
        for one in held:
            if given := self._inbox.hand_over(one.alert.id, by=taken_by, to=to.name):
                self._record(Kind.ALERT_HANDED_OVER, given, taken_by, {"to": to.name})

    def handle(self, fact: object) -> None:
        """To be told after the inbox was."""
        match fact:
            case EntryWritten(ref) | EntryRefused(ref) if ref.startswith(_DECIDED):
                taken_by, to = self._later.pop(ref.removeprefix(_DECIDED), ("", None))
                if taken_by:
                    self.pass_on(taken_by, to=to)

    def _record(self, kind: Kind, alert: Alert, taken_by: str, more: Mapping[str, object]) -> None:
        body = {"alert_id": alert.id, **camera_fields(alert.camera), **more}
        self._journal.record(kind, body, actor=taken_by)
