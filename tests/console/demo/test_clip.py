"""Clips: what lies where in a cut, and real detectors on the cuts that incidents are staged with."""

from pathlib import Path

import pytest

from console.alerts.zone import Zone
from console.demo.city import City
from console.demo.clip import Clip, ignored
from console.demo.footage import clip_files
from console.detection.detection import Kind
from console.detection.filters import counted, stands_in
from console.detection.model import Model
from console.media.worker.frame_file import read_frames

SIGN = {"film": {"size": [800, 600], "areas": [[[80, 60], [160, 60], [160, 120]]]}}
MISTAKEN = {"yolox_nano": 4, "yolov3-tiny": 0}  # times at least that a detector takes a thing for a person
EVERY = 5  # three looks a second, as a desk with many cameras has them


@pytest.mark.parametrize(
    ("crop", "mirror", "corners"),
    [
        ((0, 0, 1, 1), False, ((0.1, 0.1), (0.2, 0.1), (0.2, 0.2))),
        ((0, 0, 1, 1), True, ((0.9, 0.1), (0.8, 0.1), (0.8, 0.2))),
        ((0.05, 0.1, 0.5, 0.5), False, ((0.1, 0.0), (0.3, 0.0), (0.3, 0.2))),
        ((0.05, 0.1, 0.5, 0.5), True, ((0.9, 0.0), (0.7, 0.0), (0.7, 0.2))),
    ],
)
def test_what_is_ignored_follows_the_cut(crop, mirror, corners):
    (polygon,) = ignored(Clip("film", 0, crop, mirror, 40), SIGN)
    for found, expected in zip(polygon.corners, corners, strict=True):
        assert found == pytest.approx(expected)


def test_what_lies_outside_the_cut_is_left_out():
    assert ignored(Clip("film", 0, (0.5, 0.5, 0.5, 0.5), False, 40), SIGN) == ()
    assert ignored(Clip("another film", 0, (0, 0, 1, 1), False, 40), SIGN) == ()


def persons_by_zone(number: str, model: Model) -> list[tuple[float, float, float]]:
    """(seconds in the clip, score, height as part of the picture) of persons in the camera's zone."""
    city = City.load(only=[number])
    (file,) = clip_files(city.clips, on_progress=lambda _done, _all: None)
    site = city.site([file])
    camera, zone = site.cameras[number], Zone.from_row(site.zones[0])
    found = []
    for frame in read_frames(file, every=EVERY):
        size = {"width": frame.width, "height": frame.height}
        boxes = counted(model.detect(frame.pixels, scale=frame.scale, **size), camera, **size)
        found += [
            (frame.media_time_us / 1e6, box.score, (box.y2 - box.y1) / frame.height)
            for box in boxes
            if box.kind is Kind.PERSON and stands_in(box, zone.shape, **size)
        ]
    return found


@pytest.fixture(scope="module")
def model(model_file) -> Model:
    """What the demo would use here: the incidents must begin in their spans for either detector."""
    return model_file.load()


@pytest.fixture
def bare(asset_folder, tmp_path, monkeypatch):
    (tmp_path / "footage").mkdir()
    film: Path = asset_folder / "footage" / "vtest.avi"
    (tmp_path / "footage" / film.name).symlink_to(film.resolve())
    monkeypatch.setenv("MUNARA_ASSETS", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def assert_raises_first_in_its_span(number: str, model: Model) -> None:
    city = City.load(only=[number])
    (incident,) = (*city.staged, *city.later)
    found = persons_by_zone(number, model)
    first_s = min(at_s for at_s, _score, _height in found)
    assert incident.from_s <= first_s <= incident.to_s - 2  # an alert needs a second look
    assert sum(first_s <= at_s <= first_s + 3 for at_s, _score, _height in found) >= 4


@pytest.mark.parametrize("number", ["0402", "0502", "0122"])
def test_an_incident_begins_in_its_span(number, model):
    assert_raises_first_in_its_span(number, model)


@pytest.mark.usefixtures("bare")
def test_the_stand_in_raises_with_a_person_whom_a_weaker_detector_finds_too(model):
    assert_raises_first_in_its_span("0402", model)
    surest = sorted(persons_by_zone("0402", model), key=lambda each: each[1])[-5:]
    assert all(score > 0.8 and height > 0.4 for _at_s, score, height in surest)


@pytest.mark.parametrize("number", ["0401", "0008"])  # both show a thing that looks like a person
def test_things_carry_no_boxes(number, model, model_file):
    city = City.load(only=[number])
    (file,) = clip_files(city.clips, on_progress=lambda _done, _all: None)
    camera = city.site([file]).cameras[number]
    dropped = kept = 0
    for frame in read_frames(file, every=30):
        size = {"width": frame.width, "height": frame.height}
        boxes = [
            box
            for box in model.detect(frame.pixels, scale=frame.scale, **size)
            if box.kind is Kind.PERSON and box.score >= camera.confidence
        ]
        left = counted(boxes, camera, **size)
        dropped, kept = dropped + len(boxes) - len(left), kept + len(left)
    assert dropped >= MISTAKEN[model_file.name]
    assert kept > 30  # persons walk by as before
