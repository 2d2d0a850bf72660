"""What becomes of cameras and their pictures, entered in the journal by the desk itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from console.cameras.camera import Camera, camera_fields
from console.clock import Clock
from console.journal.entry import Kind, utc_text
from console.journal.outage import Outage, OutageLog
from console.media.decoder_life import DecoderDied
from console.media.feed_state import Connection, FeedChanged, FeedStatus
from console.media.picture_fault import PictureFault, PictureHealthChanged
from console.media.ring_budget import FULL_SPAN_NS, RINGS_SHORT, RINGS_WHOLE
from console.operators.operator import MACHINE

if TYPE_CHECKING:
    from console.journal.journal import Journal
    from console.media.feed import Feed


class CameraLog:
    """Thread: any; `tick` one at a time."""

    def __init__(
        self,
        journal: Journal,
        *,
        clock: Clock,
        cameras: Mapping[str, Camera],
        feeds: Mapping[str, Feed],
        ring_span_ns: Callable[[], int],
    ) -> None:
        """`ring_span_ns`: how far back every camera's kept packets reach."""
        self._journal = journal
        self._cameras = cameras
        self._feeds = feeds
        self._ring_span_ns = ring_span_ns
        self._rings_short = False
        self._outages = OutageLog(clock, self._record_outage)
        # Without a wait: a decoder process tells of a fault only when it has stood for a while.
        self._faults = OutageLog(clock, self._record_fault, after_ns=0)

    def tick(self) -> None:
        """Once a second or so: what has lasted long enough becomes an entry."""
        self._outages.tick()
        self._faults.tick()
        self._note_rings()

    def hear(self, fact: object) -> None:
        """Takes what concerns cameras out of all that the host tells."""
        match fact:
            case FeedChanged(FeedStatus(camera_id, Connection.LOST)):
                self._outages.lost(camera_id)
            case FeedChanged(FeedStatus(camera_id, Connection.CONNECTED | Connection.OFF)):
                self._outages.live(camera_id)
            case PictureHealthChanged(camera_id, fault, None):
                self._faults.live((camera_id, fault))
            case PictureHealthChanged(camera_id, fault, since_utc):
                self._faults.lost((camera_id, fault), since_utc=since_utc)
            case DecoderDied(process, camera_ids):
                body = {"process": process, "cameras": list(camera_ids)}
                self._journal.record(Kind.DECODER_DIED, body, actor=MACHINE)

    def _note_rings(self) -> None:
        """Says when memory is too short for a minute of every camera, and when it is not any more."""
        short = self._ring_span_ns() < FULL_SPAN_NS
        if short is not self._rings_short:
            self._rings_short = short
            what = RINGS_SHORT if short else RINGS_WHOLE
            body = {"what": what, "seconds": self._ring_span_ns() // 1_000_000_000}
            self._journal.record(Kind.LOAD_SHED, body, actor=MACHINE)

    def _record_outage(self, outage: Outage[str]) -> None:
        camera = self._cameras[outage.subject]
        body = {
            **camera_fields(camera),
            "since_utc": utc_text(outage.since_utc),
            "unrecorded": outage.unrecorded,
        }
        if outage.restored:
            self._journal.record(Kind.CAMERA_RESTORED, body, actor=MACHINE)
            return
        feed = self._feeds.get(camera.id)
        failure = feed.status().failure if feed else None
        body["failure"] = failure.value if failure else ""
        self._journal.record(Kind.CAMERA_LOST, body, actor=MACHINE)

    def _record_fault(self, outage: Outage[tuple[str, PictureFault]]) -> None:
        camera_id, fault = outage.subject
        body = {
            **camera_fields(self._cameras[camera_id]),
            "fault": fault.value,
            "since_utc": utc_text(outage.since_utc),
            "repeats": outage.unrecorded,
        }
        feed = self._feeds.get(camera_id)
        if fault is PictureFault.CLOCK_OFF and feed:
            body["clock_offset_ms"] = feed.counters().clock_offset_ms
        kind = Kind.PICTURE_RESTORED if outage.restored else Kind.PICTURE_FAULT
        self._journal.record(kind, body, actor=MACHINE)
