"""A desk that dismisses alerts and looks at them again; the keeper of evidence is away."""

from __future__ import annotations

from pathlib import Path

from console.alerts.dismiss_reason import DismissReason
from console.alerts.inbox import Inbox
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.duty import Duty
from console.journal.draw import is_drawn
from console.journal.entry import Entry, Kind
from console.journal.evidence import EvidenceDraft
from console.journal.journal import Journal
from console.journal.search import FoundEntry, Query, each
from console.operators.operator import Operator
from console.operators.roles import Role
from console.outbox import Outbox
from console.paths import DataFolder
from console.permit import Permit
from console.privacy import Privacy
from console.reviews import Reviews
from tests.fakes.fake_clock import FakeClock

JPEG = b"\xff\xd8 the yard \xff\xd9"
_SCHOOL, _STREET = Place("s1", "School No. 1", PlaceKind.SCHOOL), Place("p1", "Mira", PlaceKind.STREET)
SCHOOL = Camera("c1", "0402", "yard", _SCHOOL, Address.parse("/yard.mp4"))
STREET = Camera("c2", "0117", "house 4", _STREET, Address.parse("/mira.mp4"))
CAMERAS = {camera.id: camera for camera in (SCHOOL, STREET)}


def raised_body(alert_id: str, camera: Camera = SCHOOL) -> dict:
    return {
        "alert_id": alert_id,
        "camera_id": camera.id,
        "camera_number": camera.number,
        "place": camera.place.name,
        "priority": 1,
        "zone": "yard at night",
        "rule": "person in zone",
        "label": "person",
        "score_pct": 91,
        "box_px": [100, 60, 180, 170],
        "frame_px": [640, 360],
        "at_utc": "2026-11-23T17:59:00.000000Z",
    }


class ReviewDesk:
    def __init__(self, root: Path, *, name: str = "M. Lead", role: Role | None = Role.SHIFT_LEAD) -> None:
        self.folder, self.outbox, self.clock = DataFolder(root), Outbox(), FakeClock()
        self.journal = Journal(self.folder, clock=self.clock, outbox=self.outbox)
        self.inbox = Inbox(self.clock)
        self.permit = Permit(self.journal, Operator(name, role) if role else None)
        self.duty = Duty(
            permit=self.permit, inbox=self.inbox, journal=self.journal, clock=self.clock, outbox=self.outbox
        )
        self.reviews = Reviews(
            self.folder, permit=self.permit, journal=self.journal, cameras=CAMERAS, clock=self.clock
        )
        self.privacy = Privacy(self.permit, CAMERAS)
        self.facts: list[object] = []
        self.journal.start()

    def sit(self, name: str, role: Role) -> None:
        """Somebody else sits down at the desk."""
        self.permit.operator = Operator(name, role)

    def dismiss(self, alert_id: str = "a1", *, by: str = "A. Dispatcher", still: bytes = JPEG) -> Entry:
        """The entry that dismisses an alert."""
        evidence = [EvidenceDraft("still", ".jpg", still)] if still else []
        raised = raised_body(alert_id)
        self.journal.append_now(Kind.ALERT_RAISED, raised, actor="munara", evidence=evidence)
        subject = {key: raised[key] for key in ("camera_id", "camera_number", "place")}
        body = {"alert_id": alert_id, "reason": DismissReason.NOTHING_THERE.value, **subject}
        return self.journal.append_now(Kind.ALERT_DISMISSED, body, actor=by)

    def dismissed(self, *, drawn: bool, by: str = "A. Dispatcher", still: bytes = JPEG) -> Entry:
        """A dismissal that was drawn for a second look, or was not; there are others before it."""
        first = len(self.entries(Kind.ALERT_DISMISSED))
        for number in range(first, first + 2000):
            entry = self.dismiss(f"a{number}", by=by, still=still)
            if is_drawn(entry.hash) is drawn:
                return entry
        raise AssertionError("a sample that no dismissal comes into, or all do")

    def pump(self) -> list[object]:
        """The window's turn, until nothing is under way any more; what it was told meanwhile."""
        told = []
        for _round in range(4):
            self.journal._reader.settle()
            self.journal.append_now(Kind.NOTE, {"text": "all before it is written"}, actor="test")
            for fact in self.outbox.drain():
                told.append(fact)
                for part in (self.reviews, self.privacy, self.duty):
                    part.handle(fact)
        self.facts += told
        return told

    def entries(self, *kinds: Kind) -> list[FoundEntry]:
        return list(each(self.folder, Query(kinds=kinds)))
