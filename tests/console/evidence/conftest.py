"""A desk without detectors: a real decoder process, a real journal, alerts raised by the test."""

from __future__ import annotations

import itertools
import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from console.alerts.alert import Alert
from console.alerts.inbox import Inbox
from console.alerts.judge import Judge
from console.alerts.looks import Looks
from console.alerts.pins import AlertPins
from console.alerts.shelf import Shelves
from console.alerts.zone import Zone
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.clock import SystemClock
from console.detection.detection import Box, Detections, Kind
from console.detection.latest import LatestDetections
from console.duty import Duty
from console.evidence.keeper import EvidenceKeeper
from console.evidence.raiser import AlertRaiser
from console.journal.journal import Journal
from console.journal.search import Query, each
from console.media.frame import Still
from console.media.host import Host
from console.operators.operator import Operator
from console.operators.roles import Role
from console.outbox import Outbox
from console.paths import DataFolder
from console.permit import Permit
from tests.peers.moving_clip import encode, moving

ROUND_S = 1
PERSON = Box("person", Kind.PERSON, 0.91, 100.4, 60.2, 180.1, 170, track=4)


class Tapped(Outbox):
    """The journal's facts for the keeper, as the engine hands them on."""

    def __init__(self) -> None:
        super().__init__()
        self.listen = lambda _fact: None

    def put(self, fact: object) -> None:
        self.listen(fact)
        super().put(fact)


class DeskWithoutWindows:
    def __init__(self, root: Path, host: Host, *, clock=None, days: int = 30, zones: int = 1) -> None:
        self.folder, self.outbox, self.clock = DataFolder(root), Tapped(), clock or SystemClock()
        self.host = host
        place = Place("s1", "School No. 1", PlaceKind.SCHOOL)
        self.camera = Camera("c1", "0402", "hall", place, Address.parse("/x.mp4"))
        everywhere = Polygon(((0, 0), (1, 0), (1, 1), (0, 1)))
        self.zones = [
            Zone(f"z{number}", "c1", f"zone {number}", everywhere, priority=1, cool_down_s=1.5)
            for number in range(zones)
        ]
        self.journal = Journal(self.folder, clock=self.clock, outbox=self.outbox)
        self.inbox = Inbox(self.clock)
        self.pins, self.looks = AlertPins(host), Looks()
        self.keeper = EvidenceKeeper(
            self.folder,
            host=host,
            journal=self.journal,
            pins=self.pins,
            looks=self.looks,
            clock=self.clock,
            days=days,
        )
        self.outbox.listen = self.keeper.hear
        self.judge = Judge(self.zones, self.clock, cameras={"c1": self.camera})
        self.shelves = Shelves()
        self.raiser = AlertRaiser(
            judge=self.judge,
            pins=self.pins,
            looks=self.looks,
            latest=LatestDetections(),
            keeper=self.keeper,
            outbox=self.outbox,
            feeds=host.feeds,
            shelves=self.shelves,
        )
        self.duty = Duty(
            permit=Permit(self.journal, Operator("A. Dispatcher", Role.DISPATCHER)),
            inbox=self.inbox,
            journal=self.journal,
            clock=self.clock,
            outbox=self.outbox,
            on_left=self.keeper.left,
        )
        self.running = False
        self.seen = 0

    def start(self) -> None:
        self.journal.start()
        self.keeper.start()
        self.running = True

    def stop(self) -> None:
        if self.running:
            self.keeper.cut_short()
            self.journal.stop()
            self.keeper.stop()
            self.running = False

    def look(self, letterbox, boxes=(PERSON,)) -> Still:
        """A detector's turn."""
        detections = Detections(letterbox.stamp, tuple(boxes), self.clock.monotonic_ns(), 8000)
        answer = self.raiser.on_detections(detections, letterbox)
        still = self.host.finish_letterbox(letterbox, still=answer)
        if still is not None:
            self.raiser.on_still(detections, still)
        return answer

    def pump(self) -> None:
        """The window's turn."""
        for fact in self.outbox.drain():
            self.duty.handle(fact)

    def until(self, condition, *, within_s: float = 40.0):
        end = time.monotonic() + within_s
        while not (found := condition()):
            assert time.monotonic() < end, "it did not come about"
            self.pump()
            time.sleep(0.02)
        return found

    def raised(self, letterboxes, *, count: int = 1) -> list[Alert]:
        """Looks at the camera until alerts are raised and written in the journal."""
        before = {held.alert.id for held in self.inbox.ordered()}
        # Each time somebody else: beside the last one, or of another size.
        right, low = 120 * (self.seen % 2), (PERSON.y2 - PERSON.y1) / 2.2 ** (self.seen // 2)
        somebody = replace(
            PERSON,
            **{"x1": PERSON.x1 + right, "x2": PERSON.x2 + right, "y1": PERSON.y2 - low},
            track=PERSON.track + self.seen,
        )
        self.seen += 1

        def new():
            held = [each.alert for each in self.inbox.ordered() if each.alert.id not in before]
            if not held and letterboxes:
                self.look(letterboxes.pop(), [somebody])
            elif not held:
                self.host.ask_letterbox("c1")
            return held if len(held) >= count and all(alert.entry_seq for alert in held) else []

        found = self.until(new)
        while letterboxes:
            self.host.finish_letterbox(letterboxes.pop())
        return found

    def aside(self, alert_id: str) -> Path:
        return self.folder.pending / alert_id

    def listed(self, alert_id: str) -> dict:
        """The files of its list by role."""
        text = (self.aside(alert_id) / "list.json").read_text()
        return {file["role"]: file for file in json.loads(text)["files"]}

    def entries(self, *kinds):
        return [entry for entry in each(self.folder, Query(kinds=kinds))]


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch):
    """With nothing to do the keeper looks round at once, not four times a second."""
    monkeypatch.setattr("console.evidence.keeper._LOOK_S", 0.02)


