"""A camera's picture, saved by hand: its next full frame, stored with the entry that tells of the look.

It is whole, as all evidence: privacy masks are filled in where it is seen, and in copies that leave the desk.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from console.cameras.camera import Camera
from console.clock import Clock
from console.detection.detection import Detections
from console.journal.entry import Kind, utc_text
from console.journal.evidence import EvidenceDraft
from console.journal.look_reason import LookReason
from console.journal.looked_at import Look, Subject, looked_body
from console.language import N_, _
from console.media.clip import utc_of
from console.media.frame import FrameStamp, Letterbox, Still
from console.media.replay import StillFrame
from console.outbox import Outbox
from console.privacy import Answer, Privacy

if TYPE_CHECKING:
    from console.journal.journal import Journal
    from console.media.replay import Replay

_PATIENCE_NS = 10_000_000_000  # a camera that is looked at has its turn within a second or two
_NO_FRAME = N_("no picture came from this camera")
_NO_STILL = N_("the picture could not be made")


@dataclass(frozen=True, slots=True)
class SnapshotFailed:
    """Fact: no picture was saved; nobody saw anything, and no entry tells of it."""

    ref: str
    camera: Camera
    why: str  # translated


class Raiser(Protocol):
    """What else wants to see each look: the alert raiser."""

    def on_detections(self, detections: Detections, letterbox: Letterbox, /) -> Still: ...

    def on_still(self, detections: Detections, still: Future[bytes], /) -> None: ...


@dataclass(frozen=True, slots=True)
class _Wanted:
    camera: Camera
    reason: LookReason | None
    actor: str  # who asked: somebody else may sit here when the frame comes
    ref: str
    asked_at_ns: int


@dataclass(frozen=True, slots=True)
class _Coming:
    wanted: tuple[_Wanted, ...]
    raised: bool  # the raiser waits for this still, too


class Snapshots:
    """Stands between the detectors and the alert raiser. Thread: `take` and `tick` main, the rest theirs."""

    def __init__(
        self,
        raiser: Raiser,
        *,
        privacy: Privacy,
        journal: Journal,
        clock: Clock,
        outbox: Outbox,
    ) -> None:
        self._raiser = raiser
        self._privacy = privacy
        self._journal = journal
        self._clock = clock
        self._outbox = outbox
        self._lock = threading.Lock()
        # Guarded by _lock
        self._wanted: list[_Wanted] = []
        self._coming: dict[tuple[str, int], _Coming] = {}  # by camera and frame

    def take(self, camera: Camera, *, reason: LookReason | None = None, ref: str = "") -> Answer:
        """Has the camera's next frame saved, if that may be.

        EntryWritten with this `ref` tells that it is on the disk, SnapshotFailed that none came.
        """
        answer = self._privacy.may(Look.SNAPSHOT, [camera], reason=reason)
        if answer is Answer.YES:
            wanted = _Wanted(camera, reason, self._privacy.actor, ref, self._clock.monotonic_ns())
            with self._lock:
                self._wanted.append(wanted)
        return answer

    def take_from(
        self, replay: Replay, camera: Camera, *, reason: LookReason | None = None, ref: str = ""
    ) -> Answer:
        """Has the frame that a replay of the camera shows saved, with the moment at which it came.

        EntryWritten and SnapshotFailed tell, as for `take`.
        """
        answer = self._privacy.may(Look.SNAPSHOT, [camera], reason=reason)
        if answer is Answer.YES:
            wanted = _Wanted(camera, reason, self._privacy.actor, ref, self._clock.monotonic_ns())
            replay.still().add_done_callback(partial(self._store_replayed, wanted))
        return answer

    def wants(self, camera_id: str) -> bool:
        """Whether a picture of this camera is waited for."""
        with self._lock:
            return any(each.camera.id == camera_id for each in self._wanted)

    def tick(self) -> None:
        """Gives up on cameras that show nothing; once a second or so."""
        before_ns = self._clock.monotonic_ns() - _PATIENCE_NS
        with self._lock:
            late = [each for each in self._wanted if each.asked_at_ns <= before_ns]
            self._wanted = [each for each in self._wanted if each not in late]
        for each in late:
            self._outbox.put(SnapshotFailed(each.ref, each.camera, _(_NO_FRAME)))

    # --- the detectors' threads ---

    def on_detections(self, detections: Detections, letterbox: Letterbox) -> Still:
        still = self._raiser.on_detections(detections, letterbox)
        stamp = detections.stamp
        wanted = self._claim(stamp.camera_id)
        if not wanted:
            return still
        with self._lock:
            self._coming[_frame(stamp)] = _Coming(wanted, still is Still.KEEP)
        return Still.KEEP

    def take_still(self, stamp: FrameStamp, still: Future[bytes]) -> None:
        """A frame that no detector looked at: of a camera that thinks for itself."""
        for each in self._claim(stamp.camera_id):
            still.add_done_callback(partial(self._store, each, stamp))

    def on_still(self, detections: Detections, still: Future[bytes]) -> None:
        with self._lock:
            coming = self._coming.pop(_frame(detections.stamp), None)
        if coming is None or coming.raised:
            self._raiser.on_still(detections, still)
        for wanted in coming.wanted if coming else ():
            still.add_done_callback(partial(self._store, wanted, detections.stamp))

    def _claim(self, camera_id: str) -> tuple[_Wanted, ...]:
        with self._lock:
            wanted = tuple(each for each in self._wanted if each.camera.id == camera_id)
            self._wanted = [each for each in self._wanted if each not in wanted]
        return wanted

    def _store(self, wanted: _Wanted, stamp: FrameStamp, still: Future[bytes]) -> None:
        if still.cancelled() or still.exception():
            self._outbox.put(SnapshotFailed(wanted.ref, wanted.camera, _(_NO_STILL)))
            return
        frame = StillFrame(still.result(), stamp.captured_at_ns, stamp.width, stamp.height)
        self._record(wanted, frame)

    def _store_replayed(self, wanted: _Wanted, still: Future[StillFrame]) -> None:
        if still.exception():
            self._outbox.put(SnapshotFailed(wanted.ref, wanted.camera, _(_NO_STILL)))
        else:
            self._record(wanted, still.result())

    def _record(self, wanted: _Wanted, frame: StillFrame) -> None:
        at_utc = utc_text(utc_of(frame.captured_at_ns, clock=self._clock))
        details = {"width": frame.width, "height": frame.height, "at_utc": at_utc}
        subject = Subject.of(wanted.camera)
        self._journal.record(
            Kind.LOOKED_AT,
            looked_body(Look.SNAPSHOT, [subject], reason=wanted.reason, at_utc=at_utc),
            actor=wanted.actor,
            evidence=[EvidenceDraft("still", ".jpg", frame.jpeg, details)],
            ref=wanted.ref,
        )


def _frame(stamp: FrameStamp) -> tuple[str, int]:
    return stamp.camera_id, stamp.sequence
