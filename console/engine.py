"""Builds the parts, hands them to each other, starts and stops them in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from console.alerts.inbox import Inbox
from console.alerts.judge import Judge
from console.alerts.looks import Looks
from console.alerts.pins import AlertPins
from console.alerts.shelf import Shelves
from console.attendance import Attendance
from console.bring_back import BringBack
from console.camera_log import CameraLog
from console.cameras.camera import Camera
from console.cameras.search_grid import WHOLE
from console.cameras.site_database import Site
from console.choices import Choices
from console.clock import Clock, SystemClock
from console.copies import Copies
from console.detection.latest import LatestDetections
from console.detection.model import Model
from console.detection.pool import Pool
from console.duty import Duty
from console.evidence.camera_alarms import CameraAlarms
from console.evidence.keeper import EvidenceKeeper
from console.evidence.look_back import LookBack
from console.evidence.raiser import AlertRaiser
from console.evidence.smart_cameras import SmartCameras
from console.evidence.snapshots import Snapshots
from console.in_force import in_force
from console.journal.entry import Kind
from console.journal.journal import Journal
from console.journal.retention import Retention
from console.layouts import Layouts
from console.listening import Listening
from console.lookup import Lookup
from console.masking import Masking
from console.media.hardware_verdict import measured_hardware
from console.media.host import Host
from console.muting import Muting
from console.operators.operator import MACHINE, Operator
from console.operators.register import Register
from console.outbox import Outbox, Tap
from console.overload import Overload
from console.paths import DataFolder
from console.permit import Permit
from console.privacy import Privacy
from console.reviews import Reviews
from console.rulebook import Rulebook
from console.settings import Settings
from console.shelving import Shelving
from console.shift_load import ShiftLoad
from console.shifts import Shifts
from console.unseen import unseen
from console.watch import Watch


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
        zones, sounds, self._faults = in_force(site, settings)
        heard = Tap(self.outbox, lambda fact: self.evidence.hear(fact))  # noqa: PLW0108 - it comes later
        self.journal = Journal(folder, clock=self.clock, outbox=heard, desk=settings.desk)
        self.retention = Retention(
            folder, settings.keep_days, clock=self.clock, erase=partial(self.journal.erase, actor=MACHINE)
        )
        camera_facts = Tap(self.outbox, lambda fact: self._camera_log.hear(fact))  # noqa: PLW0108
        self.host = Host(
            clock=self.clock,
            outbox=camera_facts,
            processes=settings.decoder_processes or None,
            for_children=self._is_for_children,
            keeps_sound=sounds.__contains__,
            hardware=measured_hardware() if settings.hardware_decoding == "measured" else None,
        )
        self.pins = AlertPins(self.host)
        self.latest = LatestDetections()
        self.judge = Judge(zones, self.clock, cameras=site.cameras)
        looks, shelves = Looks(), Shelves()
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
            shelves=shelves,
        )
        self.permit = Permit(self.journal, operator)
        self.choices = Choices(folder, permit=self.permit, journal=self.journal)
        self.privacy = Privacy(self.permit, site.cameras)
        self.lookup = Lookup(self.permit, self.journal)
        self.copies = Copies(folder, permit=self.permit, journal=self.journal)
        self.snapshots = Snapshots(
            self.raiser, privacy=self.privacy, journal=self.journal, clock=self.clock, outbox=self.outbox
        )
        self.look_back = LookBack(
            host=self.host, privacy=self.privacy, permit=self.permit, looks=looks, clock=self.clock
        )
        self.listening = Listening(
            self.host.sounds, privacy=self.privacy, journal=self.journal, clock=self.clock
        )
        self.smart = SmartCameras(
            host=self.host,
            cameras=site.cameras,
            raiser=self.raiser,
            snapshots=self.snapshots,
            clock=self.clock,
        )
        self._alarms = CameraAlarms(
            settings.alarm_cameras,
            cameras=site.cameras,
            feeds=self.host.feeds,
            hear=self.smart.hear,
            clock=self.clock,
            outbox=camera_facts,
        )
        self.pool = Pool(
            host=self.smart.fork,
            clock=self.clock,
            models=models,
            workers=settings.detector_threads,
            on_detections=self.snapshots.on_detections,
            on_still=self.snapshots.on_still,
        )
        self.rulebook = Rulebook(
            folder,
            site=site,
            zones=zones,
            permit=self.permit,
            journal=self.journal,
            judge=self.judge,
            pool=self.pool,
            looks=looks,
            clock=self.clock,
            outbox=self.outbox,
        )
        self.layouts = Layouts(
            folder, site=site, permit=self.permit, journal=self.journal, clock=self.clock, outbox=self.outbox
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
        self.shelving = Shelving(
            folder, shelves=shelves, permit=self.permit, journal=self.journal, outbox=self.outbox
        )
        self.muting = Muting(permit=self.permit, journal=self.journal, clock=self.clock)
        self.masking = Masking(
            folder,
            privacy=self.privacy,
            permit=self.permit,
            journal=self.journal,
            clock=self.clock,
            cameras=site.cameras,
            passwords=lambda: self.attendance.has_administrator,
        )
        self.shift_load = ShiftLoad(folder, journal=self.journal, clock=self.clock)
        self.reviews = Reviews(
            folder, permit=self.permit, journal=self.journal, cameras=site.cameras, clock=self.clock
        )
        self.bring_back = BringBack(self.clock, permit=self.permit, inbox=self.inbox, reviews=self.reviews)
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
        self._camera_log = CameraLog(
            self.journal,
            clock=self.clock,
            cameras=site.cameras,
            feeds=self.host.feeds,
            ring_span_ns=lambda: self.host.ring_span_ns,
        )
        self.watch = Watch(folder.root, self._camera_log)

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
            for fault in self._faults:
                self.journal.record(Kind.FAULT_NOTED, fault, actor=MACHINE)
            at_work = (self.shifts, self.attendance, self.evidence, self.smart, self.pool, self.host)
            for part in (*at_work, self.retention, self.rulebook, self.layouts, self.masking):
                part.start()
            self.listening.start(self.folder)
        except BaseException:
            self.journal.stop()
            self.evidence.stop()
            raise
        for camera in self.cameras.values():
            # Main alone: a camera with two streams keeps its last minute in sub, whatever is shown.
            sub = None if camera.place.kind in self._main_stream_kinds else camera.sub
            self.host.open(camera.id, camera.main, sub=sub)
            if camera.search_grid != WHOLE:  # tiles of a sub stream hold no more than its whole
                self.host.hold_main(camera.id)
            self.pool.watch(camera)
        self._alarms.start()
        self.watch.start()

    def stop(self) -> None:
        """Ends every part; the journal last, so that what the others say still gets in."""
        self.listening.end()
        for part in (self.masking, self.retention, self.watch, self._alarms, self.pool, self.smart):
            part.stop()
        self.evidence.cut_short()
        self.host.stop()
        self.attendance.stop()
        self.layouts.stop()
        self.journal.record(Kind.DESK_CLOSED, {}, actor=self.permit.actor)
        self.journal.sign(actor=MACHINE)
        self.journal.stop()
        self.rulebook.stop()
        self.evidence.stop()

    def tick(self) -> None:
        """To be called once a second by whoever drains the outbox."""
        parts = (self.attendance, self.duty, self.shifts, self.snapshots, self.muting, self.masking)
        for part in (*parts, self.layouts):
            part.tick()

    def handle(self, fact: object) -> None:
        """Lets every part take in a fact of the outbox, before any window hears of it."""
        parts = (self.attendance, self.rulebook, self.reviews, self.privacy, self.duty, self.shifts)
        rest = (self.bring_back, self.shelving, self.shift_load, self.choices, self.muting, self.layouts)
        for part in (*parts, *rest, self.listening, self.masking):
            part.handle(fact)

    # --- the host's threads ---

    def _is_for_children(self, camera_id: str) -> bool:
        camera = self.cameras.get(camera_id)
        return camera is not None and camera.place.kind.for_children
