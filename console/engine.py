"""Builds the parts, hands them to each other, starts and stops them in order."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable, Mapping
from functools import partial

from console.alerts.inbox import Inbox
from console.alerts.judge import Judge
from console.alerts.looks import Looks
from console.alerts.pins import AlertPins
from console.alerts.zone import Zone
from console.attendance import Attendance
from console.cameras.camera import Camera, camera_fields
from console.cameras.site_database import Site
from console.clock import Clock, SystemClock
from console.copies import Copies
from console.detection.latest import LatestDetections
from console.detection.model import Model
from console.detection.pool import Pool
from console.duty import Duty
from console.evidence.keeper import EvidenceKeeper
from console.evidence.raiser import AlertRaiser
from console.evidence.snapshots import Snapshots
from console.journal.entry import Kind, utc_text
from console.journal.journal import Journal
from console.journal.outage import Outage, OutageLog
from console.journal.retention import Retention
from console.language import N_
from console.lookup import Lookup
from console.media.feed_state import Connection, FeedChanged, FeedStatus
from console.media.hardware_verdict import measured_hardware
from console.media.host import DecoderDied, Host
from console.media.picture_fault import PictureFault, PictureHealthChanged
from console.media.ring_budget import FULL_SPAN_NS
from console.operators.operator import MACHINE, Operator
from console.operators.register import Register
from console.outbox import Outbox, Tap
from console.overload import Overload
from console.paths import DataFolder
from console.permit import Permit
from console.privacy import Privacy
from console.reviews import Reviews
from console.settings import Settings
from console.shifts import Shifts
from console.unseen import unseen

_log = logging.getLogger(__name__)
_WATCH_EACH_S = 1.0


class Engine:
    """Everything of a desk but its windows. Thread: main, but for what the parts do on their own threads."""

    def __init__(
        self,
        folder: DataFolder,
        *,
        site: Site,
        settings: Settings,
        operator: Operator | None,
        models: Callable[[], Model],
        clock: Clock | None = None,
    ) -> None:
        self.folder = folder
        self.clock = clock or SystemClock()
        self.outbox = Outbox()
        self.site = site
        self._main_stream_kinds = settings.main_stream_kinds
        zones = [Zone.from_row(row) for row in site.zones]
        heard = Tap(self.outbox, lambda fact: self.evidence.hear(fact))  # noqa: PLW0108 - it comes later
        self.journal = Journal(folder, clock=self.clock, outbox=heard, desk=settings.desk)
        self.retention = Retention(
            folder, settings.keep_days, clock=self.clock, erase=partial(self.journal.erase, actor=MACHINE)
        )
        self.host = Host(
            clock=self.clock,
            outbox=Tap(self.outbox, self._on_media_fact),
            processes=settings.decoder_processes or None,
            for_children=self._is_for_children,
            hardware=measured_hardware() if settings.hardware_decoding == "measured" else None,
        )
        self.pins = AlertPins(self.host)
        self.latest = LatestDetections()
        self.judge = Judge(zones, self.clock, cameras=site.cameras)
        looks = Looks()
        self.evidence = EvidenceKeeper(
            folder,
            host=self.host,
            journal=self.journal,
            pins=self.pins,
            looks=looks,
            clock=self.clock,
            days=settings.keep_days_dismissed,
        )
        self.raiser = AlertRaiser(
            judge=self.judge,
            pins=self.pins,
            looks=looks,
            latest=self.latest,
            keeper=self.evidence,
            outbox=self.outbox,
            feeds=self.host.feeds,
        )
        self.permit = Permit(self.journal, operator)
        self.privacy = Privacy(self.permit, site.cameras)
        self.lookup = Lookup(self.permit, self.journal)
        self.copies = Copies(folder, permit=self.permit, journal=self.journal)
        self.snapshots = Snapshots(
            self.raiser, privacy=self.privacy, journal=self.journal, clock=self.clock, outbox=self.outbox
        )
        self.pool = Pool(
            host=self.host,
            clock=self.clock,
            models=models,
            workers=settings.detector_threads,
            on_detections=self.snapshots.on_detections,
            on_still=self.snapshots.on_still,
        )
        self.inbox = Inbox(self.clock)
        self.overload = Overload(
            host=self.host,
            pool=self.pool,
            clock=self.clock,
            cameras=site.cameras,
            record=lambda body: self.journal.record(Kind.LOAD_SHED, body, actor=MACHINE),
        )
        self.duty = Duty(
            permit=self.permit,
            inbox=self.inbox,
            journal=self.journal,
            clock=self.clock,
            outbox=self.outbox,
            on_left=self.evidence.left,
            passwords=lambda: self.attendance.has_administrator,
        )
        self.shifts = Shifts(
            folder=folder,
            permit=self.permit,
            inbox=self.inbox,
            taken=self.duty.taken,
            journal=self.journal,
            clock=self.clock,
            outbox=self.outbox,
            cameras_down=lambda: unseen(self.cameras, self.host.feeds, clock=self.clock),
            passwords=lambda: self.attendance.has_administrator,
        )
        self.reviews = Reviews(
            folder, permit=self.permit, journal=self.journal, cameras=site.cameras, clock=self.clock
        )
        self.register = Register(folder)
        self.attendance = Attendance(
            folder,
            permit=self.permit,
            journal=self.journal,
            register=self.register,
            clock=self.clock,
            outbox=self.outbox,
            let_go=self.duty.taken.let_go,
            idle_lock_min=settings.idle_lock_min,
        )
        self.disk_free_bytes = 0
        self._rings_short = False  # watch thread alone
        self._outages = OutageLog(self.clock, self._record_outage)
        # Without a wait: a decoder process tells of a fault only when it has stood for a while.
        self._faults = OutageLog(self.clock, self._record_fault, after_ns=0)
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="watch", daemon=True)

    @property
    def cameras(self) -> Mapping[str, Camera]:
        """By id, in the order of their numbers."""
        return self.site.cameras

    def start(self, *, first: tuple[Kind, dict[str, object]] = (Kind.DESK_OPENED, {})) -> None:
        """Starts every part; `first` is this run's first entry.

        Raises:
            Problem: the journal or the model cannot be used; nothing runs then.
        """
        self.journal.start()
        try:
            self.journal.record(first[0], first[1], actor=self.permit.actor)
            self.shifts.start()
            self.attendance.start()
            self.evidence.start()
            self.pool.start()
            self.host.start()
            self.retention.start()
        except BaseException:
            self.journal.stop()
            self.evidence.stop()
            raise
        for camera in self.cameras.values():
            # Main alone: a camera with two streams keeps its last minute in sub, whatever is shown.
            sub = None if camera.place.kind in self._main_stream_kinds else camera.sub
            self.host.open(camera.id, camera.main, sub=sub)
            self.pool.watch(camera)
        self._watcher.start()

    def stop(self) -> None:
        """Ends every part; the journal last, so that what the others say still gets in."""
        self._stopping.set()
        self.retention.stop()
        self._watcher.join()
        self.pool.stop()
        self.evidence.cut_short()
        self.host.stop()
        self.attendance.stop()
        self.journal.record(Kind.DESK_CLOSED, {}, actor=self.permit.actor)
        self.journal.sign(actor=MACHINE)
        self.journal.stop()
        self.evidence.stop()

    def tick(self) -> None:
        """To be called once a second by whoever drains the outbox."""
        self.attendance.tick()
        self.duty.tick()
        self.shifts.tick()
        self.snapshots.tick()

    def handle(self, fact: object) -> None:
        """Lets every part take in a fact of the outbox, before any window hears of it."""
        for part in (self.attendance, self.reviews, self.privacy, self.duty, self.shifts):
            part.handle(fact)

    # --- the host's threads ---

    def _is_for_children(self, camera_id: str) -> bool:
        camera = self.cameras.get(camera_id)
        return camera is not None and camera.place.kind.for_children

    def _on_media_fact(self, fact: object) -> None:
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
                self.journal.record(Kind.DECODER_DIED, body, actor=MACHINE)

    # --- the watch thread ---

    def _watch(self) -> None:
        while not self._stopping.wait(_WATCH_EACH_S):
            self._outages.tick()
            self._faults.tick()
            self._note_rings()
            try:
                self.disk_free_bytes = shutil.disk_usage(self.folder.root).free
            except OSError:
                _log.warning("the data folder's disk does not answer", exc_info=True)

    def _note_rings(self) -> None:
        """Says when memory is too short for a minute of every camera, and when it is not any more."""
        short = self.host.ring_span_ns < FULL_SPAN_NS
        if short is not self._rings_short:
            self._rings_short = short
            what = (
                N_("replay reaches back less than a minute") if short else N_("replay reaches back a minute")
            )
            body = {"what": what, "seconds": self.host.ring_span_ns // 1_000_000_000}
            self.journal.record(Kind.LOAD_SHED, body, actor=MACHINE)

    def _record_outage(self, outage: Outage[str]) -> None:
        camera = self.cameras[outage.subject]
        body = {
            **camera_fields(camera),
            "since_utc": utc_text(outage.since_utc),
            "unrecorded": outage.unrecorded,
        }
        if outage.restored:
            self.journal.record(Kind.CAMERA_RESTORED, body, actor=MACHINE)
            return
        feed = self.host.feeds.get(camera.id)
        failure = feed.status().failure if feed else None
        body["failure"] = failure.value if failure else ""
        self.journal.record(Kind.CAMERA_LOST, body, actor=MACHINE)

    def _record_fault(self, outage: Outage[tuple[str, PictureFault]]) -> None:
        camera_id, fault = outage.subject
        body = {
            **camera_fields(self.cameras[camera_id]),
            "fault": fault.value,
            "since_utc": utc_text(outage.since_utc),
            "repeats": outage.unrecorded,
        }
        feed = self.host.feeds.get(camera_id)
        if fault is PictureFault.CLOCK_OFF and feed:
            body["clock_offset_ms"] = feed.counters().clock_offset_ms
        kind = Kind.PICTURE_RESTORED if outage.restored else Kind.PICTURE_FAULT
        self.journal.record(kind, body, actor=MACHINE)
