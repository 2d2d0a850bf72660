"""The demo city as it is written: places, names, hours, incidents, stand-ins."""

import itertools
from collections import Counter

import pytest

from console.alerts.hours import ALWAYS
from console.alerts.zone import Zone
from console.cameras.places import PlaceKind
from console.demo.city import City
from console.language import LANGUAGES, use_language

ALWAYS_HERE = "vtest.avi"


def site_of(city, tmp_path):
    return city.site([tmp_path / f"{index}.mp4" for index in range(len(city.clips))])


@pytest.fixture
def bare(asset_folder, tmp_path, monkeypatch):
    """A machine that has the one film that every machine has."""
    (tmp_path / "footage").mkdir()
    (tmp_path / "footage" / ALWAYS_HERE).symlink_to((asset_folder / "footage" / ALWAYS_HERE).resolve())
    monkeypatch.setenv("MUNARA_ASSETS", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_its_places_are_a_small_towns(tmp_path):
    cameras = site_of(City.load(), tmp_path).cameras.values()
    assert 42 <= len(cameras) <= 44
    assert len({camera.number for camera in cameras}) == len(cameras)
    counts = Counter(camera.place.id for camera in cameras)
    kinds = {camera.place.id: camera.place.kind for camera in cameras}
    for_children = [place for place, kind in kinds.items() if kind.for_children]
    assert len(for_children) == 6
    assert all(counts[place] >= 2 for place in for_children)
    assert sum(kind is PlaceKind.CROWDED for kind in kinds.values()) == 2
    assert sum(camera.place.kind is PlaceKind.STREET for camera in cameras) >= 24


def test_names_are_whole_in_every_language(tmp_path):
    names = {}
    for language in LANGUAGES:
        use_language(language)
        site = site_of(City.load(), tmp_path)
        cameras = site.cameras.values()
        assert all(camera.name and camera.place.name for camera in cameras)
        assert len({camera.title for camera in cameras}) == len(cameras)
        names[language] = [
            {camera.place.name for camera in cameras},
            {row["name"] for row in site.zones},
        ]
    for one, other in itertools.combinations(LANGUAGES, 2):
        assert all(a.isdisjoint(b) for a, b in zip(names[one], names[other], strict=True))


def test_every_clip_lies_within_its_source():
    for clip in City.load().clips:
        x, y, width, height = clip.crop
        assert min(clip.crop) >= 0 and x + width <= 1.001 and y + height <= 1.001, clip


@pytest.mark.parametrize("count", [2, 5, 36, 100])
def test_any_number_of_cameras_keeps_the_staged_ones(count, tmp_path):
    city = City.load(cameras=count)
    site = site_of(city, tmp_path)
    assert len(site.cameras) == len(city.clips) == count
    assert len(city.staged) == 2


def test_two_incidents_are_staged_within_twenty_seconds_and_the_others_come_later():
    city = City.load()
    assert len(city.staged) == 2
    assert all(one.from_s < one.to_s <= 20 for one in city.staged)
    assert all(20 <= one.from_s < one.to_s for one in city.later)
    camera_ids = [one.camera_id for one in (*city.staged, *city.later)]
    assert len(set(camera_ids)) == len(camera_ids) == 3


def test_staged_zones_hold_at_any_hour_and_others_by_day_and_by_night(tmp_path):
    city = City.load()
    zones = [Zone.from_row(row) for row in site_of(city, tmp_path).zones]
    incidents = {one.camera_id for one in (*city.staged, *city.later)}
    assert {zone.camera_id for zone in zones if zone.hours == ALWAYS} == incidents
    by_hour = [zone.hours for zone in zones if zone.hours != ALWAYS]
    assert {hours.start > hours.end for hours in by_hour} == {True, False}
    assert len({hours.weekdays for hours in by_hour}) >= 3


def test_most_cameras_raise_nothing(tmp_path):
    site = site_of(City.load(), tmp_path)
    assert len({row["camera_id"] for row in site.zones}) < len(site.cameras) / 4


def test_one_camera_pauses_one_stands_still_and_one_is_lost(tmp_path):
    city = City.load()
    faults = [
        next(row["number"] for row, clip in zip(city.rows, city.clips, strict=True) if clip.pauses),
        next(row["number"] for row, clip in zip(city.rows, city.clips, strict=True) if clip.frozen),
        *(outage.camera_id for outage in city.outages),
    ]
    staged = {one.camera_id for one in (*city.staged, *city.later)}
    assert len(set(faults)) == 3
    assert staged.isdisjoint(faults)


def test_cameras_past_the_written_ones_have_no_faults():
    extra = City.load(cameras=100).clips[len(City.load().clips) :]
    assert extra
    assert not any(clip.pauses or clip.frozen for clip in extra)


def test_a_bare_machine_has_stand_ins_for_every_clip(bare, tmp_path):
    whole = City.load()
    assert {clip.source for clip in whole.clips} == {ALWAYS_HERE}
    zones = {row["id"] for row in site_of(whole, tmp_path).zones}
    assert {"school-1-hall", "balapan-lawn"} <= zones
    assert "school-3-back-door" not in zones  # it was drawn on another picture
    assert any(clip.pauses for clip in whole.clips)
    assert len({str(clip) for clip in whole.clips}) == len(whole.clips)


def test_a_stand_in_brings_its_own_name(bare, tmp_path):
    use_language("en")
    site = site_of(City.load(), tmp_path)
    assert site.cameras["0402"].name == "yard"
    assert next(row["name"] for row in site.zones if row["camera_id"] == "0402") == "yard at night"


def test_a_camera_spans_its_share_of_what_its_footage_spans(tmp_path):
    city = City.load()
    cameras = tuple(site_of(city, tmp_path).cameras.values())
    shown = list(zip(cameras, city.clips, strict=True))
    street = [(camera, clip) for camera, clip in shown if clip.source == ALWAYS_HERE]
    assert all(camera.scene_width_m == pytest.approx(15 * clip.crop[2], abs=0.01) for camera, clip in street)
    assert len({camera.scene_width_m for camera, _clip in street}) > 1
    assert {camera.scene_width_m for camera, clip in shown if clip.source != ALWAYS_HERE} <= {None}


def test_neighbours_lie_where_the_table_says_as_far_as_they_are_there(tmp_path):
    cameras = site_of(City.load(), tmp_path).cameras
    beside = {number: cameras[number].neighbours for number in cameras if cameras[number].neighbours}
    assert set(beside) >= {"0401", "0402", "0501", "0502"}
    for number, neighbours in beside.items():
        assert all(each.side for each in neighbours)
        assert {cameras[each.number].place for each in neighbours} == {cameras[number].place}
    few = site_of(City.load(cameras=2), tmp_path).cameras
    assert all(each.number in few for camera in few.values() for each in camera.neighbours)
    many = site_of(City.load(cameras=60), tmp_path).cameras
    assert not many["1000"].neighbours
