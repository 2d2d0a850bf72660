"""An engine without cameras or detectors at work, at which anybody may sit: for tests of who may do what."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

from console.alerts.alert import Alert, AlertRaised
from console.alerts.dismiss_reason import DismissReason
from console.cameras.camera import Camera
from console.cameras.site_database import Site
from console.clock import Clock
from console.detection.detection import Detections
from console.engine import Engine
from console.journal.bulletins import Topic
from console.journal.draw import is_drawn
from console.journal.entry import Kind
from console.journal.evidence import EvidenceDraft
from console.journal.handover import HandoverDocument, HandoverReady
from console.journal.query import Query
from console.journal.search import FoundEntry, find
from console.media.frame import FrameStamp
from console.operators.operator import MACHINE, Operator
from console.operators.roles import Role
from console.paths import DataFolder
from console.redaction.redaction import Copy, Job, Redaction
from console.settings import Settings
from tests.console.journal.conftest import a_violation
from tests.console.operators.who_may import LOCKED, NAMES, operator_of
from tests.console.review_desk import JPEG, SCHOOL, STREET, raised_body
from tests.console.shift_desk import an_alert
from tests.fakes.fake_clock import FakeClock

BARRIER = "barrier"  # whose entries only tell that all before them are written


class DoorDesk:
    """Thread: main."""

    jpeg = JPEG  # what every camera shows

    def __init__(
        self, root: Path, *, cameras: Sequence[Camera] = (SCHOOL, STREET), clock: Clock | None = None
    ) -> None:
        """`clock`: None for one that stands."""
        folder = DataFolder(root)
        folder.prepare()
        self.clock = clock or FakeClock()
        self.engine = Engine(
            folder,
            site=Site.of(cameras),
            settings=Settings(decoder_processes=1),
            operator=None,
            models=lambda: None,
            clock=self.clock,
        )
        self.facts: list[object] = []
        self._numbers = count(1)
        self.begin()

    def begin(self) -> None:
        """Starts the parts at work here: neither cameras nor detectors."""
        engine = self.engine
        for part in (engine.journal, engine.attendance, engine.shifts, engine.rulebook, engine.layouts):
            part.start()

    def stop(self) -> None:
        self.engine.attendance.stop()
        self.engine.layouts.stop()
        assert self.engine.journal.stop() == 0
        self.engine.rulebook.stop()

    def sit(self, who: Role | str) -> None:
        self.engine.permit.operator, self.engine.permit.locked = operator_of(who), who == LOCKED

    @contextmanager
    def lead(self) -> Iterator[Operator]:
        """What is done within is a shift lead's doing, and done when it ends."""
        permit = self.engine.permit
        before, lead = (permit.operator, permit.locked), Operator("Lead", Role.SHIFT_LEAD)
        permit.operator, permit.locked = lead, False
        yield lead
        self.settle()
        permit.operator, permit.locked = before

    def turn(self) -> list[object]:
        """Hands on what the engine told, as the window does."""
        told = self.engine.outbox.drain()
        for fact in told:
            self.engine.handle(fact)
        return told

    def settle(self) -> None:
        """Until everything that was asked for is done and written."""
        while True:
            self.engine.attendance._checking._worker.submit(int).result(10)
            self.engine.layouts._writer.settle()
            self.engine.journal._reader.settle()
            self.engine.journal.append_now(Kind.NOTE, {"text": "all before is written"}, actor=BARRIER)
            told: list[object] = []
            while not any(map(_is_barrier, told)):
                told += self.turn()
            told = [fact for fact in told if not _is_barrier(fact)]
            self.facts += told
            if not told and not self.engine.shifts.busy:
                return

    def wait(self, holds: Callable[[], object]) -> bool:
        end = time.monotonic() + 20
        while not holds() and time.monotonic() < end:
            self.settle()
        return bool(holds())

    def head(self) -> int:
        return self.engine.journal.state().head_seq

    def entries(self, *, after: int) -> list[FoundEntry]:
        """Later than that number, the oldest first; without those of the machine."""
        found, _total = find(self.engine.folder, Query(limit=100))
        ours = [entry for entry in found if entry.seq > after and entry.actor not in (BARRIER, MACHINE)]
        machine = [e for e in found if e.seq > after and e.actor == MACHINE and e.kind is Kind.REFUSED]
        return sorted([*ours, *machine], key=lambda entry: entry.seq)

    # --- what there is to ask about ---

    def alert(self) -> str:
        number = f"{next(self._numbers):04}"  # of another camera each: else they are one alert
        alert = an_alert(f"alert-{number}", number=number)
        self.engine.outbox.put(AlertRaised(alert, self.jpeg))
        self.settle()
        return alert.id

    def escalated(self) -> str:
        alert_id = self.alert()
        with self.lead():
            assert self.engine.duty.escalate(alert_id)
        return alert_id

    def rule(self) -> Alert:
        """An alert whose rule a dispatcher may shelve, while a shift is open."""
        self.shift()
        number = f"{next(self._numbers):04}"
        return replace(an_alert(f"alert-{number}", number=number), priority=2)

    def violation(self) -> int:
        return self.engine.journal.append_now(Kind.VIOLATION_RECORDED, a_violation(), actor=BARRIER).seq

    def pictured(self) -> int:
        """A violation with a still."""
        still = [EvidenceDraft("still", ".jpg", self.jpeg)]
        journal, body = self.engine.journal, a_violation()
        return journal.append_now(Kind.VIOLATION_RECORDED, body, actor=BARRIER, evidence=still).seq

    def copies(self) -> tuple[int, Path]:
        """(a violation, where its redacted copies wait to be let go)."""
        seq = self.pictured()
        out = self.engine.folder.redaction / str(seq)
        with self.lead():
            work = self.engine.copies.prepare(seq, out, keep=frozenset(), progress=lambda _part: None)
        assert work is not None
        work()
        return seq, out

    def note(self) -> int:
        return self.engine.journal.append_now(Kind.NOTE, {"text": "x"}, actor=BARRIER).seq

    def held(self) -> int:
        seq = self.violation()
        self.engine.journal.append_now(Kind.EVIDENCE_HELD, {"seq": seq, "why": "x"}, actor=BARRIER)
        return seq

    def dismissed(self) -> int:
        """A dismissal that was drawn for a second look."""
        while True:
            alert_id = f"dismissed-{next(self._numbers)}"
            raised = raised_body(alert_id)
            self.engine.journal.append_now(Kind.ALERT_RAISED, raised, actor=BARRIER)
            subject = {key: raised[key] for key in ("camera_id", "camera_number", "place")}
            body = {"alert_id": alert_id, "reason": DismissReason.NOTHING_THERE.value, **subject}
            entry = self.engine.journal.append_now(Kind.ALERT_DISMISSED, body, actor=BARRIER)
            if is_drawn(entry.hash):
                return entry.seq

    def bulletin(self) -> int:
        with self.lead():
            until = self.clock.now_utc() + timedelta(hours=1)
            assert self.engine.shifts.publish("x", topic=Topic.NOTICE, until=until)
        return self.engine.shifts.bulletins[-1].seq

    def no_shift(self) -> None:
        standing = self.engine.shifts.standing
        if standing is not None and standing.open is not None:
            with self.lead():
                assert self.engine.shifts.close()

    def shift(self, name: str = "") -> None:
        """Is open: of whoever sits here, or would sit here, or of that person."""
        self.no_shift()
        operator = self.engine.permit.operator
        whose = Operator(name or (operator.name if operator else NAMES[Role.SHIFT_LEAD]), Role.DISPATCHER)
        with self.lead():
            self.engine.permit.operator = whose
            assert self.engine.shifts.open()

    def document(self) -> HandoverDocument:
        self.shift()
        with self.lead():
            assert self.engine.shifts.prepare_handover(ref="document")
        return [fact.document for fact in self.facts if isinstance(fact, HandoverReady)][-1]

    def frame(self) -> None:
        """The detectors look at the street: whoever waits for its picture has it."""
        stamp = FrameStamp(STREET.id, next(self._numbers), self.clock.monotonic_ns(), 0, 640, 360)
        detections = Detections(stamp, (), self.clock.monotonic_ns(), 1)
        snapshots = self.engine.snapshots
        if stamp.camera_id in {wanted.camera.id for wanted in snapshots._wanted}:
            snapshots.on_detections(detections, None)
            still: Future[bytes] = Future()
            snapshots.on_still(detections, still)
            still.set_result(self.jpeg)


