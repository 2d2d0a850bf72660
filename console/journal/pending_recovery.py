"""What a crash left in evidence/pending/: told apart, kept, and nothing of it deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from console.journal.alert_course import AlertCourse, read_courses
from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.links import of_kind
from console.journal.pending import PendingEvidence
from console.journal.pending_alert import Outcome, PendingAlert
from console.paths import DataFolder


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was found at a start."""

    alerts: tuple[tuple[PendingAlert, AlertCourse], ...]  # on which the lists did not say what became of them
    quarantined: tuple[str, ...]  # names within quarantine/


def recover(folder: DataFolder, pending: PendingEvidence) -> Recovered:
    """Moves half files and what no entry tells of into quarantine/, and finds out about the rest.

    Raises:
        OSError: the disk would not; what was not looked at stays.
        Problem: the journal cannot be read; likewise.
    """
    listed = {alert_id: pending.read(alert_id) for alert_id in pending.alert_ids()}
    # With an outcome that stands in the list nothing is left to find out, unless it was reopened since.
    again = _reopened(folder) if any(listed.values()) else {}
    unsure = [
        alert
        for alert in listed.values()
        if alert and (not alert.settled or again.get(alert.alert_id, "") >= alert.outcome_at_utc)
    ]
    after_seq = min((alert.after_seq for alert in unsure), default=0)
    courses = (
        read_courses(folder, {alert.alert_id for alert in unsure}, after_seq=after_seq) if unsure else {}
    )
    moved = list(_set_apart(pending, listed, courses))
    alerts = [alert for alert in unsure if courses[alert.alert_id].raised_seq is not None]
    return Recovered(
        tuple((_as_told(alert, courses[alert.alert_id]), courses[alert.alert_id]) for alert in alerts),
        tuple(moved),
    )


def _reopened(folder: DataFolder) -> dict[str, str]:
    """When an alert was reopened last, by its id."""
    with JournalDatabase.open_for_reading(folder) as database:
        entries = list(of_kind(database, Kind.ALERT_REOPENED))
    return {str(entry.body.get("alert_id")): entry.at_utc for entry in entries}


def _as_told(alert: PendingAlert, course: AlertCourse) -> PendingAlert:
    """What the list does not say yet."""
    alert = replace(alert, raised_seq=course.raised_seq)
    if course.reopened and course.outcome is Outcome.OPEN:
        alert = replace(alert, outcome=Outcome.OPEN, outcome_at_utc="")
    return alert


def _set_apart(
    pending: PendingEvidence,
    listed: dict[str, PendingAlert | None],
    courses: dict[str, AlertCourse],
) -> Iterator[str]:
    yield from pending.set_strays_apart()
    for alert_id, alert in listed.items():
        if alert is None or (alert_id in courses and courses[alert_id].raised_seq is None):
            if not pending.remove_bare(alert_id):
                yield pending.set_apart(alert_id)
        else:
            yield from pending.set_unlisted_apart(alert)
