"""Escalation by time: an alert that nobody takes calls a shift lead."""

from __future__ import annotations

from console.alerts.alert import AlertState
from console.alerts.inbox import OpenAlert

AFTER_S = {1: 60, 2: 180, 3: 600}  # by priority


def overdue(held: OpenAlert, now_ns: int) -> int:
    """After how many seconds without anybody it is to be escalated now; 0 where it is not.

    Whoever has it, or is deciding on it, has answered. One that was let go has its whole time again.
    """
    answered = held.deciding is not None or held.alert.state is not AlertState.RAISED
    if answered or held.escalating or held.quiet:
        return 0
    after_s = AFTER_S[held.alert.priority]
    return after_s if now_ns - held.free_ns >= after_s * 1_000_000_000 else 0


def unanswered(held: OpenAlert) -> bool:
    """Whether it is escalated and no shift lead has taken it: what the banner shows."""
    return (
        held.alert.state is AlertState.ESCALATED
        and not held.alert.answered_by
        and (held.deciding is None or not held.deciding.final)
    )
