"""The last minute of a camera looked at again: asked for, entered in the journal, with the boxes of then."""

from __future__ import annotations

from datetime import datetime, timedelta

from console.alerts.looks import Looks
from console.cameras.camera import Camera, camera_fields
from console.clock import Clock
from console.detection.detection import Detections
from console.evidence.clip_looks import utc_ns
from console.journal.aftermath import FoundFile
from console.journal.entry import Kind, utc_text
from console.journal.look_reason import LookReason
from console.journal.looked_at import Look
from console.media.board import Column
from console.media.clip import utc_of
from console.media.host import Host
from console.media.replay import Replay
from console.operators.permissions import Intent
from console.permit import Permit
from console.privacy import Answer, Privacy


class LookBack:
    """Thread: main."""

    def __init__(self, *, host: Host, privacy: Privacy, permit: Permit, looks: Looks, clock: Clock) -> None:
        self._host = host
        self._privacy = privacy
        self._permit = permit
        self._looks = looks
        self._clock = clock

    @property
    def has_room(self) -> bool:
        """Whether one more replay can be opened."""
        return self._host.replays.has_room

    def kept_ns(self, camera: Camera) -> int:
        """How far back one can look at it; 0 where nothing is kept."""
        feed = self._host.feeds.get(camera.id)
        return int(feed.ring_intake().row[Column.RING_SPAN_NS]) if feed else 0

    def needs_reason(self, camera: Camera) -> bool:
        """Whether `open` wants one."""
        return self._privacy.needs_reason(Look.REPLAY, [camera])

    def open(self, camera: Camera, *, at_ns: int, reason: LookReason | None = None) -> Replay | Answer:
        """Shows the camera's last minute from that moment (monotonic) on; the look is an entry.

        Returns:
            The replay, to be closed by whoever shows it; or why there is none, and then never YES.

        Raises:
            MediaError: the camera is not open, or too many replays are.
        """
        answer = self._privacy.may(Look.REPLAY, [camera], reason=reason)
        if answer is not Answer.YES:
            return answer
        replay = self._host.replays.open(camera.id, at_ns=at_ns)
        until = self._clock.now_utc()
        since = until - timedelta(microseconds=self._host.ring_span_ns // 1000)
        self._privacy.look(Look.REPLAY, [camera], reason=reason, since_utc=since, until_utc=until)
        return replay

    def open_clip(self, found: FoundFile) -> Replay | Answer:
        """Plays a recorded clip, once its bytes are proved; its times are UTC ns.

        Where its entry does not tell when it began, they count from 1 at its first frame. The look is told as
        that at any picture of the journal. To be closed by whoever shows it.

        Raises:
            MediaError: no decoder is there, or too many replays are open.
        """
        answer = self._privacy.may(Look.EVIDENCE, [])
        if answer is not Answer.YES:
            return answer
        began = found.said.get("started_at_utc")
        try:
            begins_ns = utc_ns(str(began)) if began else 1
        except ValueError:
            begins_ns = 1
        replay = self._host.replays.open_clip(found.path, sha256=found.sha256, begins_ns=begins_ns)
        self._privacy.opened(found.entry)
        return replay

    def looks(self, camera_id: str, *, from_ns: int, to_ns: int) -> list[Detections]:
        """What detectors saw on frames of that span (monotonic ns), the oldest first."""
        return self._looks.between(camera_id, from_ns=from_ns, to_ns=to_ns)

    def moment(self, at_ns: int) -> datetime:
        """A monotonic moment by the wall clock, UTC."""
        return utc_of(at_ns, clock=self._clock)

    def bookmark(self, camera: Camera, *, at_ns: int, note: str = "", ref: str = "") -> bool:
        """Marks a moment (monotonic) of a camera; False where whoever sits here may not."""
        if not self._permit.may(Intent.NOTE):
            return False
        body = {**camera_fields(camera), "at_utc": utc_text(self.moment(at_ns)), "note": note}
        self._permit.record(Kind.BOOKMARK, body, ref=ref)
        return True