def dismissed_by(desk: DoorDesk, actor: str) -> int:
    """An alert of this very moment that was dismissed by somebody; the number of that entry."""
    alert_id = f"own-{next(desk._numbers)}"
    raised = raised_body(alert_id)
    subject = {key: raised[key] for key in ("camera_id", "camera_number", "place")}
    body = {"alert_id": alert_id, "reason": DismissReason.TEST.value, **subject}
    desk.engine.journal.append_now(Kind.ALERT_RAISED, raised, actor=BARRIER)
    entry = desk.engine.journal.append_now(Kind.ALERT_DISMISSED, body, actor=actor)
    desk.settle()
    return entry.seq


def quick_job(job: Job, *, progress: Callable[[float], None]) -> Redaction:
    """In place of the detector: a copy of the first picture, in which there is nobody to blur."""
    progress(1.0)
    for folder in (job.out, job.choosing):
        folder.mkdir(parents=True, exist_ok=True)
    original = job.originals[0]
    content = original.path.read_bytes()
    (job.out / "copy.jpg").write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    copy = Copy(original.role, original.sha256, "copy.jpg", sha256, frames=1, damaged=0, left_out=0)
    return Redaction((copy,), (), 0, "none", "00", "copy.jpg")


def _is_barrier(fact: object) -> bool:
    return getattr(getattr(fact, "entry", None), "actor", "") == BARRIER
