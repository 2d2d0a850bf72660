"""Escalation by time: an alert that nobody takes calls a shift lead."""

from __future__ import annotations

from console.alerts.alert import AlertState
from console.alerts.inbox import OpenAlert

AFTER_S = {1: 60, 2: 180, 3: 600}  # by priority


def left_ns(held: OpenAlert, now_ns: int) -> int | None:
    """How long until it is escalated, 0 or less where it is due; None where no time escalates it.

    Whoever has it, or is deciding on it, has answered. One that was let go has its whole time again.
    """
    answered = held.deciding is not None or held.alert.state is not AlertState.RAISED
    if answered or held.escalating or held.quiet:
        return None
    return held.free_ns + AFTER_S[held.alert.priority] * 1_000_000_000 - now_ns


def overdue(held: OpenAlert, now_ns: int) -> int:
    """After how many seconds without anybody it is to be escalated now; 0 where it is not."""
    left = left_ns(held, now_ns)
    return AFTER_S[held.alert.priority] if left is not None and left <= 0 else 0


def unanswered(held: OpenAlert) -> bool:
    """Whether it is escalated and no shift lead has taken it: what the banner shows."""
    return (
        held.alert.state is AlertState.ESCALATED
        and not held.alert.answered_by
        and (held.deciding is None or not held.deciding.final)
    )
