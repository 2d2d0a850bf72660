"""A camera that thinks for itself, from its RTSP stream to the journal; no model looks while it speaks."""

from __future__ import annotations

import io
import time
from dataclasses import replace

import av
import pytest

from console.alerts.alert import AlertRaised
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.site_database import Site
from console.detection.detection import Source
from console.engine import Engine
from console.journal.entry import Kind
from console.journal.search import Query, each
from console.operators.operator import Operator
from console.operators.roles import Role
from console.paths import DataFolder
from console.privacy import Answer
from console.settings import Settings
from tests.console.cameras import onvif_documents as documents
from tests.peers.moving_clip import encode, moving
from tests.peers.onvif_peer import PASSWORD, OnvifCamera
from tests.peers.speaking_camera import speaking_camera

_BOUND_S = 30
_PERSON = documents.things('left="-0.5" top="0.5" right="0" bottom="-0.5"')
_EMPTY = documents.things()
_CROSSED = documents.event_document(
    documents.notification("tns1:RuleEngine/LineDetector/Crossed", data='Name="ObjectId" Value="1"')
)


class Model:
    """Sees nothing, and counts how often it had to look."""

    def __init__(self) -> None:
        self.looks = 0

    def detect(self, pixels, *, scale, width, height):
        self.looks += 1
        return []


class Desk:
    def __init__(self, root, port: int, *, user: str = "", password: str = "", **settings) -> None:
        folder = DataFolder(root)
        folder.prepare()
        address = replace(Address.parse(f"rtsp://127.0.0.1:{port}/n"), user=user, password=password)
        self.camera = Camera("c1", "0402", "gate", Place("p", "School", PlaceKind.STREET), address)
        corners = [[0, 0], [1, 0], [1, 1], [0, 1]]
        zone = {"id": "z", "camera_id": "c1", "name": "yard", "corners": corners}
        self.model, self.facts, self.folder = Model(), [], folder
        self.engine = Engine(
            folder,
            site=Site.of([self.camera], [zone]),
            settings=Settings(decoder_processes=1, detector_threads=1, **settings),
            operator=Operator("A. Dispatcher", Role.DISPATCHER),
            models=lambda: self.model,
        )
        self.engine.start()

    def until(self, condition):
        end = time.monotonic() + _BOUND_S
        while not (found := condition()):
            assert time.monotonic() < end, "it did not come about"
            for fact in self.engine.outbox.drain():
                self.engine.handle(fact)
                self.facts.append(fact)
            time.sleep(0.02)
        return found

    def raised(self) -> list[AlertRaised]:
        return [fact for fact in self.facts if isinstance(fact, AlertRaised)]

    def entries(self, kind: Kind):
        return [entry for entry in each(self.folder, Query(kinds=(kind,)))]


@pytest.fixture
def camera(tmp_path):
    clip = encode(tmp_path / "clip.mp4", moving(320, 180, 30))
    with speaking_camera(clip, tmp_path) as peer:
        yield peer


@pytest.fixture
def desk(tmp_path, camera, monkeypatch):
    monkeypatch.setenv("MUNARA_LANGUAGE", "en")
    monkeypatch.setattr("console.evidence.smart_cameras.SILENT_NS", 1_500_000_000)
    desk = Desk(tmp_path / "desk", camera.port)
    yield desk
    desk.engine.stop()


def test_its_boxes_and_alarms_become_alerts_and_no_model_looks_until_it_is_silent(desk, camera):
    engine, model = desk.engine, desk.model
    desk.until(lambda: model.looks > 2)  # as long as it says nothing it is looked at like any other
    camera.say(documents.things('left="-1" top="1" right="1" bottom="-1"', label="Motion"))
    looks = model.looks
    desk.until(lambda: model.looks > looks + 10)  # who does not know persons takes nobody's place

    camera.say(_PERSON)
    desk.until(lambda: (seen := engine.latest.get("c1")) and seen.source is Source.CAMERA)
    desk.until(lambda: "c1" in engine.smart.fork._kept)
    time.sleep(0.3)  # a look that was under way
    looks = model.looks
    (raised,) = desk.until(desk.raised)
    alert = raised.alert
    assert (alert.source, alert.zone.id, alert.cause.label) == (Source.CAMERA, "z", "person")
    box = (alert.cause.x1, alert.cause.y1, alert.cause.x2, alert.cause.y2)
    assert box == pytest.approx((80, 45, 160, 135))
    with av.open(io.BytesIO(raised.still_jpeg)) as picture:
        frame = next(picture.decode(video=0))
    assert (frame.width, frame.height) == (320, 180) == (alert.stamp.width, alert.stamp.height)

    camera.say(_EMPTY, _CROSSED)
    own = desk.until(lambda: desk.raised()[1:])[0]
    assert (own.alert.source, own.alert.event) == (Source.CAMERA, "RuleEngine/LineDetector/Crossed")
    assert own.still_jpeg

    assert engine.snapshots.take(desk.camera, ref="s") is Answer.YES
    (snapshot,) = desk.until(lambda: desk.entries(Kind.LOOKED_AT))
    assert len(snapshot.evidence) == 1
    assert model.looks == looks

    bodies = desk.until(lambda: (found := desk.entries(Kind.ALERT_RAISED)) and len(found) == 2 and found)
    said = {entry.body["rule"]: entry.body for entry in bodies}
    assert said["person in zone"]["source"] == said["the camera's own alarm"]["source"] == "camera"
    assert said["the camera's own alarm"]["event"] == "RuleEngine/LineDetector/Crossed"

    camera.say()
    desk.until(lambda: model.looks > looks + 2)


def test_alarms_alone_leave_the_camera_to_the_detectors(desk, camera):
    camera.say(_CROSSED)
    (own,) = desk.until(desk.raised)
    assert own.still_jpeg
    looks = desk.model.looks
    desk.until(lambda: desk.model.looks > looks + 5)


def test_alarms_that_are_asked_for_become_alerts_with_a_picture(tmp_path, camera, monkeypatch):
    monkeypatch.setenv("MUNARA_LANGUAGE", "en")
    with OnvifCamera(tmp_path, "--auth", "token", "--clock-offset", "3600") as asked:
        desk = Desk(
            tmp_path / "desk",
            camera.port,
            user="admin",
            password=PASSWORD,
            camera_alarms=f"0402:{asked.port} 9999",
        )
        try:
            desk.until(lambda: desk.model.looks and asked.state()["subscriptions"])
            asked.order("notify", documents.notification("tns1:RuleEngine/FieldDetector/ObjectsInside"))
            (own,) = desk.until(desk.raised)
            assert own.alert.event == "RuleEngine/FieldDetector/ObjectsInside"
            assert own.still_jpeg
        finally:
            desk.engine.stop()
        assert asked.state()["subscriptions"] == 0
    for file in desk.folder.root.rglob("*"):
        assert not file.is_file() or b"w\\rd" not in file.read_bytes()
