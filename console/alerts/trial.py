"""A zone tried out on what was seen in the last minute: the alerts that it would have raised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from console.alerts.alert import Alert
from console.alerts.watch import Watch, alert_for
from console.alerts.zone import Zone
from console.cameras.camera import Camera
from console.detection.detection import Detections
from console.detection.filters import counted
from console.media.clip import utc_at


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial came to. No alerts over no looks mean nothing: say over how long it was."""

    alerts: tuple[Alert, ...]
    looks: int
    seconds: float  # from the first look to the last
    too_short: bool  # the rule asks for more time than the looks span: it could not have spoken


def tried(
    zone: Zone,
    looks: Sequence[Detections],
    *,
    camera: Camera,
    utc_minus_monotonic_ns: int,
    utc_offset_min: int,
) -> Trial:
    """Tries a zone on a camera's looks, oldest first, as `console.alerts.looks` keeps them.

    The zone's hours are left out: whoever draws a night's zone draws it by day. The camera's confidence and
    ignore zones are put on the looks once more, so that stricter ones than those in force can be tried too;
    what those in force left out does not come back. Nothing is raised, and no judge hears of it.
    """
    watch, alerts = Watch(zone), list[Alert]()
    for look in looks:
        stamp = look.stamp
        seen = replace(look, boxes=counted(look.boxes, camera, width=stamp.width, height=stamp.height))
        cause = watch.weigh(seen)
        if cause is not None:
            at_utc = utc_at(stamp.captured_at_ns, utc_minus_monotonic_ns=utc_minus_monotonic_ns)
            alert = alert_for(zone, cause, seen, camera=camera, at_utc=at_utc, utc_offset_min=utc_offset_min)
            alerts.append(alert)
    span_ns = looks[-1].stamp.captured_at_ns - looks[0].stamp.captured_at_ns if looks else 0
    too_short = zone.rule.takes_time and span_ns < zone.after_s * 1e9
    return Trial(tuple(alerts), len(looks), span_ns / 1e9, too_short)
