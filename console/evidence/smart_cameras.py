"""Cameras that think for themselves, on the desk: their looks and alarms, and stills without a detector."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Protocol

from console.alerts.alert import Alert
from console.alerts.smart_camera import SmartCamera, fitted, own_alert
from console.cameras.camera import Camera
from console.cameras.onvif_scene import SILENT_NS, CameraEvent, Scene
from console.clock import Clock
from console.detection.detection import Detections, Kind, Source
from console.detection.letterboxes import Letterboxes
from console.evidence.letterbox_fork import LetterboxFork
from console.evidence.raiser import AlertRaiser, Coming
from console.evidence.snapshots import Snapshots
from console.media.feed import Feed
from console.media.frame import FrameStamp, Letterbox, Still
from console.media.media_error import MediaError

_log = logging.getLogger(__name__)
_LOOK_S = 0.1
_LOOK_NS = 100_000_000
_TWICE_NS = 100_000_000  # a camera whose main and sub stream are both open says everything twice
_PATIENCE_NS = 5_000_000_000  # for a still; an alert without a picture is still an alert
_MOST_EVENTS = 10_000  # that wait; ten a second and camera at most come in


class SmartHost(Letterboxes, Protocol):
    """What of the media host is needed here."""

    @property
    def feeds(self) -> Mapping[str, Feed]: ...

    def listen_scenes(self, on_scene: Callable[[str, Scene, int], None]) -> None: ...


@dataclass(slots=True)
class _State:
    """One camera's."""

    camera: SmartCamera
    seen: Detections  # its newest look
    flowed_at_ns: int | None = None  # when it last told of a picture
    # It has named a person. Many cameras tell of motion and never of what moves: no detector may make room
    # for them, nor may their looks, in which nobody is a person, outvote a detector's.
    knows_persons: bool = False


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Alerts without their still."""

    coming: Coming
    until_ns: int


class SmartCameras:
    """A camera that tells what it sees, and knows persons, is kept from the pool until it is silent.

    Thread: its own, "smart-cameras"; the host's reader threads note and go.
    """

    def __init__(
        self,
        *,
        host: SmartHost,
        cameras: Mapping[str, Camera],
        raiser: AlertRaiser,
        snapshots: Snapshots,
        clock: Clock,
    ) -> None:
        self._host = host
        self._cameras = cameras
        self._raiser = raiser
        self._snapshots = snapshots
        self._clock = clock
        self._thread = threading.Thread(target=self._run, name="smart-cameras", daemon=True)
        self.fork = LetterboxFork(host, on_frame=self._on_frame)  # what the pool asks instead of the host
        # The thread `smart-cameras` alone
        self._states: dict[str, _State] = {}
        self._next_look_ns = 0
        self._waiting: dict[str, list[_Waiting]] = {}  # by camera
        self._change = threading.Condition()
        # Guarded by _change
        self._pictures: dict[str, tuple[Scene, int]] = {}  # by camera, the newest
        self._events: deque[tuple[str, Scene, int]] = deque(maxlen=_MOST_EVENTS)
        self._frames: list[Letterbox] = []  # asked for by this class
        self._stopping = False

    def start(self) -> None:
        """Before the host."""
        self._host.listen_scenes(self.hear)
        self._thread.start()

    def stop(self) -> None:
        """Raises what still waits for a picture, without one. Before the host is stopped."""
        with self._change:
            self._stopping = True
            self._change.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    def hear(self, camera_id: str, scene: Scene, at_ns: int) -> None:
        """What a camera said, and when it came, monotonic ns. Returns at once."""
        with self._change:
            if scene.things is not None:
                self._pictures[camera_id] = (replace(scene, events=()), at_ns)
            if scene.events:
                self._events.append((camera_id, replace(scene, things=None), at_ns))
            self._change.notify_all()

    def _on_frame(self, letterbox: Letterbox) -> None:
        """The host's reader threads."""
        with self._change:
            self._frames.append(letterbox)
            self._change.notify_all()

    # --- the thread ---

    def _run(self) -> None:
        while True:
            with self._change:
                if not (self._pictures or self._events or self._frames or self._stopping):
                    self._change.wait(_LOOK_S)
                pictures = [(camera_id, *seen) for camera_id, seen in self._pictures.items()]
                scenes, frames = (*pictures, *self._events), tuple(self._frames)
                for each in (self._pictures, self._events, self._frames):
                    each.clear()
                stopping = self._stopping
            for letterbox in frames:
                self._guarded(letterbox.stamp.camera_id, self._take_frame, letterbox)
            for camera_id, scene, at_ns in scenes:
                self._guarded(camera_id, self._take_scene, camera_id, scene, at_ns)
            self._guarded("", self._look)
            if stopping:
                self._give_up(until_ns=None)
                return

    def _guarded(self, camera_id: str, work: Callable[..., None], *given: object) -> None:
        try:
            work(*given)
        except Exception:  # one camera's trouble must not cost the others theirs
            _log.exception("camera %s: what it told could not be taken", camera_id)

    def _take_scene(self, camera_id: str, scene: Scene, at_ns: int) -> None:
        camera, stamp = self._cameras.get(camera_id), self._stamp(camera_id, at_ns)
        if camera is None or stamp is None:
            return
        state = self._states.get(camera_id)
        if state is None:
            nothing = Detections(stamp, (), at_ns, 0, Source.CAMERA)
            state = self._states[camera_id] = _State(SmartCamera(), nothing)
        alerts: list[Alert] = []
        if scene.things is not None:
            if state.flowed_at_ns is not None and at_ns - state.flowed_at_ns < _TWICE_NS:
                return
            state.flowed_at_ns = at_ns
            state.seen = state.camera.detections(camera, scene.things, stamp)
            state.knows_persons |= any(box.kind is Kind.PERSON for box in state.seen.boxes)
            if state.knows_persons:
                alerts += self._raiser.look(state.seen)
        alerts += self._raiser.calling(self._own(camera, state, scene.events, stamp))
        if alerts:
            coming = self._raiser.hold(tuple(alerts))
            waiting = _Waiting(coming, self._clock.monotonic_ns() + _PATIENCE_NS)
            self._waiting.setdefault(camera_id, []).append(waiting)

    def _own(
        self, camera: Camera, state: _State, events: tuple[CameraEvent, ...], stamp: FrameStamp
    ) -> list[Alert]:
        seen = state.seen if state.seen.stamp == stamp else replace(state.seen, stamp=stamp, boxes=())
        alarms = state.camera.alarms(events, at_ns=stamp.captured_at_ns)
        return [own_alert(camera, event, seen, clock=self._clock) for event in alarms]

    def _stamp(self, camera_id: str, at_ns: int) -> FrameStamp | None:
        """Of the frame that is shown now; None where none is known: nothing can be placed on it."""
        feed = self._host.feeds.get(camera_id)
        status = feed.status() if feed else None
        if status is None or not (status.width and status.height):
            return None
        return FrameStamp(camera_id, 0, at_ns, 0, status.width, status.height)

    def _look(self) -> None:
        """Who flows, and who still waits for a picture."""
        now_ns = self._clock.monotonic_ns()
        if now_ns < self._next_look_ns:
            return
        self._next_look_ns = now_ns + _LOOK_NS
        thinking = frozenset(
            camera_id
            for camera_id, state in self._states.items()
            if state.flowed_at_ns is not None
            and state.knows_persons
            and now_ns - state.flowed_at_ns <= SILENT_NS
        )
        self._give_up(until_ns=now_ns)
        # Where an alert waits for its picture the pool steps aside, or it would take each frame first.
        self.fork.keep_from_pool(thinking | self._waiting.keys())
        for camera_id in {*self._waiting, *filter(self._snapshots.wants, thinking)}:
            self.fork.ask_frame(camera_id)

    def _take_frame(self, letterbox: Letterbox) -> None:
        stamp = letterbox.stamp
        waiting = self._waiting.pop(stamp.camera_id, [])
        still = self._host.finish_letterbox(letterbox, still=Still.KEEP)
        if still is None:
            still = _none()
        for each in waiting:
            alerts = tuple(fitted(alert, stamp) for alert in each.coming.alerts)
            self._raiser.expect(replace(each.coming, alerts=alerts), still)
        self._snapshots.take_still(stamp, still)

    def _give_up(self, *, until_ns: int | None) -> None:
        """Raises without a picture what has waited too long; None: all that waits."""
        for camera_id, waiting in list(self._waiting.items()):
            late = [each for each in waiting if until_ns is None or each.until_ns <= until_ns]
            left = [each for each in waiting if each not in late]
            if left:
                self._waiting[camera_id] = left
            else:
                del self._waiting[camera_id]
            for each in late:
                self._raiser.expect(each.coming, _none())


def _none() -> Future[bytes]:
    failed: Future[bytes] = Future()
    failed.set_exception(MediaError("no frame came from this camera"))
    return failed
