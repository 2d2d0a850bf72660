"""What an alert leaves: its entry, its still, the same with boxes, what was seen before and after."""

from __future__ import annotations

from collections.abc import Mapping

from console.alerts.alert import Alert, alert_fields, stored_rule
from console.alerts.boxed_still import draw_boxes, mark
from console.alerts.looks import Looks, look_lines
from console.alerts.measured import measured
from console.detection.detection import Source
from console.evidence.round import Round
from console.journal.entry import utc_text
from console.journal.evidence import EvidenceDraft
from console.media.clip import ClipMade, utc_at


def still_draft(jpeg: bytes, details: Mapping[str, object]) -> EvidenceDraft:
    """The full frame, as it came from the decoder."""
    return EvidenceDraft("still", ".jpg", jpeg, details)


def boxed_draft(alert: Alert, jpeg: bytes, details: Mapping[str, object]) -> EvidenceDraft:
    """Raises ValueError where the still is no picture."""
    boxed = draw_boxes(jpeg, alert.boxes, cause=alert.cause, priority=alert.priority)
    return EvidenceDraft("boxed", ".jpg", mark(boxed, alert.id), details)


def boxes_draft(round_: Round, looks: Looks) -> EvidenceDraft:
    """The looks at its camera round the cause, as many as there are by now."""
    seen = looks.between(round_.camera_id, from_ns=round_.from_ns, to_ns=round_.to_ns)
    return EvidenceDraft(
        "boxes", ".jsonl", look_lines(seen, utc_minus_monotonic_ns=round_.utc_minus_monotonic_ns)
    )


def clip_details(made: ClipMade) -> dict[str, object]:
    return {
        "stream": made.stream.value,
        "width": made.width,
        "height": made.height,
        **({"sound": True} if made.has_sound else {}),
        "started_at_utc": utc_text(made.started_at_utc),
        "ended_at_utc": utc_text(made.ended_at_utc),
    }


def raised_body(alert: Alert) -> dict[str, object]:
    """What an "alert raised" entry says; pixels as whole numbers, since the journal holds no fractions."""
    cause = alert.cause
    return {
        **alert_fields(alert),
        "priority": alert.priority,
        "zone": alert.zone.name,
        "zone_id": alert.zone.id,
        "rule": stored_rule(alert),
        **measured(alert.zone.rule, alert.amount),
        **_source(alert),
        "label": cause.label,
        "score_pct": round(cause.score * 100),
        "box_px": [round(cause.x1), round(cause.y1), round(cause.x2), round(cause.y2)],
        "frame_px": [alert.stamp.width, alert.stamp.height],
        "at_utc": utc_text(alert.raised_at_utc),
    }


def _source(alert: Alert) -> dict[str, object]:
    """Who saw it, where that was no model of ours; and the topic of the camera's own rule."""
    source: dict[str, object] = {} if alert.source is Source.MODEL else {"source": alert.source.value}
    return {**source, "event": alert.event} if alert.event else source


def still_details(alert: Alert, *, stream: str, utc_minus_monotonic_ns: int) -> dict[str, object]:
    at_utc = utc_at(alert.stamp.captured_at_ns, utc_minus_monotonic_ns=utc_minus_monotonic_ns)
    return {
        "stream": stream,
        "width": alert.stamp.width,
        "height": alert.stamp.height,
        "at_utc": utc_text(at_utc),
    }
