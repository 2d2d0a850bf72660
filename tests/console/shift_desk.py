"""A desk with a real journal, an inbox and shifts, and a hand that passes its facts on as the bridge does."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from console.alerts.alert import Alert, AlertRaised
from console.alerts.inbox import Inbox
from console.alerts.zone import Zone
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.detection.detection import Box
from console.detection.detection import Kind as BoxKind
from console.duty import Duty
from console.journal.handover import CameraLine, HandoverDocument, HandoverReady
from console.journal.journal import Journal
from console.journal.search import Query, find
from console.media.frame import FrameStamp
from console.operators.operator import Operator
from console.operators.roles import Role
from console.outbox import Outbox
from console.paths import DataFolder
from console.permit import Permit
from console.shifts import Shifts
from tests.fakes.fake_clock import FakeClock

ANNA = Operator("Anna", Role.DISPATCHER)
BERIK = Operator("Berik", Role.DISPATCHER)
LEAD = Operator("Lead", Role.SHIFT_LEAD)
TRAINER = Operator("Trainer", Role.TRAINER)
LOST = CameraLine("0402", "yard", "School No. 4", "lost", "2026-11-23T17:00:00.000000Z")


JPEG = b"\xff\xd8 not looked at \xff\xd9"


def a_camera(number: str = "0402") -> Camera:
    school = Place("s4", "School No. 4", PlaceKind.SCHOOL)
    return Camera(f"c-{number}", number, "yard", school, Address.parse("/x.mp4"))


def an_alert(alert_id: str, *, number: str) -> Alert:
    camera = a_camera(number)
    zone = Zone(f"z-{number}", camera.id, "yard at night", Polygon(((0, 0), (1, 0), (1, 1))), priority=1)
    box = Box("person", BoxKind.PERSON, 0.9, 1, 2, 3, 4)
    stamp = FrameStamp(camera.id, 7, 1, 1, 640, 360)
    return Alert(alert_id, camera, zone, 1, datetime(2026, 11, 23, tzinfo=UTC), 300, stamp, (box,), box)


class ShiftDesk:
    def __init__(
        self, root: Path, operator: Operator | None = ANNA, *, clock: FakeClock | None = None
    ) -> None:
        self.folder, self.outbox, self.clock = DataFolder(root), Outbox(), clock or FakeClock()
        self.journal = Journal(self.folder, clock=self.clock, outbox=self.outbox)
        self.inbox = Inbox(self.clock)
        self.permit = Permit(self.journal, operator)
        self.duty = Duty(
            permit=self.permit, inbox=self.inbox, journal=self.journal, clock=self.clock, outbox=self.outbox
        )
        self.passwords = False  # nobody has one: a test that is about them says so
        self.cameras_down: tuple[CameraLine, ...] = (LOST,)
        self.shifts = Shifts(
            folder=self.folder,
            permit=self.permit,
            inbox=self.inbox,
            taken=self.duty.taken,
            journal=self.journal,
            clock=self.clock,
            outbox=self.outbox,
            cameras_down=lambda: self.cameras_down,
            passwords=lambda: self.passwords,
        )
        self.parts = [self.duty, self.shifts]  # in the order in which they hear of facts
        self.facts: list[object] = []
        self.journal.start()
        self.shifts.start()
        self.wait(lambda: self.shifts.standing is not None and not self.shifts.busy)

    def pass_facts(self) -> None:
        for fact in self.outbox.drain():
            for part in self.parts:
                part.handle(fact)
            self.facts.append(fact)

    def wait(self, done: Callable[[], object], *, seconds: float = 20) -> None:
        give_up = time.monotonic() + seconds
        while True:
            self.pass_facts()
            if done():
                return
            assert time.monotonic() < give_up, f"it never came; there was {self.facts}"
            time.sleep(0.002)

    def settle(self) -> None:
        """Until what was asked for is done and written."""
        self.wait(lambda: not self.shifts.busy and not self.journal.state().queued)
        self.journal._reader.settle()
        self.pass_facts()

    def sit(self, operator: Operator | None) -> None:
        self.permit.operator = operator

    def open(self) -> None:
        assert self.shifts.open(ref="open")
        self.settle()

    def raise_alert(self, alert_id: str, *, number: str = "0402") -> None:
        self.duty.handle(AlertRaised(an_alert(alert_id, number=number), JPEG))

    def document(self) -> HandoverDocument:
        assert self.shifts.prepare_handover(ref="document")
        self.wait(lambda: self.told(HandoverReady))
        ready = self.told(HandoverReady).pop()
        self.facts.clear()
        assert ready.document is not None, ready.failure
        return ready.document

    def told(self, kind: type) -> list:
        return [fact for fact in self.facts if isinstance(fact, kind)]

    def entries(self) -> list:
        return [*reversed(find(self.folder, Query(limit=1000))[0])]

    def kinds(self) -> list[str]:
        return [str(entry.kind) for entry in self.entries()]

    def close(self) -> None:
        assert self.journal.stop() == 0
