import itertools

import pytest

from console.alerts.zone import Zone
from console.cameras.places import PlaceKind
from console.demo.city import City
from console.language import LANGUAGES, use_language


def files(city, tmp_path):
    return [tmp_path / f"{index}.mp4" for index in range(len(city.clips))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_city_is_whole_in_every_language(language, tmp_path):
    use_language(language)
    city = City.load()
    site = city.site(files(city, tmp_path))
    assert len(site.cameras) >= 36
    cameras = set(site.cameras)
    assert len({camera.number for camera in site.cameras.values()}) == len(site.cameras)
    assert {camera.place.kind for camera in site.cameras.values()} == set(PlaceKind)
    zones = [Zone.from_row(row) for row in site.zones]
    assert {staged.camera_id for staged in city.staged} == {zone.camera_id for zone in zones} <= cameras


def test_every_clip_lies_within_its_source():
    for clip in City.load().clips:
        x, y, width, height = clip.crop
        assert min(clip.crop) >= 0 and x + width <= 1.001 and y + height <= 1.001, clip


@pytest.mark.parametrize("count", [2, 5, 36, 100])
def test_any_number_of_cameras_keeps_the_staged_ones(count, tmp_path):
    city = City.load(cameras=count)
    site = city.site(files(city, tmp_path))
    assert len(site.cameras) == len(city.clips) == count
    assert len(city.staged) == 2


def test_two_incidents_are_staged_within_twenty_seconds():
    staged = City.load().staged
    assert len(staged) == 2
    assert all(one.from_s < one.to_s <= 20 for one in staged)
    assert all(a.camera_id != b.camera_id for a, b in itertools.combinations(staged, 2))


def test_missing_footage_has_a_stand_in(asset_folder, tmp_path, monkeypatch):
    (tmp_path / "footage").mkdir()
    for name in ("vtest.avi", "car-detection.mp4", "one-by-one-person-detection.mp4"):
        (tmp_path / "footage" / name).symlink_to(asset_folder / "footage" / name)
    monkeypatch.setenv("MUNARA_ASSETS", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert "motorway.avi" not in {clip.source for clip in City.load().clips}
