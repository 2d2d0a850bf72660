"""Faults are found when they are really made, and on real footage nothing else ever is one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from console.media.picture_fault import PictureFault
from tests.console.media.worker.footage_looks import (
    Camera,
    blurred,
    clock,
    covered,
    crowded,
    footage,
    hazy,
    lamp,
    light,
    noisy,
    turned,
    upside_down,
)

_CLIPS = {
    "street": "vtest.avi",
    "cars": "car-detection.mp4",
    "hall": "one-by-one-person-detection.mp4",
}
_LEARNT = 25  # looks: after 20 of them a camera is known
_NIGHT = (light(0.2, gamma=1.8), noisy(5))

_footage = cache(footage)


@pytest.fixture
def pictures(asset_folder: Path):
    return lambda name: _footage(asset_folder / "footage" / _CLIPS[name])


@pytest.fixture(params=["street", "hall"])
def camera(request, pictures) -> Camera:
    """A camera that has been watched for a while. (The asphalt that "cars" shows has too few edges to know
    it again by: there only what is black can be told.)"""
    camera = Camera(pictures(request.param), name=request.param)
    camera.show(_LEARNT)
    return camera


@pytest.mark.parametrize("name", _CLIPS)
def test_footage_has_no_fault(pictures, name):
    camera = Camera(pictures(name))
    camera.show(max(100, len(pictures(name))))
    assert camera.told == []


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param((light(1.1, gamma=0.6),), id="glaring light"),
        pytest.param(_NIGHT, id="night"),
        pytest.param((light(0.1, gamma=1.5), noisy(5)), id="dark night"),
        pytest.param((light(0.07, gamma=1.5), noisy(3)), id="hardly any light"),
        pytest.param((lamp(0.5, 0.1, radius=0.25, gain=0.6, rest=0.12), noisy(4)), id="one lamp"),
        pytest.param((lamp(0.3, 0.5, radius=0.03, gain=0.6, rest=0.01), noisy(4)), id="a lamp, and nothing"),
        pytest.param((hazy(0.25),), id="haze"),
        pytest.param((crowded(0.3),), id="a crowd"),
        pytest.param((crowded(0.6),), id="a dense crowd"),
    ],
)
def test_light_weather_and_crowds_are_no_faults(camera, changes):
    camera.show(40, *changes)
    camera.show(15)
    assert camera.told == []


def test_light_switched_on_and_off_is_no_fault(camera):
    for _time in range(4):
        camera.show(7, *_NIGHT)
        camera.show(7)
    assert camera.told == []


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param((covered(),), id="no noise"),
        pytest.param((covered(0),), id="full range"),
        pytest.param((covered(18), noisy(8)), id="a noisy sensor"),
        pytest.param((covered(), noisy(3), clock), id="a running clock"),
    ],
)
def test_a_covered_lens_is_black(camera, changes):
    began_ns = camera.now_ns
    camera.show(12, *changes)
    assert camera.faults - {PictureFault.FROZEN} == {PictureFault.BLACK}
    assert camera.began[PictureFault.BLACK] - began_ns < 10e9
    camera.show(10)
    assert camera.faults == set()


def test_a_camera_that_comes_up_black_is_told_at_once(pictures):
    camera = Camera(pictures("street"))
    camera.show(12, covered(), noisy(3))
    assert camera.faults == {PictureFault.BLACK}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param((blurred(4),), id="out of focus"),
        pytest.param((blurred(8),), id="far out of focus"),
        pytest.param((blurred(5), noisy(3)), id="out of focus, a noisy sensor"),
        pytest.param((hazy(0.05),), id="sprayed over"),
    ],
)
def test_a_blurred_picture_is_told_after_a_minute(camera, changes):
    camera.show(15, *changes)
    assert camera.faults == set()  # somebody close to the lens
    camera.show(45, *changes)
    assert camera.faults == {PictureFault.BLURRED}
    camera.show(25)
    assert camera.faults == set()


def test_a_camera_that_was_never_sharp_is_not_measured_by_others(pictures):
    camera = Camera(pictures("street"))
    camera.show(120, blurred(4))
    assert camera.told == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(turned(right=0.25), id="to the side"),
        pytest.param(turned(down=0.25), id="downwards"),
        pytest.param(upside_down, id="upside down"),
    ],
)
def test_a_turned_camera_is_told_and_its_return(camera, change):
    camera.show(30, change)
    assert camera.faults == {PictureFault.TURNED}
    camera.show(30)
    assert camera.told == [(PictureFault.TURNED, "began"), (PictureFault.TURNED, "over")]


@pytest.mark.parametrize("name", ["street", "hall"])
def test_a_camera_turned_at_night_is_told(pictures, name):
    camera = Camera(pictures(name))
    camera.show(_LEARNT, *_NIGHT)
    camera.show(30, turned(down=0.25), *_NIGHT)
    assert camera.faults == {PictureFault.TURNED}


def test_another_scene_is_told_and_learnt_after_ten_minutes(camera, pictures):
    # Upside down, for where the footage cannot be had both are cuts of the same film.
    other = [upside_down(picture) for picture in pictures("street" if camera.name == "hall" else "hall")]
    camera.show_other(60, other)
    assert camera.faults == {PictureFault.TURNED}
    camera.show_other(220, other)
    assert camera.faults == set()
    camera.show_other(40, other)
    assert camera.told == [(PictureFault.TURNED, "began"), (PictureFault.TURNED, "over")]


def test_what_was_learnt_outlives_a_connection(camera):
    camera.health.reconnect()
    camera.show(30, upside_down)
    assert camera.faults == {PictureFault.TURNED}


def test_main_and_sub_stream_are_each_their_own_measure(camera):
    for _time in range(2):
        camera.show(20, size=(960, 540))
        camera.show(20, size=(320, 180))
    assert camera.told == []
    camera.show(50, blurred(8), size=(320, 180))
    assert camera.faults == {PictureFault.BLURRED}
