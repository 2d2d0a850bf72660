"""A camera that thinks for itself: what it says becomes the same boxes, looks and alerts as a model's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import uuid4

from console.alerts.alert import Alert
from console.alerts.zone import Zone
from console.cameras.camera import Camera
from console.cameras.onvif_scene import CameraEvent, SeenThing
from console.cameras.polygon import Polygon
from console.clock import Clock
from console.detection.detection import Box, Detections, Kind, Source
from console.detection.filters import counted
from console.language import N_, _
from console.media.frame import FrameStamp

_WHOLE = Polygon(((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)))
_LABELS = {
    **dict.fromkeys(("human", "person", "people", "pedestrian", "humanbody"), ("person", Kind.PERSON)),
    **dict.fromkeys(
        ("vehicle", "vehical", "fourwheelvehicle"), ("vehicle", Kind.VEHICLE)
    ),  # ONVIF's own slip
    **dict.fromkeys(("car", "sedan", "suv", "van"), ("car", Kind.VEHICLE)),
    **dict.fromkeys(("bicycle", "bike", "nonmotorvehicle"), ("bicycle", Kind.VEHICLE)),
    **dict.fromkeys(("motorcycle", "motorbike"), ("motorbike", Kind.VEHICLE)),
    "bus": ("bus", Kind.VEHICLE),
    "truck": ("truck", Kind.VEHICLE),
}
# A detector's tracks begin at 1. Where it and the camera take turns, neither's thing may be taken for the
# other's: it would seem to leap across the picture, and across a line.
_FIRST_TRACK = 1_000_000_001
_TRACK_LOST_NS = 2_000_000_000
_SMOOTHING = 0.5  # of a velocity, from look to look: a camera's own tracker has smoothed already
_MOST_ALARMS = 64  # kinds of alarm that one camera can have; who sends more makes names up
_QUIET_NS = 60_000_000_000  # after an alarm the same one raises no alert for so long,
_QUIET_MOTION_NS = 600_000_000_000  # and mere motion, which leaves and rain make too, for so long
# Topics of ONVIF, by how they begin; anything else under these roots is an alarm by its own name.
_ROOTS = ("RuleEngine/", "VideoAnalytics/", "VideoSource/MotionAlarm", "VideoSource/GlobalSceneChange")
_MOTION = ("RuleEngine/CellMotionDetector", "RuleEngine/MotionRegionDetector", "VideoSource/MotionAlarm")
_WORDS = (
    ("RuleEngine/FieldDetector", N_("something in its field")),
    ("RuleEngine/LineDetector", N_("line crossed")),
    ("RuleEngine/LoiteringDetector", N_("loitering")),
    ("RuleEngine/CountAggregation", N_("too many in its field")),
    ("RuleEngine/TamperDetector", N_("camera tampered with")),
    ("VideoSource/GlobalSceneChange", N_("camera tampered with")),
    *((topic, N_("motion")) for topic in _MOTION),
)


@dataclass(frozen=True, slots=True)
class _Track:
    number: int
    box: Box
    seen_at_ns: int


class SmartCamera:
    """What one such camera said so far. Thread: one at a time."""

    def __init__(self) -> None:
        self._tracks: dict[str, _Track] = {}  # by the camera's own number
        self._next_track = _FIRST_TRACK
        self._holding: dict[tuple[str, str], bool] = {}  # alarm → whether it holds
        self._quiet_until_ns: dict[tuple[str, str], int] = {}

    def detections(self, camera: Camera, things: Iterable[SeenThing], stamp: FrameStamp) -> Detections:
        """Boxes in pixels of the stamp's frame, filtered and followed like a model's, at no cost."""
        width, height, at_ns = stamp.width, stamp.height, stamp.captured_at_ns
        self._tracks = {
            id_: track for id_, track in self._tracks.items() if at_ns - track.seen_at_ns <= _TRACK_LOST_NS
        }
        boxes = []
        for thing in things:
            box = _box(thing, width=width, height=height)
            if counted((box,), camera, width=width, height=height):
                boxes.append(self._followed(thing.id, box, at_ns) if thing.id else box)
        return Detections(stamp, tuple(boxes), at_ns, 0, Source.CAMERA)

    def alarms(self, events: Iterable[CameraEvent], *, at_ns: int) -> list[CameraEvent]:
        """Those that give cause for an alert: they began, or happened, and are not the same one again."""
        return [event for event in events if event.topic.startswith(_ROOTS) and self._is_news(event, at_ns)]

    def _is_news(self, event: CameraEvent, at_ns: int) -> bool:
        key = (event.topic, event.rule)
        if key not in self._holding and len(self._holding) >= _MOST_ALARMS:
            return False
        held = self._holding.get(key, False)
        self._holding[key] = bool(event.state)
        if event.state is False or held or at_ns < self._quiet_until_ns.get(key, at_ns):
            return False
        quiet_ns = _QUIET_MOTION_NS if event.topic.startswith(_MOTION) else _QUIET_NS
        self._quiet_until_ns[key] = at_ns + quiet_ns
        return True

    def _followed(self, id_: str, box: Box, at_ns: int) -> Box:
        before = self._tracks.get(id_)
        if before is None:
            followed = replace(box, track=self._next_track)
            self._next_track += 1
        else:
            vx, vy = _velocity(before, box, at_ns)
            followed = replace(box, track=before.number, vx=vx, vy=vy)
        self._tracks[id_] = _Track(followed.track or 0, followed, at_ns)
        return followed


def own_alert(camera: Camera, event: CameraEvent, seen: Detections, *, clock: Clock) -> Alert:
    """An alert by a rule of the camera's: its zone stands for the whole picture, its name for the event."""
    priority = 3 if event.topic.startswith(_MOTION) else 2
    zone = Zone(f"own {event.topic} {event.rule}", camera.id, event_text(event), _WHOLE, priority=priority)
    stamp = seen.stamp
    whole = Box("", Kind.OTHER, 1.0, 0.0, 0.0, float(stamp.width), float(stamp.height))
    return Alert(
        id=uuid4().hex,
        camera=camera,
        zone=zone,
        priority=priority,
        raised_at_utc=clock.now_utc(),
        utc_offset_min=clock.utc_offset_min(),
        stamp=stamp,
        boxes=seen.boxes,
        cause=whole,
        source=Source.CAMERA,
        event=event.topic,
    )


