"""Alerts as they come into the inbox: what calls, what folds, and what expires to make room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from console.alerts.alert import Alert, AlertRaised, AlertReopened, alert_fields, stored_rule
from console.alerts.chatter import SPAN_S, TIMES, Chatter, Folding
from console.alerts.inbox import Inbox
from console.alerts.load import AlertLoad
from console.cameras.camera import camera_fields
from console.clock import Clock
from console.journal.entry import Kind, utc_text
from console.operators.operator import MACHINE

if TYPE_CHECKING:
    from console.journal.journal import Journal


class Arrivals:
    """Thread: main. Whoever drains the outbox gives each fact to `handle`, and calls `tick` once a second."""

    def __init__(
        self, *, inbox: Inbox, journal: Journal, clock: Clock, on_left: Callable[[str], None]
    ) -> None:
        """`on_left` hears of each alert that was folded into another, or expired."""
        self._inbox = inbox
        self._journal = journal
        self._on_left = on_left
        self._chatter = Chatter(clock)
        self.load = AlertLoad(clock)  # of those that call

    def handle(self, fact: object) -> None:
        match fact:
            case AlertRaised(alert, still_jpeg):
                self._come(alert, still_jpeg, self._chatter.note(alert))
                held = self._inbox.get(alert.id)
                if held is not None and not held.quiet:
                    self.load.note()
            case AlertReopened(alert, still_jpeg):
                self._expire(self._inbox.bring_back(alert, still_jpeg))

    def tick(self) -> None:
        """Lets rules that have been quiet call again."""
        for folding in self._chatter.over():
            self._inbox.unfold(folding.last)
            since = {"since_utc": utc_text(folding.since_utc)}
            self._record(Kind.RULE_UNFOLDED, folding.last, {"count": folding.count, **since})

    def _come(self, alert: Alert, still_jpeg: bytes, folding: Folding | None) -> None:
        if folding is not None and folding.count == TIMES:
            self._record(Kind.RULE_FOLDED, alert, {"count": TIMES, "seconds": SPAN_S})
        in_a_minute = folding.in_a_minute if folding else 0
        self._expire(self._inbox.add(alert, still_jpeg, in_a_minute=in_a_minute))
        if self._inbox.get(alert.id) is None:
            self._on_left(alert.id)

    def _expire(self, alerts: Iterable[Alert]) -> None:
        for alert in alerts:
            self._on_left(alert.id)
            body = {**alert_fields(alert), "priority": alert.priority}
            self._journal.record(Kind.ALERT_EXPIRED, body, actor=MACHINE)

    def _record(self, kind: Kind, alert: Alert, more: dict[str, object]) -> None:
        rule = {"rule": stored_rule(alert), "zone": alert.zone.name, "priority": alert.priority}
        self._journal.record(kind, {**camera_fields(alert.camera), **rule, **more}, actor=MACHINE)
