"""Subscriptions to cameras' own alarms, kept up through outages, and no password where people read."""

from __future__ import annotations

import queue
import time
from dataclasses import replace
from types import SimpleNamespace

import pytest

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.clock import SystemClock
from console.evidence.camera_alarms import CameraAlarms
from console.media.picture_fault import PictureFault, PictureHealthChanged
from console.media.picture_faults import PictureFaults
from console.outbox import Outbox
from tests.console.cameras import onvif_documents as documents
from tests.peers.onvif_peer import PASSWORD, OnvifCamera
from tests.peers.peer_process import wait_until

_BOUND_S = 30
_CROSSED = documents.notification("tns1:RuleEngine/LineDetector/Crossed")


class Desk:
    def __init__(self, port: int, *, password: str = PASSWORD) -> None:
        address = replace(Address.parse("rtsp://127.0.0.1:554/1"), user="admin", password=password)
        camera = Camera("c1", "0402", "gate", Place("p", "School", PlaceKind.SCHOOL), address)
        self.heard: queue.Queue = queue.Queue()
        self.outbox = Outbox()
        self.feeds = {}
        self.reopen()
        self.facts = []
        self.alarms = CameraAlarms(
            [("0402", port), ("9999", 80)],
            cameras={"c1": camera},
            feeds=self.feeds,
            hear=lambda *said: self.heard.put(said),
            clock=SystemClock(),
            outbox=self.outbox,
        )
        self.alarms.start()

    @property
    def faults(self) -> PictureFaults:
        return self.feeds["c1"].faults

    def reopen(self) -> None:
        """The camera is closed and opened: its feed is another one."""
        self.feeds["c1"] = SimpleNamespace(faults=PictureFaults("c1", clock=SystemClock()))

    def health(self) -> list[bool]:
        """Of each change: whether it is the beginning of the fault."""
        self.facts += self.outbox.drain()
        assert all(fact.fault is PictureFault.ANALYTICS for fact in self.facts)
        return [fact.since_utc is not None for fact in self.facts if isinstance(fact, PictureHealthChanged)]


@pytest.fixture
def camera(tmp_path):
    with OnvifCamera(tmp_path, "--auth", "digest") as camera:
        yield camera


@pytest.fixture
def make_desk(monkeypatch):
    monkeypatch.setattr("console.evidence.camera_alarms._TOLD_AFTER_NS", 0)
    monkeypatch.setattr("console.evidence.camera_alarms._FIRST_WAIT_S", 0.1)
    made = []

    def make(port: int, **options) -> Desk:
        made.append(Desk(port, **options))
        return made[-1]

    yield make
    for desk in made:
        desk.alarms.stop()


def test_an_alarm_is_heard_and_at_the_end_the_camera_has_its_place_back(camera, make_desk):
    desk = make_desk(camera.port)
    camera.order("notify", _CROSSED)
    camera_id, scene, at_ns = desk.heard.get(timeout=_BOUND_S)
    assert (camera_id, scene.things) == ("c1", None)
    assert scene.events[0].topic == "RuleEngine/LineDetector/Crossed"
    assert abs(time.monotonic_ns() - at_ns) < _BOUND_S * 1e9
    assert camera.state()["subscriptions"] == 1
    desk.alarms.stop()
    assert camera.state()["subscriptions"] == 0


def test_a_camera_that_goes_and_comes_is_told_and_heard_again(camera, make_desk):
    desk = make_desk(camera.port)
    wait_until(lambda: "PullMessages" in camera.state()["asked"], within_s=_BOUND_S, what="it is asked")
    camera.kill()
    wait_until(lambda: desk.health() == [True], within_s=_BOUND_S, what="its silence is told")
    assert desk.faults.gravest() is PictureFault.ANALYTICS  # its tile says so
    desk.faults.leave()
    assert desk.faults.gravest() is PictureFault.ANALYTICS  # whatever stream is shown
    camera.start()
    camera.order("notify", _CROSSED)
    assert desk.heard.get(timeout=_BOUND_S)
    wait_until(lambda: desk.health() == [True, False], within_s=_BOUND_S, what="its end is told")
    assert desk.faults.gravest() is None


def test_a_camera_that_is_opened_anew_meanwhile_says_it_too(camera, make_desk, monkeypatch):
    monkeypatch.setattr("console.evidence.camera_alarms._LOOK_S", 0.01)
    desk = make_desk(camera.port, password="wr0ng")  # tried once a minute
    wait_until(lambda: desk.faults.gravest() is PictureFault.ANALYTICS, within_s=_BOUND_S, what="it is told")
    desk.reopen()
    assert desk.faults.gravest() is None
    wait_until(lambda: desk.faults.gravest() is PictureFault.ANALYTICS, within_s=5, what="it is told again")
    assert desk.health() == [True], "it is the same silence"


def test_a_forgotten_subscription_is_made_anew(camera, make_desk):
    desk = make_desk(camera.port)
    wait_until(lambda: camera.state()["subscriptions"], within_s=_BOUND_S, what="a subscription")
    camera.tell("forget")
    wait_until(lambda: camera.state()["subscriptions"], within_s=_BOUND_S, what="another one")
    camera.order("notify", _CROSSED)
    assert desk.heard.get(timeout=_BOUND_S)


def test_a_wrong_password_is_tried_once_a_minute_and_stands_nowhere(camera, make_desk, caplog):
    desk = make_desk(camera.port, password="wr0ng")
    wait_until(desk.health, within_s=_BOUND_S, what="it is told")
    asked = camera.state()["asked"]
    time.sleep(0.5)
    assert camera.state()["asked"] == asked
    said = [record.getMessage() for record in caplog.records]
    assert any("0402" in text and "password" in text for text in said)
    assert any("9999" in text for text in said)
    assert not any("wr0ng" in text or "admin" in text for text in said)
    assert "wr0ng" not in repr(vars(desk.alarms)) + repr(desk.facts)