def event_text(event: CameraEvent) -> str:
    """What happened, in the language in use, with the name of the camera's rule: "line crossed (gate)"."""
    words = next((_(text) for topic, text in _WORDS if event.topic.startswith(topic)), "")
    words = words or event.topic.rpartition("/")[2]
    return f"{words} ({event.rule})" if event.rule else words


def fitted(alert: Alert, stamp: FrameStamp) -> Alert:
    """The alert with the frame that its still shows; a camera's other stream has other pixels."""
    x, y = stamp.width / alert.stamp.width, stamp.height / alert.stamp.height
    boxes = tuple(_scaled(box, x, y) for box in alert.boxes)
    return replace(alert, stamp=stamp, boxes=boxes, cause=_scaled(alert.cause, x, y))


def _scaled(box: Box, x: float, y: float) -> Box:
    return replace(
        box, x1=box.x1 * x, y1=box.y1 * y, x2=box.x2 * x, y2=box.y2 * y, vx=box.vx * x, vy=box.vy * y
    )


def _box(thing: SeenThing, *, width: int, height: int) -> Box:
    label, kind = _LABELS.get(thing.label.casefold(), (thing.label.casefold(), Kind.OTHER))
    corners = (thing.left * width, thing.top * height, thing.right * width, thing.bottom * height)
    return Box(label, kind, thing.likelihood, *corners)


def _velocity(before: _Track, box: Box, at_ns: int) -> tuple[float, float]:
    """px/s of the box's centre."""
    seconds, old = (at_ns - before.seen_at_ns) / 1e9, before.box
    if seconds <= 0:
        return old.vx, old.vy
    vx = (box.x1 + box.x2 - old.x1 - old.x2) / 2 / seconds
    vy = (box.y1 + box.y2 - old.y1 - old.y2) / 2 / seconds
    return old.vx + (vx - old.vx) * _SMOOTHING, old.vy + (vy - old.vy) * _SMOOTHING
