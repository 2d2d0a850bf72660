"""A dismissed alert is brought back: whether it may be, and what the journal still knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from console.alerts.alert import Alert
from console.alerts.measured import amount_of
from console.alerts.rule_kind import RuleKind
from console.alerts.zone import Zone
from console.cameras.camera import Camera
from console.cameras.line import Line
from console.cameras.polygon import Polygon
from console.detection.detection import Box, Source
from console.detection.labels import kind_of
from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.holds import checked_reason
from console.journal.links import LinkedEntry, about_alert
from console.journal.put_aside import picture_of
from console.journal.second_look import a_dismissal
from console.language import _
from console.media.frame import FrameStamp
from console.paths import DataFolder
from console.problem import Problem

_DECISIONS = (Kind.ALERT_DISMISSED, Kind.ALERT_REOPENED, Kind.ALERT_EXPIRED, Kind.VIOLATION_RECORDED)
# Its zone may be another one by now, and its line too.
_WHOLE = Polygon(((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)))
_ACROSS = Line(((0.0, 0.5), (1.0, 0.5)))


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """An alert as it is rebuilt, and its still, empty where there is none any more."""

    alert: Alert
    still_jpeg: bytes


def reopened(
    folder: DataFolder, seq: int, *, why: str, cameras: Mapping[str, Camera], only_by: str = ""
) -> dict[str, object]:
    """The body of the entry that reopens the alert which entry `seq` dismissed.

    `only_by`: who must have dismissed it; "": anybody.

    Raises:
        Problem: it dismissed none, or somebody else did, the alert was decided anew since, its text was
            erased, its camera is gone, or no reason is given.
    """
    reason = checked_reason(seq, why)
    with JournalDatabase.open_for_reading(folder) as database:
        body = a_dismissal(database, seq).body
        if only_by:
            _check_own(database, seq, only_by)
        alert_id = str(body.get("alert_id", ""))
        last = max(
            (entry.seq for kind in _DECISIONS for entry in about_alert(database, alert_id, kind)), default=seq
        )
        if last != seq:
            raise Problem(
                _("this alert was decided anew by entry {last}").format(last=last),
                where=_entry(seq),
                mend=_("See what became of it there"),
            )
        said = _raised(database, alert_id, seq).body
        camera = cameras.get(str(said.get("camera_id")))
        if camera is None:
            raise Problem(
                _("the camera of this alert is not on this desk any more"),
                where=_entry(seq),
                mend=_("Record what happened as a violation, if it did"),
            )
    subject = {key: str(said.get(key) or "") for key in ("camera_id", "camera_number", "place")}
    return {"alert_id": alert_id, "seq": seq, "why": reason, **subject}


def brought_back(
    folder: DataFolder,
    alert_id: str,
    *,
    cameras: Mapping[str, Camera],
    now_ns: int,
) -> BroughtBack:
    """The alert as it was raised, for the inbox; `now_ns`: monotonic.

    Raises:
        Problem: the journal cannot be read, or does not know the alert any more.
    """
    with JournalDatabase.open_for_reading(folder) as database:
        raised = _raised(database, alert_id, 0)
        still = picture_of(folder, database, raised, "still")
        count = _count(database, alert_id)
        ((offset_min,),) = database.read("select utc_offset_min from entry where seq = ?", [raised.seq])
    said = raised.body
    camera = cameras[str(said.get("camera_id"))]
    cause = _box(said)
    alert = Alert(
        id=alert_id,
        camera=camera,
        zone=_zone(said, alert_id),
        priority=_priority(said),
        raised_at_utc=_moment(said, raised),
        utc_offset_min=offset_min,
        stamp=_stamp(said, now_ns),
        boxes=(cause,),
        cause=cause,
        entry_seq=raised.seq,
        count=count,
        amount=amount_of(said),
        source=Source.CAMERA if said.get("source") == Source.CAMERA.value else Source.MODEL,
        event=str(said.get("event") or ""),
    )
    try:
        jpeg = still.read_bytes() if still else b""
    except OSError:  # swept at this very moment
        jpeg = b""
    return BroughtBack(alert, jpeg)


def _check_own(database: JournalDatabase, seq: int, by: str) -> None:
    ((actor,),) = database.read("select actor from entry where seq = ?", [seq])
    if actor != by:
        raise Problem(
            _("somebody else dismissed this alert"),
            where=_entry(seq),
            mend=_("A shift lead brings it back in the second look"),
        )


def _count(database: JournalDatabase, alert_id: str) -> int:
    """How often it had come when it was dismissed last."""
    dismissals = about_alert(database, alert_id, Kind.ALERT_DISMISSED)
    count = dismissals[-1].body.get("count") if dismissals else None
    return count if isinstance(count, int) and count > 0 else 1


def _raised(database: JournalDatabase, alert_id: str, seq: int) -> LinkedEntry:
    entries = [entry for entry in about_alert(database, alert_id, Kind.ALERT_RAISED) if entry.body]
    if not entries:
        raise Problem(
            _("what the alert said was erased, or never stood here"),
            where=_entry(seq),
            mend=_("Record what happened as a violation, if it did"),
        )
    return entries[0]


def _zone(said: Mapping[str, Any], alert_id: str) -> Zone:
    """With its own number: what it sees next is a repeat of this. Older entries do not tell the number."""
    try:
        rule = RuleKind(said.get("rule"))
    except ValueError:  # of a later version
        rule = RuleKind.PERSON_IN_ZONE
    return Zone(
        id=str(said.get("zone_id") or f"reopened {alert_id}"),
        camera_id=str(said.get("camera_id")),
        name=str(said.get("zone") or said.get("place") or ""),
        shape=_ACROSS if rule.on_line else _WHOLE,
        priority=_priority(said),
        rule=rule,
    )


def _priority(said: Mapping[str, Any]) -> int:
    priority = said.get("priority")
    return priority if priority in (1, 2, 3) else 1


def _box(said: Mapping[str, Any]) -> Box:
    label, corners, score = str(said.get("label") or ""), said.get("box_px"), said.get("score_pct")
    x1, y1, x2, y2 = corners if isinstance(corners, list) and len(corners) == 4 else (0, 0, 0, 0)
    sure = score / 100 if isinstance(score, int) else 0.0
    return Box(label, kind_of(label), sure, x1, y1, x2, y2)


def _stamp(said: Mapping[str, Any], now_ns: int) -> FrameStamp:
    size = said.get("frame_px")
    width, height = size if isinstance(size, list) and len(size) == 2 else (1, 1)
    return FrameStamp(str(said.get("camera_id")), 0, now_ns, 0, width, height)


def _moment(said: Mapping[str, Any], raised: LinkedEntry) -> datetime:
    try:
        return datetime.fromisoformat(str(said.get("at_utc")))
    except ValueError:
        return datetime.fromisoformat(raised.at_utc)


def _entry(seq: int) -> str:
    return _("entry {seq}").format(seq=seq)
