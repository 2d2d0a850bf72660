"""What a camera itself says, over a real RTSP connection and through a real decoder process."""

from __future__ import annotations

import queue

import pytest

from console.cameras.address import Address
from console.cameras.onvif_scene import CameraEvent
from console.media.feed_state import Connection
from tests.console.cameras import onvif_documents as documents
from tests.peers.speaking_camera import speaking_camera

_BOUND_S = 30
_PERSON = documents.things('left="-1" top="1" right="0" bottom="0"')


@pytest.fixture
def camera(clip, tmp_path):
    """Speaks by `camera.say(documents)`."""
    with speaking_camera(clip, tmp_path) as peer:
        yield peer


@pytest.fixture
def scenes(host):
    came: queue.Queue = queue.Queue()
    host.listen_scenes(lambda *seen: came.put(seen))
    return came


def _open(host, camera):
    return host.open("c1", Address.parse(f"rtsp://127.0.0.1:{camera.port}/n"))


def test_things_and_alarms_reach_the_host_and_no_frame_is_lost(host, camera, scenes, eventually):
    crowd = documents.things(*['left="-1" top="1" right="0" bottom="0"'] * 40)  # several packets
    alarm = documents.event_document(documents.notification("tns1:RuleEngine/LineDetector/Crossed"))
    camera.say(crowd, alarm)
    feed = _open(host, camera)
    found = [scenes.get(timeout=_BOUND_S) for _scene in range(8)]
    assert {camera_id for camera_id, _scene, _at_ns in found} == {"c1"}
    times = [at_ns for _camera_id, _scene, at_ns in found]
    assert times == sorted(times)
    said = [scene for _camera_id, scene, _at_ns in found]
    assert any(scene.things and len(scene.things) == 40 for scene in said)
    assert any(
        scene.events == (CameraEvent("RuleEngine/LineDetector/Crossed", "Gate", None),) for scene in said
    )
    counters = feed.counters()
    assert counters.decoded > 0
    assert counters.dropped == counters.out_of_order == 0


def test_a_camera_that_has_the_track_and_says_nothing_is_shown_like_any_other(
    host, camera, scenes, eventually
):
    feed = _open(host, camera)
    eventually(lambda: feed.counters().decoded > 5)
    assert scenes.empty()


def test_hostile_metadata_costs_the_picture_nothing(host, camera, scenes, eventually):
    camera.say(
        documents.LAUGHS.decode(),
        documents.OUTSIDE.decode(),
        "<a>" * 200_000,
        _PERSON[:200],
        "<MetadataStream>" + "<a>" * 5000,
        _PERSON.replace("Human", "\udcff\udcfe"),
    )
    feed = _open(host, camera)
    eventually(lambda: feed.counters().decoded > 20)
    assert feed.status().connection is Connection.CONNECTED
    assert scenes.empty()
    camera.say(_PERSON)
    _camera_id, scene, _at_ns = scenes.get(timeout=_BOUND_S)
    assert scene.things[0].label == "Human"
    assert feed.counters().reconnects == 0


def test_after_an_outage_it_speaks_again(host, camera, scenes, eventually):
    camera.say(_PERSON)
    _open(host, camera)
    scenes.get(timeout=_BOUND_S)
    camera.kill()
    eventually(lambda: host.feeds["c1"].status().connection is Connection.LOST)
    while not scenes.empty():
        scenes.get()
    camera.start()
    camera.say(_PERSON)
    assert scenes.get(timeout=_BOUND_S)[1].things
