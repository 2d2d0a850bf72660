"""What becomes of an operator's alerts when that person leaves, or the shift goes to somebody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from console.alerts.alert import Alert, alert_fields
from console.alerts.inbox import Inbox
from console.journal.entry import Kind

if TYPE_CHECKING:
    from console.journal.journal import Journal


class TakenAlerts:
    """Lets them go, or hands them over by name; each is an entry. Thread: main.

    One whose decision is being written counts as decided; it goes too if the journal does not take it.
    """

    def __init__(self, *, inbox: Inbox, journal: Journal) -> None:
        self._inbox = inbox
        self._journal = journal
        self._later: dict[str, Callable[[], object]] = {}  # by alert id: what waits for its decision

    def let_go(self, taken_by: str, why: str) -> None:
        """Frees all that this operator has taken."""
        self._each(taken_by, lambda alert_id: self._let_go(alert_id, taken_by, why))

    def hand_over_all(self, taken_by: str, to: str) -> None:
        self._each(taken_by, lambda alert_id: self.hand_over(alert_id, by=taken_by, to=to))

    def hand_over(self, alert_id: str, *, by: str, to: str) -> bool:
        """Gives one that `by` has, or that nobody has; False where it cannot be given."""
        alert = self._inbox.hand_over(alert_id, by=by, to=to)
        if alert is not None:
            self._record(Kind.ALERT_HANDED_OVER, alert, by, {"to": to})
        return alert is not None

    def decided(self, alert_id: str) -> None:
        """The alert's decision is written, or refused; the inbox knows it."""
        if go := self._later.pop(alert_id, None):
            go()

    def _each(self, taken_by: str, go: Callable[[str], object]) -> None:
        for held in self._inbox.ordered():
            if held.alert.taken_by == taken_by:
                if held.deciding:
                    self._later[held.alert.id] = partial(go, held.alert.id)
                go(held.alert.id)

    def _let_go(self, alert_id: str, taken_by: str, why: str) -> None:
        if alert := self._inbox.let_go(alert_id, by=taken_by):
            self._record(Kind.ALERT_LET_GO, alert, taken_by, {"why": why})

    def _record(self, kind: Kind, alert: Alert, by: str, more: Mapping[str, object]) -> None:
        body = {**alert_fields(alert), **more}
        self._journal.record(kind, body, actor=by)
