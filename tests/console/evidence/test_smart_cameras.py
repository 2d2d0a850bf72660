"""What smart cameras say, on the desk's side: who needs no model, and what happens where no picture comes."""

from __future__ import annotations

import time
from concurrent.futures import Future
from dataclasses import dataclass, field, replace

import pytest

from console.alerts.alert import AlertRaised
from console.alerts.judge import Judge
from console.alerts.looks import Looks
from console.alerts.pins import AlertPins
from console.alerts.shelf import Shelves
from console.alerts.zone import Zone
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.onvif_scene import CameraEvent, Scene, SeenThing
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.clock import SystemClock
from console.detection.latest import LatestDetections
from console.evidence.raiser import AlertRaiser
from console.evidence.smart_cameras import SmartCameras
from console.outbox import Outbox
from tests.fakes.fake_feed import FakeFeed
from tests.fakes.fake_letterboxes import FakeLetterboxes
from tests.peers.peer_process import wait_until

_PERSON = SeenThing("1", "Human", 0.9, 0.25, 0.25, 0.5, 0.75)
_MOTION = replace(_PERSON, label="")
_CROSSED = CameraEvent("RuleEngine/LineDetector/Crossed", "gate", None)


class Host(FakeLetterboxes):
    """With feeds, pins and scenes."""

    def __init__(self) -> None:
        super().__init__()
        self.feeds = {"a": FakeFeed("a"), "b": FakeFeed("b")}

    def listen_scenes(self, on_scene) -> None:
        self.on_scene = on_scene

    def pin(self, camera_id, *, from_ns, to_ns):
        return camera_id

    def unpin(self, pin) -> None: ...

    def hold_main(self, camera_id) -> None: ...

    def release_main(self, camera_id) -> None: ...


@dataclass
class Snapshots:
    wanted: set[str] = field(default_factory=set)
    got: list[tuple[str, Future]] = field(default_factory=list)

    def wants(self, camera_id) -> bool:
        return camera_id in self.wanted

    def take_still(self, stamp, still) -> None:
        self.wanted.discard(stamp.camera_id)
        self.got.append((stamp.camera_id, still))


class Keeper:
    def put_aside(self, alert, jpeg, *, stream) -> None: ...


class Desk:
    def __init__(self) -> None:
        place = Place("p", "School", PlaceKind.SCHOOL)
        cameras = {id_: Camera(id_, id_, "", place, Address.parse("/x.mp4")) for id_ in ("a", "b")}
        whole = Polygon(((0, 0), (1, 0), (1, 1), (0, 1)))
        self.host, self.snapshots, self.outbox = Host(), Snapshots(), Outbox()
        self.latest, self.facts = LatestDetections(), []
        clock = SystemClock()
        raiser = AlertRaiser(
            judge=Judge([Zone("z", "a", "yard", whole)], clock, cameras=cameras),
            pins=AlertPins(self.host),
            looks=Looks(),
            latest=self.latest,
            keeper=Keeper(),
            outbox=self.outbox,
            feeds=self.host.feeds,
            shelves=Shelves(),
        )
        self.smart = SmartCameras(
            host=self.host, cameras=cameras, raiser=raiser, snapshots=self.snapshots, clock=clock
        )
        self.smart.fork.listen_letterboxes(lambda _letterbox: None, lambda _camera_id: None)
        self.smart.start()

    def say(self, *things, camera_id="a", at_ns=0) -> None:
        self.host.on_scene(camera_id, Scene(tuple(things)), at_ns or time.monotonic_ns())

    def alarm(self, camera_id="a") -> None:
        self.host.on_scene(camera_id, Scene(None, (_CROSSED,)), time.monotonic_ns())

    def raised(self) -> list[AlertRaised]:
        self.facts += self.outbox.drain()
        return [fact for fact in self.facts if isinstance(fact, AlertRaised)]

    def kept(self, camera_id) -> bool:
        """Whether the pool cannot ask for it."""
        return camera_id in self.smart.fork._kept


@pytest.fixture
def desk(monkeypatch):
    monkeypatch.setattr("console.evidence.smart_cameras.SILENT_NS", 600_000_000)
    monkeypatch.setattr("console.evidence.smart_cameras._PATIENCE_NS", 300_000_000)
    desk = Desk()
    yield desk
    desk.smart.stop()


def _until(condition, what="it") -> None:
    wait_until(condition, within_s=20, what=what)


def test_who_names_a_person_needs_no_model_until_it_is_silent(desk):
    desk.say(_PERSON)
    _until(lambda: desk.kept("a"))
    assert not desk.kept("b")
    _until(lambda: not desk.kept("a"))


def test_who_never_names_a_person_is_looked_at_and_outvotes_nobody(desk):
    desk.say(_MOTION)
    desk.alarm()
    _until(desk.raised)  # what was said before is taken; while its picture came the pool stood aside
    _until(lambda: desk.say(_MOTION) or not desk.kept("a"))
    assert desk.latest.get("a") is None


def test_what_is_said_twice_is_one_look(desk):
    first_ns = time.monotonic_ns()
    desk.say(_PERSON, at_ns=first_ns)
    _until(lambda: desk.latest.get("a") is not None)
    desk.say(_PERSON, at_ns=first_ns + 50_000_000)
    desk.alarm()
    _until(desk.raised)
    assert [fact.alert.zone.id for fact in desk.raised()] == ["own RuleEngine/LineDetector/Crossed gate"]


def test_an_alert_whose_picture_does_not_come_is_raised_all_the_same(desk):
    desk.host.away.add("a")
    desk.alarm()
    _until(desk.raised)
    (fact,) = desk.raised()
    assert fact.still_jpeg == b""


def test_at_the_end_nothing_that_waits_is_lost(desk, monkeypatch):
    monkeypatch.setattr("console.evidence.smart_cameras._PATIENCE_NS", 10**15)
    desk.host.silent.add("a")
    desk.alarm()
    _until(lambda: desk.host.asked == ["a"])
    assert desk.raised() == []
    desk.smart.stop()
    assert len(desk.raised()) == 1


def test_a_picture_that_is_wanted_comes_without_the_pool(desk):
    desk.say(_PERSON)
    _until(lambda: desk.kept("a"))
    desk.snapshots.wanted |= {"a", "b"}
    _until(lambda: desk.snapshots.got)
    ((camera_id, still),) = desk.snapshots.got
    assert (camera_id, still.result(timeout=10)) == ("a", b"jpeg of a")
    assert desk.snapshots.wanted == {"b"}  # that one the detectors bring
    assert not desk.host.breaches


def test_one_camera_that_breaks_things_costs_the_others_nothing(desk, caplog):
    desk.host.feeds["b"].status = lambda: 1 / 0
    desk.alarm("b")
    desk.say(_PERSON, camera_id="b")
    desk.alarm("a")
    _until(desk.raised)
    assert "camera b" in caplog.text


def test_a_camera_that_shows_nothing_yet_and_one_that_is_none_are_left_alone(desk):
    del desk.host.feeds["b"]
    desk.alarm("b")
    desk.alarm("unknown")
    desk.alarm("a")
    _until(desk.raised)
    assert {fact.alert.camera.id for fact in desk.raised()} == {"a"}
