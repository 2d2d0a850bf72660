"""Steps of alerts' lives as entries tell them; which of those that came called, and which were repeats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from console.alerts.chatter import Pace

_NS = 1_000_000_000


class StepKind(Enum):
    RAISED = auto()
    TAKEN = auto()
    FALSE = auto()  # dismissed, for nothing was there
    DECIDED = auto()  # anything else that a person decided
    REOPENED = auto()
    EXPIRED = auto()


@dataclass(frozen=True, slots=True)
class AlertStep:
    """One step in an alert's life, as an entry tells it."""

    kind: StepKind
    alert_id: str
    at_utc: datetime
    # Of RAISED alone
    camera: str = ""  # its number
    rule: str = ""  # as stored: RuleKind's value
    zone: str = ""  # its name
    priority: int = 1

    @property
    def source(self) -> tuple[str, str, str]:
        """What folds into one card."""
        return self.camera, self.rule, self.zone


class Coming(Enum):
    """What an alert was when it came, as the inbox took it."""

    CALL = auto()
    QUIET = auto()  # a card of its own, of a rule that chatters: it called nobody
    REPEAT = auto()  # folded into a card that was open


@dataclass(frozen=True, slots=True)
class Arrival:
    """An alert that came."""

    step: AlertStep  # RAISED
    coming: Coming


def arrivals(steps: Iterable[AlertStep]) -> list[Arrival]:
    """Those that came, by time; the steps in any order.

    Follows `Inbox` and `Chatter`, so that a journal tells what the desk saw.
    """
    queue, came = _Queue(), list[Arrival]()
    for step in sorted(steps, key=lambda step: step.at_utc):
        if step.kind is StepKind.RAISED:
            came.append(Arrival(step, queue.add(step)))
        elif step.kind is StepKind.REOPENED:
            queue.bring_back(step.alert_id)
        elif step.kind is not StepKind.TAKEN:
            queue.remove(step.alert_id)
    return came


class _Queue:
    """The cards that are open. Thread: one."""

    def __init__(self) -> None:
        self._raised: dict[str, AlertStep] = {}  # by alert id
        self._open: dict[tuple[str, str, str], dict[str, Coming]] = {}  # by source, then by alert id
        self._paces: dict[tuple[str, str, str], Pace] = {}

    def add(self, step: AlertStep) -> Coming:
        self._raised[step.alert_id] = step
        pace = self._paces.setdefault(step.source, Pace())
        is_quiet = pace.note(round(step.at_utc.timestamp() * _NS)) and step.priority > 1
        cards = self._open.setdefault(step.source, {})
        if Coming.CALL in cards.values() or (is_quiet and cards):
            return Coming.REPEAT
        coming = cards[step.alert_id] = Coming.QUIET if is_quiet else Coming.CALL
        return coming

    def bring_back(self, alert_id: str) -> None:
        if step := self._raised.get(alert_id):
            self._open[step.source][alert_id] = Coming.CALL

    def remove(self, alert_id: str) -> None:
        if step := self._raised.get(alert_id):
            self._open[step.source].pop(alert_id, None)