@pytest.fixture
def short_rounds(monkeypatch):
    """A second before and after a cause, so that a test need not wait for twenty."""
    for module in ("console.evidence.round", "console.alerts.pins"):
        monkeypatch.setattr(f"{module}.ROUND_NS", ROUND_S * 1_000_000_000)


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """Four seconds, 320x180, a keyframe a second."""
    return encode(tmp_path_factory.mktemp("source") / "source.mp4", moving(320, 180, 60))


@pytest.fixture(scope="module")
def host():
    """Its camera goes on from test to test: each finds its last seconds there already."""
    host = Host(clock=SystemClock(), outbox=Outbox(), processes=1)
    host.start()
    yield host
    host.stop()


@pytest.fixture
def letterboxes(host):
    arrived = []
    host.listen_letterboxes(arrived.append, lambda _camera_id: None)
    yield arrived
    host.listen_letterboxes(host.finish_letterbox, lambda _camera_id: None)  # one may still be on its way
    while arrived:
        host.finish_letterbox(arrived.pop())


@pytest.fixture
def make_desk(tmp_path, host):
    made = []
    numbers = itertools.count()

    def make(root: Path | None = None, **options) -> DeskWithoutWindows:
        made.append(DeskWithoutWindows(root or tmp_path / f"desk-{next(numbers)}", host, **options))
        made[-1].start()
        return made[-1]

    yield make
    for desk in made:
        desk.stop()


@pytest.fixture
def shown(host, source):
    """The camera has shown something for two seconds."""
    address = Address.parse(str(source))
    feed = host.feeds.get("c1")
    if feed is None or feed.intake().address != address:
        feed = host.open("c1", address)
    end = time.monotonic() + 40
    while feed.counters().ring_span_ns <= 2_000_000_000:
        assert time.monotonic() < end, "it shows nothing"
        time.sleep(0.02)
    assert not host._rings._pins, "of an earlier test"
    return feed


@pytest.fixture
def desk(make_desk, shown, short_rounds):
    return make_desk()
