"""A camera's own analytics: what counts of them, and what is said when they fail."""

from __future__ import annotations

import logging

import pytest

from console.media.worker.metadata import Metadata
from tests.console.cameras import onvif_documents as documents

_S = 1_000_000_000
_PERSON = documents.things('left="-1" top="1" right="0" bottom="0"').encode()
_ALARM = documents.event_document(documents.notification("tns1:RuleEngine/LineDetector/Crossed")).encode()


class Camera:
    """What it sends, one document at a time."""

    def __init__(self) -> None:
        self.scenes = []
        self.metadata = Metadata("c1", on_scene=lambda scene, at_ns: self.scenes.append((scene, at_ns)))
        self.number = 0

    def send(self, document: bytes, *, at_s: float) -> None:
        self.number += 1
        self.metadata.hear(document, time=self.number, now_ns=round(at_s * _S))


@pytest.fixture
def camera():
    return Camera()


def test_of_many_pictures_up_to_four_a_second_count(camera):
    for number in range(250):
        camera.send(_PERSON, at_s=100 + number / 25)
    assert 35 <= len(camera.scenes) <= 40
    assert camera.scenes[0][1] == 100 * _S


def test_an_alarm_counts_whenever_it_comes_up_to_a_bound(camera, caplog):
    for number in range(10):
        camera.send(_PERSON, at_s=100 + number / 1000)
        camera.send(_ALARM, at_s=100 + number / 1000)
    assert len(camera.scenes) == 11
    for number in range(500):
        camera.send(_ALARM, at_s=100.5 + number / 10_000)
    assert len(camera.scenes) == 11
    assert len(caplog.records) == 1
    camera.send(_ALARM, at_s=101.2)
    assert len(camera.scenes) == 12


def test_what_cannot_be_used_is_said_once_and_the_next_document_counts(camera, caplog):
    for number in range(30):
        camera.send(documents.LAUGHS, at_s=100 + number)
        camera.send(_PERSON[:300] + b"</tt:MetadataStream>", at_s=100.3 + number)
        camera.send(_PERSON, at_s=100.6 + number)
    assert len(camera.scenes) == 30
    said = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert len(said) == 2
    assert "entities" in said[0]
    assert "well-formed" in said[1]
    assert not any("Human" in text for text in said)


def test_a_fault_of_our_own_costs_no_picture(camera, monkeypatch, caplog):
    monkeypatch.setattr("console.cameras.onvif_metadata.read_metadata", lambda document: 1 / 0)
    for second in range(20):
        camera.send(_PERSON, at_s=100 + second)
    assert len(caplog.records) == 1
    assert camera.metadata.look(120 * _S) == 100 * _S


def test_silence_after_pictures_is_told_and_its_end(camera):
    camera.send(_PERSON, at_s=100)
    assert camera.metadata.look(110 * _S) == 0
    assert camera.metadata.look(111 * _S) == 100 * _S
    camera.send(_ALARM, at_s=112)  # alarms alone leave the picture unwatched
    assert camera.metadata.look(112 * _S) == 100 * _S
    camera.send(_PERSON, at_s=113)
    assert camera.metadata.look(113 * _S) == 0


def test_analytics_that_cannot_be_read_from_the_beginning_are_silent_too(camera):
    camera.send(documents.LAUGHS, at_s=100)
    assert camera.metadata.look(111 * _S) == 100 * _S


def test_a_camera_that_sends_alarms_alone_is_not_silent(camera):
    camera.send(_ALARM, at_s=100)
    assert camera.metadata.look(200 * _S) == 0


def test_another_kind_of_data_is_none_of_ours(camera, caplog):
    for number in range(20):
        camera.send(b"\x06\x0e\x2b\x34 klv", at_s=100 + number)
    assert (camera.scenes, caplog.records, camera.metadata.look(200 * _S)) == ([], [], 0)
