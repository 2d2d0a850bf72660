"""A camera's alarms over real HTTP: asked for with digests, whatever the camera's clock and address say."""

from __future__ import annotations

import threading
import time

import pytest

from console.cameras.onvif_events import PullPoint
from console.cameras.onvif_scene import CameraEvent
from console.cameras.onvif_soap import Soap, SoapError, SoapFault
from tests.console.cameras import onvif_documents as documents
from tests.peers.onvif_peer import PASSWORD, OnvifCamera

_CROSSED = documents.notification("tns1:RuleEngine/LineDetector/Crossed")


@pytest.fixture
def start(tmp_path):
    started = []

    def make(*arguments: str) -> OnvifCamera:
        started.append(OnvifCamera(tmp_path, *arguments))
        return started[-1]

    yield make
    for camera in started:
        camera.kill()


@pytest.fixture
def ask():
    made = []

    def make(camera: OnvifCamera, *, password: str = PASSWORD) -> PullPoint:
        soap = Soap("127.0.0.1", camera.port, user="admin", password=password, timeout_s=10)
        made.append(soap)
        return PullPoint(soap)

    yield make
    for soap in made:
        soap.close()


@pytest.mark.parametrize(
    "how",
    [("--auth", "token", "--clock-offset", "-3600"), ("--auth", "digest"), ("--auth", "none")],
    ids=["token, a clock an hour off", "digest", "nobody asks"],
)
def test_an_alarm_is_pulled_renewed_and_left(start, ask, how):
    camera = start(*how)
    point = ask(camera)
    point.subscribe()
    camera.order("notify", _CROSSED.encode())
    assert point.pull() == (CameraEvent("RuleEngine/LineDetector/Crossed", "Gate", None),)
    point.renew()
    assert camera.state()["subscriptions"] == 1
    point.leave()
    assert camera.state()["subscriptions"] == 0


@pytest.mark.parametrize("auth", ["token", "digest"])
def test_a_wrong_password_is_told_as_that_and_not_repeated(start, ask, auth):
    camera = start("--auth", auth)
    with pytest.raises(SoapError) as raised:
        ask(camera, password="wr0ng").subscribe()
    assert raised.value.fault is SoapFault.UNAUTHORISED
    shown = (
        repr(raised.value)
        + str(raised.value.__cause__)
        + repr(Soap("h", 1, user="u", password="wr0ng", timeout_s=1))
    )
    assert "wr0ng" not in shown


@pytest.mark.parametrize(
    "answer",
    [
        documents.LAUGHS,
        documents.OUTSIDE,
        b"<a>" * 100,
        b"",
        b"\xff" * 100,
        b"<a>" + b" " * 400_000 + b"</a>",
    ],
)
def test_an_answer_that_nobody_should_send_is_refused(start, ask, answer):
    camera = start()
    point = ask(camera)
    point.subscribe()
    camera.order("garbage", answer)
    while not camera.state()["asked"].count("Renew"):  # the order is heard
        try:
            point.renew()
        except SoapError:
            break
    with pytest.raises(SoapError) as raised:
        point.pull()
    assert raised.value.fault is SoapFault.UNREADABLE


def test_a_subscription_that_the_camera_forgot_is_told(start, ask):
    camera = start()
    point = ask(camera)
    point.subscribe()
    camera.tell("forget")
    end = time.monotonic() + 20
    while camera.state()["subscriptions"]:
        assert time.monotonic() < end
    with pytest.raises(SoapError) as raised:
        point.renew()
    assert raised.value.fault is SoapFault.REFUSED


def test_nobody_there_is_told():
    soap = Soap("127.0.0.1", 9, user="", password="", timeout_s=1)
    with pytest.raises(SoapError) as raised:
        PullPoint(soap).subscribe()
    assert raised.value.fault is SoapFault.UNREACHABLE


def test_a_call_that_waits_can_be_cut(start, ask):
    camera = start()
    point = ask(camera)
    point.subscribe()
    failed = []

    def pull() -> None:
        try:
            point.pull()
        except SoapError as error:
            failed.append(error.fault)

    waiting = threading.Thread(target=pull)
    waiting.start()
    while "PullMessages" not in camera.state()["asked"]:
        time.sleep(0.01)
    begun = time.monotonic()
    point._soap.cut()
    waiting.join(timeout=20)
    assert failed == [SoapFault.UNREACHABLE]
    assert time.monotonic() - begun < 4
