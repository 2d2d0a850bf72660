"""What the window of the hand-over asks of the engine."""

from __future__ import annotations

from typing import Protocol

from console.journal.handover import HandoverDocument
from console.journal.shift import ShiftStanding
from console.operators.operator import Operator
from console.shifts import AlertsGo, HandoverNews


class HandoverShifts(Protocol):
    """What the window asks of the engine's shifts; each returns at once, False where it was refused."""

    @property
    def standing(self) -> ShiftStanding | None: ...

    def open(self, *, ref: str = "") -> bool: ...
    def close(self, *, note: str = "", ref: str = "") -> bool: ...
    def take_over_left_open(self, *, note: str = "", ref: str = "") -> bool: ...
    def prepare_handover(self, *, ref: str = "") -> bool: ...
    def news(self, document: HandoverDocument) -> HandoverNews: ...
    def hand_over(
        self,
        document: HandoverDocument,
        *,
        by: Operator,
        to: Operator,
        note: str = "",
        alerts: AlertsGo = AlertsGo.TO_THE_NEXT,
        ref: str = "",
    ) -> bool: ...
