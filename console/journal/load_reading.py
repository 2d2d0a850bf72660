"""Reads out of the journal what alerts asked of a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from console.alerts.dismiss_reason import DismissReason
from console.alerts.steps import AlertStep, StepKind
from console.journal.entry import Kind
from console.journal.query import Query
from console.journal.search import each
from console.paths import DataFolder

_KINDS: Mapping[str, StepKind] = {
    Kind.ALERT_RAISED.value: StepKind.RAISED,
    Kind.ALERT_TAKEN.value: StepKind.TAKEN,
    Kind.ALERT_DISMISSED.value: StepKind.DECIDED,
    Kind.ALERT_REOPENED.value: StepKind.REOPENED,
    Kind.ALERT_EXPIRED.value: StepKind.EXPIRED,
    Kind.VIOLATION_RECORDED.value: StepKind.DECIDED,
}


def read_steps(folder: DataFolder, *, since_utc: datetime) -> dict[int, AlertStep]:
    """All steps since that moment, by the number of their entry.

    Raises:
        Problem: the journal cannot be read.
    """
    entries = each(folder, Query(kinds=tuple(_KINDS), since_utc=since_utc))
    steps = {entry.seq: step_of(entry.kind, entry.at_utc, entry.body) for entry in entries}
    return {seq: step for seq, step in steps.items() if step is not None}


def step_of(kind: Kind | str, at_utc: str, body: Mapping[str, Any]) -> AlertStep | None:
    """What an entry tells of an alert; None where it tells nothing, or was erased."""
    step, alert_id = _KINDS.get(str(kind)), body.get("alert_id")
    if step is None or not isinstance(alert_id, str) or not alert_id:
        return None
    if str(body.get("reason")) == DismissReason.NOTHING_THERE.value:
        step = StepKind.FALSE
    if step is not StepKind.RAISED:
        return AlertStep(step, alert_id, datetime.fromisoformat(at_utc))
    said = {"camera": "camera_number", "rule": "rule", "zone": "zone"}
    texts = {name: str(body.get(key) or "") for name, key in said.items()}
    priority = body.get("priority")
    return AlertStep(
        step,
        alert_id,
        datetime.fromisoformat(at_utc),
        **texts,
        priority=priority if isinstance(priority, int) else 1,
    )
